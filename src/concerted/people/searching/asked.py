"""What somebody asks for, taken apart: names, a birth date or its year, an agency's number, a postcode, a reference."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from concerted.people.searching.tokens import number, words

REFERENCE = re.compile(r"^\s*c\s*-?\s*([2-9a-hj-np-z]{6})\s*$", re.IGNORECASE)
POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b", re.IGNORECASE)
YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATES = (
    (re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b"), "%Y %m %d"),
    (re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\b"), "%d %m %Y"),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ \-]+({MONTH}),?[ \-]+(\d{{4}})\b", re.IGNORECASE), "%d %b %Y"),
    (re.compile(rf"\b({MONTH})[ \-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]+(\d{{4}})\b", re.IGNORECASE), "%b %d %Y"),
)
"""Ways in which people write a birth date; two digits for a year are not guessed."""
LIKE_A_DATE = re.compile(r"\b\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}\b")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "dob", "born"})
"""Words that stand beside a name and are none; left out where another word is asked."""


@dataclass(frozen=True)
class Asked:
    """What is asked; a person found has all of it, or something close to it. `notes` say what could not be read."""

    names: tuple[str, ...] = ()
    born: date | None = None
    year: int | None = None
    number: str = ""
    postcode: str = ""
    reference: str = ""
    notes: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is something that could be found."""
        return bool(self.names or self.born or self.number or self.postcode or self.reference)


def parsed(text: str) -> Asked:
    """Take apart what was written into one field, in any order.

    Four digits that may be a year are one where a name stands beside them, an agency's number otherwise.
    """
    reference = REFERENCE.match(text)
    born, rest = birth_date(text)
    notes = []
    if born is None and LIKE_A_DATE.search(rest):
        notes.append(
            "A birth date is a day that exists, with its year in four digits, such as 14/5/1999: yours was not read."
        )
    code = POSTCODE.search(rest)
    if code:
        rest = rest[: code.start()] + " " + rest[code.end() :]
    year, names = None, _names(rest)
    stands = YEAR.search(rest)
    if stands and names and born is None:
        year = int(stands[1])
        rest = rest[: stands.start()] + " " + rest[stands.end() :]
    numbers = [part for part in rest.split() if any(c.isdigit() for c in part)]
    return Asked(
        names=names,
        born=born,
        year=year,
        number=number("".join(numbers)),
        postcode=number(code[0]) if code else "",
        reference=f"C-{reference[1].upper()}" if reference else "",
        notes=tuple(notes),
    )


def postcode_of(text: str) -> str:
    """Return the postcode that stands in a text, or an empty text."""
    code = POSTCODE.search(text)
    return number(code[0]) if code else ""


def birth_date(text: str) -> tuple[date | None, str]:
    """Return the first day that stands in a text, however it is written, and what is left of the text."""
    for pattern, shape in DATES:
        match = pattern.search(text)
        if match is None:
            continue
        parts = [part[:3].title() if part.isalpha() else part for part in match.groups()]
        try:
            day = datetime.strptime(" ".join(parts), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day, text[: match.start()] + " " + text[match.end() :]
    return None, text


def _names(text: str) -> tuple[str, ...]:
    found = list(dict.fromkeys(words(" ".join(p for p in text.split() if not any(c.isdigit() for c in p)))))
    plain = [word for word in found if word not in TITLES]
    return tuple(plain or found)
