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
    if not total.weighed:
        return "no offence weighed"
    if total.weighed < THRESHOLD:
        return f"fewer than {THRESHOLD} offences weighed"
    unweighted = total.offences - total.weighed
    some = f"{_whole(unweighted, total.offences)} of"
    without = f"{f'fewer than {THRESHOLD}' if unweighted < THRESHOLD else some} offences not weighed"
    if total.assumed_offences < THRESHOLD or total.sourced_offences < THRESHOLD:
        most = "sourced" if total.sourced_offences >= total.assumed_offences else "assumed"
        return f"{most} but for fewer than {THRESHOLD} offences; {without}"
    sourced = round(100 * total.sourced_hundredths / total.hundredths)
    return f"{sourced}% sourced, {100 - sourced}% assumed; {without}"


def rests_on_few(total: Sum) -> bool:
    """Say whether points rest on so few offences that they would tell which these were: such points are hidden."""
    return 0 < total.weighed < THRESHOLD


NUMBERS = (
    "people", "offences", "points", "sourced_points", "assumed_points", "offences_sourced", "offences_assumed",
    "offences_not_weighed",
)  # fmt: skip


def split(total: Sum) -> tuple[int, int, int]:
    """Return the offences with a sourced weight, with an assumed one and with none: together all that are counted."""
    return total.sourced_offences, total.assumed_offences, total.offences - total.weighed


def split_is_few(total: Sum) -> bool:
    """Say whether one of the three is of few offences: the other two and all offences would tell it."""
    return min(split(total)) < THRESHOLD


def numbers(total: Sum, *, points_hidden: bool = False, split_hidden: bool = False) -> tuple[object, ...]:
    """Return the values of NUMBERS for a file: points where they rest on enough offences, the split whole or not."""
    harm, points_hidden = harm_of(total, ""), points_hidden or rests_on_few(total)
    split_hidden = split_hidden or split_is_few(total)
    parts = points_hidden or split_hidden
    return (
        total.people,
        total.offences,
        HIDDEN if points_hidden else harm.points,
        HIDDEN if parts else harm.sourced_points,
        HIDDEN if parts else harm.assumed_points,
        *((HIDDEN,) * 3 if split_hidden else split(total)),
    )


def may_tell(part: int, *wholes: int) -> bool:
    """Say whether a part of each of several numbers of people may be told: neither it nor any rest is about few."""
    return part >= THRESHOLD and all(whole - part >= THRESHOLD for whole in wholes)


def _whole(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"
