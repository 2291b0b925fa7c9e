"""The functions of the sharing room, called by whoever can run SQL as a request: each protection, and what it stops."""

from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from concerted.access.models import BulkKey
from concerted.access.tokens import set_token
from concerted.kernel.identifiers import new_id
from concerted.people.models import Person, Record
from concerted.sharing import sql
from concerted.web.testing.county import owner_sql, owners_scope
from concerted.web.testing.victims.models import VictimNote
from concerted.web.testing.victims.rows import victim_note

FILES = Path(sql.__file__).parent
CALLS = {
    "sharing_ask": "sharing_ask(gen_random_uuid(), gen_random_uuid(), '', 'x', null, 'x', 'x', current_date)",
    "sharing_withdraw_enquiry": "sharing_withdraw_enquiry(gen_random_uuid())",
    "sharing_end_of_former": "sharing_end_of_former(gen_random_uuid(), 'x')",
    "sharing_open_emergency": "sharing_open_emergency(gen_random_uuid(), gen_random_uuid(), 'x', 1)",
    "sharing_end_emergency": "sharing_end_emergency(gen_random_uuid())",
    "sharing_review_emergency": "sharing_review_emergency(gen_random_uuid(), 'justified', 'x', 1)",
    "sharing_open_request": "sharing_open_request(gen_random_uuid(), 'victim_caseworker', 'victims')",
    "sharing_notify": "sharing_notify(1, 'notices', 'breach', 'x', '')",
    "sharing_see_notice": "sharing_see_notice(gen_random_uuid())",
}
INSIDE = (
    "sharing_hand_out(gen_random_uuid())",
    "sharing_sees(gen_random_uuid())",
    "sharing_my_scope('asking')",
    "sharing_decided('sharing.enquiries_a_day', 1)",
    "sharing_write_notice(1, 'notices', 'breach', 'x', '')",
    "sharing_tell_of_emergency(gen_random_uuid())",
    "sharing_shut(gen_random_uuid(), 'x')",
)


@pytest.fixture
def person(make_record):
    """Somebody whom police, probation, housing, a drug service and a victims' service know."""
    person = Person.objects.using("migrator").create()
    for agency in ("police", "probation", "housing_colchester", "second_start"):
        make_record(agency, person=person)
    victim_note(make_record("lantern", person=person), "What she said.")
    return person


def run(statement: str, *values):
    """Run a statement as the role of requests; its first value, or the SQLSTATE that refused it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()[0] if cursor.description else None
    except DatabaseError as error:
        assert isinstance(error.__cause__, psycopg.Error)
        return error.__cause__.sqlstate


def ask(person, enquiry=None, reason="He leaves prison."):
    about = person.pk if isinstance(person, Person) else person
    return run(
        "select public.sharing_ask(%s, %s, 'Kieran', 'Wrenfield', null, 'Kieran Wrenfield', %s, current_date)",
        enquiry or new_id(), about, reason,
    )  # fmt: skip


def open_(person, opening=None, hours=1, reason="He is missing."):
    about = person.pk if isinstance(person, Person) else person
    return run("select public.sharing_open_emergency(%s, %s, %s, %s)", opening or new_id(), about, reason, hours)


def weaken(name: str, protection: str, instead: str) -> None:
    """Make a file's functions anew as their owner, without one protection."""
    text = (FILES / name).read_text(encoding="utf-8")
    assert protection in text
    owner_sql(text.replace(protection, instead).replace("%", "%%"))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("token", ["", "forged"])
def test_without_a_post_nothing_is_done(county, call, token):
    set_token(token)
    assert run(f"select public.{call}") in ("42501", False)
    written = "select count(*) from {}"
    for table in ("sharing_enquiry", "sharing_relay", "sharing_emergency", "sharing_notice"):
        assert owner_sql(written.format(table)) == [(0,)]


@pytest.mark.parametrize("call", INSIDE)
def test_what_functions_do_among_themselves_no_request_may_call(as_role, call):
    as_role("iom_coordinator")
    assert run(f"select public.{call}") == "42501"


@pytest.mark.parametrize("table", ["sharing_enquiry", "sharing_emergency", "sharing_notice"])
def test_what_only_the_database_writes_no_request_writes(as_role, person, table):
    as_role("iom_coordinator")
    ask(person)
    open_(person)
    for statement in (f"update {table} set id = id", f"delete from {table}", f"insert into {table} default values"):
        assert run(statement) == "42501"


@pytest.mark.parametrize(("role", "agency"), [("data_steward", "police"), ("analyst", None), ("investigator", None)])
def test_a_role_without_the_permission_neither_asks_nor_opens(as_role, person, role, agency):
    as_role(role, agency)
    assert ask(person) == "42501" and open_(person) == "42501"


