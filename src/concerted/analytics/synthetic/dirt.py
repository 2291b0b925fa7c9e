"""Dirt: how names, birth days and postcodes are mistyped, shortened and lost, on chosen rows of whole columns."""

from collections.abc import Callable, Sequence

import numpy as np

from concerted.analytics.synthetic.calendar_days import MISSING, Days, Texts, day_of, number
from concerted.analytics.synthetic.households import Bools
from concerted.analytics.synthetic.lists import nicknames

_NEAR = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "mb", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
_SOUNDS = (("ph", "f"), ("ie", "ei"), ("ea", "ee"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("ck", "k"), ("y", "ie"))
# What a form fills in when nobody knows: 1 January 1970 and 1 January 1900.
NOT_KNOWN_DATES = (0, -25_567)


def mistype(text: str, draw: Sequence[float]) -> str:
    """Return a text with one slip: letters swapped, dropped, doubled, hit beside, or spelt by ear."""
    if len(text) < 3:
        return text + text[-1:]
    place = 1 + int(draw[1] * (len(text) - 2))
    if draw[0] < 0.28:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if draw[0] < 0.52:
        return text[:place] + text[place + 1 :]
    if draw[0] < 0.66:
        return text[:place] + text[place] + text[place:]
    if draw[0] < 0.85:
        near = _NEAR.get(text[place].lower(), "e")
        return text[:place] + near[int(draw[2] * len(near))] + text[place + 1 :]
    for heard, spelt in _SOUNDS:
        if heard in text[1:]:
            return text[0] + text[1:].replace(heard, spelt, 1)
    return text + "e"


def shorten(name: str, draw: Sequence[float]) -> str:
    """Return a nickname of a given name, or the name itself where it has none."""
    known = nicknames().get(name, (name,))
    return known[int(draw[0] * len(known))]


def respell(name: str, draw: Sequence[float]) -> str:
    """Return a compound surname as other offices write it: half of a double barrel, no apostrophe, a split Mc."""
    if "-" in name:
        first, _, second = name.partition("-")
        return (first, second, f"{first} {second}", first + second.lower())[int(draw[0] * 4)]
    if "'" in name:
        return (name.replace("'", ""), name.replace("'", " "))[int(draw[0] * 2)]
    if name.startswith("Mc"):
        return ("Mc " + name[2:], "Mac" + name[2:].lower())[int(draw[0] * 2)]
    return name


def misdate(day: int, draw: Sequence[float]) -> int:
    """Return a birth day with one slip: day and month swapped, a digit or a year off, or the first of the month."""
    born = day_of(day)
    if draw[0] < 0.3 and born.day <= 12 and born.day != born.month:
        return number(born.replace(month=born.day, day=born.month))
    if draw[0] < 0.6:
        return number(born.replace(day=(born.day + 1 + int(draw[1] * 9)) % 28 + 1))
    if draw[0] < 0.9:
        years = (1, -1, 10, -10, 2)[int(draw[1] * 5)]
        return number(born.replace(year=min(born.year + years, 2020), day=min(born.day, 28)))
    return number(born.replace(day=1))


def some(rng: np.random.Generator, many: int, share: float) -> Bools:
    """Return a mask of about `share` of `many` rows."""
    found: Bools = rng.random(many) < share
    return found


def on_rows(
    rng: np.random.Generator, texts: Texts, mask: Bools, change: Callable[[str, Sequence[float]], str]
) -> Texts:
    """Return the texts with `change` applied to the rows of the mask."""
    rows = np.flatnonzero(mask)
    draws = rng.random((len(rows), 3))
    found = texts.copy()
    for row, draw in zip(rows.tolist(), draws.tolist(), strict=True):
        found[row] = change(texts[row], draw)
    return found


def wrong_births(rng: np.random.Generator, born_on: Days, wrong: Bools) -> Days:
    """Return birth days with slips on the rows of the mask."""
    rows = np.flatnonzero(wrong)
    draws = rng.random((len(rows), 3))
    found = born_on.copy()
    for row, draw in zip(rows.tolist(), draws.tolist(), strict=True):
        found[row] = misdate(int(born_on[row]), draw)
    return found


def lost_births(rng: np.random.Generator, born_on: Days, missing: Bools, default: Bools) -> Days:
    """Return birth days of which some are missing and some the date that a form fills in by itself."""
    filled = np.array(NOT_KNOWN_DATES)[(rng.random(len(born_on)) < 0.4).astype(np.int64)]
    return np.where(missing, MISSING, np.where(default, filled, born_on))


def spoil(rng: np.random.Generator, column: list[object], share: float, values: Sequence[object]) -> None:
    """Put one of `values` into about `share` of a column's cells in place, one cell at least."""
    many = max(1, round(share * len(column))) if column else 0
    for order, row in enumerate(rng.choice(len(column), many, replace=False).tolist() if many else []):
        column[row] = values[order % len(values)]
