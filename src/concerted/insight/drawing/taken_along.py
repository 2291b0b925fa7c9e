"""A drawing that leaves its page: it carries its own style, and below it the sentence that must go with it."""

from concerted.analytics.drawing.standalone import standalone


def taken_along(drawing: str, foot: str = "") -> str:
    """Return a drawing as a file of its own, with a line at its foot where one is given."""
    return standalone(drawing, foot=foot)
