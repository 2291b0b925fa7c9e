"""A sham cohort: for each person taken, somebody chosen the same way on the same day and not taken (S26).

A comparison of the people taken with themselves a year earlier mixes what was done with what being chosen at a peak
does by itself. The sham cohort is at the same peak, and nothing was done.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from concerted.kernel.days import months_after

MONTHS = 12

MATCHING = (
    "For each person taken: an adult on the list of the same day, in the same likelihood band, not managed in the 12 "
    "months before or after it, with the same number of proven offences in the 12 months before, or the nearest; then "
    "the nearest harm points, then the nearest likelihood. Nobody stands beside two."
)
"""The rule of matching, our own assumption: shown wherever its result is."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One adult on the list of a day, by what was known on it."""

    person: str
    band: str
    offences: int
    hundredths: int
    percent: float


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody taken into a cohort on a day."""

    person: str
    on: date


@dataclass(frozen=True, slots=True)
class Managed:
    """A time for which somebody was managed: [from, until), without an end while it lasts."""

    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody taken, and who stands beside; both are followed from the same day."""

    taken: Taken
    sham: str


def paired(
    taken: Iterable[Taken], listed_on: Callable[[date], Sequence[Listed]], managed: Mapping[str, Sequence[Managed]]
) -> tuple[list[Pair], list[Taken]]:
    """Return the pairs, and the people taken for whom the list of the day holds nobody like them.

    Whoever was taken first chooses first, so that a later adoption changes no earlier pair. Somebody taken who was not
    on the list of the day has nobody. `listed_on` is asked once for each day.
    """
    pairs: list[Pair] = []
    alone: list[Taken] = []
    used: set[str] = set()
    day: date | None = None
    listed: Sequence[Listed] = ()
    near: set[str] = set()
    for one in sorted(taken, key=lambda row: (row.on, row.person)):
        if one.on != day:
            day, listed = one.on, listed_on(one.on)
            near = {who for who, times in managed.items() if _managed_near(times, one.on)}
        own = next((row for row in listed if row.person == one.person), None)
        like = [
            row
            for row in listed
            if own is not None
            and row.band == own.band
            and row.person not in used
            and row.person not in near
            and row.person != own.person
        ]
        if own is None or not like:
            alone.append(one)
            continue
        nearest = min(like, key=lambda row: (*_distance(own, row), row.person))
        used.add(nearest.person)
        pairs.append(Pair(one, nearest.person))
    return pairs, alone


def whole_waves(pairs: Sequence[Pair], size: int) -> list[Pair]:
    """Return the earliest pairs in whole waves of `size`: two editions of a figure never differ by fewer people."""
    return list(pairs[: len(pairs) // size * size])


def _distance(own: Listed, other: Listed) -> tuple[int, int, float]:
    return (
        abs(own.offences - other.offences),
        abs(own.hundredths - other.hundredths),
        round(abs(own.percent - other.percent), 6),
    )


def _managed_near(times: Sequence[Managed], on: date) -> bool:
    first, last = months_after(on, -MONTHS), months_after(on, MONTHS)
    return any(time.from_on < last and (time.until_on is None or time.until_on > first) for time in times)
