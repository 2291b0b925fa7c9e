from datetime import date, timedelta

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.harm.adults import offences_of_adults
from concerted.analytics.harm.concentration import (
    NOBODY,
    Offender,
    Sum,
    most_first,
    on_both,
    on_list,
    power_few,
    rank_of,
)
from concerted.analytics.harm.groups import NO_GROUP, harm_by
from concerted.analytics.harm.hiding import hidden, hidden_points
from concerted.analytics.harm.many import harm_many, total_of

ON = date(2026, 11, 1)
SCHEMA = pa.schema(
    [
        ("person_id", pa.int64()), ("offence_on", pa.date32()), ("offence_code", pa.string()),
        ("proven_on", pa.date32()), ("area", pa.string()),
    ]
)  # fmt: skip
ROBBERY, SHOP_THEFT, CANNABIS = "03401", "04600", "09261"


def events(*rows):
    full = [(*row, *("A",) * (5 - len(row))) for row in rows]
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in full], schema=SCHEMA)


def offence(person, code=SHOP_THEFT, days=30, area="A"):
    on = ON - timedelta(days=days)
    return (person, on, code, on + timedelta(days=10), area)


def one(people, offences=1, points=100):
    return Sum(people, offences, offences, 0, points, 0)


def test_the_first_of_those_who_did_most_stand_for_most():
    found = most_first(harm_many(events(offence(3), offence(1, ROBBERY), offence(2), offence(2)), ON), 12)
    assert [who.person for who in found] == [1, 2, 3]
    assert [total.hundredths for total in power_few(found, (34, 67), 1)] == [36_500, 36_700, 36_800]
    harm = harm_many(events(offence(1, ROBBERY), offence(2), offence(2)), ON)
    assert [who.person for who in most_first(harm, 12, by="offences")] == [2, 1]


def test_what_everybody_stands_for_is_the_sum_of_the_rule_for_all():
    table = harm_many(events(offence(1, ROBBERY), offence(2, CANNABIS), offence(2), offence(3, days=500)), ON)
    ordered = most_first(table, 12)
    whole = power_few(ordered, (), 1)[-1]
    rule = total_of(table, 12)
    assert (whole.people, whole.offences, whole.hundredths / 100) == (2, rule.events, rule.points)
    assert whole.offences - whole.sourced_offences - whole.assumed_offences == rule.unweighted_events


def test_a_share_of_people_is_the_nearest_whole_number_and_never_nobody():
    assert [rank_of(229, 5), rank_of(230, 5), rank_of(9, 1), rank_of(30, 5)] == [11, 12, 1, 2]


def offenders(*points):
    return [Offender(n, Sum(1, 1, int(each > 0), 0, each, 0)) for n, each in enumerate(points)]


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 20))
def test_no_two_points_of_the_curve_differ_by_few_people_or_by_points_of_few_offences(weighed, others, least):
    found = power_few(offenders(*[100] * weighed, *[0] * others), range(1, 100), least)
    steps = list(zip([NOBODY, *found], found, strict=False)) if len(found) > 1 else []
    assert all(later.people - earlier.people >= least for earlier, later in steps)
    assert all(later.weighed - earlier.weighed in (0, *range(least, 401)) for earlier, later in steps)
    assert found == [] if weighed + others < least else found[-1].people == weighed + others


def test_of_two_shares_that_lie_too_close_the_first_named_is_kept():
    people = offenders(*[100] * 229)
    assert [total.people for total in power_few(people, [5, 10, *range(1, 100)], 10)][:3] == [11, 23, 34]
    assert [total.people for total in power_few(people, range(1, 100), 10)][:3] == [11, 21, 32]


def test_the_points_of_few_offences_in_the_tail_are_told_by_no_step():
    people = offenders(*[500] * 25, *[0] * 75)
    assert [total.people for total in power_few(people, [20, 50], 10)] == [50, 100]


def test_turnover_counts_the_people_who_stand_on_both_lists():
    first = most_first(harm_many(events(offence(1, ROBBERY), offence(2), offence(3)), ON), 12)
    second = most_first(harm_many(events(offence(4, ROBBERY), offence(1), offence(2)), ON), 12)
    lists = [on_list(first, 60), on_list(second, 60)]
    assert (lists[0], lists[1]) == (frozenset({1, 2}), frozenset({4, 1}))
    assert on_both(lists) == {(0, 1): 1, (1, 0): 1}
    assert on_list([], 5) == frozenset()


def test_places_and_groups_add_to_everybody_and_what_has_no_place_or_code_is_shown():
    table = events(offence(1, ROBBERY), offence(1), offence(2, area=None), offence(3, None, area=""))
    places, groups = harm_by(table, "area", ON), harm_by(table, "group", ON)
    assert sum(places.values(), NOBODY).offences == sum(groups.values(), NOBODY).offences == 4
    assert (places["A"].people, places["A"].offences, places[""].people) == (1, 2, 2)
    assert groups[NO_GROUP].offences == 1
    assert groups["Robbery"].hundredths == 36_500


def test_what_somebody_did_as_a_child_is_left_out_and_an_unknown_age_is_counted():
    persons = pa.table({"person_id": [1, 2, 3], "born_on": pa.array([date(2008, 10, 2), date(2008, 2, 29), None])})
    table = events(offence(1), offence(1, days=31), offence(2), offence(3), offence(9))
    assert offences_of_adults(table, persons)["person_id"].to_pylist() == [1, 2, 3, 9]


def test_a_small_row_takes_the_smallest_other_with_it_so_that_the_total_gives_nothing_away():
    rows = {"a": one(40), "b": one(9), "c": one(12), "d": one(300)}
    assert hidden(rows, 10) == {"b", "c"}
    assert hidden({"a": one(40), "c": one(12)}, 10) == frozenset()
    assert hidden({"a": one(4), "b": NOBODY}, 10) == {"a", "b"}


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 40), max_size=8))
def test_hidden_rows_together_are_never_about_few_people_while_a_row_is_shown(people):
    rows = {label: one(count) for label, count in people.items()}
    kept = hidden(rows, 10)
    assert all(count >= 10 for label, count in people.items() if label not in kept)
    if kept and len(kept) < len(rows):
        assert len(kept) >= 2 and max(people[label] for label in kept) >= 10


def test_points_of_few_offences_are_hidden_with_a_row_whose_points_rest_on_enough():
    rows = {"a": Sum(40, 60, 30, 0, 9000, 0), "b": Sum(17, 17, 1, 0, 182_500, 0), "c": Sum(90, 99, 50, 9, 8000, 900)}
    assert hidden(rows, 10) == frozenset()
    assert hidden_points(rows, 10) == {"a", "b"}
    assert hidden_points(rows | {"d": Sum(20, 30, 0, 0, 0, 0)}, 10) == {"a", "b"}
    assert hidden_points({"a": rows["a"], "c": rows["c"]}, 10) == frozenset()
