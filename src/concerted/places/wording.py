"""The sentences of the Area pages: small numbers in words, what lies above and below, what moved each month."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from concerted.places.queries.recorded_crime import NOT_CLEAR, Recorded

WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen",
)  # fmt: skip
FEWEST_MOVES = 2
"""Changes in one direction before a sentence says so: a display choice."""


def in_words(number: int) -> str:
    """Return a number up to fourteen in words: the districts of a county."""
    return WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"


def sentence(words: str) -> str:
    """Return words with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def beside(found: Recorded) -> str:
    """Say how many districts lie above and below the county, or show no clear difference."""
    above, below, neither = (found.count_beside(name) for name in ("Above", "Below", NOT_CLEAR))
    many = "district lies" if above == 1 else "districts lie"
    return (
        f"{in_words(above)} {many} above that, {in_words(below)} below, "
        f"{in_words(neither)} show{'s' * (neither == 1)} no clear difference."
    )


def moved(what: str, months: Sequence[date], totals: Sequence[int]) -> str:
    """Say that the count fell, or rose, in each month after one; nothing where it did not, at least twice running.

    Months have different lengths: where the count of a mean day did not move the same way, that is said too.
    """
    daily = [total / monthrange(month.year, month.month)[1] for month, total in zip(months, totals, strict=True)]
    for verb, sign in (("fell", -1), ("rose", 1)):
        moves = 0
        while moves + 1 < len(totals) and sign * (totals[-1 - moves] - totals[-2 - moves]) > 0:
            moves += 1
        if moves < FEWEST_MOVES:
            continue
        last = range(len(totals) - moves, len(totals))
        other = [f"{months[n]:%B}" for n in last if sign * (daily[n] - daily[n - 1]) <= 0]
        but = f"; counted by the day, not in {' and '.join(other)}" if other else ""
        return f"Recorded {what} {verb} each month after {months[-1 - moves]:%B}{but}."
    return ""
