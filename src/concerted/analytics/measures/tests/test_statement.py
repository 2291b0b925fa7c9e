"""The statements themselves, run over a handful of rows that lie on the edges of what they ask for."""

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from concerted.analytics.engines.tests.tables import caseload_table, events_table, persons_table
from concerted.analytics.measures.choices import StartsFrom, Tie
from concerted.analytics.measures.register import measure
from concerted.analytics.measures.specification import Ages
from concerted.analytics.measures.statement import (
    StartSpan,
    cells_statement,
    members_statement,
    outside_ages_statement,
    repeats_of_members_statement,
    repeats_statement,
    times_statement,
)

PROVEN, YEARLY, LOCAL = measure("proven"), measure("proven-twelve-month"), measure("local-adult")
START = date(2012, 3, 31)


def found(statement, *, events=(), persons=(), caseload=(), members=None):
    """The rows of a statement, in order."""
    with duckdb.connect() as connection:
        connection.register("events", events_table(list(events)))
        connection.register("persons", persons_table(list(persons)))
        connection.register("caseload", caseload_table(list(caseload)))
        if members is not None:
            connection.execute(f"CREATE TABLE members AS {members}")
        return sorted(connection.execute(statement).fetchall(), key=str)


def start(day, person=1, area="A", **other):
    return {"person_id": person, "start_on": day, "area": area, **other}


def offence(day, proven_on, person=1, **other):
    return {"person_id": person, "offence_on": day, "proven_on": proven_on, **other}


AT_THE_EDGES = [
    start(START, area="B"),
    start(START),
    start(START, area=None),
    start(date(2012, 3, 30), person=2, area=None),
    start(START, person=2),
    offence(START, date(2012, 4, 1)),
    offence(date(2012, 4, 1), date(2012, 4, 1)),
    offence(date(2013, 3, 31), date(2013, 9, 30)),
    offence(date(2013, 4, 1), date(2013, 4, 2)),
    offence(date(2013, 3, 31), date(2013, 10, 1)),
    offence(date(2013, 3, 31), None),
]
ADULT = [{"person_id": 1, "born_on": date(1991, 3, 31), "sex": "M"}]


def test_a_member_stands_once_in_the_smallest_known_area_with_what_lies_within_the_windows():
    assert found(members_statement(PROVEN), events=AT_THE_EDGES, persons=ADULT) == [
        (1, "A", "2012Q1", "21-24", "M", 2),
        (2, "unassigned", "2012Q1", "not known", "not known", 0),
    ]


def test_the_largest_area_may_be_chosen_and_the_day_before_a_birthday_is_a_year_younger():
    spec = replace(PROVEN, tie=Tie.LARGEST_AREA)
    younger = [{"person_id": 1, "born_on": date(1991, 4, 1), "sex": "M"}]
    assert found(members_statement(spec), events=AT_THE_EDGES[:3], persons=younger) == [
        (1, "B", "2012Q1", "18-20", "M", 0)
    ]


@pytest.mark.parametrize(("tie", "area"), [(Tie.SMALLEST_AREA, "A"), (Tie.LARGEST_AREA, "B")])
def test_a_caseload_counts_a_person_once_a_snapshot(tie, area):
    rows = [{"person_id": 1, "snapshot_on": date(2012, 6, 30), "area": each} for each in ("A", "B", None)]
    spec = replace(LOCAL, tie=tie)
    assert found(members_statement(spec), persons=ADULT, caseload=rows) == [(1, area, "2012Q2", "21-24", "M", 0)]


@pytest.mark.parametrize(
    ("last_on", "quarters"),
    [
        (date(2012, 12, 31), ["2012Q4"]),
        (date(2013, 1, 1), ["2012Q4", "2013Q1"]),
    ],
)
def test_a_start_stands_in_four_rolling_years_of_which_only_whole_ones_are_counted(last_on, quarters):
    span = StartSpan(date(2012, 1, 15), last_on)
    rows = found(members_statement(YEARLY, span=span), events=[start(date(2012, 5, 1))])
    assert [row[2] for row in rows] == quarters
    for statement in (
        cells_statement(YEARLY, as_at=date(2020, 1, 1), span=span),
        times_statement(YEARLY, as_at=date(2020, 1, 1), span=span),
    ):
        assert [row[1] for row in found(statement, events=[start(date(2012, 5, 1))])] == quarters
    (left_out,) = found(
        outside_ages_statement(replace(YEARLY, ages=Ages(oldest=17)), span=span),
        events=[start(date(2012, 5, 1))],
        persons=ADULT,
    )
    assert left_out == (len(quarters),)


def test_cohorts_of_a_year_without_their_span_are_refused():
    says = r"^The measure proven-twelve-month has cohorts of a year: it needs the span of the starts of risk\.$"
    with pytest.raises(ValueError, match=says):
        members_statement(YEARLY)


