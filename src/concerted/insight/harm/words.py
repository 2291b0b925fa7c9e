"""Harm in words: points, shares, what they rest on, and counts of people that are too few to be told."""

from concerted.analytics.disclosure.settings import Settings
from concerted.analytics.harm.concentration import Sum
from concerted.analytics.harm.harm_in_period import Harm
from concerted.analytics.harm.weights import HUNDREDTHS

THRESHOLD = Settings().threshold
"""A count of fewer people is hidden, nought included (ONS research outputs: 10)."""
HIDDEN = "hidden"


def harm_of(total: Sum, edition: str) -> Harm:
    """Return a sum as the rules of harm take it."""
    return Harm(
        sourced_points=total.sourced_hundredths / HUNDREDTHS,
        assumed_points=total.assumed_hundredths / HUNDREDTHS,
        sourced_events=total.sourced_offences,
        assumed_events=total.assumed_offences,
        unweighted_events=total.offences - total.sourced_offences - total.assumed_offences,
        edition=edition,
    )


def points(hundredths: int) -> str:
    """Return points with the decimals that they have: "9,554", "547.5"."""
    whole, rest = divmod(hundredths, HUNDREDTHS)
    return f"{whole:,}" + (f".{rest:02}".rstrip("0") if rest else "")


def per_cent(part: int, whole: int) -> str:
    """Return a share as pages write it, "72.8%"; "none" of nothing."""
    return f"{100 * part / whole:.1f}%" if whole else "none"


def rests_on(total: Sum) -> str:
    """Return in a line what points rest on: weights with a source, assumed ones; and the offences without any."""
    unweighted = total.offences - total.sourced_offences - total.assumed_offences
    without = f"{_whole(unweighted, total.offences)} of offences not weighed"
    if not total.hundredths:
        return f"no points; {without}"
    sourced = round(100 * total.sourced_hundredths / total.hundredths)
    return f"{sourced}% sourced, {100 - sourced}% assumed; {without}"


def may_tell(part: int, *wholes: int) -> bool:
    """Say whether a part of each of several numbers of people may be told: neither it nor any rest is about few."""
    return part >= THRESHOLD and all(whole - part >= THRESHOLD for whole in wholes)


def _whole(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"
