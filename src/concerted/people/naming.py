"""A name for reading: agencies that write it in capitals are read in ordinary letters, nothing else is changed."""

import re
from datetime import date

from concerted.kernel.days import in_words

_WORD = re.compile(r"[^\W\d_]+")


def full_name(given: str, family: str) -> str:
    """Return given and family name for a heading or a list: "WATSON" -> "Watson", "SMITH-O'NEILL" -> "Smith-O'Neill".

    A part that is not wholly in capitals stands as it was sent ("McKay", "de Souza"); so do initials. Pages that show
    a record as its agency writes it never use this.
    """
    return f"{_read(given)} {_read(family)}".strip()


def _read(part: str) -> str:
    if part.upper() != part:
        return part
    return _WORD.sub(lambda word: word[0].capitalize() if len(word[0]) > 1 else word[0], part)


def about(name: str, born_on: date | None) -> str:
    """Return whom a row is about, for a reader who may hold nothing by which to know: name and birth date."""
    return f"{name}, born {in_words(born_on)}" if born_on else f"{name}, birth date not known"
