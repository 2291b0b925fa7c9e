"""Harm and likelihood as they are stored: what counts, what does not, and whose score stands first."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from concerted.people.deriving.run import derive_county
from concerted.people.models import Harm, Likelihood, Record
from concerted.people.tests.rows import AS_AT, happen, score
from concerted.web.testing.county import owner_sql
from concerted.web.testing.engine import as_engine

ROBBERY, SHOP_THEFT = "03401", "04600"


@pytest.fixture
def person(make_record: Callable[..., Record]) -> Callable[..., Record]:
    """Write a court record that may be linked."""

    def write(agency: str = "courts", **fields: Any) -> Record:
        return make_record(agency, **{"linkable": True, "source": agency, **fields})

    return write


def convicted(record: Record, code: str, committed_on: date, proven_on: date, kind: str = "conviction") -> None:
    disposal = "caution" if kind == "caution" else "community order"
    happen(
        record, kind, proven_on, "offending",
        offence_code=code, committed_on=committed_on, proven_on=proven_on, outcome=disposal,
    )  # fmt: skip


def derived() -> None:
    with as_engine():
        derive_county(AS_AT)


def harm_of(record: Record) -> Harm:
    return Harm.objects.using("engine").get(person_id=record.person_id)


def likelihoods(record: Record) -> dict[str, Likelihood]:
    return {row.sent_by: row for row in Likelihood.objects.using("engine").filter(person_id=record.person_id)}


def test_convictions_and_cautions_of_the_last_months_are_weighed(person: Any) -> None:
    record = person()
    convicted(record, ROBBERY, date(2026, 6, 1), date(2026, 8, 1))
    convicted(record, ROBBERY, date(2025, 6, 1), date(2025, 8, 1))
    convicted(record, SHOP_THEFT, date(2026, 7, 1), date(2026, 7, 9), kind="caution")
    derived()
    found = harm_of(record)
    assert (found.offences_12, found.offences_24) == (2, 3)
    assert found.points_24 - found.points_12 == 365
    assert found.parts[0]["words"] == "1 robbery" and found.parts[0]["points"] == 365
    assert [part["cautions"] for part in found.parts] == [0, 1]


def test_arrests_charges_and_recorded_crimes_never_count(person: Any) -> None:
    police = person("police")
    for kind, outcome in (("arrest", "no further action"), ("crime", "charged"), ("arrest", "cautioned")):
        happen(
            police, kind, date(2026, 12, 1), "offending",
            offence_code=ROBBERY, committed_on=date(2026, 12, 1), outcome=outcome,
        )  # fmt: skip
    derived()
    assert (harm_of(police).offences_24, harm_of(police).points_24) == (0, 0)
    assert likelihoods(police) == {}


def test_an_offence_sent_in_two_linked_court_records_counts_once(person: Any) -> None:
    first = person()
    second = person(person=first.person)
    for record in (first, second):
        convicted(record, ROBBERY, date(2026, 6, 1), date(2026, 8, 1))
    derived()
    assert harm_of(first).offences_12 == 1


def test_two_offences_of_one_day_in_one_record_stay_two(person: Any) -> None:
    record = person()
    for _ in range(2):
        convicted(record, SHOP_THEFT, date(2026, 6, 1), date(2026, 8, 1))
    derived()
    assert harm_of(record).parts[0]["words"] == "2 shop thefts"


def test_probations_score_is_kept_as_sent_and_ours_stands_beside_it(person: Any) -> None:
    courts = person()
    convicted(courts, ROBBERY, date(2026, 6, 1), date(2026, 8, 1))
    probation = person("probation", person=courts.person)
    score(probation, 84, date(2027, 1, 11))
    score(probation, 71, date(2026, 1, 11))
    derived()
    found = likelihoods(courts)
    assert (found["probation"].percent, found["probation"].scored_on) == (84, date(2027, 1, 11))
    assert found["probation"].band == "high"
    ours = found["ours"]
    assert ours.percent is not None and ours.scored_on == AS_AT and ours.version
    assert {term["factor"] for term in ours.terms} >= {"age", "sanctions", "offence", "constant"}


def test_an_older_kind_of_score_is_kept_apart(person: Any) -> None:
    courts = person()
    convicted(courts, ROBBERY, date(2026, 6, 1), date(2026, 8, 1))
    sent = score(person("probation", person=courts.person), 90, date(2027, 1, 11))
    type(sent).objects.using("migrator").filter(pk=sent.pk).update(predictor="OGRS3")
    derived()
    assert set(likelihoods(courts)) == {"ours", "probation_historical"}
    assert likelihoods(courts)["probation_historical"].band == ""


@pytest.mark.parametrize("born_on", [None, date(1900, 1, 1), date(1970, 1, 1)])
def test_without_a_known_birth_date_there_is_no_score_of_ours(person: Any, born_on: date | None) -> None:
    record = person(born_on=born_on)
    convicted(record, ROBBERY, date(2026, 6, 1), date(2026, 8, 1))
    derived()
    ours = likelihoods(record)["ours"]
    assert ours.percent is None and ours.missing == ["date of birth"]


def test_nobody_whom_any_record_makes_a_child_has_a_likelihood(person: Any) -> None:
    courts = person(born_on=date(1999, 5, 14))
    convicted(courts, ROBBERY, date(2026, 6, 1), date(2026, 8, 1))
    probation = person("probation", person=courts.person, born_on=date(2009, 5, 14))
    score(probation, 84, date(2027, 1, 11))
    derived()
    assert likelihoods(courts) == {}


def test_services_that_are_not_linked_reach_nothing_derived(person: Any) -> None:
    courts = person(born_on=date(1999, 5, 14))
    convicted(courts, ROBBERY, date(2026, 6, 1), date(2026, 8, 1))
    derived()
    before = (harm_of(courts).parts, likelihoods(courts)["ours"].percent)
    drugs = person("second_start", person=courts.person, linkable=False, born_on=date(1980, 1, 1), sex="F")
    happen(drugs, "attendance", date(2027, 1, 5), "drug_and_alcohol", outcome="attended")
    youth = person("youth", linkable=False)
    happen(youth, "youth work", date(2027, 1, 5), "childrens_services")
    derived()
    assert (harm_of(courts).parts, likelihoods(courts)["ours"].percent) == before
    assert not Harm.objects.using("engine").filter(person_id=youth.person_id).exists()


def test_deriving_again_writes_nothing_new(person: Any) -> None:
    record = person()
    convicted(record, ROBBERY, date(2026, 6, 1), date(2026, 8, 1))
    derived()
    before = (harm_of(record).pk, likelihoods(record)["ours"].pk)
    derived()
    assert (harm_of(record).pk, likelihoods(record)["ours"].pk) == before
    assert owner_sql("select count(*) from people_harm_history") == [(0,)]
    assert owner_sql("select count(*) from people_likelihood_history") == [(0,)]


def test_offence_free_months_begin_on_the_day_that_the_prison_gave(person: Any) -> None:
    courts = person()
    happen(
        courts, "conviction", date(2025, 6, 2), "offending",
        offence_code=ROBBERY, committed_on=date(2025, 5, 1), proven_on=date(2025, 6, 2), outcome="custody",
    )  # fmt: skip
    prison = person("prisons", person=courts.person)
    derived()
    inside = likelihoods(courts)["ours"]
    for stated_on, release_on in ((date(2025, 6, 10), date(2026, 1, 5)), (date(2025, 12, 1), date(2026, 3, 3))):
        happen(
            prison, "release planned", release_on, "custody", committed_on=date(2025, 6, 2), stated_on=stated_on,
        )  # fmt: skip
    derived()
    words = {term["words"] for term in likelihoods(courts)["ours"].terms}
    assert "12 months without a proven offence" in words
    assert not any("months without" in term["words"] for term in inside.terms)
