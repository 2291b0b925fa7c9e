from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from concerted.cases.actions.ask_action import ask_action
from concerted.cases.actions.ask_service import ask_service
from concerted.cases.actions.write_need import write_need
from concerted.cases.models import Action, Case, Need, Question, Review
from concerted.kernel.identifiers import new_id

TODAY = date(2027, 3, 3)


def text_of(response):
    return " ".join(unescape(response.content.decode()).split())


def ask(world, case, **changed):
    by = world.sign_in(world.lead)
    given = {
        "asked_of": world.agency("housing_colchester"),
        "pathway": "accommodation",
        "words": "Find supported accommodation",
        "due_on": date(2027, 3, 12),
        "on": TODAY,
        **changed,
    }
    return ask_action(case=case.pk, by=by, **given)


@pytest.fixture
def lead(world, client_for):
    return client_for(world.lead)


def test_the_plan_answers_before_it_lists(world, lead):
    case = world.adopt()
    ask(world, case, due_on=date(2027, 3, 2), on=date(2027, 2, 20))
    ask(world, case, words="Keep the tenancy open", on=date(2027, 2, 26))
    page = text_of(lead.get(f"/cases/{case.pk}/plan"))
    assert "1 action is overdue, 1 is not yet accepted. 1 of 7 pathways have been looked at." in page.replace(
        "</b>", ""
    )
    assert "Overdue 1 day" in page
    assert "Not yet accepted, 5 days" in page
    assert page.count("Nobody has looked at this yet.") == 6


def test_a_day_of_another_year_is_written_with_its_year(world, lead):
    case = world.adopt()
    Case.objects.using("migrator").filter(pk=case.pk).update(review_due_on=date(2027, 3, 1))
    action = ask(world, case, due_on=date(2026, 12, 21), on=date(2026, 12, 1))
    Action.objects.using("migrator").filter(pk=action.pk).update(
        state="done", ended_on=date(2026, 12, 18), answer="Found."
    )
    page = text_of(lead.get(f"/cases/{case.pk}/plan"))
    assert "21 December 2026" in page
    assert "Done 18 December 2026" in page
    assert "The review is overdue: it was due on 1 March 2027." in page


@pytest.mark.parametrize("path", ["plan", "plan/print", "plan/add", "plan/ask", "needs/health", "own-words", "review"])
def test_a_hidden_case_and_a_missing_one_are_the_same_page(world, client_for, path):
    case = world.adopt()
    with connections["migrator"].cursor() as cursor:
        cursor.execute("delete from access.access_bulkkey where role_class = 'iom_coordinator'")
    client = client_for("iom_coordinator")
    hidden, missing = client.get(f"/cases/{case.pk}/{path}"), client.get(f"/cases/{uuid4()}/{path}")
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
    assert hidden.status_code == 404


def test_as_housing_shows_exactly_their_text(world, lead, client_for):
    case = world.adopt()
    action = ask(world, case)
    ask(world, case, asked_of=world.agency("probation"), words="Confirm the address", pathway="thinking")
    by = world.sign_in(world.lead)
    write_need(case=case.pk, pathway="health", words="Not registered with a doctor", none_needed=False, by=by)
    seen = text_of(lead.get(f"/cases/{case.pk}/plan?as=housing_colchester"))
    assert action.told in seen
    assert "Confirm the address" not in seen
    assert "Not registered" not in seen
    assert action.told in text_of(client_for("housing_officer").get(f"/asked/{action.pk}"))


def test_as_probation_shows_the_plan_without_questions_to_services(world, lead, client_for):
    case = world.adopt()
    ask(world, case, asked_of=world.agency("probation"), words="Confirm the address")
    ask(world, case)
    ask_service(
        case=case.pk,
        asked_of=world.agency("second_start"),
        pathway="drugs",
        due_on=TODAY,
        until_on=date(2027, 5, 31),
        today=TODAY,
        by=world.sign_in(world.lead),
    )
    assert "attend the service?" in text_of(lead.get(f"/cases/{case.pk}/plan"))
    for page in (
        text_of(lead.get(f"/cases/{case.pk}/plan?as=probation")),
        text_of(client_for("probation_officer").get(f"/cases/{case.pk}/plan")),
    ):
        assert "Confirm the address" in page
        assert "Find supported accommodation" in page
        assert "attend the service?" not in page
        assert "Second Start" not in page


def test_an_agency_that_is_asked_nothing_has_no_view(world, lead):
    case = world.adopt()
    assert lead.get(f"/cases/{case.pk}/plan?as=health").status_code == 404


def test_open_and_overdue_live_in_the_address(world, lead):
    case = world.adopt()
    ask(world, case, words="Late one", due_on=date(2027, 3, 2), on=date(2027, 2, 20))
    ask(world, case, words="Early one")
    late = text_of(lead.get(f"/cases/{case.pk}/plan?show=overdue"))
    assert "Late one<span" in late
    assert "Early one<span" not in late
    assert "Early one<span" in text_of(lead.get(f"/cases/{case.pk}/plan?show=open"))


def test_a_reader_of_the_plan_is_offered_nothing_to_write(world, client_for):
    case = world.adopt()
    client = client_for("probation_officer")
    page = text_of(client.get(f"/cases/{case.pk}/plan"))
    assert "Add an action" not in page
    assert "Write down a need" not in page
    assert client.get(f"/cases/{case.pk}/plan/add").status_code == 403


