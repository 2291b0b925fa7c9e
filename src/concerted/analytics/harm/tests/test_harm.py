from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analytics.harm.harm_in_period import Harm, ProvenOffence, change, harm_in_period
from concerted.analytics.harm.many import harm_many, harm_of, total_of
from concerted.analytics.harm.shares import may_draw, shares, summed
from concerted.analytics.harm.weights import Edition, Weight, default_edition
from concerted.kernel.days import months_after
from concerted.kernel.errors import Refused

SCHEMA = pa.schema(
    [("person_id", pa.int64()), ("offence_on", pa.date32()), ("offence_code", pa.string()), ("proven_on", pa.date32())]
)
OTHER = Edition("other", {"04600": Weight(0.25, "sourced", "ours", "other")})


def table(rows):
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], schema=SCHEMA)


def test_points_of_different_editions_are_not_compared():
    events = [ProvenOffence(date(2026, 1, 1), "04600", date(2026, 2, 1))]
    ours = harm_in_period(events=events, on=date(2026, 11, 1), months=12)
    theirs = harm_in_period(events=events, on=date(2026, 11, 1), months=12, edition=OTHER)
    assert (ours.points, theirs.points) == (1.0, 0.25)
    assert change(ours, ours) == 0
    with pytest.raises(Refused, match="different editions"):
        change(ours, theirs)
    with pytest.raises(Refused, match="different editions"):
        summed([ours, theirs])


def test_shares_say_what_events_and_points_rest_on():
    harm = Harm(6.0, 2.0, 1, 1, 2, "e")
    found = shares(harm)
    assert (found.sourced_events, found.assumed_events, found.unweighted_events) == (0.25, 0.25, 0.5)
    assert (found.sourced_points, found.assumed_points) == (0.75, 0.25)
    assert "25% have a sourced weight" in found.in_words()
    assert "75% rest on sourced weights" in found.in_words()
    assert may_draw(harm)
    assert not may_draw(Harm(6.0, 2.0, 1, 1, 3, "e"))


def test_shares_of_nothing_are_unknown_not_zero():
    assert shares(Harm(0, 0, 0, 0, 0, "e")).sourced_events is None
    assert shares(Harm(0, 0, 0, 0, 2, "e")).sourced_points is None
    assert shares(Harm(0, 0, 0, 0, 2, "e")).in_words().endswith("100% none.")
    assert shares(Harm(0, 0, 0, 0, 0, "e")).in_words() == "No proven offence in the period."
    with pytest.raises(ValueError, match="no harm"):
        summed([])


AS_AT = st.sampled_from([date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 31), date(2026, 11, 1)])
CODES = ["04600", "028/03", "00801", "14900", "00811", "77777", "", None]


@st.composite
def lists_of_events(draw):
    as_at = draw(AS_AT)
    edges = [months_after(as_at, -24), months_after(as_at, -12), as_at]
    near = st.builds(lambda edge, by: edge + timedelta(days=by), st.sampled_from(edges), st.integers(-2, 2))
    row = st.tuples(st.integers(1, 3), near, st.sampled_from(CODES), st.none() | near)
    return as_at, draw(st.lists(row, max_size=25))


@settings(max_examples=60, deadline=None)
@given(lists_of_events())
def test_everybody_at_once_equals_the_rule_for_one(drawn):
    as_at, rows = drawn
    found = harm_many(table(rows), as_at)
    assert found.column("person_id").to_pylist() == sorted({row[0] for row in rows})
    for months in (12, 24):
        singly = []
        for row in found.to_pylist():
            events = [ProvenOffence(*event[1:]) for event in rows if event[0] == row["person_id"]]
            harm = harm_in_period(events=events, on=as_at, months=months)
            assert harm_of(row, months, default_edition().name) == harm
            assert (row[f"harm_{months}"], row[f"events_{months}"]) == (harm.points, harm.events)
            singly.append(harm)
        if singly:
            assert total_of(found, months) == summed(singly)


def test_text_ids_dictionary_codes_and_an_own_edition_are_taken():
    events = pa.table(
        {
            "person_id": ["b", "a"],
            "offence_on": [date(2026, 1, 1)] * 2,
            "offence_code": pa.array(["04600", "04600"]).dictionary_encode(),
            "proven_on": [date(2026, 1, 2)] * 2,
            "disposal": ["caution", "fine"],
        }
    )
    found = harm_many(events, date(2026, 11, 1), months=(6, 12), edition=OTHER)
    assert found.column("person_id").to_pylist() == ["a", "b"]
    assert found.column("harm_12").to_pylist() == [0.25, 0.25]
    assert found.column("harm_6").to_pylist() == [0.0, 0.0]
    assert found.schema.metadata == {b"edition": b"other"}


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="proven_on"):
        harm_many(table([]).drop_columns(["proven_on"]), date(2026, 1, 1))