def test_a_permission_is_asked_even_of_a_role_that_could_write_there(as_role, person):
    for category in ("asking", "emergency"):
        key = BulkKey.objects.using("migrator").filter(scope_id=owners_scope("police", category)).first()
        key.pk, key.role_class, key.purpose = None, "data_steward", "data_quality"
        key.save(using="migrator")
    as_role("data_steward", "police")
    assert ask(person) == "42501" and open_(person) == "42501"
    weaken("enquiry_functions.sql", "not access.may('enquiries.ask')", "false")
    weaken("emergency_functions.sql", "not access.may('emergency.open')", "false")
    assert ask(person) == "" and open_(person) == ""


def test_a_hidden_person_is_as_a_missing_one(as_role, make_record):
    hidden = make_record("second_start").person
    as_role("iom_coordinator")
    assert ask(hidden) == ask(new_id()) == "42501"
    assert open_(hidden) == open_(new_id()) == "42501"
    weaken("enquiry_functions.sql", "not sharing_sees(about)", "false")
    assert ask(hidden) == ""


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_odd_arguments_are_refused_and_leave_nothing(as_role, person, reason):
    as_role("iom_coordinator")
    assert ask(person, reason=reason) == "22023"
    assert open_(person, reason=reason) == "22023"
    for hours in (0, -1, 5, 10_000_000, None):
        assert open_(person, hours=hours) == "22023"
    assert ask(person, reason="x" * 501) == "22001"
    assert open_(person, reason="x" * 501) == "22023"
    assert ask(person, enquiry="not an id") == "22P02"
    assert owner_sql("select (select count(*) from sharing_enquiry) + (select count(*) from sharing_emergency)") == [
        (0,)
    ]


def test_the_limit_holds_for_whoever_calls_the_function(as_role, person):
    as_role("iom_coordinator")
    assert [ask(person) for _ in range(21)] == [""] * 20 + ["53400"]
    weaken("enquiry_functions.sql", ">= sharing_decided(", "< -sharing_decided(")
    assert ask(person) == ""


def test_anothers_question_is_neither_taken_over_nor_taken_back(as_role, person):
    as_role("iom_coordinator")
    enquiry = new_id()
    assert ask(person, enquiry) == ""
    as_role("probation_officer")
    assert ask(person, enquiry) == "42501"
    assert run("select public.sharing_withdraw_enquiry(%s)", enquiry) is False
    assert run("select public.sharing_withdraw_enquiry(%s)", new_id()) is False
    assert owner_sql("select withdrawn_at from sharing_enquiry") == [(None,)]
    weaken("enquiry_functions.sql", "and e.scope_id = sharing_my_scope('asking')", "")
    assert run("select public.sharing_withdraw_enquiry(%s)", enquiry) is True


def writes() -> dict[str, tuple[int, int]]:
    """How many rows this transaction has added to and changed in each table."""
    rows = owner_sql("select relname, n_tup_ins, n_tup_upd from pg_stat_xact_user_tables")
    return {name: (added, changed) for name, added, changed in rows}


def done_by(act) -> dict[str, tuple[int, int]]:
    before = writes()
    assert act() in ("", True)
    return {
        name: (added - before.get(name, (0, 0))[0], changed - before.get(name, (0, 0))[1])
        for name, (added, changed) in writes().items()
        if (added, changed) != before.get(name, (0, 0))
    }


def test_asking_and_taking_back_write_as_much_whatever_anybody_knows(as_role, person, make_record):
    known_to_nobody_else = make_record("police").person
    as_role("iom_coordinator")
    ask(person)
    first, second = new_id(), new_id()
    known = done_by(lambda: ask(person, first))
    assert known == done_by(lambda: ask(known_to_nobody_else, second))
    assert known["sharing_relay"][0] == len(owner_sql("select id from sharing_relay where enquiry_id = %s", [second]))
    owner_sql("update sharing_relay set state = 'kept_silent' where enquiry_id = %s", [first])
    back = "select public.sharing_withdraw_enquiry(%s)"
    assert done_by(lambda: run(back, first)) == done_by(lambda: run(back, second))


def test_an_opening_writes_as_much_for_hidden_records_as_for_none(as_role, make_record):
    hidden, none = (make_record("police").person for _ in range(2))
    for agency in ("second_start", "youth"):
        make_record(agency, person=hidden)
    victim_note(make_record("lantern", person=hidden), "What she said.")
    as_role("iom_coordinator")
    open_(make_record("police").person)
    assert done_by(lambda: open_(hidden)) == done_by(lambda: open_(none))


def closed_notes_and_records(as_role, person) -> set[str]:
    as_role("probation_officer")
    open_(person)
    seen = {record.agency.code for record in Record.objects.filter(person=person).select_related("agency")}
    return seen | ({"notes"} if VictimNote.objects.exists() else set())


