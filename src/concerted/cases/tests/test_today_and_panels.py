from datetime import UTC, date, datetime

import pytest
from django.db import connections
from django.template.loader import render_to_string

from concerted.cases.actions.accept_action import accept_action
from concerted.cases.actions.ask_action import ask_action
from concerted.cases.actions.record_review import record_review
from concerted.cases.actions.refuse_action import refuse_action
from concerted.cases.models import Case, Step
from concerted.cases.panels import one_plan
from concerted.cases.queries.timeline import timeline_steps
from concerted.cases.today import agenda
from concerted.people.models import Person
from concerted.web.testing.county import owner_sql

TODAY = date(2027, 3, 3)
SINCE = date(2027, 3, 1)
AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def ask(world, case, **changed):
    by = world.sign_in(world.lead)
    given = {
        "asked_of": world.agency("housing_colchester"),
        "pathway": "accommodation",
        "words": "Find a room",
        "due_on": date(2027, 3, 2),
        "on": date(2027, 2, 20),
        **changed,
    }
    return ask_action(case=case.pk, by=by, **given)


def of(part, found):
    return [line for line in found.lines if line.part == part]


def test_the_keeper_chases_late_agencies_and_hears_who_is_up_to_date(world):
    case = world.adopt()
    ask(world, case)
    ask(world, case, asked_of=world.agency("probation"), words="See him", due_on=date(2027, 3, 12))
    found = agenda(world.sign_in(world.lead), TODAY, SINCE)
    assert [(line.group, line.what) for line in of("chase", found)] == [("Colchester housing", "Find a room")]
    assert [line.what for line in of("coming", found)] == ["See him (Probation)"]
    assert found.quiet == ["Probation"]


def test_a_review_that_is_due_is_to_decide_and_a_later_one_is_coming(world):
    for name, next_on in (("Due", date(2027, 3, 3)), ("Coming", date(2027, 3, 10)), ("Far", date(2027, 6, 1))):
        case = world.adopt(world.propose(world.person(family_name=name)))
        record_review(
            case=case.pk,
            words="Steady.",
            held_on=date(2027, 2, 1),
            next_on=next_on,
            today=TODAY,
            by=world.sign_in(world.lead),
        )
    found = agenda(world.sign_in(world.lead), TODAY, SINCE)
    assert [line.who for line in of("decide", found)] == ["Kieran Due"]
    assert [line.who for line in of("coming", found)] == ["Kieran Coming"]


def test_what_was_sent_back_is_to_decide(world):
    action = ask(world, world.adopt())
    refuse_action(action=action.pk, because="Tendring's.", on=TODAY, by=world.sign_in("housing_officer"))
    (line,) = of("decide", agenda(world.sign_in(world.lead), TODAY, SINCE))
    assert "Colchester housing says that this is not for them" in line.what


def test_the_asked_agency_decides_what_is_late_or_new_and_expects_the_rest(world):
    case = world.adopt()
    ask(world, case)
    later = ask(world, case, words="Keep the tenancy", due_on=date(2027, 3, 12))
    by = world.sign_in("housing_officer")
    accept_action(action=later.pk, on=TODAY, by=by)
    found = agenda(by, TODAY, SINCE)
    assert found.heading == "What IOM asks of you"
    assert [line.what for line in of("decide", found)] == ["Find a room"]
    assert [line.what for line in of("coming", found)] == ["Keep the tenancy"]
    assert not of("chase", found)


def test_an_action_that_is_late_and_not_accepted_says_that_it_is_late(world):
    case = world.adopt()
    ask(world, case)
    ask(world, case, words="Keep the tenancy", due_on=date(2027, 3, 12))
    found = agenda(world.sign_in("housing_officer"), TODAY, SINCE)
    assert {line.what: line.tag for line in of("decide", found)} == {
        "Find a room": "",
        "Keep the tenancy": "Not yet accepted",
    }


def test_who_is_asked_nothing_has_nothing_on_today(world):
    ask(world, world.adopt())
    for role in ("analyst", "data_steward"):
        assert not agenda(world.sign_in(role), TODAY, SINCE).lines


def test_the_panel_shows_the_plan_to_those_who_see_the_case_and_nothing_to_others(world):
    case = world.adopt()
    ask(world, case)
    shown = one_plan(world.sign_in(world.lead), TODAY, case.person_id)
    assert shown["plan"].overdue == 1
    for role in ("housing_officer", "drug_worker", "analyst"):
        assert one_plan(world.sign_in(role), TODAY, case.person_id) is None


def test_the_panel_stays_within_seven_lines(world):
    case = world.adopt()
    for number in range(9):
        ask(world, case, words=f"Do {number}")
    shown = one_plan(world.sign_in(world.lead), TODAY, case.person_id)
    assert (len(shown["rows"]), shown["more"]) == (5, 4)


def test_the_story_tells_steps_to_those_who_see_the_case(world):
    case = world.adopt()
    assert [line.what for line in timeline_steps(world.sign_in(world.lead), case.person_id)] == [
        "In the cohort",
        "Proposed",
    ]
    assert timeline_steps(world.sign_in("housing_officer"), case.person_id) == []


@pytest.fixture
def hidden_case(world):
    """Write, as the owner, a case of a person in a scope that none of the roles may see, with a step and an action."""

    def write(person):
        with connections["migrator"].cursor() as cursor:
            cursor.execute(
                "insert into access.access_scope (agency_id, category, sensitivity) "
                "select id, 'case', 0 from partnership_agency where code = 'youth' returning id"
            )
            (scope,) = cursor.fetchone()
        case = Case.objects.using("migrator").create(
            scope_id=scope, programme="iom", person_id=person, stage="adopted", since_on=TODAY, opened_on=TODAY
        )
        Step.objects.using("migrator").create(
            scope_id=scope, case=case, stage="adopted", on=TODAY, because="x", decided_by="x", recorded_at=AT
        )
        return case

    return write


@pytest.mark.parametrize("role", ["iom_coordinator", "probation_officer", "housing_officer"])
@pytest.mark.parametrize("has_case", [True, False])
def test_s2_a_hidden_case_changes_nothing_on_the_persons_page_nor_on_today(world, hidden_case, role, has_case):
    person = world.person()
    if has_case:
        ask(world, world.adopt(world.propose(person)))

    def seen():
        by = world.sign_in(role)
        panel = one_plan(by, TODAY, person)
        html = render_to_string("cases/panel.html", panel) if panel else ""
        return html, timeline_steps(by, person), agenda(by, TODAY, SINCE)

    before = seen()
    hidden_case(person)
    assert seen() == before


def test_s2_a_hidden_case_does_not_stop_a_proposal(world, hidden_case):
    person = world.person()
    hidden_case(person)
    assert world.propose(person).stage == "proposed"


def test_a_case_of_a_programme_that_no_folder_declares_breaks_no_page(world, client_for):
    case, other = world.adopt(), world.person()
    ask(world, case)
    for table in ("case", "action"):
        owner_sql(f"update cases_{table} set programme = 'gone'")
    by = world.sign_in(world.lead)
    assert Case.objects.filter(pk=case.pk).exists(), "it is seen"
    assert (one_plan(by, TODAY, case.person_id), timeline_steps(by, case.person_id)) == (None, [])
    client = client_for(world.lead)
    references = {p.pk: p.reference for p in Person.objects.using("migrator").filter(pk__in=(case.person_id, other))}
    for person in references.values():
        assert client.get(f"/people/{person}").status_code == 200
    assert client.get(f"/cases/{case.pk}/plan").status_code == 404
    assert agenda(world.sign_in("housing_officer"), TODAY, SINCE).heading == "What is asked of you"