REPEATED = [
    start(date(2012, 1, 1)),
    start(date(2012, 4, 1)),
    start(date(2012, 7, 1)),
    start(date(2012, 1, 1), person=2, area="B"),
    start(date(2012, 1, 1), person=3),
    start(date(2012, 4, 1), person=3),
    offence(date(2013, 1, 2), date(2013, 1, 2)),
    offence(date(2013, 1, 3), date(2013, 1, 3)),
]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ([], [(1, 0, 1), (2, 0, 1), (2, 1, 1)]),
        (["area"], [("A", 2, 0, 1), ("A", 2, 1, 1), ("B", 1, 0, 1)]),
        (["area", "sex"], [("A", "not known", 2, 0, 1), ("A", "not known", 2, 1, 1), ("B", "not known", 1, 0, 1)]),
    ],
)
def test_persons_are_counted_by_how_often_they_stand_in_a_cell_of_the_quarters_asked_for(by, expected):
    quarters = ["2012Q1", "2012Q2"]
    assert found(repeats_statement(PROVEN, quarters=quarters, by=by), events=REPEATED) == expected
    again = repeats_of_members_statement(quarters=quarters, by=by)
    assert found(again, events=REPEATED, members=members_statement(PROVEN)) == expected


@pytest.mark.parametrize(
    ("ages", "counted", "left_out"),
    [
        (Ages(), [17, 18, 20, 21, None], 0),
        (Ages(youngest=18), [18, 20, 21, None], 1),
        (Ages(oldest=20), [17, 18, 20, None], 1),
        (Ages(18, 20), [18, 20, None], 2),
    ],
)
def test_the_limits_of_age_are_within_and_an_unknown_age_is_counted(ages, counted, left_out):
    people = {1: 17, 2: 18, 3: 20, 4: 21, 5: None}
    persons = [
        {"person_id": who, "born_on": None if age is None else date(2012 - age, 3, 31)} for who, age in people.items()
    ]
    events, spec = [start(START, person=who) for who in people], replace(PROVEN, ages=ages)
    rows = found(members_statement(spec), events=events, persons=persons)
    assert [people[row[0]] for row in rows] == counted
    assert found(outside_ages_statement(spec), events=events, persons=persons) == [(left_out,)]


@pytest.mark.parametrize(
    ("codes", "disposals", "reoffences"),
    [
        (None, None, 3),
        ({"O'1"}, None, 2),
        ({"O'1", "2"}, None, 3),
        ({"O'1"}, {"fine"}, 1),
        (None, {"fine"}, 1),
        (set(), None, 0),
        (None, set(), 0),
    ],
)
def test_only_counted_offences_and_disposals_count_and_none_named_is_none(codes, disposals, reoffences):
    day = date(2012, 5, 1)
    events = [
        start(START),
        offence(day, day, offence_code="O'1", disposal="fine"),
        offence(day, day, offence_code="O'1", disposal="custody"),
        offence(day, day, offence_code="2", disposal="custody"),
    ]
    spec = replace(
        PROVEN,
        counted_offences=None if codes is None else frozenset(codes),
        counted_disposals=None if disposals is None else frozenset(disposals),
    )
    assert [row[5] for row in found(members_statement(spec), events=events)] == [reoffences]


def test_only_chosen_disposals_begin_a_follow_up_and_it_may_begin_with_the_proof():
    events = [
        start(START, disposal="fine", proven_on=date(2012, 1, 5)),
        start(date(2012, 7, 1), disposal="custody", proven_on=date(2012, 4, 1)),
        {"person_id": 2, "disposal": "custody", "area": "A"},
    ]
    spec = replace(PROVEN, cohort_disposals=frozenset({"custody"}))
    assert [row[:3] for row in found(members_statement(spec), events=events)] == [(1, "A", "2012Q3")]
    proven = replace(spec, starts_from=StartsFrom.PROVEN)
    assert [row[:3] for row in found(members_statement(proven), events=events)] == [(1, "A", "2012Q2")]


@pytest.mark.parametrize(("as_at", "provisional"), [(date(2013, 9, 29), True), (date(2013, 9, 30), False)])
def test_cells_are_whole_numbers_and_provisional_until_the_windows_of_the_last_day_have_ended(as_at, provisional):
    assert found(cells_statement(PROVEN, as_at=as_at), events=AT_THE_EDGES, persons=ADULT) == [
        ("A", "2012Q1", "21-24", "M", 1, 1, 2, 4, provisional),
        ("unassigned", "2012Q1", "not known", "not known", 1, 0, 0, 0, provisional),
    ]
    times = found(times_statement(PROVEN, as_at=as_at), events=AT_THE_EDGES, persons=ADULT)
    assert [row[-1] for row in times] == [provisional, provisional]


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (date(2013, 9, 30), [("A", 1, 1, 0), ("unassigned", 365, 0, 1)]),
        (date(2012, 10, 1), [("A", 1, 1, 0), ("unassigned", 2, 0, 1)]),
        (date(2012, 9, 30), [("A", 0, 0, 1), ("unassigned", 1, 0, 1)]),
        (date(2012, 9, 29), [("A", 0, 0, 1), ("unassigned", 0, 0, 1)]),
        (date(2012, 6, 1), [("A", 0, 0, 1), ("unassigned", 0, 0, 1)]),
    ],
)
def test_days_are_counted_to_the_first_reoffence_or_to_the_last_day_that_is_watched(as_at, expected):
    rows = found(times_statement(PROVEN, as_at=as_at), events=AT_THE_EDGES, persons=ADULT)
    assert [(row[0], *row[4:7]) for row in rows] == expected
