from datetime import date
from uuid import uuid4

import pytest
from django.db import connections

from concerted.cases.actions.answer_question import answer_question
from concerted.cases.actions.ask_service import ask_service
from concerted.cases.actions.leave_programme import leave_programme
from concerted.cases.actions.withdraw_question import withdraw_question
from concerted.cases.models import Answer, Case, Question
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.people.models import Record

TODAY = date(2027, 3, 3)
UNTIL = date(2027, 5, 31)


def ask(world, case, **changed):
    by = world.sign_in(world.lead)
    given = {
        "asked_of": world.agency("second_start"),
        "pathway": "drugs",
        "due_on": date(2027, 3, 10),
        "until_on": UNTIL,
        "today": TODAY,
        **changed,
    }
    return ask_service(case=case.pk, by=by, **given)


def count(table):
    with connections["migrator"].cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


def test_the_service_sees_the_one_question_and_nothing_else(world):
    case, other = world.adopt(), world.adopt(world.propose(world.person(family_name="Other")))
    asked = ask(world, case)
    world.sign_in("drug_worker")
    (seen,) = Question.objects.all()
    assert seen.pk == asked.pk
    assert seen.told == (
        "Does he attend your service? About Kieran Featherstonehaugh-Adeyemi, born 14 May 1999. "
        "Asked by IOM co-ordinator, north, Police. Answer by 10 March 2027. Your answer is used until 31 May 2027."
    )
    assert not Case.objects.filter(pk__in=[case.pk, other.pk]).exists()
    assert not Record.objects.filter(person_id=case.person_id).exists()


def test_no_other_agency_sees_the_question(world):
    ask(world, world.adopt())
    for role in ("housing_officer", "analyst"):
        world.sign_in(role)
        assert not Question.objects.exists()


def test_the_answer_reaches_those_with_a_line_and_nobody_else(world):
    asked = ask(world, world.adopt())
    answer_question(question=asked.pk, attends=True, on=TODAY, by=world.sign_in("drug_worker"))
    for role, expected in {
        world.lead: [True],
        "probation_officer": [],
        "housing_officer": [],
        "analyst": [],
    }.items():
        world.sign_in(role)
        assert list(Answer.objects.values_list("attends", flat=True)) == expected, role


def test_an_answer_opens_no_other_answer(world):
    first, second = ask(world, world.adopt()), ask(world, world.adopt(world.propose(world.person(family_name="Other"))))
    answer_question(question=first.pk, attends=True, on=TODAY, by=world.sign_in("drug_worker"))
    answer_question(question=second.pk, attends=False, on=TODAY, by=world.sign_in("drug_worker"))
    withdraw_question(question=second.pk, on=TODAY, by=world.sign_in(world.lead))
    world.sign_in("drug_worker")
    assert list(Question.objects.values_list("pk", flat=True)) == [first.pk]


def test_asking_and_answering_twice_counts_once(world):
    case, identifier = world.adopt(), new_id()
    asked = ask(world, case, identifier=identifier)
    assert ask(world, case, identifier=identifier).pk == asked.pk
    by = world.sign_in("drug_worker")
    first = answer_question(question=asked.pk, attends=True, on=TODAY, by=by)
    assert answer_question(question=asked.pk, attends=True, on=TODAY, by=by).pk == first.pk
    assert count("access.access_disclosure") == 2


def test_another_answer_corrects_the_first_under_the_same_keys(world):
    asked = ask(world, world.adopt())
    by = world.sign_in("drug_worker")
    answer_question(question=asked.pk, attends=True, on=TODAY, by=by)
    answer_question(question=asked.pk, attends=False, on=TODAY, by=by)
    world.sign_in(world.lead)
    assert list(Answer.objects.order_by("id").values_list("attends", flat=True)) == [True, False]
    assert count("access.access_disclosure") == 2


def test_a_withdrawn_question_is_as_a_missing_one_to_the_service(world):
    asked = ask(world, world.adopt())
    withdraw_question(question=asked.pk, on=TODAY, by=world.sign_in(world.lead))
    by = world.sign_in("drug_worker")
    for identifier in (asked.pk, uuid4()):
        with pytest.raises(Question.DoesNotExist):
            answer_question(question=identifier, attends=True, on=TODAY, by=by)


def test_leaving_the_programme_ends_its_questions(world):
    case = world.adopt()
    ask(world, case)
    leave_programme(case=case.pk, because="Moved.", decided_by="R. O", on=TODAY, by=world.sign_in(world.lead))
    world.sign_in("drug_worker")
    assert not Question.objects.exists()


def test_an_agency_without_a_line_for_questions_is_never_asked(world):
    case = world.adopt()
    with pytest.raises(Refused, match="agreement"):
        ask(world, case, asked_of=world.agency("housing_colchester"))
    assert count("access.access_disclosure") == 0


def test_a_line_that_has_ended_opens_no_question(world):
    case = world.adopt()
    with connections["migrator"].cursor() as cursor:
        cursor.execute(
            "update partnership_agreementline set until_at = now() - interval '1 day' where category = 'question'"
        )
    with pytest.raises(Refused, match="agreement"):
        ask(world, case)


def test_ending_the_line_shuts_the_answer_too(world):
    asked = ask(world, world.adopt())
    answer_question(question=asked.pk, attends=True, on=TODAY, by=world.sign_in("drug_worker"))
    with connections["migrator"].cursor() as cursor:
        cursor.execute(
            "update partnership_agreementline set until_at = now() - interval '1 day' where category = 'attends'"
        )
    world.sign_in(world.lead)
    assert Question.objects.exists()
    assert not Answer.objects.exists()