def test_the_own_plan_has_no_harm_no_likelihood_and_no_question(world, lead):
    case = world.adopt()
    ask(world, case)
    ask_service(
        case=case.pk,
        asked_of=world.agency("second_start"),
        pathway="drugs",
        due_on=TODAY,
        until_on=TODAY,
        today=TODAY,
        by=world.sign_in(world.lead),
    )
    sheet = text_of(lead.get(f"/cases/{case.pk}/plan/print"))
    assert "Find supported accommodation" in sheet
    for word in ("arm points", "ikelihood", "attend", "offend"):
        assert word not in sheet


def test_asking_by_the_form_asks_once_however_often_it_is_sent(world, lead):
    case = world.adopt()
    form = {
        "identifier": str(new_id()),
        "pathway": "accommodation",
        "words": "Find a room",
        "asked_of": str(world.agency("housing_colchester")),
        "due_on": "12 March 2027",
        "note": "",
        "waits_for": "",
    }
    for _ in range(2):
        answer = lead.post(f"/cases/{case.pk}/plan/add", form)
        assert answer.status_code == 302, text_of(answer)
    assert "The action is asked." in text_of(lead.get(answer["Location"]))
    world.sign_in(world.lead)
    assert Action.objects.count() == 1


def test_words_that_tell_of_offences_come_back_as_a_repair_and_nothing_typed_is_lost(world, lead):
    case = world.adopt()
    form = {
        "identifier": str(new_id()),
        "pathway": "accommodation",
        "words": "Find a room after the burglary",
        "asked_of": str(world.agency("housing_colchester")),
        "due_on": "12/3/27",
        "note": "He likes Greenstead",
        "waits_for": "",
    }
    page = text_of(lead.post(f"/cases/{case.pk}/plan/add", form))
    assert "The action is not asked yet" in page
    assert "“burglary” tells of offending" in page
    assert 'value="Find a room after the burglary"' in page
    assert "He likes Greenstead" in page
    world.sign_in(world.lead)
    assert not Action.objects.exists()


def test_an_empty_form_says_what_is_missing(world, lead):
    case = world.adopt()
    page = text_of(lead.post(f"/cases/{case.pk}/plan/add", {"identifier": str(new_id())}))
    for repair in ("Say what is to be done.", "Choose the agency that does it.", "Say by when.", "Choose the pathway."):
        assert repair in page


def test_a_service_is_asked_by_the_form(world, lead):
    case = world.adopt()
    assert "Second Start" in text_of(lead.get(f"/cases/{case.pk}/plan/ask"))
    form = {
        "identifier": str(new_id()),
        "pathway": "drugs",
        "asked_of": str(world.agency("second_start")),
        "due_on": "10/3/2027",
        "until_on": "31/5/2027",
    }
    assert lead.post(f"/cases/{case.pk}/plan/ask", form).status_code == 302
    world.sign_in(world.lead)
    assert Question.objects.get().until_on == date(2027, 5, 31)


def test_needs_own_words_and_reviews_are_written_by_their_forms(world, lead):
    case = world.adopt()
    lead.post(f"/cases/{case.pk}/needs/health", {"after": "", "words": "No doctor"})
    version = case.version
    lead.post(
        f"/cases/{case.pk}/own-words", {"version": version, "words": "My own door.", "said_to": "", "said_on": ""}
    )
    review = {
        "version": version + 1,
        "identifier": str(new_id()),
        "held_on": "3/3/2027",
        "words": "Steady.",
        "next_on": "24/3/2027",
    }
    assert lead.post(f"/cases/{case.pk}/review", review).status_code == 302
    page = text_of(lead.get(f"/cases/{case.pk}/plan"))
    assert "No doctor" in page
    assert "“My own door.”" in page
    assert "Next review: 24 March 2027." in page
    world.sign_in(world.lead)
    assert (Need.objects.count(), Review.objects.count()) == (1, 1)


def test_who_comes_second_sees_both_texts_and_chooses(world, lead):
    case = world.adopt()
    words = {"said_to": "", "said_on": ""}
    lead.post(f"/cases/{case.pk}/own-words", {"version": case.version, "words": "First.", **words})
    page = text_of(lead.post(f"/cases/{case.pk}/own-words", {"version": case.version, "words": "Second.", **words}))
    assert "N. Attwater-Bello changed this just now" in page
    assert "First." in page
    assert "Second." in page
    assert f'name="version" value="{case.version + 1}"' in page
    chosen = {"version": case.version + 1, "words": "Second.", **words}
    assert lead.post(f"/cases/{case.pk}/own-words", chosen).status_code == 302
    world.sign_in(world.lead)
    assert Case.objects.get().own_words == "Second."


def test_withdrawing_is_confirmed_first(world, lead):
    case = world.adopt()
    action = ask(world, case)
    address = f"/cases/actions/{action.pk}/withdraw"
    assert "is told that it is no longer asked" in text_of(lead.get(address))
    world.sign_in(world.lead)
    assert Action.objects.get().state == "asked"
    assert lead.post(address, {"version": 1, "because": "He has a room."}).status_code == 302
    world.sign_in(world.lead)
    assert Action.objects.get().state == "withdrawn"


def test_the_plan_asks_the_database_as_often_for_many_rows_as_for_few(world, lead):
    case = world.adopt()
    ask(world, case)
    lead.get(f"/cases/{case.pk}/plan")
    with CaptureQueriesContext(connection) as few:
        lead.get(f"/cases/{case.pk}/plan")
    for number in range(12):
        ask(world, case, words=f"Do {number}")
    with CaptureQueriesContext(connection) as many:
        lead.get(f"/cases/{case.pk}/plan")
    assert len(many) == len(few)
