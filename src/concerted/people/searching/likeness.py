"""How like a person's visible records are to what is asked, word by word and day by day, with the reasons in words.

The points order a list and nothing else: they are ours, and no probability.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from concerted.kernel.days import in_words
from concerted.people.models import Record
from concerted.people.naming import full_name
from concerted.people.searching.tokens import sound, words
from concerted.people.searching.variants import edits, forms, one_digit_wrong, swapped

AS_WRITTEN, FORMER, FORM, LETTER, SOUND, INITIAL = 10, 8, 7, 6, 5, 4
SAME_DAY, SWAPPED, DIGIT, SAME_YEAR = 10, 7, 5, 3


@dataclass(frozen=True)
class Like:
    """How near one thing asked comes to one that is held; no reason where what is asked stands there as written."""

    points: int
    reason: str = ""


@dataclass(frozen=True)
class Names:
    """The words of the names in a person's visible records, each with how its agency writes it."""

    given: dict[str, str]
    family: dict[str, str]
    former: dict[str, str]


def names_of(records: Iterable[Record]) -> Names:
    """Return the words of all the names of some records."""
    held = Names({}, {}, {})
    for record in records:
        held.given.update(_written(record.given_name))
        held.family.update(_written(record.family_name))
        held.former.update(_written(record.former_family_name))
    return held


def _written(name: str) -> dict[str, str]:
    found = {}
    for part in re.split(r"[\s\-]+", full_name(name, "")):
        found.update(dict.fromkeys(words(part), part.strip(".,")))
    return found


def like_name(word: str, held: Names) -> Like | None:
    """Return how near a word comes to the nearest of the names, or None."""
    if word in held.given or word in held.family:
        return Like(AS_WRITTEN)
    if word in held.former:
        return Like(FORMER, f"Former name {held.former[word]}")
    alike = forms(word)
    for name, written in held.given.items():
        if name in alike:
            return Like(FORM, f"{written}, for {word.capitalize()}")
    for kind, points in (("letter", LETTER), ("sound", SOUND)):
        for part in (held.family, held.given, held.former):
            for name, written in part.items():
                was = ", a former name" if part is held.former else ""
                if kind == "letter" and name in edits(word):
                    return Like(points - bool(was), f"One letter from {written}{was}")
                if kind == "sound" and len(name) > 1 and sound(name) == sound(word):
                    return Like(points - bool(was), f"Sounds like {written}{was}")
    if word[0] in held.given:
        return Like(INITIAL, f"First name as {held.given[word[0]]}. alone")
    return None


def like_day(day: date, held: Sequence[date], until: date) -> Like | None:
    """Return how near a birth date comes to the nearest of those held, or None."""
    if day in held:
        return Like(SAME_DAY)
    for other in held:
        if swapped(day) == other:
            return Like(SWAPPED, f"Born {in_words(other)}, day and month swapped")
    for other in held:
        if other in one_digit_wrong(day, until):
            return Like(DIGIT, f"Born {in_words(other)}, one digit differs")
    return None


def like_year(year: int, held: Sequence[date]) -> Like | None:
    """Return that one of the birth dates held is of a year, or None."""
    return Like(SAME_YEAR) if any(day.year == year for day in held) else None


def birth_dates(records: Iterable[Record]) -> list[date]:
    """Return the birth dates of some records, each once, in their order."""
    return list(dict.fromkeys(record.born_on for record in records if record.born_on))
