"""All checks of a feed on what was read: cells first, then rows against themselves, then rows against each other."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from concerted.exchange.checking import sameness
from concerted.exchange.checking.cells import (
    SPREADSHEET_ERRORS,
    Reader,
    T,
    as_mask,
    decimal_number,
    read_distinct,
    starts_with,
    trimmed,
    unseen,
    whole_number,
)
from concerted.exchange.checking.codes import code_reader, yes_or_no
from concerted.exchange.checking.faults import FaultList, Verdict
from concerted.exchange.checking.limits import Limits
from concerted.exchange.checking.look import Look, look, no_birth_date, no_time_of_day
from concerted.exchange.checking.moments import read_days, read_instants
from concerted.exchange.reading.sent import ROW, Sent
from concerted.kernel.feeds import Column, Feed

_FORMULA = Verdict("formula", "Formulas are never run", "Paste the value")
_ERROR = Verdict("spreadsheet_error", "A spreadsheet's error stands here instead of a value", "Write the value")
_UNSEEN = Verdict("unseen", "Holds a character that cannot be seen", "Type the text again")


@dataclass(frozen=True)
class Checked:
    """The outcome of checking. `good`: `row` and the declared columns, typed (text, date32, instants in UTC, int64,
    float64, bool), null where empty. `faults`: schema FAULTS. `identical_twice`: rows equal to an earlier row and
    loaded once. `look`: what loaded but should be looked at. `sent` counts the rows read.
    """

    good: pa.Table
    faults: pa.Table
    identical_twice: int
    look: tuple[Look, ...]
    sent: int

    @property
    def rows_at_fault(self) -> int:
        """The number of rows that did not load because of a fault."""
        return int(pc.count_distinct(self.faults["row"]).as_py())


def check(sent: Sent, feed: Feed, limits: Limits) -> Checked:
    """Check what was read against the feed's declaration. No cell's content raises an error; each fault is a row."""
    rows = sent.table[ROW].to_numpy()
    faults = FaultList(rows)
    _ragged(sent, rows, faults)
    typed: dict[str, pa.Array] = {}
    looks: list[Look] = []
    for column in feed.columns:
        raw = sent.table[column.name].combine_chunks()
        typed[column.name] = _column(raw, feed, column, limits, faults, looks)
    _in_order(typed, feed, sent, faults)
    table = pa.table({ROW: pa.array(rows, pa.int64())} | typed)
    twice = _against_each_other(table, sent, feed, faults, looks)
    keep = ~faults.bad
    keep[twice] = False
    good = table if keep.all() else table.filter(pa.array(keep))
    good = _without_default_births(good, feed, limits, looks)
    return Checked(good, faults.table(), len(twice), tuple(looks), sent.rows)


def _column(
    raw: pa.Array, feed: Feed, column: Column, limits: Limits, faults: FaultList, looks: list[Look]
) -> pa.Array:
    text = trimmed(raw)
    filled = as_mask(pc.not_equal(text, ""))
    if column.required and not filled.all():
        verdict = Verdict("missing", "Nothing here", f"Write the {column.meaning}")
        faults.add(column.name, np.flatnonzero(~filled), *_values(raw, ~filled), verdict)
    filled = filled & ~_unreadable(raw, text, column, faults)
    match column.kind:
        case "date":
            return read_days(raw, filled, feed, column, limits, faults)
        case "instant":
            instants, timeless = read_instants(raw, filled, feed, column, limits, faults)
            if timeless.any():
                looks.append(no_time_of_day(column.name, faults.rows[timeless]))
            return instants
        case "code":
            return _by_value(raw, filled, code_reader(column), column, faults, pa.string())
        case "yes_no":
            return _by_value(raw, filled, yes_or_no, column, faults, pa.bool_())
        case "integer":
            return _by_value(raw, filled, whole_number, column, faults, pa.int64())
        case "decimal":
            return _by_value(raw, filled, decimal_number, column, faults, pa.float64())
        case _:
            return _text(raw, text, filled, column, faults)


def _by_value(
    raw: pa.Array, filled: np.ndarray, reader: Reader[T], column: Column, faults: FaultList, kind: pa.DataType
) -> pa.Array:
    test = column.check
    if test is None:
        return read_distinct(raw, filled, reader, column, faults, kind)

    def tested(text: str) -> tuple[T | None, Verdict | None]:
        value, verdict = reader(text)
        if verdict is None and (wrong := test(text.strip())) is not None:
            return None, Verdict("refused_value", wrong, column.hint or f"Look up the {column.meaning}")
        return value, verdict

    return read_distinct(raw, filled, tested, column, faults, kind)


def _values(raw: pa.Array, which: np.ndarray) -> tuple[pa.Array]:
    return (raw.take(pa.array(np.flatnonzero(which))),)


def _unreadable(raw: pa.Array, text: pa.Array, column: Column, faults: FaultList) -> np.ndarray:
    formula = starts_with(text, "=")
    faults.add(column.name, np.flatnonzero(formula), *_values(raw, formula), _FORMULA)
    error = starts_with(text, "#")
    if error.any():
        error = as_mask(pc.is_in(text, value_set=pa.array(SPREADSHEET_ERRORS)))
        faults.add(column.name, np.flatnonzero(error), *_values(raw, error), _ERROR)
    hidden = unseen(raw)
    if hidden is not None:
        hidden = hidden & ~formula
        faults.add(column.name, np.flatnonzero(hidden), *_values(raw, hidden), _UNSEEN)
        error = error | hidden
    broken: np.ndarray = formula | error
    return broken


def _text(raw: pa.Array, text: pa.Array, filled: np.ndarray, column: Column, faults: FaultList) -> pa.Array:
    long = as_mask(pc.greater(pc.utf8_length(text), column.max_length)) & filled
    if long.any():
        lengths = pc.utf8_length(text).to_numpy(zero_copy_only=False)
        places = np.flatnonzero(long)
        mend = f"At most {column.max_length:,} fit"
        verdicts = [Verdict("too_long", f"{lengths[place]:,} characters", mend) for place in places]
        faults.add_each(column.name, places, *_values(raw, long), verdicts, np.arange(len(places)))
    if column.check is not None:
        return _by_value(raw, filled & ~long, lambda value: (value.strip(), None), column, faults, pa.string())
    return pc.if_else(pa.array(filled), text, pa.scalar(None, pa.string()))


def _ragged(sent: Sent, rows: np.ndarray, faults: FaultList) -> None:
    width = len(sent.headings)
    places = np.flatnonzero(np.isin(rows, np.fromiter(sent.ragged, dtype=np.int64)))
    verdicts = [_cells_do_not_fit(sent.ragged[int(row)], width) for row in rows[places]]
    nothing = pa.array([""] * len(places), pa.string())
    faults.add_each("", places, nothing, verdicts, np.arange(len(places)))


def _cells_do_not_fit(cells: int, width: int) -> Verdict:
    here = f"{cells} {'cell' if cells == 1 else 'cells'}"
    return Verdict(
        "ragged", f"{here}, and the header has {width}", "A value that holds the separator stands in double quotes"
    )


def _in_order(typed: dict[str, pa.Array], feed: Feed, sent: Sent, faults: FaultList) -> None:
    for pair in feed.in_order:
        early, late = (_as_day(typed[name]) for name in (pair.earlier, pair.later))
        wrong = as_mask(pc.fill_null(pc.less(late, early), False))
        raw = sent.table[pair.later].combine_chunks()
        faults.add(pair.later, np.flatnonzero(wrong), *_values(raw, wrong), Verdict("order", pair.wrong, pair.mend))


def _as_day(values: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(values.type):
        return pc.local_timestamp(values.cast(pa.timestamp("us", tz="Europe/London"))).cast(pa.date32(), safe=False)
    return values


def _against_each_other(table: pa.Table, sent: Sent, feed: Feed, faults: FaultList, looks: list[Look]) -> np.ndarray:
    """Return the positions of rows that equal an earlier one and are left out; record those that contradict one."""
    sound = np.flatnonzero(~faults.bad)
    among = table if len(sound) == table.num_rows else table.take(pa.array(sound))
    rows = among[ROW].to_numpy()
    if not feed.key:
        later, _ = sameness.repeats(sameness.codes_of(among, feed.names))
        if len(later):
            text = f"{len(later):,} rows equal an earlier row in every column. No key tells them apart: all are kept"
            looks.append(look("equal_rows_kept", "", rows[later], text))
        return np.zeros(0, dtype=np.int64)
    later, firsts = sameness.repeats(sameness.codes_of(among, feed.key))
    if not len(later):
        return later
    differing = sameness.unequal(among, later, firsts, feed)
    any_difference = np.zeros(len(later), dtype=bool)
    for differs in differing.values():
        any_difference |= differs
    pairs = np.flatnonzero(any_difference)
    verdicts = []
    for pair in pairs:
        here, there = int(later[pair]), int(firsts[pair])
        different = [column for column, differs in differing.items() if differs[pair]]
        verdicts.append(sameness.verdict_on_pair(among, here, there, different, int(rows[there]), feed))
    positions = sound[later[pairs]]
    values = sent.table[feed.key[0]].combine_chunks().take(pa.array(positions))
    faults.add_each(feed.key[0], positions, values, verdicts, np.arange(len(pairs)))
    equal: np.ndarray = sound[later[~any_difference]]
    return equal


def _without_default_births(good: pa.Table, feed: Feed, limits: Limits, looks: list[Look]) -> pa.Table:
    for column in feed.columns:
        if not column.birth:
            continue
        index = good.schema.get_field_index(column.name)
        born = good[column.name].combine_chunks()
        rows = good[ROW].to_numpy()
        missing = as_mask(pc.is_null(born))
        default = pc.is_in(born, value_set=pa.array(sorted(limits.default_birth_dates), pa.date32()))
        is_default = as_mask(default) & ~missing
        if missing.any():
            looks.append(no_birth_date(column.name, rows[missing], default=False))
        if is_default.any():
            looks.append(no_birth_date(column.name, rows[is_default], default=True))
            born = pc.if_else(pa.array(is_default), pa.scalar(None, pa.date32()), born)
            good = good.set_column(index, column.name, born)
    return good
