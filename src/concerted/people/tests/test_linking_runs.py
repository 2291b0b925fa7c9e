"""Runs of linkage: ids that outlast them, rulings that survive them, services that they never read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from concerted.kernel.errors import Refused
from concerted.people.actions.rule_on_link import rule_on_link, undo_ruling
from concerted.people.linking.apply import apply_rulings
from concerted.people.linking.run import link_county
from concerted.people.models import Event, Link, LinkageRun, Person, Record
from concerted.people.tests.rows import happen, link, live_at
from concerted.web.testing.engine import as_engine

BORN = date(1988, 4, 17)


@pytest.fixture
def known(make_record: Callable[..., Record]) -> Callable[..., Record]:
    """Write a record that may be linked, of an unusual name."""

    def write(agency: str, given: str = "Peregrine", family: str = "Quillfeather", **fields: Any) -> Record:
        given_fields = {"given_name": given, "family_name": family, "born_on": BORN, "linkable": True, "source": agency}
        return make_record(agency, **{**given_fields, **fields})

    return write


def run() -> LinkageRun:
    with as_engine():
        return link_county()


def person_of(record: Record) -> Any:
    return Record.objects.using("engine").get(pk=record.pk).person_id


def links(**fields: Any) -> Any:
    return Link.objects.using("engine").filter(**fields)


def same_address(*records: Record) -> None:
    for record in records:
        live_at(record, "14 Saltmarsh Lane", "CO7 9QQ")


def test_records_of_one_person_get_one_person(known: Any) -> None:
    police, courts, other = known("police"), known("courts"), known("police", "Ottoline", "Brackwater", born_on=None)
    same_address(police, courts)
    found = run()
    assert person_of(police) == person_of(courts) != person_of(other)
    assert (found.records, found.persons) == (3, 2)
    assert found.data_hash


def test_a_second_run_on_the_same_records_changes_nothing(known: Any) -> None:
    police, courts = known("police"), known("courts")
    same_address(police, courts)
    run()
    before = (
        person_of(police),
        list(links().values_list("id", "state", "weight")),
        Person.objects.using("engine").count(),
    )
    run()
    assert (
        person_of(police),
        list(links().values_list("id", "state", "weight")),
        Person.objects.using("engine").count(),
    ) == before


def test_a_group_keeps_the_older_of_two_persons(known: Any) -> None:
    police, courts = known("police"), known("courts")
    same_address(police, courts)
    older = min(police.person_id, courts.person_id)
    run()
    assert {person_of(police), person_of(courts)} == {older}


def test_a_person_with_a_case_is_kept_before_others(known: Any) -> None:
    police, courts = known("police"), known("courts")
    same_address(police, courts)
    newer = max(police.person_id, courts.person_id)
    with as_engine():
        link_county(held={newer})
    assert {person_of(police), person_of(courts)} == {newer}


def test_evidence_says_why_and_holds_no_value(known: Any) -> None:
    police, courts = known("police"), known("courts")
    same_address(police, courts)
    run()
    (found,) = links()
    assert found.state == "linked" and all(entry["words"] for entry in found.evidence)
    text = str(found.evidence).lower()
    for value in ("quillfeather", "peregrine", "1988", "saltmarsh", "co7"):
        assert value not in text


def test_services_that_are_not_linked_are_neither_read_nor_evidence(known: Any) -> None:
    drugs = known("second_start", linkable=False)
    police, courts = known("police"), known("courts")
    same_address(police, courts)
    found = run()
    assert found.records == 2
    assert person_of(drugs) not in {person_of(police), person_of(courts)}
    assert not links(record_l=drugs).exists() and not links(record_r=drugs).exists()


def test_a_record_that_is_not_linked_is_parted_from_a_person_it_shares(known: Any) -> None:
    police = known("police")
    drugs = known("second_start", linkable=False, person=police.person)
    run()
    assert person_of(police) == police.person_id != person_of(drugs)


def test_a_ruling_that_two_are_different_moves_records_and_survives_the_next_run(known: Any, as_role: Any) -> None:
    police, courts = known("police"), known("courts")
    same_address(police, courts)
    run()
    by = as_role("iom_coordinator")
    rule_on_link(link_id=links().get().id, ruling="different", because="Two brothers, seen together", by=by)
    with as_engine():
        assert apply_rulings() == 1
    assert person_of(police) != person_of(courts)
    run()
    assert person_of(police) != person_of(courts)
    kept = links().get()
    assert (kept.state, kept.ruled_because, kept.ruled_by_id) == (
        "different",
        "Two brothers, seen together",
        by.post_id,
    )


def test_undoing_a_ruling_brings_the_persons_back(known: Any, as_role: Any) -> None:
    police, courts, probation = known("police"), known("courts"), known("probation")
    same_address(police, courts, probation)
    run()
    together = person_of(police)
    by = as_role("iom_coordinator")
    pair = links(record_l__in=(police, courts), record_r__in=(police, courts)).get()
    rule_on_link(link_id=pair.id, ruling="different", because="Two brothers", by=by)
    with as_engine():
        apply_rulings()
    assert person_of(police) != person_of(courts)
    undo_ruling(link_id=pair.id, by=by)
    with as_engine():
        apply_rulings()
    assert {person_of(r) for r in (police, courts, probation)} == {together}
    assert links(id=pair.id).get().state == "linked"


@pytest.mark.parametrize("role", ["iom_coordinator", "probation_officer", "housing_officer", "drug_worker", "analyst"])
def test_a_merge_and_its_undoing_show_nobody_more_or_less(known: Any, as_role: Any, role: str) -> None:
    left, right = known("police"), known("probation", "Ottoline", "Brackwater", born_on=date(1971, 2, 3))
    known("housing_colchester"), known("second_start", linkable=False)
    happen(left, "arrest", date(2027, 1, 4), "offending")
    run()
    pair = link(*sorted((left, right), key=lambda r: r.pk), state="doubtful", probability=0.4, weight=-0.6)
    before_persons = {r.pk: person_of(r) for r in (left, right)}

    def seen() -> tuple[set[Any], set[Any]]:
        as_role(role)
        return set(Record.objects.values_list("id", flat=True)), set(Event.objects.values_list("id", flat=True))

    before = seen()
    by = as_role("iom_coordinator")
    rule_on_link(link_id=pair.id, ruling="same", because="One photograph", by=by)
    with as_engine():
        apply_rulings()
    assert person_of(left) == person_of(right)
    assert seen() == before
    as_role("iom_coordinator")
    undo_ruling(link_id=pair.id, by=by)
    with as_engine():
        apply_rulings()
    assert seen() == before
    assert {r.pk: person_of(r) for r in (left, right)} == before_persons


def test_who_cannot_tell_leaves_the_records_where_they_are(known: Any, as_role: Any) -> None:
    police, courts = known("police"), known("courts")
    same_address(police, courts)
    run()
    rule_on_link(link_id=links().get().id, ruling="cannot_tell", because="No photograph", by=as_role("iom_coordinator"))
    with as_engine():
        assert apply_rulings() == 0
    run()
    assert person_of(police) == person_of(courts)
    assert links().get().state == "cannot_tell"


def test_a_ruling_without_a_reason_is_refused(known: Any, as_role: Any) -> None:
    pair = link(*sorted((known("police"), known("courts")), key=lambda r: r.pk), state="doubtful")
    with pytest.raises(Refused, match="Say why"):
        rule_on_link(link_id=pair.id, ruling="same", because=" ", by=as_role("iom_coordinator"))


def test_a_post_without_the_key_finds_no_link_to_rule_on(known: Any, as_role: Any) -> None:
    pair = link(*sorted((known("police"), known("courts")), key=lambda r: r.pk), state="doubtful")
    with pytest.raises(Link.DoesNotExist):
        rule_on_link(link_id=pair.id, ruling="same", because="Because", by=as_role("housing_officer"))
