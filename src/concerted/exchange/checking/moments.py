"""Columns of dates and of dates with a time of day."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from concerted.exchange.checking.cells import distinct, read_distinct
from concerted.exchange.checking.dates import clock_seconds, date_reader
from concerted.exchange.checking.faults import FaultList, Verdict
from concerted.exchange.checking.limits import Limits
from concerted.kernel.feeds import Column, Feed

PLACE = "Europe/London"
_DAY = 86_400
_NO_TIME = Verdict("date", "No such time of day", "Write it as 2027-03-02 14:30")


def read_days(
    raw: pa.Array, filled: np.ndarray, feed: Feed, column: Column, limits: Limits, faults: FaultList
) -> pa.Array:
    """Return a date column (date32)."""
    read = date_reader(feed, column, limits)
    return read_distinct(raw, filled, lambda text: read(text.strip()), column, faults, pa.date32())


def read_instants(
    raw: pa.Array, filled: np.ndarray, feed: Feed, column: Column, limits: Limits, faults: FaultList
) -> tuple[pa.Array, np.ndarray]:
    """Return a column of instants in UTC, read as the clock on a wall in Britain, and which cells name no time of day.

    A day without a time is taken as its midnight; the caller counts it.
    An hour that the clocks repeat is taken as its first run; one that they skip moves to the end of the gap.
    """
    days, clocks = _halves(raw, filled)
    read = date_reader(feed, column, limits)
    day_texts, day_codes = distinct(days)
    day_values = np.zeros(len(day_texts), dtype=np.int64)
    verdicts: list[Verdict] = [_NO_TIME]
    verdict_of = np.full(len(day_texts), -1, dtype=np.int64)
    epoch = np.datetime64("1970-01-01")
    for index in np.unique(day_codes[filled]):
        day, verdict = read(day_texts[index])
        if verdict is not None:
            verdict_of[index] = len(verdicts)
            verdicts.append(verdict)
        elif day is not None:
            day_values[index] = (np.datetime64(day) - epoch).astype(np.int64)
    clock_texts, clock_codes = distinct(clocks)
    seconds = [clock_seconds(text) for text in clock_texts]
    wrong_clock = np.array([value is None for value in seconds], dtype=bool)
    clock_values = np.array([value or 0 for value in seconds], dtype=np.int64)
    of_cells = np.full(len(raw), -1, dtype=np.int64)
    if len(raw):
        of_cells = np.where(wrong_clock[clock_codes], 0, -1)
        of_cells = np.where(verdict_of[day_codes] >= 0, verdict_of[day_codes], of_cells)
        of_cells = np.where(filled, of_cells, -1)
    positions = np.flatnonzero(of_cells >= 0)
    faults.add_each(column.name, positions, raw.take(pa.array(positions)), verdicts, of_cells[positions])
    total = (day_values[day_codes] * _DAY + clock_values[clock_codes]) if len(raw) else np.zeros(0, dtype=np.int64)
    known = filled & (of_cells < 0)
    local = pa.array(total, pa.int64(), mask=~known).cast(pa.timestamp("s"))
    zoned = pc.assume_timezone(local, PLACE, ambiguous="earliest", nonexistent="latest")
    no_clock = np.array([text == "" for text in clock_texts], dtype=bool)
    timeless = known & no_clock[clock_codes] if len(raw) else known
    return zoned.cast(pa.timestamp("us", tz="UTC")), timeless


def _halves(raw: pa.Array, filled: np.ndarray) -> tuple[pa.Array, pa.Array]:
    text = pc.utf8_trim_whitespace(raw)
    lengths = pc.utf8_length(text).to_numpy(zero_copy_only=False)[filled]
    if len(lengths) and lengths.min() == lengths.max() == 16:
        middle = pc.unique(pc.utf8_slice_codeunits(text, 10, 11)).to_pylist()
        if set(middle) <= {" ", "T", ""}:
            return pc.utf8_slice_codeunits(text, 0, 10), pc.utf8_slice_codeunits(text, 11)
    plain = pc.replace_substring_regex(text, r"(\d)T(\d)", r"\1 \2")
    halves = pc.extract_regex(plain, r"^(?P<day>.*?)(?:[ ,]+(?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?))?$")
    return pc.fill_null(halves.field("day"), ""), pc.fill_null(halves.field("clock"), "")
