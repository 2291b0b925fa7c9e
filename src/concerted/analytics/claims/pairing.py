"""Which rate goes with which count, and which pair came first, from the words around them.

It reads the ways in which such sentences are commonly written and guesses nothing beyond: what it cannot pair is
refused by the caller, with what was understood.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from concerted.analytics.claims.figures import Called, Written
from concerted.analytics.claims.tokens import Kind, Token
from concerted.analytics.claims.words_beside import called_beside, role_beside

OF = re.compile(r"^(?: (?!from\b|to\b|and\b)[a-z-]+){0,4} ?[(\[]?\b(?:out )?of(?: [a-z'’-]+){0,4} $", re.IGNORECASE)
OF_OPENING = re.compile(r"\bof (?:(?:the|its|all|these|those|some|about) ){0,2}$", re.IGNORECASE)
THEN_A_PART = re.compile(r"^(?: (?!from\b|to\b|and\b|or\b)[a-z-]+){0,6},? (?:about |some |just )?$", re.IGNORECASE)
MOVED = re.compile(r"\b(?:fall|drop|rise|cut|increase|decrease|reduction|decline|change) of", re.IGNORECASE)
SAID_AGAIN = r"(?:or|is|are|that is,?|which is|i\.e\.|equals)"
BESIDE = re.compile(
    rf"^(?: [a-z-]+){{0,3}}? ?(?:[,:=(\[–-] ?{SAID_AGAIN}?|{SAID_AGAIN}) ?(?:about|a rate of)? ?$",
    re.IGNORECASE,
)
OPENED = re.compile(r"^(?: [a-z-]+){0,3} ?[(\[] ?(?:about )?$", re.IGNORECASE)
CLOSED_OF = re.compile(r"^[)\]](?: (?:out )?of(?: [a-z'’-]+){0,4}) $", re.IGNORECASE)
LISTED = re.compile(r"^(?:,? ?(?:and then|and|to|then)|,| ?[/→–-]) ?$", re.IGNORECASE)
SAME = re.compile(r"\b(?:stay(?:ed|s)|unchanged|same|remain(?:ed|s)|held|constant|steady)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """One side of a claim as written, where it stands, "earlier" or "later" by its words, and its count's name.

    `used` holds where the numbers that make it begin.
    """

    written: Written
    start: int
    end: int
    role: str = ""
    called: Called = Called.WHOLE
    used: tuple[int, ...] = ()


def paired(text: str, main: Sequence[Token]) -> list[Group] | None:
    """Return the one or two sides of a claim in the order written; None when the numbers cannot be paired."""
    listed = _listed(text, main)
    if listed is not None:
        return listed
    groups, loose = _joined(text, list(main))
    rates = _two_of(text, main, [token for token in loose if token.kind is Kind.RATE])
    counts = _two_of(text, main, [token for token in loose if token.kind is not Kind.RATE])
    shape = (len(groups), len(rates), len(counts))
    if shape == (1, 0, 0) or shape[:2] == (2, 0):
        return groups
    if shape == (0, 1, 1):
        return [_group(text, main, rates[0], counts[0])]
    if shape == (1, 1, 1):
        return sorted([*groups, _group(text, main, rates[0], counts[0])], key=lambda group: group.start)
    if shape == (0, 1, 2) and SAME.search(text):
        return [_group(text, main, rates[0], count, role_of=count) for count in counts]
    if shape == (0, 2, 2):
        return _crossed(text, main, rates, counts)
    if shape == (2, 2, 0):
        return _rates_added(text, main, groups, rates)
    if shape in ((1, 1, 0), (2, 1, 0)):
        return _rate_added(groups, rates[0])
    return _four_counts(text, main, rates, counts) if shape in ((0, 2, 4), (0, 0, 4)) else None


def _listed(text: str, main: Sequence[Token]) -> list[Group] | None:
    """Pair two rates and then two counts in one list, such as "9.42% and 8.45% of 12,818 and 11,617"."""
    if [token.kind is Kind.RATE for token in main] != [True, True, False, False]:
        return None
    first, of, second = (text[one.end : other.start] for one, other in zip(main, main[1:], strict=False))
    if not (LISTED.match(first) and _of(of) and LISTED.match(second)):
        return None
    return _crossed(text, main, list(main[:2]), list(main[2:]))


def _joined(text: str, main: list[Token]) -> tuple[list[Group], list[Token]]:
    """Join the numbers that stand beside each other as one figure; return the figures and the numbers left."""
    groups: list[Group] = []
    loose: list[Token] = []
    index = 0
    while index < len(main):
        took, written, called = _figure_at(text, main[index : index + 4], main)
        if written is None:
            loose.append(main[index])
        else:
            last = main[index + took - 1]
            role, used = role_beside(text, main, main[index]), tuple(one.start for one in main[index : index + took])
            groups.append(Group(written, main[index].start, last.end, role, called, used))
        index += took
    return groups, loose


def _figure_at(text: str, near: list[Token], main: list[Token]) -> tuple[int, Written | None, Called]:
    """Return how many of up to four numbers make one figure, and the figure; the fourth may begin the next one."""
    shape = "".join("r" if token.kind is Kind.RATE else "c" for token in near)
    gaps = [text[a.end : b.start] for a, b in zip(near, near[1:], strict=False)]
    if shape.startswith("cc") and near[1].count < near[0].count and _whole_first(text, near[0], gaps[0]):
        with_rate = shape[:3] == "ccr" and (BESIDE.match(gaps[1]) or OPENED.match(gaps[1]))
        said = near[2].rate if with_rate else None
        return 2 + bool(with_rate), Written(said, near[1].count, near[0].count), Called.WHOLE
    of = [_of(gap) for gap in gaps]
    shape, begins_next = shape[:3], len(of) > 2 and of[2]
    if shape == "crc" and OPENED.match(gaps[0]) and CLOSED_OF.match(gaps[1]):
        return 3, Written(near[1].rate, near[0].count, near[2].count), Called.WHOLE
    if shape == "ccr" and of[0] and not begins_next and (BESIDE.match(gaps[1]) or OPENED.match(gaps[1])):
        return 3, Written(near[2].rate, near[0].count, near[1].count), Called.WHOLE
    if shape == "rcc" and BESIDE.match(gaps[0]) and of[1]:
        return 3, Written(near[0].rate, near[1].count, near[2].count), Called.WHOLE
    if shape == "rcc" and of[0] and not begins_next and OPENED.match(gaps[1]):
        return 3, Written(near[0].rate, near[2].count, near[1].count), Called.WHOLE
    if shape.startswith("cc") and of[0]:
        return 2, Written(None, near[0].count, near[1].count), Called.WHOLE
    if shape.startswith("rc") and of[0]:
        return 2, Written(near[0].rate, whole=near[1].count), Called.WHOLE
    if shape[:2] in ("rc", "cr") and OPENED.match(gaps[0]):
        rate, count = near[:2] if shape[0] == "r" else (near[1], near[0])
        return 2, Written(rate.rate, count=count.count), called_beside(text, main, count)
    return 1, None, Called.NOTHING


def _whole_first(text: str, whole: Token, gap: str) -> bool:
    """Whether two counts are written as "of the 701 offenders, 158"."""
    before = text[max(0, whole.start - 30) : whole.start]
    return bool(OF_OPENING.search(before) and THEN_A_PART.match(gap)) and not MOVED.search(before)


def _of(gap: str) -> bool:
    return bool(OF.match(gap)) and not MOVED.search(gap)


def _two_of(text: str, main: Sequence[Token], found: list[Token]) -> list[Token]:
    """Of more than two numbers, return the one earlier and the one later by their words, if there are just these.

    Else each different one once: a headline repeats what the text says.
    """
    if len(found) <= 2:
        return found
    roles = [role_beside(text, main, token) for token in found]
    if sorted(filter(None, roles)) == ["earlier", "later"]:
        return [token for token, role in zip(found, roles, strict=True) if role]
    return list({token.number: token for token in reversed(found)}.values())[::-1]


def _crossed(text: str, main: Sequence[Token], rates: list[Token], counts: list[Token]) -> list[Group] | None:
    """Pair two rates with two counts: the earlier with the earlier where words say so, else in the order written.

    Where each rate stands beside its count, one after the other, words about either tell the order of both.
    """
    rate_roles, count_roles = ([role_beside(text, main, token) for token in pair] for pair in (rates, counts))
    if any(len(set(roles)) == 1 and roles[0] for roles in (rate_roles, count_roles)):
        return None
    earlier = [_turned(roles) for roles in (rate_roles, count_roles)]
    if earlier[0] is None and earlier[1] is None:
        return [_group(text, main, *pair) for pair in zip(rates, counts, strict=True)]
    if None in earlier and _alternate(rates, counts):
        earlier = [any(earlier), any(earlier)]
    rates = rates[::-1] if earlier[0] else rates
    counts = counts[::-1] if earlier[1] else counts
    pairs = zip(("earlier", "later"), rates, counts, strict=True)
    return [_group(text, main, rate, count, role=role) for role, rate, count in pairs]


def _alternate(rates: list[Token], counts: list[Token]) -> bool:
    """Whether two rates and two counts are written by turns: a rate, a count, a rate, a count, or the other way."""
    in_order = sorted([*rates, *counts], key=lambda token: token.start)
    return all((one in rates) != (other in rates) for one, other in zip(in_order, in_order[1:], strict=False))


def _turned(roles: list[str]) -> bool | None:
    """Whether two numbers were written the later first; None where no word says so."""
    if not any(roles):
        return None
    return roles[0] == "later" or roles[1] == "earlier"


def _rates_added(text: str, main: Sequence[Token], groups: list[Group], rates: list[Token]) -> list[Group] | None:
    """Give two figures "N of M" the two rates that stand elsewhere in the sentence."""
    if any(group.written.rate for group in groups):
        return None
    turned = [_turned([group.role for group in groups]), _turned([role_beside(text, main, token) for token in rates])]
    if bool(turned[0]) != bool(turned[1]):
        rates = rates[::-1]
    return [_with_rate(group, rate) for group, rate in zip(groups, rates, strict=True)]


def _rate_added(groups: list[Group], rate: Token) -> list[Group] | None:
    """Give the one figure "N of M" that has no rate the one that stands elsewhere in the sentence."""
    without = [group for group in groups if group.written.rate is None]
    if len(without) != 1:
        return None
    return [_with_rate(group, rate) if group is without[0] else group for group in groups]


def _with_rate(group: Group, rate: Token) -> Group:
    written = Written(rate.rate, group.written.part, group.written.whole)
    return replace(group, written=written, used=(*group.used, rate.start))


def _four_counts(text: str, main: Sequence[Token], rates: list[Token], counts: list[Token]) -> list[Group] | None:
    """Read two counts and then two others, such as reoffenders from A to B and the cohort from C to D."""
    ordered = []
    for pair in (rates, counts[:2], counts[2:]):
        turned = _turned([role_beside(text, main, token) for token in pair]) if pair else None
        ordered.append(pair[::-1] if turned else pair)
    two_rates, one, other = ordered
    parts, wholes = sorted((one, other), key=lambda pair: [token.count for token in pair])
    if any(part.count > whole.count for part, whole in zip(parts, wholes, strict=True)):
        return None
    return [
        Group(
            Written(two_rates[side].rate if two_rates else None, parts[side].count, wholes[side].count),
            counts[0].start,
            counts[-1].end,
            ("earlier", "later")[side],
            used=tuple(token.start for token in (*rates, *counts)),
        )
        for side in (0, 1)
    ]


def _group(
    text: str, main: Sequence[Token], rate: Token, count: Token, *, role: str = "", role_of: Token | None = None
) -> Group:
    start, end = min(rate.start, count.start), max(rate.end, count.end)
    found = role or role_beside(text, main, role_of or rate) or role_beside(text, main, count)
    called, used = called_beside(text, main, count), (rate.start, count.start)
    return Group(Written(rate.rate, count=count.count), start, end, found, called, used)
