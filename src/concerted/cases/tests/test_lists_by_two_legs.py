"""The two legs of a list give what the plain query gives, whoever looks, whatever the order."""

import random
from datetime import date, timedelta

import pytest
from django.db import connections

from concerted.access.listing import page
from concerted.cases.actions.ask_service import ask_service
from concerted.cases.models import Action, Case, Question
from concerted.kernel.identifiers import new_id

TODAY = date(2027, 3, 3)
AGENCIES = ("housing_colchester", "probation", "health", "police", "riverbank")
ORDERS = [("due_on", "id"), ("-due_on", "id"), ("state", "-due_on", "-id"), ("id",)]
ROLES = ("iom_coordinator", "probation_officer", "housing_officer", "drug_worker", "analyst")


@pytest.fixture
def many(world):
    """Actions of many agencies, days and states for two cases, and a question to a service."""
    cases = [world.adopt(), world.adopt(world.propose(world.person(family_name="Other")))]
    draw = random.Random(7)
    by = world.sign_in(world.lead)
    scopes = {}
    with connections["migrator"].cursor() as cursor:
        for code in AGENCIES:
            cursor.execute(
                "select s.id, s.agency_id from access.access_scope s join partnership_agency a on a.id = s.agency_id "
                "where a.code = %s and s.category = 'action'",
                [code],
            )
            scopes[code] = cursor.fetchone()
    rows = []
    for _ in range(120):
        scope, agency = scopes[draw.choice(AGENCIES)]
        rows.append(
            Action(
                id=new_id(),
                scope_id=scope,
                case=draw.choice(cases),
                asked_of_id=agency,
                programme="iom",
                pathway="health",
                words="Do it",
                about="A, born 1 May 1999",
                told="Do it",
                due_on=TODAY + timedelta(days=draw.randrange(-9, 9)),
                state=draw.choice(["asked", "accepted", "done"]),
                asked_on=TODAY,
                asked_by="x",
            )
        )
    Action.objects.bulk_create(rows)
    for case in cases:
        ask_service(
            case=case.pk,
            asked_of=world.agency("second_start"),
            pathway="drugs",
            due_on=TODAY,
            until_on=TODAY,
            today=TODAY,
            by=by,
        )
    return world


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
@pytest.mark.parametrize("role", ROLES)
def test_a_page_equals_the_plain_query(many, role, order):
    many.sign_in(role)
    rows = Action.objects.exclude(state="done")
    plain = list(rows.order_by(*order).values_list("pk", flat=True))
    assert [row.pk for row in page(rows, order, limit=1000)] == plain
    assert [row.pk for row in page(rows, order, limit=7)] == plain[:7]


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
@pytest.mark.parametrize("role", ROLES)
def test_pages_one_after_another_give_each_row_once(many, role, order):
    many.sign_in(role)
    found, after = [], None
    while rows := list(page(Action.objects.all(), order, after=after, limit=11)):
        found += [row.pk for row in rows]
        after = [getattr(rows[-1], name.lstrip("-")) for name in order]
    assert found == list(Action.objects.order_by(*order).values_list("pk", flat=True))


@pytest.mark.parametrize("role", ROLES)
def test_rows_that_single_keys_open_are_in_the_page(many, role):
    many.sign_in(role)
    for model, order in ((Question, ("due_on", "id")), (Case, ("since_on", "id"))):
        plain = list(model.objects.order_by(*order).values_list("pk", flat=True))
        assert [row.pk for row in page(model.objects.all(), order)] == plain
    assert Question.objects.exists() == (role in ("iom_coordinator", "drug_worker"))


def test_an_order_that_does_not_end_in_the_key_is_refused(world):
    with pytest.raises(ValueError, match="primary key"):
        page(Action.objects.all(), ("due_on",))
