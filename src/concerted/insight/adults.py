"""Whom the county's figures count: adults, until a threshold for children is set."""

from concerted.analytics.measures.specification import Ages, Specification

ADULT = 18
ADULTS = Ages(youngest=ADULT)
"""Cells of children are not made until the county sets a threshold for them; people of unknown age are counted."""


def may_hold_adults(spec: Specification) -> bool:
    """Say whether a measure counts adults too: those of children alone are not run without a threshold for them."""
    return spec.ages.oldest is None or spec.ages.oldest >= ADULT