OPENED = {"police", "probation", "housing_colchester"}


def test_what_is_closed_stays_closed_by_the_category_and_by_the_agency(as_role, person):
    assert closed_notes_and_records(as_role, person) == OPENED


@pytest.mark.parametrize(
    "mistake",
    [
        "update access.access_category set emergency = true",
        "update partnership_agency set existence_protected = false",
        "update access.access_category set existence_protected = false, victims = false",
    ],
)
def test_one_mistake_in_a_register_opens_no_note(as_role, person, mistake):
    owner_sql(mistake)
    assert "notes" not in closed_notes_and_records(as_role, person)


def test_without_the_agencys_protection_its_record_would_open(as_role, person):
    weaken("emergency_functions.sql", "and not g.existence_protected", "")
    assert closed_notes_and_records(as_role, person) > OPENED


def test_without_the_categorys_protection_a_note_would_open(as_role, person):
    weaken("emergency_functions.sql", "and k.emergency and not k.existence_protected and not k.victims", "")
    owner_sql("update partnership_agency set existence_protected = false, kind = 'charity' where kind <> 'scheme'")
    assert "notes" in closed_notes_and_records(as_role, person)


def test_whoever_opened_reviews_nothing_and_anothers_agency_is_as_missing(as_role, person):
    as_role("probation_officer")
    opening = new_id()
    open_(person, opening)
    review = "select public.sharing_review_emergency(%s, 'justified', 'x', 1)"
    assert run(review, opening) == "42501"
    as_role("data_protection_officer", "police")
    assert run(review, opening) == run(review, new_id()) == "42501"
    as_role("iom_coordinator")
    assert run("select public.sharing_end_emergency(%s)", opening) is False


def test_a_request_is_opened_by_its_writer_to_readers_of_requests_alone(as_role):
    service = owner_sql("select id from partnership_agency where code = 'lantern'")[0][0]
    writer = as_role("investigator")
    request, scope = new_id(), owners_scope("police", "victim_request")
    assert run("select access.name_subject(%s, 'victim_request', %s)", request, scope) == ""
    written = run(
        "insert into sharing_victimrequest (id, scope_id, to_agency_id, about, reference, asked, period, grounds, "
        "elsewhere, counselling, counselling_because, authorised_by, victim_view, not_told_because, asked_at, "
        "asked_by_id, asked_by_words, version) values (%s, %s, %s, 'x', 'x', 'x', 'x', 'x', 'x', false, '', 'x', '', "
        "'x', now(), %s, 'x', 1)",
        request, scope, service, writer.post_id,
    )  # fmt: skip
    assert written is None
    opened = "select public.sharing_open_request(%s, %s, %s)"
    assert run(opened, request, "iom_coordinator", "iom") == "42501"
    assert run(opened, new_id(), "victim_caseworker", "victims") == "42501"
    for role, agency in (("iom_coordinator", None), ("victim_caseworker", None), ("data_protection_officer", "police")):
        as_role(role, agency)
        assert run(opened, request, "victim_caseworker", "victims") == "42501"
    as_role("investigator")
    owner_sql("update partnership_gateway set until_on = current_date where code = 'pcsca-2022-ch3a'")
    assert run(opened, request, "victim_caseworker", "victims") == "42501"
    owner_sql("update partnership_gateway set until_on = null where code = 'pcsca-2022-ch3a'")
    for _ in range(2):
        assert run(opened, request, "victim_caseworker", "victims") == ""
    assert owner_sql("select count(*) from access.access_subjectkey where subject_id = %s", [request]) == [(1,)]


def test_a_copy_is_planted_in_no_other_agencys_list(as_role, person):
    as_role("iom_coordinator")
    said = run(
        "insert into sharing_relay (id, scope_id, enquiry_id, asker_id, asked_by, purpose, given_name, family_name, "
        "told, because, asked_at, until_on, state, version) select gen_random_uuid(), %s, gen_random_uuid(), id, 'x', "
        "'iom', 'x', 'x', 'x', 'x', now(), current_date, 'open', 1 from partnership_agency where code = 'police'",
        owners_scope("probation", "relayed"),
    )
    assert said == "42501"


def test_anothers_notice_is_not_marked_as_seen(as_role):
    as_role("probation_officer")
    police = owner_sql("select id from partnership_agency where code = 'police'")[0][0]
    run("select public.sharing_notify(%s, 'emergency.review', 'breach', 'x', '')", police)
    notice = owner_sql("select id from sharing_notice")[0][0]
    seen = "select public.sharing_see_notice(%s)"
    assert run(seen, notice) is False
    as_role("iom_coordinator")
    assert run(seen, notice) is False
    as_role("data_protection_officer", "police")
    assert run(seen, notice) is True
    assert run(seen, notice) is False
