"""The selection list as it is stored: who is on it and who never is, in which order, why, and how new it is."""

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from concerted.kernel.days import months_after
from concerted.people import kinds
from concerted.people.models import Record
from concerted.people.tests.rows import AS_AT, happen, on_caseload, score
from concerted.people.tests.test_deriving import convicted
from concerted.programmes.iom.listing.run import list_county
from concerted.programmes.iom.models import Listing, ListingSummary, LocalSetting
from concerted.programmes.iom.rules.may_be_listed import may_be_listed
from concerted.programmes.iom.rules.what_counts import what_counts
from concerted.programmes.iom.rules.what_is_shown import what_is_shown
from concerted.web.testing.engine import as_engine

ROBBERY, BURGLARY, SHOP_THEFT = "03401", "02803", "04600"
RECENT = (date(2026, 6, 1), date(2026, 8, 1))


@pytest.fixture
def person(make_record: Callable[..., Record]) -> Callable[..., Record]:
    """Write a court record that may be linked; `percent` adds a score that probation sent."""

    def write(agency: str = "courts", percent: float | None = None, **fields: Any) -> Record:
        record = make_record(agency, **{"linkable": True, "source": agency, **fields})
        if percent is not None:
            probation = make_record(
                "probation", linkable=True, source="probation", person=record.person, born_on=record.born_on
            )
            score(probation, percent, date(2026, 1, 11))
        return record

    return write


@pytest.fixture(autouse=True)
def own_choices(county: None) -> None:
    """Start from a county that has chosen nothing."""
    LocalSetting.objects.using("migrator").all().delete()


def choose(**settings: int) -> None:
    for name, value in settings.items():
        LocalSetting.objects.using("migrator").create(
            name=f"select.{name}", value=str(value), from_on=date(2020, 1, 1), set_by="test"
        )


def made() -> ListingSummary:
    with as_engine():
        return list_county(AS_AT)


def listed() -> dict[Any, Listing]:
    return {row.person_id: row for row in Listing.objects.using("engine").all()}


def test_adults_stand_by_band_then_by_harm(person: Any) -> None:
    low_harm, high_harm, very_high = person(percent=80), person(percent=76), person(percent=91)
    for record, code in ((low_harm, SHOP_THEFT), (high_harm, ROBBERY), (very_high, SHOP_THEFT)):
        convicted(record, code, *RECENT)
    made()
    order = Listing.objects.using("engine").order_by("band_order", "-points_12").values_list("person_id", flat=True)
    assert list(order) == [very_high.person_id, high_harm.person_id, low_harm.person_id]


def test_probations_score_comes_first_and_ours_where_there_is_none(person: Any) -> None:
    sent, ours = person(percent=91), person()
    for record in (sent, ours):
        convicted(record, ROBBERY, *RECENT)
    made()
    assert (listed()[sent.person_id].sent_by, listed()[sent.person_id].percent) == ("probation", 91)
    assert (listed()[ours.person_id].sent_by, listed()[ours.person_id].scored_on) == ("ours", AS_AT)


def test_a_child_is_never_listed(person: Any) -> None:
    child, on_birthday = person(born_on=date(2009, 3, 4), percent=95), person(born_on=date(2009, 3, 3), percent=95)
    for record in (child, on_birthday):
        convicted(record, ROBBERY, *RECENT)
    made()
    assert set(listed()) == {on_birthday.person_id}


@pytest.mark.parametrize("born_on", [None, date(1900, 1, 1)])
def test_an_unknown_birth_date_is_counted_and_not_ranked(person: Any, born_on: date | None) -> None:
    convicted(person(born_on=born_on, percent=95), ROBBERY, *RECENT)
    summary = made()
    assert listed() == {}
    assert (summary.not_ranked, summary.counts["not_ranked"]) == (1, {"birth_date": 1, "no_score": 0})


def test_arrests_never_bring_anybody_onto_the_list(person: Any) -> None:
    police = person("police", percent=95)
    happen(police, "arrest", date(2027, 2, 1), "offending", offence_code=ROBBERY, outcome="no further action")
    made()
    assert listed() == {}


