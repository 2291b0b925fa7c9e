"""The keys of a local measure's TOML file: what each means, what it takes, and how one is written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from concerted.analytics.harm.offences import normalised
from concerted.analytics.measures.age_bands import age_bands
from concerted.analytics.measures.choices import Cohort, Shows, StartsFrom, Tie

DIMENSIONS = MappingProxyType({"area": "area", "age": "age_band", "sex": "sex"})
"""What a measure may be broken down by, as a person writes it, and the dimension of the cells that it is."""

ALL = "all"
MOST_MONTHS, MOST_DAYS, OLDEST = 600, 18_300, 130
"""Limits of what is read, wide enough for any life: they keep a misprint from running off the calendar."""


@dataclass(frozen=True)
class Key:
    """One key: its name within its table (`""` is the top), what it means, what it takes, and an example of a value.

    `read` turns what TOML holds into what a specification takes, and raises ValueError (with the reason, or with
    nothing to add) or TypeError when it may not stand there.
    """

    table: str
    name: str
    means: str
    takes: str
    example: str
    read: Callable[[Any], Any]
    required: bool = True

    @property
    def path(self) -> str:
        """The key as messages name it, such as `cohort.kind`."""
        return f"{self.table}.{self.name}" if self.table else self.name

    @property
    def line(self) -> str:
        """A line that could stand in the file."""
        return f"{self.name} = {self.example}" + (f" under [{self.table}]" if self.table else "")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _code(value: Any) -> str:
    if not isinstance(value, str) or re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value) is None:
        raise ValueError
    return value


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError
    return value


def _one_of(choices: type[StrEnum]) -> Callable[[Any], StrEnum]:
    return lambda value: choices(value)


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError
        return value

    return read


def _one_or_four(value: Any) -> int:
    if isinstance(value, bool) or value not in (1, 4):
        raise ValueError
    return int(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError
    return tuple(_text(one) for one in value)


def _all_or_some(value: Any) -> frozenset[str] | None:
    if value == ALL:
        return None
    listed = [text.strip() for text in _texts(value)]
    if len(set(listed)) < len(listed):
        raise ValueError("one of them is listed twice")
    return frozenset(listed)


def _offences(value: Any) -> frozenset[str] | None:
    """Codes of the Home Office list in its own five digits, however they were written; others as they stand."""
    listed = _all_or_some(value)
    return None if listed is None else frozenset(normalised(code) or code for code in listed)


def _bands(value: Any) -> Any:
    return age_bands(",".join(_texts(value)))


def _breakdowns(value: Any) -> tuple[str, ...]:
    listed = [] if value == [] else _texts(value)
    if set(listed) - set(DIMENSIONS):
        raise ValueError
    return ("area",) * ("area" in listed) + ("quarter",) + tuple(DIMENSIONS[w] for w in ("age", "sex") if w in listed)


def _quoted(choices: type[StrEnum]) -> str:
    return " or ".join(f'"{choice}"' for choice in choices)


_SPAN = "a whole number; months and days of one span are added"

KEYS = (
    Key(
        "",
        "code",
        "the measure's short name",
        "small letters, digits and hyphens, not the code of a measure of this package",
        '"county-proven"',
        _code,
    ),
    Key("", "title", "its name in words", "text", '"Reoffending in the county"', _text),
    Key("", "edition", "which edition or variant of it this is", "text", '"12 + 6 months, thefts only"', _text),
    Key("", "declared_on", "the day on which this was written down", "a date without quotes", "2026-11-24", _day),
    Key("", "used_for", "what it was used for, and when", "text", '"The county\'s plan, since 2026."', _text, False),
    Key(
        "",
        "shows",
        "what is made of the counts",
        f"{_quoted(Shows)}; rate if left out",
        '"rate"',
        _one_of(Shows),
        False,
    ),
    Key(
        "",
        "source",
        "who says that it is to be counted so, and where",
        "text",
        '"Decision of the partnership, 24 November 2026."',
        _text,
    ),
    Key(
        "",
        "assumptions",
        "what was taken as given without a source",
        "a list of at least one sentence",
        '["Months are calendar months."]',
        _texts,
    ),
    Key(
        "",
        "not_certain",
        "what is not known about it",
        "a list of at least one sentence",
        '["Whether cautions are complete before 2015."]',
        _texts,
    ),
    Key(
        "",
        "breakdowns",
        "what it may be broken down by, beside the quarter",
        f"a list of some of {', '.join(DIMENSIONS)}; all of them if left out",
        '["area", "sex"]',
        _breakdowns,
        False,
    ),
    Key("cohort", "kind", "who is counted", _quoted(Cohort), f'"{Cohort.FIRST_START}"', _one_of(Cohort)),
    Key(
        "cohort",
        "rule",
        "the same in words that go on after 'of people of any age …'",
        "text",
        '"released from custody in the quarter"',
        _text,
    ),
    Key("cohort", "quarters", "quarters of one cohort", "1 or 4; 1 if left out", "1", _one_or_four, False),
    Key(
        "cohort",
        "disposals",
        "the disposals whose events begin a follow-up",
        f'"{ALL}" or a list as the file has them; all if left out',
        '["custody"]',
        _all_or_some,
        False,
    ),
    Key(
        "start_of_risk",
        "from",
        "the column of the events that holds the start of risk",
        f"{_quoted(StartsFrom)}; start_on if left out",
        '"start_on"',
        _one_of(StartsFrom),
        False,
    ),
    Key(
        "start_of_risk",
        "words",
        "the same in words that go on after 'offence after …'",
        "text",
        '"their first release of the quarter"',
        _text,
    ),
    Key(
        "follow_up",
        "months",
        "calendar months within which an offence counts",
        _SPAN,
        "12",
        _whole(0, MOST_MONTHS),
        False,
    ),
    Key("follow_up", "days", "days within which an offence counts", _SPAN, "365", _whole(0, MOST_DAYS), False),
    Key("waiting", "months", "further calendar months for its proof", _SPAN, "6", _whole(0, MOST_MONTHS), False),
    Key("waiting", "days", "further days for its proof", _SPAN, "183", _whole(0, MOST_DAYS), False),
    Key(
        "reoffence",
        "offences",
        "the offence codes that count",
        f'"{ALL}" or a list of codes',
        '["04600", "008/06"]',
        _offences,
    ),
    Key(
        "reoffence",
        "disposals",
        "the disposals that prove a reoffence",
        f'"{ALL}" or a list as the file has them',
        f'"{ALL}"',
        _all_or_some,
    ),
    Key(
        "tie",
        "area",
        "the area of a person who has several on the index date",
        _quoted(Tie),
        f'"{Tie.SMALLEST_AREA}"',
        _one_of(Tie),
    ),
    Key(
        "tie",
        "words",
        "the same as a sentence",
        "text",
        '"Two starts on one day count once, under the area whose code comes first."',
        _text,
    ),
    Key(
        "ages",
        "youngest",
        "the youngest age counted, at the index date",
        f"0 to {OLDEST}",
        "18",
        _whole(0, OLDEST),
        False,
    ),
    Key(
        "ages", "oldest", "the oldest age counted, at the index date", f"0 to {OLDEST}", "24", _whole(0, OLDEST), False
    ),
    Key(
        "ages",
        "bands",
        "the bands of a breakdown by age",
        "a list of bands; the package's own if left out",
        '["18-20", "21-24", "25+"]',
        _bands,
        False,
    ),
)
"""Every key there is, in the order in which a file is written."""

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "": "",
        "cohort": "who is counted",
        "start_of_risk": "the index date, from which each person is followed",
        "follow_up": "how long an offence counts after the index date, which itself does not count",
        "waiting": "how much longer its proof may take",
        "reoffence": "what counts as a reoffence",
        "tie": "what decides between areas",
        "ages": "ages in completed years; people of unknown age are always counted",
    }
)
"""The tables, in order, with what each holds; `[ages]` may be left out."""
