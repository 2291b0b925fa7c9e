"""The tokens under which a record is found: names, sounds of names, birth date, the agency's own number."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

_WORD = re.compile(r"[a-z]+")
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


def tokens(given: str, family: str, former: str, born_on: object, source_key: str) -> Iterator[tuple[str, str]]:
    """Yield the (kind, value) tokens of a record, each once."""
    names = dict.fromkeys([*words(given), *words(family), *words(former)])
    for word in names:
        yield "name", word
    for code in dict.fromkeys(sound(word) for word in names):
        yield "sound", code
    if isinstance(born_on, date):
        yield "born", born_on.isoformat()
    yield "key", re.sub(r"[^a-z0-9]", "", source_key.lower())
