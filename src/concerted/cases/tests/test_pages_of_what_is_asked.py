from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from concerted.cases.actions.ask_action import ask_action
from concerted.cases.actions.ask_service import ask_service
from concerted.cases.models import Action, Answer

TODAY = date(2027, 3, 3)


def text_of(response):
    return " ".join(unescape(response.content.decode()).split())


def ask(world, case, **changed):
    by = world.sign_in(world.lead)
    given = {
        "asked_of": world.agency("housing_colchester"),
        "pathway": "accommodation",
        "words": "Find supported accommodation",
        "due_on": date(2027, 3, 2),
        "on": date(2027, 2, 20),
        **changed,
    }
    return ask_action(case=case.pk, by=by, **given)


def ask_them(world, case):
    return ask_service(
        case=case.pk,
        asked_of=world.agency("second_start"),
        pathway="drugs",
        due_on=date(2027, 3, 10),
        until_on=date(2027, 5, 31),
        today=TODAY,
        by=world.sign_in(world.lead),
    )


@pytest.fixture
def housing(client_for, world):
    return client_for("housing_officer")


def test_housing_reads_what_is_asked_and_nothing_of_why(world, housing):
    case = world.adopt()
    ask(world, case)
    ask(world, case, words="Keep the tenancy open", due_on=date(2027, 3, 12))
    page = text_of(housing.get("/asked/"))
    assert "What IOM asks of you" in page
    assert "1 action is overdue, 1 is coming." in page
    assert "Find supported accommodation for Kieran Featherstonehaugh-Adeyemi" in page
    for word in ("burglar", "Two burglaries since November", "In the cohort", "likelihood", str(case.pk)):
        assert word not in page


def test_nothing_asked_is_said(housing):
    assert "Nothing is asked of you." in text_of(housing.get("/asked/"))


def test_accept_done_later_and_not_for_us_by_their_pages(world, housing):
    case = world.adopt()
    first, second, third = (ask(world, case, words=f"Do {word}") for word in ("one", "two", "three"))
    assert housing.post(f"/asked/{first.pk}/accept").status_code == 302
    assert housing.post(f"/asked/{first.pk}/done", {"version": 2, "found": "A room."}).status_code == 302
    later = {"version": 1, "to_on": "19/3/2027", "because": "Painted."}
    assert housing.post(f"/asked/{second.pk}/later", later).status_code == 302
    assert housing.post(f"/asked/{third.pk}/not-for-us", {"version": 1, "because": "Tendring."}).status_code == 302
    world.sign_in(world.lead)
    assert dict(Action.objects.values_list("words", "state")) == {
        "Do one": "done",
        "Do two": "later",
        "Do three": "not_ours",
    }
    page = text_of(housing.get("/asked/"))
    assert "In the last month" in page
    assert "A room." in page


def test_a_day_that_is_past_comes_back_as_a_repair(world, housing):
    action = ask(world, world.adopt())
    page = text_of(
        housing.post(f"/asked/{action.pk}/later", {"version": 1, "to_on": "1/3/2027", "because": "Painted."})
    )
    assert "The later day is not kept yet" in page
    assert "1 March 2027 is past." in page
    assert "Painted." in page


@pytest.mark.parametrize("path", ["", "/done", "/later", "/not-for-us"])
def test_another_agencys_action_and_a_missing_one_are_the_same_page(world, housing, path):
    action = ask(world, world.adopt(), asked_of=world.agency("probation"))
    hidden, missing = housing.get(f"/asked/{action.pk}{path}"), housing.get(f"/asked/{uuid4()}{path}")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_a_hidden_action_and_a_missing_one_take_the_same_queries(world, housing):
    action = ask(world, world.adopt(), asked_of=world.agency("probation"))
    housing.get(f"/asked/{uuid4()}")
    asked = []
    for identifier in (action.pk, uuid4()):
        with CaptureQueriesContext(connection) as queries:
            housing.get(f"/asked/{identifier}")
        plain = [query["sql"].replace(identifier.hex, "").replace(str(identifier), "") for query in queries]
        asked.append([text for text in plain if "SAVEPOINT" not in text])
    assert len(asked[0]) > 1
    assert asked[0] == asked[1]


def test_an_analyst_is_told_that_this_kind_of_page_is_not_theirs(world, client_for):
    assert client_for("analyst").get("/asked/").status_code == 403


def test_the_service_answers_yes_and_sees_nothing_else(world, client_for):
    case = world.adopt()
    question = ask_them(world, case)
    service = client_for("drug_worker")
    page = text_of(service.get(f"/asked/questions/{question.pk}"))
    assert question.told in page
    for word in ("burglar", "cohort", "Accommodation", str(case.pk)):
        assert word not in page
    assert service.post(f"/asked/questions/{question.pk}", {"attends": "yes"}).status_code == 302
    assert "You answered: attends, yes" in text_of(service.get(f"/asked/questions/{question.pk}"))
    assert "Answer: attends, yes" in text_of(client_for(world.lead).get(f"/cases/{case.pk}/plan"))


def test_the_service_sees_its_open_questions_in_its_list(world, client_for):
    question = ask_them(world, world.adopt())
    service = client_for("drug_worker")
    assert "1 question waits for an answer." in text_of(service.get("/asked/"))
    service.post(f"/asked/questions/{question.pk}", {"attends": "no"})
    assert "Nothing is asked of you." in text_of(service.get("/asked/"))


def test_an_answer_that_says_nothing_is_not_an_answer(world, client_for):
    question = ask_them(world, world.adopt())
    page = text_of(client_for("drug_worker").post(f"/asked/questions/{question.pk}", {}))
    assert "no answer means nothing" in page
    world.sign_in("drug_worker")
    assert not Answer.objects.exists()


def test_housing_cannot_open_a_question(world, housing):
    question = ask_them(world, world.adopt())
    assert housing.get(f"/asked/questions/{question.pk}").status_code == 403


def test_a_page_that_shows_people_leaves_its_audit_event_with_their_ids(world, housing):
    action = ask(world, world.adopt())
    housing.get("/asked/")
    with connections["migrator"].cursor() as cursor:
        cursor.execute("select about from audit_event where kind = 'page.opened' order by id desc limit 1")
        assert action.pk in cursor.fetchone()[0]


def test_the_list_asks_the_database_as_often_for_many_rows_as_for_few(world, housing):
    case = world.adopt()
    ask(world, case)
    housing.get("/asked/")
    with CaptureQueriesContext(connection) as few:
        housing.get("/asked/")
    for number in range(12):
        ask(world, case, words=f"Do {number}")
    with CaptureQueriesContext(connection) as many:
        housing.get("/asked/")
    assert len(many) == len(few)


def test_a_long_list_goes_on_behind_a_link(world, housing):
    case = world.adopt()
    for number in range(27):
        ask(world, case, words=f"Do {number}", due_on=date(2027, 3, 12))
    first = housing.get("/asked/")
    link = unescape(first.content.decode()).split('href="?after=')[1].split('"')[0]
    second = text_of(housing.get(f"/asked/?after={link}"))
    assert "Do 25 for" in second
    assert "Do 24 for" not in second
    assert housing.get("/asked/?after=nonsense").status_code == 404
