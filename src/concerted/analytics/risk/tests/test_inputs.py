from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from concerted.analytics.risk.inputs import predictor_inputs, score_of
from concerted.analytics.risk.many import score_many

AS_AT = date(2026, 11, 1)
EVENTS = pa.schema(
    [("person_id", pa.int64()), ("offence_code", pa.string()), ("proven_on", pa.date32()), ("start_on", pa.date32())]
)
PERSONS = pa.table(
    {"person_id": [1, 2, 3, 4], "born_on": [date(1990, 1, 1)] * 3 + [None], "sex": ["M", "F", "M", None]}
)


def inputs(*rows, as_at=AS_AT):
    events = pa.Table.from_pylist([dict(zip(EVENTS.names, row, strict=True)) for row in rows], schema=EVENTS)
    return {row["person_id"]: row for row in predictor_inputs(events, PERSONS, as_at).to_pylist()}


def test_sanctions_are_days_of_proof_and_pending_and_later_events_do_not_count():
    day = date(2020, 5, 1)
    found = inputs(
        (1, "04600", date(2010, 1, 1), date(2010, 1, 1)),
        (1, "04600", day, day),
        (1, "03401", day, day),
        (1, "03401", None, None),
        (1, "03401", date(2026, 11, 2), date(2026, 11, 2)),
    )[1]
    assert found["sanctions"] == 2
    assert (found["first_sanction_on"], found["current_conviction_on"]) == (date(2010, 1, 1), day)
    assert (found["follow_up_from_on"], found["assessed_on"]) == (day, AS_AT)


@pytest.mark.parametrize(
    ("codes", "category"),
    [
        (["04600", "034/01"], "ACQUISITIVE_VIOLENCE"),
        (["034/01", "04600"], "ACQUISITIVE_VIOLENCE"),
        (["77777", "04600"], "THEFT_NON_MOTOR"),
        (["00000", "04600"], "THEFT_NON_MOTOR"),
        ([None], None),
        (["77777"], None),
    ],
)
def test_the_current_offence_is_that_of_the_lowest_code_that_has_a_category(codes, category):
    day = date(2020, 5, 1)
    assert inputs(*((1, code, day, day) for code in codes))[1]["offence_category"] == category


def test_in_custody_there_is_no_start_of_follow_up():
    day = date(2026, 5, 1)
    assert inputs((1, "04600", day, day), (1, "03401", day, None))[1]["follow_up_from_on"] is None
    released = inputs((1, "04600", day, day), (1, "03401", day, date(2026, 9, 1)))[1]
    assert released["follow_up_from_on"] == date(2026, 9, 1)


def test_nobody_is_dropped_and_unknowns_give_no_score_one_by_one_and_together():
    day = date(2020, 5, 1)
    events = pa.Table.from_pylist(
        [
            {"person_id": person, "offence_code": code, "proven_on": day, "start_on": day}
            for person, code in ((1, "04600"), (2, "77777"), (4, "04600"), (99, "04600"))
        ],
        schema=EVENTS,
    )
    found = predictor_inputs(events, PERSONS, AS_AT)
    singly = [score_of(row) for row in found.to_pylist()]
    assert found.column("person_id").to_pylist() == [1, 2, 3, 4]
    assert [bool(score) for score in singly] == [True, False, False, False]
    assert singly[1].missing == ("category of the current offence",)
    assert "date of the first sanction" in singly[2].missing
    assert singly[3].missing == ("date of birth", "sex")
    together = score_many(found)
    assert together[0] == singly[0].percent
    assert np.isnan(together[1:]).all()


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="born_on"):
        predictor_inputs(pa.Table.from_pylist([], schema=EVENTS), PERSONS.drop_columns(["born_on"]), AS_AT)
