"""Small Arrow tables for tests, from rows that name only what matters."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from concerted.kernel.days import months_after

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


EDGES = [date(2012, 2, 29), date(2012, 3, 31), date(2012, 8, 31), date(2012, 9, 30), date(2012, 12, 31)]


def drawn_people(count=400, *, text_ids=False):
    """Events, persons and caseload of some forty people, in no order; dates lie about the edges of windows."""
    drawn = np.random.default_rng(5)

    def near(months):
        days = [months_after(EDGES[drawn.integers(len(EDGES))], span) for span in drawn.choice(months, count).tolist()]
        return [
            day + timedelta(days=shift) for day, shift in zip(days, drawn.integers(-2, 3, count).tolist(), strict=True)
        ]

    ids = [f"p{number}" if text_ids else number for number in drawn.integers(0, 40, count).tolist()]
    events = [
        {
            "person_id": who,
            "offence_on": offence_on,
            "offence_code": ["00100", "02800", None][number % 3],
            "proven_on": proven_on if number % 10 else None,
            "disposal": ["fine", "custody"][number % 2],
            "start_on": start_on if number % 7 else None,
            "area": [None, "E07000067", "E07000068"][number % 3],
        }
        for number, (who, offence_on, proven_on, start_on) in enumerate(
            zip(ids, near([0, 3, 12]), near([3, 6, 12, 18]), near([0]), strict=True)
        )
    ]
    persons = [
        {"person_id": who, "born_on": date(1980 + len(str(who)) % 2 * 16, 2, 29), "sex": "MF"[len(str(who)) % 2]}
        for who in sorted(set(ids), key=str)
    ]
    caseload = [
        {"person_id": who, "snapshot_on": day, "area": "E07000067"}
        for who in sorted(set(ids), key=str)
        for day in EDGES
    ]
    return {
        "events": events_table(events, text_ids=text_ids),
        "persons": persons_table(persons[3:], text_ids=text_ids),
        "caseload": caseload_table(caseload[::-1], text_ids=text_ids),
    }
