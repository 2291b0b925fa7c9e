"""One body takes the place of another: what was shared is the successor's to end, and consent can be taken back."""

import pytest
from django.db import connection

from concerted.access.tokens import mint, set_token, viewer
from concerted.kernel.identifiers import new_id
from concerted.partnership.actions.replace_agency import replace_agency
from concerted.partnership.models import Post
from concerted.people.models import Record
from concerted.sharing.actions.ask_who_knows import ask_who_knows
from concerted.sharing.actions.end_disclosure import end_disclosure
from concerted.sharing.actions.withdraw_consent import withdraw_consent
from concerted.sharing.models import Relay
from concerted.sharing.queries.disclosures import one
from concerted.sharing.tests.shared_rows import TODAY, agree, choose, share
from concerted.web.testing.county import owner_sql, sign_in_as


@pytest.fixture
def housed(make_record):
    return make_record("housing_colchester")


def replace(agency):
    replace_agency(
        agency=agency, code="north_homes", name="North Homes", kind="housing", by=sign_in_as("agreement_owner")
    )


def successor():
    """Sign in as the successor's housing officer."""
    post = Post.objects.using("migrator").get(agency__code="north_homes", role_class="housing_officer")
    secret, _ = mint(post.account_id, post.pk)
    set_token(secret)
    return viewer()


def test_a_consent_given_to_the_predecessor_is_taken_back_at_the_successor(as_role, housed):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity")
    (shared,) = share(by, choose(by, housed, "probation", "probation_officer", "identity"))
    replace("housing_colchester")
    as_role("probation_officer")
    assert Record.objects.filter(pk=housed.pk).exists(), "it goes on"
    by = successor()
    assert one(by, shared).giver == by.agency_id
    assert "Probation" in withdraw_consent(consent=consent.pk, because="", today=TODAY, by=by).told
    as_role("probation_officer")
    assert not Record.objects.filter(pk=housed.pk).exists()


def test_what_the_predecessor_gave_the_successor_ends_and_nobody_else(as_role, housed):
    by = as_role("housing_officer")
    agree(by, housed, "identity")
    (shared,) = share(by, choose(by, housed, "probation", "probation_officer", "identity"))
    replace("housing_colchester")
    for role in ("probation_officer", "iom_coordinator", "victim_caseworker"):
        as_role(role)
        owner_role_call("select public.sharing_end_of_former(%s, 'x')", shared)
    assert owner_sql("select ended_at from access.access_disclosure where id = %s", [shared]) == [(None,)]
    end_disclosure(disclosure=shared, because="It is over.", by=successor())
    as_role("probation_officer")
    assert not Record.objects.filter(pk=housed.pk).exists()


def owner_role_call(statement, *values):
    """Run a statement as the role of requests."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_question_reaches_the_successor_of_a_body_that_knew_the_person(as_role, make_record):
    person = make_record("police").person
    make_record("housing_colchester", person=person)
    replace("housing_colchester")
    by = as_role("iom_coordinator")
    ask_who_knows(
        identifier=new_id(), person=person.pk, given_name="Kieran", family_name="Wrenfield", born_on=None,
        because="He leaves prison.", until_on=TODAY, on=TODAY, by=by,
    )  # fmt: skip
    successor()
    assert Relay.objects.get().because == "He leaves prison."
