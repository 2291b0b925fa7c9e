"""The numbers of a sentence: rates, counts, years, and those left aside with the reason."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from concerted.analytics.claims.figures import PrintedRate


class Kind(StrEnum):
    """What a number in a sentence is taken for."""

    RATE = "rate"
    COUNT = "count"
    YEAR = "year"
    ASIDE = "aside"


@dataclass(frozen=True)
class Token:
    """A number where it stands: `number` is its digits without separators; `why` says why it is left aside."""

    kind: Kind
    text: str
    number: str
    start: int
    end: int
    why: str = ""

    @property
    def rate(self) -> PrintedRate:
        """The number as a printed rate."""
        return PrintedRate(self.number)

    @property
    def count(self) -> int:
        """The number as a count."""
        return int(self.number)


SPACES = "\u00a0\u2009\u202f"
"""Spaces that only ever stand inside a number; an ordinary one may part two numbers."""
NUMBER = re.compile(
    rf"(?P<sign>(?<![\w.,)%])[-\u2212]|\bminus )?(?<![\d.,])(?P<digits>\d[\d.,{SPACES}]*\d|\d)"
    r"(?P<unit>\s?%|[\s-]?per[\s-]?cent\b|\s?pct?\b|\s?p\.c\.)?",
    re.IGNORECASE,
)
GROUPED = re.compile(rf"\d{{1,3}}(?:[,{SPACES}]\d{{3}})+(?:\.\d+)?")
PLAIN = re.compile(r"\d+(?:\.\d+)?")
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
MOVES = r"(?:fell|fall\w*|rose|ris\w+|drop\w*|down|up|reduc\w+|cut|increas\w+|decreas\w+|declin\w+|chang\w+|lower\w*)"
CHANGE = r"(?:fall|drop|cut|rise|jump|increase|decrease|reduction|decline|change|growth)"
MOVED = r"(?:down|up|fell|rose|dropped|declined|increased|decreased|reduced|cut)"
AFTER_A_CHANGE = re.compile(
    rf"(?:\b{MOVES}\b[^.;:]*\bby|\b(?:{CHANGE} of|{MOVED}))"
    r"(?: (?:about|some|nearly|almost|over|around|more than|a further|just))? ?$",
    re.IGNORECASE,
)
BEFORE_A_CHANGE = re.compile(
    r"^[ -](?:fewer|lower|less|higher|more|drop|fall|reduction|decrease|increase|rise|cut|decline|(?:age )?points?"
    r"|confidence|interval)\b",
    re.IGNORECASE,
)
BEFORE_A_UNIT = re.compile(
    rf"^(?:[a-z]|[ -](?:(?:months?|years?|weeks?|days?|hours?|quarters?|times?|million|thousand|am|pm)\b|{MONTH}\b))",
    re.IGNORECASE,
)
AFTER_A_DATE = re.compile(rf"(?:\b{MONTH}\.? |[£$€]|\b(?:aged?|over-|under-|ni |indicator ) ?)$", re.IGNORECASE)


def tokens(text: str) -> list[Token]:
    """Return every number of a text in order; a share of it may be left aside, with the reason."""
    found = [_token(text, one) for one in NUMBER.finditer(text)]
    return [
        replace(one, kind=Kind.RATE, why="") if _shares_its_unit(text, one, following) else one
        for one, following in zip_longest(found, found[1:])
    ]


def _shares_its_unit(text: str, one: Token, following: Token | None) -> bool:
    """Whether a number is the first of two rates that are written with one sign: "from 9.42 to 8.45 per cent"."""
    if following is None or following.kind is not Kind.RATE or one.kind not in (Kind.COUNT, Kind.ASIDE):
        return False
    joined = re.fullmatch(r" ?(?:to|and|→|-|–) ?", text[one.end : following.start])
    opened = re.search(r"\b(?:from|between) (?:about )?$", text[: one.start])
    return bool(joined and opened and PLAIN.fullmatch(one.number) and float(one.number) <= 100)


def _token(text: str, found: re.Match[str]) -> Token:
    digits, unit, sign = found["digits"], found["unit"], found["sign"]
    number = re.sub(rf"[,{SPACES}]", "", digits)
    kind, why = _kind(text, found, digits, bool(unit))
    if sign:
        number = f"-{number}"
    return Token(kind, found[0].strip(), number, found.start(), found.end(), why)


def _kind(text: str, found: re.Match[str], digits: str, unit: bool) -> tuple[Kind, str]:
    before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 40]
    if not (GROUPED.fullmatch(digits) or PLAIN.fullmatch(digits)):
        return Kind.ASIDE, "not written as a number: commas part thousands, a point parts decimals"
    if AFTER_A_CHANGE.search(before) or BEFORE_A_CHANGE.match(after):
        return Kind.ASIDE, "a change, not a rate or a count"
    if unit:
        return Kind.RATE, ""
    if "." in digits:
        return Kind.ASIDE, "neither a rate in per cent nor a number of people"
    if re.fullmatch(r"(?:19|20)\d\d", digits):
        return (Kind.ASIDE, "part of a date") if re.match(r"[/-]\d\d", after) else (Kind.YEAR, "a year")
    if BEFORE_A_UNIT.match(after) or AFTER_A_DATE.search(before) or re.search(r"\d{4}[/-]$", before):
        return Kind.ASIDE, "a date, an age, a length of time or money"
    return Kind.COUNT, ""
