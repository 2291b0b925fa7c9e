"""Which tokens to ask for: first what is asked as it stands, then what is near to it; the rarest token leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from concerted.people.searching.asked import Asked
from concerted.people.searching.tokens import key, pair, postcode, sound, year
from concerted.people.searching.variants import edits, forms, one_digit_wrong, swapped

Values = frozenset[str]


@dataclass(frozen=True)
class Probe:
    """One question to the table of tokens: records with a token of `lead`, and one of each of `others`."""

    lead: Values
    others: tuple[Values, ...] = ()


def as_asked(asked: Asked) -> list[Probe]:
    """Return the questions for records that hold everything asked as it stands, the cheapest first."""
    certain = _certain(asked)
    days = [Values([asked.born.isoformat()])] if asked.born else []
    names = [Values([word]) for word in sorted(asked.names, key=len, reverse=True)]
    if certain or days:
        wanted = [*certain, *days, *names]
        return [Probe(wanted[0], tuple(wanted[1:]))]
    if asked.year:
        lead = Values(year(sound(word), asked.year) for word in asked.names)
        return [Probe(lead, tuple(names))]
    probes = []
    if len(names) > 1:
        probes.append(Probe(pairs([sound(word)] for word in asked.names), tuple(names)))
    if names:
        probes.append(Probe(names[0], tuple(names[1:])))
    return probes


def near_to(asked: Asked, today: date) -> Iterator[Probe]:
    """Yield the questions for records that come close; what they find is to be compared word by word."""
    certain = _certain(asked)
    names = tuple(near_name(word) for word in asked.names)
    days = [near_days(asked.born, today)] if asked.born else []
    if certain or days:
        wanted = [*certain, *days]
        yield Probe(wanted[0], (*wanted[1:], *names))
        return
    if asked.year:
        yield Probe(Values(year(sound(word), asked.year) for word in asked.names))
    elif len(names) > 1:
        yield Probe(pairs(sounds(word) for word in asked.names))
    elif names:
        yield Probe(names[0] - {asked.names[0]})
        return
    for place, word in enumerate(asked.names):
        if edits(word):
            others = [other for i, other in enumerate(names) if i != place]
            if asked.year:
                others.append(Values(year(sound(one), asked.year) for one in {*edits(word), *asked.names} if one))
            yield Probe(edits(word), tuple(others))


def _certain(asked: Asked) -> list[Values]:
    """Return what is asked as it stands or not at all; some agencies' numbers are written like a postcode."""
    numbers = Values([key(asked.number)]) if asked.number else None
    code = Values([postcode(asked.postcode), key(asked.postcode)]) if asked.postcode else None
    return [values for values in (numbers, code) if values]


def near_days(day: date, today: date) -> Values:
    """Return the tokens of a birth date, of day and month swapped, and of one digit wrong."""
    other = swapped(day)
    days = [day, *([other] if other else []), *one_digit_wrong(day, today)]
    return Values(one.isoformat() for one in days)


def near_name(word: str) -> Values:
    """Return the tokens that a name near to a word has: as written, a form of it, a letter apart, sound, initial."""
    return Values({*forms(word), *edits(word), sound(word), word[0]})


def sounds(word: str) -> Values:
    """Return the sounds under which a first name may stand: its own, its forms', that of its initial alone."""
    return Values({*map(sound, forms(word)), sound(word[0])})


def pairs(codes: Iterable[Iterable[str]]) -> Values:
    """Return the tokens of every two of several words, each of which may have several sounds."""
    return Values(pair(a, b) for one, other in combinations(list(codes), 2) for a in one for b in other)
