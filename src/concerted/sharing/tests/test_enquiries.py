"""Who else knows this person? Asked, relayed, answered or not, taken back."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.people.models import Person
from concerted.sharing.actions.answer_enquiry import answer_enquiry
from concerted.sharing.actions.ask_who_knows import ask_who_knows
from concerted.sharing.actions.keep_silent import keep_silent
from concerted.sharing.actions.withdraw_enquiry import withdraw_enquiry
from concerted.sharing.holding import Changed
from concerted.sharing.models import Enquiry, EnquiryAnswer, Relay
from concerted.web.testing.county import AS_AT, owner_sql

UNTIL = date(2027, 3, 31)


@pytest.fixture
def person(make_record):
    person = Person.objects.using("migrator").create()
    make_record("police", person=person)
    make_record("probation", person=person)
    return person


def ask(viewer, person, **given):
    identifier = given.pop("identifier", None) or new_id()
    wanted = {
        "given_name": "Kieran",
        "family_name": "Featherstonehaugh-Adeyemi",
        "born_on": date(1999, 5, 14),
        "because": "He leaves prison on 17 March and has no address.",
        "until_on": UNTIL,
        "on": AS_AT,
        **given,
    }
    ask_who_knows(identifier=identifier, person=person.pk, by=viewer, **wanted)
    return identifier


def reached(enquiry) -> list[str]:
    return [
        code
        for (code,) in owner_sql(
            "select g.code from sharing_relay r join access.access_scope c on c.id = r.scope_id "
            "join partnership_agency g on g.id = c.agency_id where c.category = 'relayed' and r.enquiry_id = %s "
            "order by 1",
            [enquiry],
        )
    ]


def test_it_reaches_those_who_know_and_every_service_that_must_not_be_known(as_role, person):
    enquiry = ask(as_role("iom_coordinator"), person)
    found = reached(enquiry)
    assert "probation" in found and "second_start" in found
    assert "housing_colchester" not in found and "police" not in found


def test_as_many_copies_are_written_whatever_is_known(as_role, person, make_record):
    nobody_else = make_record("police").person
    viewer = as_role("iom_coordinator")
    count = "select count(*), sum(length(told) + length(because)) from sharing_relay where enquiry_id = %s"
    assert owner_sql(count, [ask(viewer, person)]) == owner_sql(count, [ask(viewer, nobody_else)])


def test_a_copy_that_reaches_nobody_holds_nobodys_name(as_role, person):
    ask(as_role("iom_coordinator"), person)
    rows = owner_sql(
        "select btrim(r.told || r.because || r.given_name || r.family_name), r.born_on from sharing_relay r "
        "join access.access_scope c on c.id = r.scope_id where c.category = 'relayed_to_nobody'"
    )
    assert rows and set(rows) == {("", None)}


def test_the_asker_sees_no_copy_and_the_asked_no_question(as_role, person):
    ask(as_role("iom_coordinator"), person)
    assert Enquiry.objects.count() == 1
    assert not Relay.objects.exists()
    as_role("probation_officer")
    assert not Enquiry.objects.exists()
    assert Relay.objects.get().told == "Kieran Featherstonehaugh-Adeyemi, born 14 May 1999"
    as_role("housing_officer")
    assert not Relay.objects.exists()


def test_an_answer_is_read_by_those_who_asked_and_by_nobody_else(as_role, person):
    asker = as_role("iom_coordinator")
    enquiry = ask(asker, person)
    answerer = as_role("probation_officer")
    answer(answerer, Relay.objects.get())
    assert Relay.objects.get().state == "answered"
    as_role("housing_officer")
    assert not EnquiryAnswer.objects.exists()
    as_role("iom_coordinator")
    assert [(a.enquiry_id, a.words) for a in EnquiryAnswer.objects.all()] == [(enquiry, "We know him.")]


def answer(viewer, relay, identifier=None, version=None):
    answer_enquiry(
        relay=relay.pk,
        identifier=identifier or new_id(),
        version=version or relay.version,
        words="We know him.",
        contact="R. Thistlewood, 01632 960 102",
        on=AS_AT,
        by=viewer,
    )


def test_an_answer_sent_twice_is_given_once(as_role, person):
    ask(as_role("iom_coordinator"), person)
    viewer = as_role("probation_officer")
    relay, identifier = Relay.objects.get(), new_id()
    answer(viewer, relay, identifier)
    answer(viewer, relay, identifier)
    assert EnquiryAnswer.objects.count() == 1
    with pytest.raises(Refused, match="has answered"):
        answer(viewer, relay)


def test_two_at_once_the_later_is_told_who_changed_it(as_role, person):
    ask(as_role("iom_coordinator"), person)
    viewer = as_role("probation_officer")
    relay = Relay.objects.get()
    keep_silent(relay=relay.pk, by=viewer)
    with pytest.raises(Changed, match="Thistlewood"):
        answer(viewer, relay)
    answer(viewer, Relay.objects.get())


def test_silence_changes_nothing_that_the_asker_sees(as_role, person):
    asker = as_role("iom_coordinator")
    ask(asker, person)
    before = list(Enquiry.objects.values())
    viewer = as_role("probation_officer")
    keep_silent(relay=Relay.objects.get().pk, by=viewer)
    as_role("iom_coordinator")
    assert list(Enquiry.objects.values()) == before
    assert not EnquiryAnswer.objects.exists()


def test_a_question_taken_back_is_closed_on_both_sides(as_role, person):
    asker = as_role("iom_coordinator")
    enquiry = ask(asker, person)
    answer(as_role("probation_officer"), Relay.objects.get())
    asker = as_role("iom_coordinator")
    assert EnquiryAnswer.objects.exists()
    withdraw_enquiry(enquiry=enquiry, by=asker)
    withdraw_enquiry(enquiry=enquiry, by=asker)
    assert not EnquiryAnswer.objects.exists()
    viewer = as_role("drug_worker")
    relay = Relay.objects.get()
    assert relay.state == "withdrawn"
    with pytest.raises(Refused, match="taken back"):
        answer(viewer, relay)


def test_asked_twice_with_one_form_is_asked_once(as_role, person):
    viewer = as_role("iom_coordinator")
    identifier = new_id()
    ask(viewer, person, identifier=identifier)
    ask(viewer, person, identifier=identifier)
    assert Enquiry.objects.count() == 1
    assert owner_sql("select count(*) from audit_event where kind = 'enquiry.asked'") == [(1,)]


def test_the_twenty_first_question_of_a_day_waits_until_tomorrow(as_role, person):
    viewer = as_role("iom_coordinator")
    for _ in range(20):
        ask(viewer, person)
    with pytest.raises(Refused, match="20 times today"):
        ask(viewer, person)


def test_the_county_decides_how_often(as_role, person):
    owner_sql(
        "insert into partnership_localsetting (code, value, because, from_on, set_at) "
        "values ('sharing.enquiries_a_day', '1', 'decided', %s, now())",
        [AS_AT],
    )
    viewer = as_role("iom_coordinator")
    ask(viewer, person)
    with pytest.raises(Refused, match="1 time"):
        ask(viewer, person)


def test_yesterdays_questions_do_not_count(as_role, person):
    viewer = as_role("iom_coordinator")
    for _ in range(20):
        ask(viewer, person)
    owner_sql("update sharing_enquiry set asked_at = %s", [timezone.now() - timedelta(days=1)])
    ask(viewer, person)


def test_who_may_not_be_told_of_it_is_not_answered_without_a_line(as_role, person, make_record):
    make_record("housing_colchester", person=person)
    ask(as_role("iom_coordinator"), person)
    owner_sql("update partnership_agreementline set until_at = now() where category = 'knows'")
    viewer = as_role("housing_officer")
    with pytest.raises(Refused, match="ask the owner of the agreement"):
        answer(viewer, Relay.objects.get())


def test_pages_of_asking_and_answering(client_for, as_role, person):
    asker = client_for("iom_coordinator")
    form = asker.get(f"/people/{person.reference}/ask")
    assert "Kieran" in form.content.decode()
    identifier = str(uuid.uuid4())
    typed = {
        "identifier": identifier,
        "given_name": "Kieran",
        "family_name": "Featherstonehaugh-Adeyemi",
        "born_on": "14/5/1999",
        "because": "He leaves prison.",
        "until_on": "31/3/2027",
    }
    refused = asker.post(f"/people/{person.reference}/ask", {**typed, "until_on": "1/3/2027"})
    assert "The last day is past" in refused.content.decode() and "He leaves prison." in refused.content.decode()
    sent = asker.post(f"/people/{person.reference}/ask", typed)
    assert sent.url == f"/who-knows/asked/{identifier}?said=asked"
    assert "No answer means nothing." in asker.get(sent.url).content.decode()

    other = client_for("probation_officer")
    assert "asks who else knows them" in other.get("/today").content.decode()
    (relay,) = owner_sql(
        "select r.id from sharing_relay r join access.access_scope c on c.id = r.scope_id join partnership_agency g "
        "on g.id = c.agency_id where g.code = 'probation' and c.category = 'relayed'"
    )[0]
    page = other.get(f"/who-knows/{relay}").content.decode()
    assert "He leaves prison." in page and "Is it one of these?" in page
    given = {"identifier": str(uuid.uuid4()), "version": 1, "contact": "R. T., 01632 960 102", "words": "We know him."}
    assert "Mend this" in other.post(f"/who-knows/{relay}", {**given, "contact": ""}).content.decode()
    assert other.post(f"/who-knows/{relay}", given).status_code == 302
    assert "We know him." in other.get(f"/who-knows/{relay}").content.decode()
    assert "We know him." in asker.get(f"/who-knows/asked/{identifier}").content.decode()
    assert "We know him." in asker.get(f"/people/{person.reference}").content.decode()
    assert "Call R. T." in asker.get("/today").content.decode()
    for address in (f"/who-knows/asked/{identifier}", f"/who-knows/asked/{identifier}/withdraw"):
        assert client_for("housing_officer").get(address).status_code == 404
    assert client_for("housing_officer").get(f"/who-knows/{relay}").status_code == 404
    asker.post(f"/who-knows/asked/{identifier}/withdraw")
    assert "We know him." not in asker.get(f"/who-knows/asked/{identifier}").content.decode()


def test_today_does_not_name_a_service_whose_knowing_somebody_is_secret(client_for, as_role, person):
    enquiry = ask(as_role("iom_coordinator"), person)
    service = as_role("drug_worker")
    answer(service, Relay.objects.get())
    asker = client_for("iom_coordinator")
    assert service.agency_name in asker.get(f"/who-knows/asked/{enquiry}").content.decode()
    for address in ("/today", "/who-knows", f"/people/{person.reference}"):
        shown = asker.get(address).content.decode()
        for secret in (f"{service.agency_name} knows", "R. Thistlewood, 01632 960 102", "We know him."):
            assert secret not in shown, (address, secret)
    assert "Your question was answered" in asker.get("/today").content.decode()
