"""A claim as read: one side or two, what its counts are called, and what it says the cause is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from concerted.analytics.claims.figures import Called, Written
from concerted.analytics.claims.pairing import Group, paired
from concerted.analytics.claims.tokens import SPACES, Kind, Token, tokens
from concerted.kernel.errors import Refused

LONGEST_TEXT = 10_000
"""Characters; a longer text is a report, and whoever has it can find the sentence."""
HOW = (
    'Each rate needs the number of people that it is a rate of. Write both as "9.42% of 12818" and "8.45% of 11617", '
    'or as "1207 of 12818", or give a sentence with two rates and two counts.'
)
BLANKS = re.compile(rf"[ \t\r\n\f\v]+|(?<!\d)[{SPACES}]+|[{SPACES}]+(?!\d\d\d)")
CAUSE = re.compile(
    r"\b(?:result of|due to|thanks to|because of|owing to|caused by|attributed to|driven by|credited to)\s+"
    r"([^.;,]{3,80}?)(?=\s+(?:which|that|who)\b|[.;,]|$)",
    re.IGNORECASE,
)
NOT_REOFFENDED = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bwithout|\bnon)[ -](?:(?:having|been|be|have|go(?:ne)?|on|proven|to|any) )*"
    r"(?:re-?)?(?:offen[dc]|convict|commit)\w*"
    r"|\b(?:did|do|does|had|have)(?: not|n['’]t)(?=[.,;)]|$)|\b(?:crime|offence|(?:re-?)?offending)[ -]free\b"
    r"|\b(?:stopped|ceased|gave up) (?:re-?)?offending\b|\bdesist\w*|\bout of trouble\b",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"offen[dc]|convict|recidiv|crime", re.IGNORECASE)
OTHER_WORDS = re.compile(r"(?!(?:cent|percent|from|then|with)\b)[a-z]{4,}", re.IGNORECASE)
LOCAL_ADULT = re.compile(r"\blocal adult|\bNI ?18\b|national indicator 18|probation caseload", re.IGNORECASE)
ANOTHER = re.compile(
    r"\bproven reoffending|\bwithin (?:a|one|12|twelve|two|24) (?:years?|months)|\byouth|\bjuvenile|\bchildren",
    re.IGNORECASE,
)


class Measure(StrEnum):
    """Which measure the figures are of, as far as anybody said."""

    LOCAL_ADULT = "local-adult"
    ANOTHER = "another"
    NOT_KNOWN = "not-known"


class Order(StrEnum):
    """How it is known which side came first."""

    WORDS = "words"
    YEARS = "years"
    WRITTEN = "written"


@dataclass(frozen=True)
class Claim:
    """What was read: `after` is the one side of a claim that has only one, and `before` is then None.

    `aside` holds the numbers that were left out, each with the reason.
    """

    text: str
    before: Written | None
    after: Written
    called: Called
    order: Order = Order.WORDS
    measure: Measure = Measure.NOT_KNOWN
    cause: str = ""
    aside: tuple[tuple[str, str], ...] = ()

    @property
    def speaks_of_something_else(self) -> bool:
        """Whether the text has words, and none of reoffending: its figures may be of something else."""
        return OTHER_WORDS.search(self.text) is not None and SUBJECT.search(self.text) is None

    @property
    def sides(self) -> tuple[Written, ...]:
        """The sides, the earlier first."""
        return (self.after,) if self.before is None else (self.before, self.after)


def claim_of(parts: Sequence[str]) -> Claim:
    """Read a claim: one sentence, or one or two figures such as "9.42% of 12818", the earlier first.

    Raises Refused when the figures cannot be paired, with what was understood and how to write it.
    """
    given = [BLANKS.sub(" ", part).strip() for part in parts if part.strip()]
    if not given:
        raise Refused(f"Nothing is written. {HOW}")
    text = "; ".join(given) if len(given) == 2 else " ".join(given)
    if len(text) > LONGEST_TEXT:
        raise Refused(f"The text has {len(text):,} characters: give the sentence with the figures, not the whole page.")
    _check_reoffended(text)
    sides = [_single(part) for part in given] if len(given) == 2 else []
    if len(sides) == 2 and all(sides):
        called = sides[1].called if sides[1] else Called.WHOLE
        first, second = (group.written for group in sides if group)
        return _read_around(Claim(text, first, second, called), ())
    return _sentence(text)


def _check_reoffended(text: str) -> None:
    """Refuse a text about people who did not reoffend: its rates are not rates of reoffending."""
    found = NOT_REOFFENDED.search(text)
    if found:
        raise Refused(
            f"The text speaks of people who did not reoffend (“{found[0]}”), and a claim is read as a rate of "
            "reoffending. Write the share who did reoffend: 100% less the share who did not."
        )


def _single(text: str) -> Group | None:
    """Return the one figure of a text; None where there is none, or more."""
    groups = paired(text, _main(tokens(text), False))
    return groups[0] if groups and len(groups) == 1 else None


def _sentence(text: str) -> Claim:
    found = tokens(text)
    _check_spaces(text, found)
    groups = None
    for with_years in (False, True):
        groups = groups or paired(text, _main(found, with_years))
    if groups is None or len(groups) > 2:
        raise Refused(_not_understood(found))
    used = {start for group in groups for start in group.used}
    aside = [token for token in found if token.start not in used and token.kind is not Kind.YEAR]
    called = _called_most(groups)
    if len(groups) == 1:
        return _read_around(Claim(text, None, groups[0].written, called), aside)
    first, second, order = _ordered(text, groups, [token for token in found if token.kind is Kind.YEAR])
    return _read_around(Claim(text, first.written, second.written, called, order), aside)


def _check_spaces(text: str, found: list[Token]) -> None:
    """Refuse "12 818", which may be one number or two."""
    for one, other in zip(found, found[1:], strict=False):
        apart = text[one.end : other.start] == " " and one.kind is Kind.COUNT
        if apart and len(one.text) <= 3 and other.text.isdigit() and len(other.text) == 3:
            joined = f"{one.text} {other.text}"
            raise Refused(f"{joined} may be one number or two. Write {one.text},{other.text} or part the two. {HOW}")


def _main(found: list[Token], with_years: bool) -> list[Token]:
    kinds = {Kind.RATE, Kind.COUNT} | ({Kind.YEAR} if with_years else set())
    return [token for token in found if token.kind in kinds]


def _called_most(groups: list[Group]) -> Called:
    """The name that any side gives to its count; a side without one follows the other."""
    names = [group.called for group in groups if group.called is not Called.NOTHING]
    if Called.REOFFENDERS in names:
        return Called.REOFFENDERS
    return names[0] if names else Called.NOTHING


def _ordered(text: str, groups: list[Group], years: list[Token]) -> tuple[Group, Group, Order]:
    """Return the earlier and the later group: by the words before them, by years, or as written."""
    one, other = groups
    if one.role and other.role and one.role == other.role:
        raise Refused(
            f"Both figures read as the {one.role} one: {one.written} and {other.written}. "
            'Write "from 9.42% of 12818 to 8.45% of 11617", or the earlier first and then the later.'
        )
    if one.role or other.role:
        turned = one.role == "later" or other.role == "earlier"
        return (other, one, Order.WORDS) if turned else (one, other, Order.WORDS)
    if len(years) == 2 and years[0].count != years[1].count:
        between = one.end <= years[0].start < other.start, one.end <= years[1].start < other.start
        if any(between) and not all(between):
            turned = years[0].count > years[1].count
            return (other, one, Order.YEARS) if turned else (one, other, Order.YEARS)
    return one, other, Order.WRITTEN


def _read_around(claim: Claim, aside: Sequence[Token]) -> Claim:
    """Add what the rest of the text says: a cause, a measure, and the numbers that were left aside."""
    cause = CAUSE.search(claim.text)
    measure = Measure.NOT_KNOWN
    if LOCAL_ADULT.search(claim.text):
        measure = Measure.LOCAL_ADULT
    elif ANOTHER.search(claim.text):
        measure = Measure.ANOTHER
    left = tuple((token.text, token.why or "not one of the figures") for token in aside)
    return replace(claim, cause=cause[1].strip() if cause else "", measure=measure, aside=left)


def _not_understood(found: list[Token]) -> str:
    """Say what was understood of a text whose figures cannot be paired."""
    rates = [token.text for token in found if token.kind is Kind.RATE]
    counts = [token.text for token in found if token.kind is Kind.COUNT]
    aside = [f"{token.text} ({token.why})" for token in found if token.kind in (Kind.ASIDE, Kind.YEAR)]
    said = [
        f"rates {', '.join(rates)}" if rates else "no rate in per cent",
        f"counts {', '.join(counts)}" if counts else "no number of people",
    ]
    left = f" Left aside: {'; '.join(aside)}." if aside else ""
    return f"The figures cannot be paired. Understood: {'; '.join(said)}.{left} {HOW}"
