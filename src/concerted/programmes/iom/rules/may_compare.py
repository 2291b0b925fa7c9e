"""Whether the shares of two groups who were taken may be called different."""

from concerted.analytics.intervals import Count, newcombe
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May two groups be compared?",
    source="Newcombe 1998, Statistics in Medicine 17, 873-890: the interval of the difference of two proportions",
    assumed="A difference is spoken of only where its 95% interval leaves out none at all.",
)
def may_compare(*, part: int, whole: int, other_part: int, other_whole: int) -> Decision:
    """Say whether the shares `part` of `whole` and `other_part` of `other_whole` differ by more than chance may do."""
    if not whole or not other_whole:
        return Decision(False, "too few to tell")
    between = newcombe(Count(part, whole), Count(other_part, other_whole))
    if between.low <= 0 <= between.high:
        return Decision(False, "too few to tell")
    return Decision(True, "the difference is unlikely to be chance; nothing here says why")
