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
        lead = Values(year(word, asked.year) for word in asked.names)
        return [Probe(lead, tuple(names) if len(names) > 1 else ())]
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
        alike = {one for word in asked.names for one in (sound(word), *edits(word))}
        yield Probe(Values(year(one, asked.year) for one in alike), names if len(names) > 1 else ())
    elif len(names) > 1:
        yield Probe(pairs(sounds(word) for word in asked.names))
        yield from _a_letter_wrong(asked.names)
    elif names:
        yield Probe(names[0] - {asked.names[0]})


def _a_letter_wrong(names: tuple[str, ...]) -> Iterator[Probe]:
    """Yield, for each of several names, the question for those that hold the others and this one a letter apart."""
    for place, word in enumerate(names):
        if edits(word):
            others = [sounds(other) for i, other in enumerate(names) if i != place]
            codes = {sound(one) for one in edits(word) if one} - sounds(word)
            yield Probe(Values(pair(a, b) for other in others for a in codes for b in other), (edits(word),))


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
