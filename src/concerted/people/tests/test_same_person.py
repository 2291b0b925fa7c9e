"""Is this the same person: who is offered, why, what speaks against it, and that nothing hidden is offered."""

from datetime import date
from typing import Any

import pytest

from concerted.people.models import Record
from concerted.people.searching.same_person import Candidate, Typed, candidates
from concerted.people.tests import rows

TODAY = date(2027, 3, 3)


@pytest.fixture
def kieran(make_record: Any) -> Record:
    """One person of the police, with an address."""
    found: Record = rows.find_under(make_record("police", family_name="Adeyemi"))
    rows.live_at(found, "12 Hythe Hill", "CO4 3QL")
    return found


def offered(viewer: Any, *typed: str) -> list[Candidate]:
    return candidates(viewer, Typed(*typed), TODAY)


def test_all_that_agrees_is_told(kieran, as_role):
    (one,) = offered(as_role("iom_coordinator"), "Kieran", "Adeyemi", "14/5/1999", "co4 3ql")
    assert one.reasons == ("Born 14 May 1999", "Same postcode") and one.against == ()
    assert one.href == f"/people/{kieran.person.reference}" and kieran.pk in one.records
    assert one.about == [kieran.person_id, kieran.pk]


@pytest.mark.parametrize(
    ("typed", "reasons", "against"),
    [
        (("Keiran", "Adeyemi", "", ""), ("One letter from Kieran",), ()),
        (("Kieran", "Adeyemi", "", ""), ("Name as typed",), ()),
        (("", "", "14 May 1999", ""), ("Born 14 May 1999",), ()),
        (("Kieran", "Smith", "14/5/1999", ""), ("Born 14 May 1999",), ("But not called Smith",)),
        (("", "Adeyemi", "", "CO43QL"), ("Same postcode",), ()),
        (("Kieran", "Adeyemi", "1/1/1970", ""), ("Name as typed",), ("But born 14 May 1999",)),
    ],
)
def test_what_agrees_and_what_does_not(kieran, as_role, typed, reasons, against):
    (one,) = offered(as_role("iom_coordinator"), *typed)
    assert (one.reasons, one.against) == (reasons, against)


@pytest.mark.parametrize("typed", [("", "", "", ""), ("Tim", "Brown", "1/1/1970", ""), ("%", "'", "x", "y")])
def test_who_is_unlike_is_not_offered(kieran, as_role, typed):
    assert offered(as_role("iom_coordinator"), *typed) == []


def test_the_closest_is_first(kieran, make_record, as_role):
    rows.find_under(make_record("police", family_name="Adeyami", born_on=date(1999, 5, 15)))
    found = offered(as_role("iom_coordinator"), "Kieran", "Adeyemi", "14/5/1999", "")
    assert [one.name for one in found] == ["Kieran Adeyemi", "Kieran Adeyami"]


def test_somebody_whom_the_post_may_not_see_is_not_offered(kieran, as_role):
    assert offered(as_role("housing_officer"), "Kieran", "Adeyemi", "14/5/1999", "CO4 3QL") == []
