"""Search: what is asked in many ways, what each post finds, and that letters inside a name find nobody."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from concerted.access.listing import at_most
from concerted.people.models import Address, Record, SearchToken
from concerted.people.search import search
from concerted.people.searching.asked import Asked, parsed
from concerted.people.tests import rows

TODAY = date(2027, 3, 3)


@pytest.fixture
def kieran(make_record: Any) -> Record:
    """One person in police's and housing's records."""
    police = rows.find_under(make_record("police", district="E07000071", former_family_name="O'Neill"))
    rows.live_at(police, "12 Hythe Hill", "CO4 3QL")
    rows.find_under(make_record("housing_colchester", person=police.person, given_name="K.", family_name="Adeyemi"))
    rows.find_under(make_record("police", given_name="Kieran", family_name="Wrenfield", born_on=date(1980, 1, 1)))
    found: Record = police
    return found


def names(viewer: Any, text: str) -> list[str]:
    return [found.name for found in search(viewer, text, TODAY)]


@pytest.mark.parametrize(
    "written", ["14/5/1999", "14.05.1999", "1999-05-14", "14 May 1999", "14th may 1999", "May 14, 1999"]
)
def test_a_birth_date_is_found_however_it_is_written(kieran, as_role, written):
    assert names(as_role("iom_coordinator"), written) == ["Kieran Featherstonehaugh-Adeyemi"]


def test_one_line_a_person_with_age_district_and_whose_records_are_seen(kieran, as_role):
    (found,) = search(as_role("iom_coordinator"), "Featherstonehaugh", TODAY)
    assert found.href == f"/people/{kieran.person.reference}"
    assert found.line == f"27, Colchester. Records of Colchester housing and Police. {kieran.person.reference}"
    assert kieran.id in found.about and kieran.person_id in found.about


def test_all_words_must_match(kieran, as_role):
    viewer = as_role("iom_coordinator")
    assert names(viewer, "Kieran Adeyemi") == ["Kieran Featherstonehaugh-Adeyemi"]
    assert names(viewer, "Kieran Adeyemi 1/1/1980") == []
    assert sorted(names(viewer, "Kieran")) == ["Kieran Featherstonehaugh-Adeyemi", "Kieran Wrenfield"]


def test_a_name_that_sounds_so_and_a_former_one_are_found(kieran, as_role):
    viewer = as_role("iom_coordinator")
    assert names(viewer, "Keiran Adeyemy") == ["Kieran Featherstonehaugh-Adeyemi"]
    assert names(viewer, "oneill") == ["Kieran Featherstonehaugh-Adeyemi"]


def test_the_reference_and_the_agencys_own_number_are_found(kieran, as_role):
    viewer = as_role("iom_coordinator")
    assert names(viewer, kieran.person.reference.lower()) == ["Kieran Featherstonehaugh-Adeyemi"]
    assert names(viewer, kieran.source_key.upper()) == ["Kieran Featherstonehaugh-Adeyemi"]


def test_a_part_of_a_name_finds_nobody(kieran, as_role):
    assert names(as_role("iom_coordinator"), "Feather") == []
    assert names(as_role("iom_coordinator"), "%") == []


def test_housing_finds_by_what_housing_wrote_alone(kieran, as_role):
    viewer = as_role("housing_officer")
    assert names(viewer, "Adeyemi") == ["K. Adeyemi"]
    assert names(viewer, "Featherstonehaugh") == []
    assert search(viewer, "Adeyemi", TODAY)[0].line.startswith("27. Record of Colchester housing.")


def test_a_hidden_person_is_found_by_nothing(make_record, as_role):
    hidden = rows.find_under(make_record("youth", given_name="Toby", family_name="Quarrendon"))
    viewer = as_role("iom_coordinator")
    for text in ("Quarrendon", hidden.person.reference, hidden.source_key):
        assert names(viewer, text) == []


def test_at_most_fifty_people_in_as_many_queries_as_for_one(make_record, as_role):
    rows.find_under(make_record("police", family_name="Smith"))
    viewer = as_role("iom_coordinator")

    def queries() -> int:
        asked: list[str] = []

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            search(viewer, "Smyth", TODAY)
        return len(asked)

    one = queries()
    for _ in range(60):
        rows.find_under(make_record("police", family_name="Smith"))
    assert queries() <= one
    assert len(search(viewer, "Smyth", TODAY)) == 50


def why(viewer: Any, text: str) -> dict[str, tuple[str, ...]]:
    return {found.name: found.reasons for found in search(viewer, text, TODAY)}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Featherstonehaugh", ()),
        ("Fetherstonhaugh", ("Sounds like Featherstonehaugh",)),
        ("Adeyami", ("One letter from Adeyemi",)),
        ("Adeymei", ("One letter from Adeyemi",)),
        ("Adeyeni Kieran", ("One letter from Adeyemi",)),
        ("Ciaran Adeyemi", ("Kieran, for Ciaran",)),
        ("O'Neill", ("Former name O'Neill",)),
        ("5/14/1999 Adeyemi", None),
        ("Adeyemi 1999", ()),
        ("Adeyami 1999", ("One letter from Adeyemi",)),
        ("Adeyemi 14/5/1989", ("Born 14 May 1999, one digit differs",)),
        ("Mr Adeyemi born 14/5/1999", ()),
        ("CO4 3QL Adeyemi", ()),
        ("co43ql", ()),
        ("Adeyemi CO4 3QX", None),
        ("Adeyemi 1998", None),
    ],
)
def test_what_is_near_is_found_and_says_why(kieran, as_role, text, reason):
    found = why(as_role("iom_coordinator"), text)
    assert found == ({} if reason is None else {"Kieran Featherstonehaugh-Adeyemi": reason})


def test_day_and_month_may_be_swapped(make_record, as_role):
    rows.find_under(make_record("police", born_on=date(1999, 5, 4)))
    found = why(as_role("iom_coordinator"), "4/5/1999 Adeyemi") | why(as_role("iom_coordinator"), "Adeyemi 5/4/1999")
    assert found == {"Kieran Featherstonehaugh-Adeyemi": ("Born 4 May 1999, day and month swapped",)}


def test_the_closest_stand_first(make_record, as_role):
    for family in ("Smythe", "Smith", "Smiht", "Jones"):
        rows.find_under(make_record("police", family_name=family, former_family_name="Smith" * (family == "Jones")))
    assert names(as_role("iom_coordinator"), "Smith") == [
        "Kieran Smith", "Kieran Jones", "Kieran Smiht", "Kieran Smythe",
    ]  # fmt: skip


def test_an_initial_alone_is_near_a_first_name_and_says_so(kieran, as_role):
    assert why(as_role("housing_officer"), "Kieran Adeyemi") == {"K. Adeyemi": ("First name as K. alone",)}


def test_s24_two_records_believed_to_be_one_person_are_found_by_no_more_than_each(kieran, as_role):
    viewer = as_role("housing_officer")
    assert names(viewer, "Adeyemi O'Neill") == []
    assert names(viewer, "O'Neill") == []
    assert names(viewer, "CO4 3QL") == []


def test_s1_a_protected_address_is_in_no_token(make_record, as_role):
    record = rows.find_under(make_record("police"))
    Scope = type(record.scope)
    kept = Scope.objects.using("migrator").create(agency=record.agency, category="protected_address", sensitivity=0)
    Address.objects.using("migrator").create(scope=kept, record=record, line="1 Hidden Way", postcode="SS1 1AA")
    assert names(as_role("iom_coordinator"), "SS1 1AA") == []
    assert not SearchToken.objects.using("migrator").filter(scope=kept).exists()


def test_an_agencys_number_is_not_taken_for_a_sound(kieran, as_role):
    assert names(as_role("iom_coordinator"), "A350") == []


@pytest.mark.parametrize(
    "text", ["  ", "%", "'", "\x00", "31/2/1999", "1999", "🙂", "a" * 100, "a b c d e f g h i j k l"]
)
def test_what_names_nobody_finds_nobody(kieran, as_role, text):
    assert names(as_role("iom_coordinator"), text) == []


def test_what_is_asked_is_taken_apart():
    assert parsed("Kieran O'Neill 14/5/1999") == Asked(names=("kieran", "oneill"), born=date(1999, 5, 14))
    assert parsed("o'neill 1999 CO4 3QL") == Asked(names=("oneill",), year=1999, postcode="co43ql")
    assert parsed("1999") == Asked(number="1999")
    assert parsed("c-7kq2mf").reference == "C-7KQ2MF"
    unread = parsed("31/2/1999")
    assert unread.number == "3121999" and "your" in unread.notes[0]
    assert not parsed("  ").anything


@pytest.mark.parametrize("role", ["iom_coordinator", "housing_officer", "drug_worker"])
def test_what_equality_leads_to_is_what_the_policies_show(kieran, as_role, role):
    as_role(role)
    tokens = SearchToken.objects.filter(value__in=["kieran", "adeyemi", "@co43ql", "k"])
    assert set(at_most(tokens, "record_id", 50)) == set(tokens.values_list("record_id", flat=True))
    assert len(at_most(tokens, "record_id", 1)) == min(1, tokens.count())
