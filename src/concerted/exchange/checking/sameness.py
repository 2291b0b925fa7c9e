"""Rows with the same key: equal ones load once and are counted, unequal ones are set aside."""

from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from concerted.exchange.checking.faults import Verdict
from concerted.kernel.days import in_words
from concerted.kernel.feeds import Feed

_LONGEST = 60


def codes_of(table: pa.Table, names: tuple[str, ...]) -> np.ndarray:
    """Return one number for each row, equal where the rows agree in all these columns (null equals null)."""
    total = np.zeros(table.num_rows, dtype=np.int64)
    for name in names:
        coded = table[name].combine_chunks().dictionary_encode(null_encoding="encode")
        index = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        size = len(coded.dictionary) + 1
        if total.size and int(total.max()) > (2**62) // size:
            total = np.unique(total, return_inverse=True)[1].astype(np.int64)
        total = total * size + index
    return total


def repeats(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions of rows whose code came before, and beside each the position where it came first."""
    order = np.argsort(codes, kind="stable")
    in_order = codes[order]
    starts = np.concatenate([[True], in_order[1:] != in_order[:-1]]) if len(codes) else np.zeros(0, dtype=bool)
    if starts.all():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    first_of = order[np.maximum.accumulate(np.where(starts, np.arange(len(codes)), 0))]
    later = order[~starts]
    firsts = first_of[~starts]
    by_place = np.argsort(later)
    return later[by_place], firsts[by_place]


def unequal(table: pa.Table, later: np.ndarray, firsts: np.ndarray, feed: Feed) -> dict[str, np.ndarray]:
    """Return for each column outside the key which of the pairs of rows differ in it."""
    differing = {}
    for name in feed.names:
        if name in feed.key:
            continue
        column = table[name].combine_chunks()
        here, there = column.take(pa.array(later)), column.take(pa.array(firsts))
        same = pc.fill_null(pc.equal(here, there), False)
        both_empty = pc.and_(pc.is_null(here), pc.is_null(there))
        differs = ~pc.or_(same, both_empty).to_numpy(zero_copy_only=False)
        if differs.any():
            differing[name] = differs
    return differing


def verdict_on_pair(
    table: pa.Table, here: int, there: int, different: list[str], row_there: int, feed: Feed
) -> Verdict:
    """Return the verdict on a row whose key another row has with other content; it names the first difference."""
    name = different[0]
    shown = (in_a_message(table[name][here].as_py()), in_a_message(table[name][there].as_py()))
    more = len(different) - 1
    others = f", and {more} more {'difference' if more == 1 else 'differences'}" if more else ""
    article = f"another {feed.column(name).meaning}"
    return Verdict(
        "same_key", f"Also in row {row_there} with {article}: {shown[0]} here, {shown[1]} there{others}", "Keep one"
    )


def in_a_message(value: object) -> str:
    """Return a typed value as a message shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, datetime):
        return f"{in_words(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
