"""Words in a text that may name somebody other than the person who asks: for the reviewer, never the last word."""

import re
from collections.abc import Iterable

_NAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|Sgt)\.? )?[A-Z][\w'’]+(?:-[A-Z][\w'’]+)*(?: [A-Z][\w'’.-]+)+")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|Sgt)\.? [A-Z][\w'’-]+")
_INITIAL = re.compile(r"\b[A-Z]\. [A-Z][\w'’-]+(?:-[A-Z][\w'’-]+)*")
_DAY = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def third_parties(
    text: str, *, own: Iterable[str], known: Iterable[str] = (), not_people: Iterable[str] = ()
) -> list[str]:
    """Return the words that may name somebody else, in the order in which they stand.

    `own` are the names of the person who asks; `known` names of staff and of others that a room gave; `not_people`
    are names of agencies, districts and the like. A sentence's beginning is taken for a name rather than overlooked.
    """
    mine = {part.casefold() for name in own for part in re.split(r"[\s-]+", name) if part}
    places = [name.casefold() for name in not_people if name]
    found: dict[str, int] = {}
    for name in known:
        if name and name in text:
            found.setdefault(name, text.index(name))
    for pattern in (_TITLED, _INITIAL, _NAME):
        for match in pattern.finditer(text):
            words = match[0].rstrip(".")
            if _DAY.search(words) or words.casefold() in places or any(words in other for other in found):
                continue
            parts = [part.casefold() for part in re.split(r"[\s-]+", words)]
            if not all(part in mine for part in parts):
                found.setdefault(words, match.start())
    return sorted(found, key=lambda words: found[words])


TAKEN_OUT = "[taken out]"


def without(text: str, words: Iterable[str]) -> str:
    """Return a text with words taken out, longest first, whatever their case."""
    for word in sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True):
        text = re.sub(re.escape(word), TAKEN_OUT, text, flags=re.IGNORECASE)
    return text


def names_left(names: Iterable[str], text: str) -> list[str]:
    """Return those of the words that may name somebody else which a text still holds, whatever their case."""
    folded = text.casefold()
    return [name for name in names if name.casefold() in folded]
