"""What may have been meant by what was typed: forms of a first name, one letter more, less, other or exchanged, days.

All of it is made of the question, none of it of what is held: the table of tokens stays as small as its names.
"""

import string
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from concerted.analytics.nicknames import FORMS, formal_names

SHORTEST = 4
"""Letters of a word below which every other word is one letter apart."""


@lru_cache(maxsize=1)
def _formal() -> dict[str, list[str]]:
    return formal_names()


def forms(word: str) -> set[str]:
    """Return a first name with its long, short and pet forms: bill -> bill, william, will, billy, liam and others."""
    found = {word}
    for formal in _formal().get(word, []):
        found |= {formal, *FORMS[formal].split()}
    return found


@lru_cache(maxsize=1_000)
def edits(word: str) -> frozenset[str]:
    """Return the words that differ by one letter left out, put in, replaced, or by two neighbours exchanged."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    found = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    if len(word) >= SHORTEST:
        letters = string.ascii_lowercase
        found |= {a + b[1:] for a, b in halves if b}
        found |= {a + c + b[1:] for a, b in halves if b for c in letters}
        found |= {a + c + b for a, b in halves for c in letters}
    return frozenset(found - {word})


def swapped(day: date) -> date | None:
    """Return the day with day and month exchanged, or None where there is no such day or it is the same."""
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def one_digit_wrong(day: date, until: date) -> list[date]:
    """Return the days, none after `until`, whose writing as DDMMYYYY differs from a day's by one digit."""
    return sorted({other for other in _by_digit(day) if other != day and other <= until})


def _by_digit(day: date) -> Iterator[date]:
    written = day.strftime("%d%m%Y")
    for place in range(len(written)):
        for digit in string.digits:
            other = written[:place] + digit + written[place + 1 :]
            try:
                yield date(int(other[4:]), int(other[2:4]), int(other[:2]))
            except ValueError:
                continue
