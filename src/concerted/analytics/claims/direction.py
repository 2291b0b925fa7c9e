"""Whether the words of a claim say the other way from its figures: "rose" beside figures that fell."""

import re

from concerted.analytics.claims.check import Checked, Compared

RISES = re.compile(
    r"\b(?:rose|risen|rises?|rising|increas\w+|grew|grown|climb\w*|jumped|surg(?:ed|ing)|soared|went up|up from)\b",
    re.IGNORECASE,
)
FALLS = re.compile(
    r"\b(?:fell|fallen|falls?|falling|drop(?:s|ped|ping)?|declin\w+|decreas\w+|reduc\w+|plunged|slumped|went down"
    r"|down from)\b",
    re.IGNORECASE,
)


def contradiction(checked: Checked) -> str | None:
    """Return what to say where every word of direction is against both the rate and the number counted, else None.

    A text with words of both directions, or whose words fit one of the two, is left alone.
    """
    result, text = checked.result, checked.claim.text
    if not isinstance(result, Compared):
        return None
    rises, falls = RISES.search(text), FALLS.search(text)
    if (rises is None) == (falls is None):
        return None
    said, sign = (rises, 1) if rises else (falls, -1)
    assert said is not None
    before, after = result.before.best, result.after.best
    rate, count = sign * (after.rate - before.rate), sign * (after.whole - before.whole)
    if rate >= 0 or count > 0:
        return None
    moved = "fell" if sign > 0 else "rose"
    number = f"{before.whole:,} people were counted both times" if count == 0 else "so did the number of people counted"
    return (
        f"The text says “{said[0]}”, but as we read its figures, from {result.before.rate} to {result.after.rate}, the "
        f"rate {moved}, and {number}: the word, the order or a figure is wrong."
    )
