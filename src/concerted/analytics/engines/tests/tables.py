"""Small Arrow tables for tests, from rows that name only what matters."""

from datetime import date

import pyarrow as pa

EVENT = ("offence_on", "offence_code", "proven_on", "disposal", "start_on", "area")


def events_table(rows, *, text_ids=False):
    """A table of events; what a row does not name is null."""
    return _table(rows, EVENT, text_ids)


def persons_table(rows, *, text_ids=False):
    """A table of persons; what a row does not name is null."""
    return _table(rows, ("born_on", "sex"), text_ids)


def caseload_table(rows, *, text_ids=False):
    """A table of caseload snapshots; what a row does not name is null."""
    return _table(rows, ("snapshot_on", "area"), text_ids)


def _table(rows, names, text_ids):
    fields = [("person_id", pa.string() if text_ids else pa.int64())]
    fields += [(name, pa.date32() if name.endswith("_on") else pa.string()) for name in names]
    return pa.Table.from_pylist([{name: None for name, _ in fields} | row for row in rows], schema=pa.schema(fields))


def day(value):
    """A date from YAML, which may have read it as one already."""
    return value if isinstance(value, date) else date.fromisoformat(value)
