"""Requests for a victim's information: made whole, opened to one service, answered by it, logged on both sides."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from concerted.access.subjects import Basis, disclose_own, own_scopes
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency
from concerted.sharing.models import VictimAnswer, VictimRequest
from concerted.web.testing.county import AS_AT, owner_sql


@pytest.fixture
def typed(county):
    return {
        "identifier": str(uuid.uuid4()),
        "to_agency": str(Agency.objects.using("migrator").get(code="lantern").pk),
        "about": "Ama Wrenfield, born 4 June 1994",
        "reference": "CR/2027/00812",
        "asked": "Whether she was at the office on 3 February.",
        "period": "3 February 2027",
        "grounds": "The line of enquiry is where she was when the door was broken.",
        "elsewhere": "She does not remember the day; no camera shows it.",
        "counselling": "no",
        "counselling_because": "",
        "authorised_by": "Inspector K. Oyelaran-Whitby",
        "victim_told_on": "1/3/2027",
        "victim_view": "She agrees.",
        "not_told_because": "",
        "due_on": "",
    }


def made(client, typed):
    answer = client.post("/victim-requests/new", typed)
    assert answer.status_code == 302, answer.content.decode()
    return typed["identifier"]


def test_a_request_goes_to_the_service_and_its_answer_comes_back(client_for, typed):
    police, service = client_for("investigator"), client_for("victim_caseworker")
    pk = made(police, typed)
    assert made(police, typed) == pk
    assert owner_sql("select count(*) from sharing_victimrequest") == [(1,)]
    assert "No answer yet" in police.get(f"/victim-requests/{pk}").content.decode()
    assert "Ama Wrenfield" in service.get("/today").content.decode()
    page = service.get(f"/victim-requests/asked/{pk}").content.decode()
    assert "where she was when the door was broken" in page and "1 March 2027" in page
    answer = {"identifier": str(uuid.uuid4()), "decision": "in_part", "words": "The diary of the day, by hand."}
    refused = service.post(f"/victim-requests/asked/{pk}", answer).content.decode()
    assert "Say when the victim was told" in refused and "The diary of the day" in refused
    answer["victim_told_on"] = "2/3/2027"
    assert service.post(f"/victim-requests/asked/{pk}", answer).status_code == 302
    assert service.post(f"/victim-requests/asked/{pk}", answer).status_code == 302
    again = service.post(f"/victim-requests/asked/{pk}", {**answer, "identifier": str(uuid.uuid4())})
    assert "has answered" in again.content.decode()
    shown = police.get(f"/victim-requests/{pk}").content.decode()
    assert "Provided in part" in shown and "The diary of the day" in shown
    assert "answered" in police.get("/today").content.decode()
    for client, address in ((police, f"/victim-requests/{pk}/print"), (service, f"/victim-requests/asked/{pk}/print")):
        assert "CR/2027/00812" in client.get(address).content.decode()


def test_the_log_is_read_by_the_data_protection_officers_of_both_sides_and_no_other(client_for, as_role, typed):
    pk = made(client_for("investigator"), typed)
    service = client_for("victim_caseworker")
    service.post(
        f"/victim-requests/asked/{pk}",
        {
            "identifier": str(uuid.uuid4()),
            "decision": "refused",
            "words": "Not necessary.",
            "not_told_because": "Unsafe.",
        },
    )
    log = client_for("data_protection_officer", "police").get("/victim-requests/log").content.decode()
    assert "CR/2027/00812" in log and "Not provided" in log and "Ama Wrenfield" not in log
    other = client_for("data_protection_officer", "housing_colchester").get("/victim-requests/log").content.decode()
    assert "CR/2027/00812" not in other
    keys = owner_sql(
        "select distinct g.code, k.role_class from access.access_subjectkey k join partnership_agency g "
        "on g.id = k.agency_id order by 1, 2"
    )
    assert keys == [
        ("lantern", "data_protection_officer"),
        ("lantern", "victim_caseworker"),
        ("police", "data_protection_officer"),
        ("police", "investigator"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"counselling": "yes"}, "presumed not to be necessary"),
        ({"victim_told_on": ""}, "Say when the victim was told"),
        ({"victim_told_on": "4/3/2027"}, "still to come"),
        ({"grounds": ""}, "Say which line of enquiry"),
        ({"authorised_by": ""}, "Say who authorised it"),
        ({"to_agency": "1"}, "Choose the service"),
        ({"asked": "x" * 4001}, "4000 characters"),
        ({"about": "a\0b"}, "character that cannot be printed"),
        ({"due_on": "31/2/2027"}, "a day that exists"),
    ],
)
def test_what_is_missing_is_refused_and_all_that_was_typed_is_kept(client_for, typed, change, said):
    page = client_for("investigator").post("/victim-requests/new", {**typed, **change})
    assert page.status_code == 200
    assert said in page.content.decode() and "CR/2027/00812" in page.content.decode()
    assert owner_sql("select count(*) from sharing_victimrequest") == [(0,)]


def test_a_request_taken_back_is_not_answered(client_for, typed):
    police, service = client_for("investigator"), client_for("victim_caseworker")
    pk = made(police, typed)
    for _ in range(2):
        assert police.post(f"/victim-requests/{pk}/withdraw").status_code == 302
    assert "taken back" in service.get(f"/victim-requests/asked/{pk}").content.decode()
    answer = {"identifier": str(uuid.uuid4()), "decision": "provided", "words": "x", "not_told_because": "x"}
    assert "taken back" in service.post(f"/victim-requests/asked/{pk}", answer).content.decode()
    assert owner_sql("select count(*) from sharing_victimanswer") == [(0,)]


def test_nobody_else_in_either_agency_or_in_another_reads_it(client_for, as_role, typed):
    made(client_for("investigator"), typed)
    for role, agency in (("iom_coordinator", None), ("data_steward", "police"), ("housing_officer", None)):
        as_role(role, agency)
        assert not VictimRequest.objects.exists() and not VictimAnswer.objects.exists()


def test_before_the_power_is_in_force_nothing_is_asked(client_for, typed):
    day = AS_AT + timedelta(days=1)
    owner_sql("update partnership_gateway set from_on = %s where code = 'pcsca-2022-ch3a'", [day])
    page = client_for("investigator").post("/victim-requests/new", typed).content.decode()
    assert "not in force" in page
    assert date(2026, 1, 12) < AS_AT


def test_s4_the_database_lets_a_service_disclose_no_notes_on_whatever_ground(as_role, make_record):
    record = make_record("lantern")
    as_role("victim_caseworker")
    for basis in ("statute", "override"):
        with pytest.raises(ProgrammingError, match="may not disclose"), transaction.atomic():
            disclose_own(
                record.pk,
                scope=own_scopes()["victim_notes"],
                receiver=Agency.objects.get(code="police").pk,
                role_class="iom_coordinator",
                purpose="iom",
                basis=Basis(basis, "children-act-1989-s47", "uk_gdpr", because="A child is in danger."),
                until=timezone.now() + timedelta(hours=1),
                act=new_id(),
            )
