"""The tokens under which a record is found: names, their sounds, sounds with a year, birth date, number, postcode."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

_WORD = re.compile(r"[a-z]+")
_NOT_IN_A_NUMBER = re.compile(r"[^a-z0-9]")
_SOUNDS = {
    letter: digit for digit, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}


def words(text: str) -> list[str]:
    """Return the words of a name in lower case without accents, in order: "O'Néill-Smith" -> oneill, smith."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _WORD.findall(plain.replace("'", "").replace("’", ""))


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return the Soundex code of a word (Russell 1918, as the United States census uses it): Smith, Smyth -> s530."""
    code, last = word[0], _SOUNDS.get(word[0])
    for letter in word[1:]:
        digit = _SOUNDS.get(letter)
        if digit and digit != last:
            code += str(digit)
        if letter not in "hw":
            last = digit
    return (code + "000")[:4]


def pair(one: str, other: str) -> str:
    """Return the token of two sounds that stand in one name, whichever comes first: j500 and s530 -> j500s530."""
    return one + other if one < other else other + one


def year(name: str, of: int) -> str:
    """Return the token of a surname, or of its sound, and a year of birth: smith and 1999 -> smith~1999."""
    return f"{name}~{of}"


def tokens(given: str, family: str, former: str, born_on: object, source_key: str) -> Iterator[tuple[str, str]]:
    """Yield the (kind, value) tokens of a record, each once.

    `pair` and `year` are what most searches begin with: either word alone, or a year alone, is held by thousands.
    """
    first, surnames = words(given), dict.fromkeys([*words(family), *words(former)])
    names = dict.fromkeys([*first, *surnames])
    for word in names:
        yield "name", word
    for code in dict.fromkeys(map(sound, names)):
        yield "sound", code
    codes = dict.fromkeys(map(sound, surnames))
    if first:
        for code in codes:
            yield "pair", pair(sound(first[0]), code)
    if isinstance(born_on, date):
        yield "born", born_on.isoformat()
        for name in (*surnames, *codes):
            yield "year", year(name, born_on.year)
    yield "key", key(source_key)


def key(text: str) -> str:
    """Return the token of an agency's own number; its mark keeps "S530" from being found as a sound."""
    return f"#{number(text)}"


def postcode(text: str) -> str:
    """Return the token of a postcode: "CO4 3QL" -> @co43ql."""
    return f"@{number(text)}"


def number(text: str) -> str:
    """Return an agency's own number as it is found: letters and digits alone, in lower case."""
    return _NOT_IN_A_NUMBER.sub("", text.lower())
