"""Columns of text turned into typed columns. Each distinct value is looked at once; long texts by whole column."""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from concerted.exchange.checking.faults import FaultList, Verdict
from concerted.kernel.feeds import Column

T = TypeVar("T")
Reader = Callable[[str], tuple[T | None, Verdict | None]]

_LOWEST_UNSEEN = 32
_UNSEEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2064}\x{feff}]"
SPREADSHEET_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR")


def distinct(values: pa.Array) -> tuple[list[str], np.ndarray]:
    """Return the distinct texts of a column without nulls, and for each cell the index of its text."""
    coded = values.dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.to_numpy(zero_copy_only=False)


def read_distinct(
    raw: pa.Array, filled: np.ndarray, reader: Reader[T], column: Column, faults: FaultList, kind: pa.DataType
) -> pa.Array:
    """Read every filled cell by its distinct value; empty and faulty cells become null.

    `raw` holds the cells as sent, `filled` says which are to be read; `reader` gets the text as sent.
    """
    texts, codes = distinct(raw)
    values: list[T | None] = [None] * len(texts)
    verdicts: list[Verdict] = []
    verdict_of = np.full(len(texts), -1, dtype=np.int64)
    for index in np.unique(codes[filled]):
        values[index], verdict = reader(texts[index])
        if verdict is not None:
            verdict_of[index] = len(verdicts)
            verdicts.append(verdict)
    if verdicts:
        of_cells = np.where(filled, verdict_of[codes], -1)
        positions = np.flatnonzero(of_cells >= 0)
        faults.add_each(column.name, positions, raw.take(pa.array(positions)), verdicts, of_cells[positions])
    if len(texts) == 0:
        return pa.nulls(len(raw), kind)
    return pa.array(values, kind).take(pa.array(codes))


def trimmed(raw: pa.Array) -> pa.Array:
    """Return the texts without spaces at either end."""
    return pc.utf8_trim_whitespace(raw)


def unseen(raw: pa.Array) -> np.ndarray | None:
    """Return which cells hold a control or invisible character, None when none does."""
    data = raw.buffers()[2]
    if data is None or len(raw) == 0:
        return None
    octets = np.frombuffer(data, dtype=np.uint8)
    plain = octets.size and int(octets.max()) < 0x7F and not ((octets < _LOWEST_UNSEEN).any())
    if not octets.size or plain:
        return None
    found = as_mask(pc.match_substring_regex(raw, _UNSEEN))
    return found if found.any() else None


def as_mask(found: Any) -> np.ndarray:
    """Return an Arrow column of truths, which has no nulls, as numpy sees it."""
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def starts_with(raw: pa.Array, mark: str) -> np.ndarray:
    """Return which cells begin with a mark."""
    return as_mask(pc.starts_with(raw, mark))


def whole_number(text: str) -> tuple[int | None, Verdict | None]:
    """Read a whole number; spaces and a trailing '.0' are forgiven."""
    plain = text.strip().removesuffix(".0")
    if plain.lstrip("+-").isascii() and plain.lstrip("+-").isdigit() and len(plain) <= 18:
        return int(plain), None
    return None, Verdict("number", "Not a whole number", "Write figures only")


def decimal_number(text: str) -> tuple[float | None, Verdict | None]:
    """Read a number with a point before the decimals."""
    plain = text.strip()
    try:
        value = float(plain) if plain.isascii() and "_" not in plain else np.nan
    except ValueError:
        value = np.nan
    if np.isfinite(value):
        return value, None
    swapped = plain.replace(",", ".")
    likely = swapped if plain.count(",") == 1 and swapped.replace(".", "", 1).lstrip("+-").isdigit() else None
    mend = f"Write {likely}" if likely else "Write figures only, with a point before the decimals"
    return None, Verdict("number", "Not a number", mend, likely)