def test_the_vectorised_list_says_what_the_rule_says(person: Any) -> None:
    choose(convicted_within_months=24)
    expected = {}
    edge = months_after(AS_AT, -24)
    for born_on in (None, date(1999, 5, 14), date(2009, 3, 3), date(2009, 3, 4)):
        for last in (None, edge, date(edge.year, edge.month, edge.day + 1), date(2027, 3, 3)):
            for percent in (None, 60.0):
                record = person(born_on=born_on, sex="M" if percent else "U", percent=percent)
                if last:
                    convicted(record, ROBBERY, date(2024, 1, 1), last)
                dates = [born_on] if born_on else []
                decision = may_be_listed(
                    birth_dates=dates, last_proven_on=last, within_months=24, percent=percent, on=AS_AT
                )
                expected[record.person_id] = decision.yes
    made()
    assert set(listed()) == {person_id for person_id, yes in expected.items() if yes}
    assert any(expected.values())


def test_what_counts_is_what_is_derived(county: None) -> None:
    for kind in kinds.WORDS:
        assert what_counts(kind=kind, role="suspect").yes == (kind in kinds.COUNTS)


def test_pending_charges_shown_are_those_of_the_rule(person: Any) -> None:
    expected = {}
    days = (date(2027, 2, 1), months_after(AS_AT, -6), date(2026, 9, 4))
    for kind, outcome, happened_on, has_result in product(("crime", "arrest"), ("charged", "bailed"), days, (0, 1)):
        record = person()
        convicted(record, SHOP_THEFT, *RECENT)
        police = person("police", person=record.person)
        happen(police, kind, happened_on, "offending", offence_code=ROBBERY, outcome=outcome)
        if has_result:
            convicted(record, ROBBERY, happened_on, AS_AT)
        decision = what_is_shown(
            kind=kind, outcome=outcome, happened_on=happened_on, has_result=bool(has_result), on=AS_AT
        )
        expected[record.person_id] = ["1 charge pending"] if decision else []
    made()
    assert {person_id: row.shown for person_id, row in listed().items()} == expected
    assert any(expected.values())


def test_reasons_say_what_was_proven_and_how_orders_went(person: Any) -> None:
    record = person(percent=84)
    for code in (ROBBERY, ROBBERY, BURGLARY):
        convicted(record, code, *RECENT)
    probation = person("probation", person=record.person)
    for day in (3, 10, 17):
        happen(probation, "breach", date(2027, 2, day), "supervision")
    on_caseload(probation, "community order", date(2027, 8, 9))
    type(probation).objects.using("migrator").get(pk=probation.pk).caseloadrow_set.update(sentenced_on=date(2026, 8, 9))
    made()
    row = listed()[record.person_id]
    assert row.reasons == ["2 robberies, 1 burglary of a home, convicted", "Breached an order 3 times"]
    assert row.facts == "27, district not known. Community order to 9 Aug 2027"
    assert row.name == "Kieran Featherstonehaugh-Adeyemi"


def test_the_list_says_how_new_it_is(person: Any) -> None:
    choose(convicted_within_months=24, percent_at_least=75)
    stays, comes, leaves, below = person(percent=80), person(percent=80), person(percent=80), person(percent=60)
    for record, proven_on in (
        (stays, date(2025, 8, 1)), (comes, date(2026, 8, 1)), (leaves, date(2024, 12, 1)), (below, date(2026, 8, 1)),
    ):  # fmt: skip
        convicted(record, ROBBERY, date(2024, 6, 1), proven_on)
    summary = made()
    assert (summary.listed, summary.new_since_a_year, summary.left_since_a_year, summary.a_year_ago) == (2, 1, 1, 2)
    assert summary.counts["at_least"]["50"]["listed"] == 3
    rows = listed()
    assert rows[stays.person_id].was_listed_a_year_ago and not rows[comes.person_id].was_listed_a_year_ago


def test_without_a_choice_no_cut_off_is_invented(person: Any) -> None:
    record = person(percent=12)
    convicted(record, ROBBERY, date(2010, 6, 1), date(2010, 8, 1))
    summary = made()
    assert set(listed()) == {record.person_id}
    assert summary.counts["convicted_within_months"] is None and summary.counts["percent_at_least"] is None


def test_harm_says_what_it_rests_on(person: Any) -> None:
    record = person(percent=84)
    convicted(record, ROBBERY, *RECENT)
    convicted(record, "99999", *RECENT)
    summary = made()
    assert summary.shares["unweighted_events"] == 1 and summary.shares["sourced_events"] == 1
    assert listed()[record.person_id].shares["may_draw"] is True
    assert summary.edition


def test_making_the_list_again_changes_no_row(person: Any) -> None:
    convicted(person(percent=84), ROBBERY, *RECENT)
    made()
    before = {row.pk for row in listed().values()}
    made()
    assert {row.pk for row in listed().values()} == before
