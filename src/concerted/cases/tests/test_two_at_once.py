"""Two browsers at one moment, in transactions of their own: what the locks are for."""

import threading
from datetime import date

import pytest
from django.db import connections, transaction

from concerted.access.tokens import mint, set_token, viewer
from concerted.cases.actions.answer_question import answer_question
from concerted.cases.actions.ask_action import ask_action
from concerted.cases.actions.ask_service import ask_service
from concerted.cases.actions.decide_case import decide_case
from concerted.cases.actions.propose_person import propose_person
from concerted.cases.conflicts import Changed
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency
from concerted.web.testing import county as rows

TODAY = date(2027, 3, 3)
WRITTEN = (
    "cases_case, people_person, people_record, access.access_subject, access.access_subjectkey, "
    "access.access_disclosure, access.access_token, audit_event"
)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Let a test commit; afterwards everything that it wrote is gone."""
    with django_db_blocker.unblock():
        yield
        with connections["migrator"].cursor() as cursor:
            cursor.execute("alter table audit_event disable trigger whole")  # the trail only grows, but for tests
            cursor.execute(f"truncate {WRITTEN} cascade")
            cursor.execute("alter table audit_event enable trigger whole")
        for alias in connections:
            connections[alias].close()


def once(role, act):
    """Do an act as a role in a transaction of its own; return what it gave, or its refusal."""
    post = rows.post_of(role)
    secret, _ = mint(post.account_id, post.pk)
    try:
        with transaction.atomic():
            set_token(secret)
            return act(viewer())
    except (Refused, Changed) as refused:
        return refused


def at_once(role, *acts):
    """Do acts at the same moment, each in a thread and a connection of its own; return what each gave."""
    start, given = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            start.wait(timeout=10)
            given[number] = once(role, act)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return given


def count(table):
    return rows.owner_sql(f"select count(*) from {table}")[0][0]


def propose(person, identifier=None):
    return lambda by: propose_person(
        person=person, programme="iom", because="x", on=TODAY, by=by, identifier=identifier
    )


@pytest.fixture
def case(committed):
    person = rows.make_record("police").person_id
    return once("iom_coordinator", propose(person))


def test_a_proposal_sent_twice_at_once_begins_one_case(committed):
    person, identifier = rows.make_record("police").person_id, new_id()
    given = at_once("iom_coordinator", propose(person, identifier), propose(person, identifier))
    assert [found.pk for found in given] == [identifier, identifier]
    assert count("cases_case") == 1


def test_two_proposals_of_one_person_at_once_begin_one_case(committed):
    person = rows.make_record("police").person_id
    given = at_once("iom_coordinator", propose(person, new_id()), propose(person, new_id()))
    assert sum(isinstance(found, Refused) for found in given) == 1
    assert count("cases_case") == 1


def test_of_two_decisions_at_once_one_is_told_of_the_other(case):
    def decide(to):
        return lambda by: decide_case(
            case=case.pk, to=to, because="x", decided_by="y", on=TODAY, by=by, version=case.version
        )

    given = at_once("iom_coordinator", decide("adopted"), decide("declined"))
    assert sum(isinstance(found, Changed) for found in given) == 1
    assert count("cases_step") == 2


def test_an_action_sent_twice_at_once_is_asked_once(case):
    identifier, housing = new_id(), Agency.objects.using("migrator").get(code="housing_colchester").pk

    def ask(by):
        return ask_action(
            case=case.pk,
            asked_of=housing,
            pathway="health",
            words="Find a room",
            due_on=TODAY,
            on=TODAY,
            by=by,
            identifier=identifier,
        )

    assert {found.pk for found in at_once("iom_coordinator", ask, ask)} == {identifier}
    assert count("cases_action") == 1


def test_an_answer_sent_twice_at_once_is_one_answer(case):
    service = Agency.objects.using("migrator").get(code="second_start").pk
    question = once(
        "iom_coordinator",
        lambda by: ask_service(
            case=case.pk, asked_of=service, pathway="drugs", due_on=TODAY, until_on=TODAY, today=TODAY, by=by
        ),
    )

    def answer(by):
        return answer_question(question=question.pk, attends=True, on=TODAY, by=by)

    first, second = at_once("drug_worker", answer, answer)
    assert first.pk == second.pk
    assert count("cases_answer") == 1
