"""An agency that invites an address which is not theirs, takes the link itself and waits for another's post."""

import pytest
from django.test import Client

from concerted.accounts.actions.invite_person import invite_person
from concerted.accounts.models import Link
from concerted.kernel.identifiers import new_id
from concerted.web.signing_in.entering import posts_of
from concerted.web.testing.county import owner_sql, post_of, sign_in_as

ADDRESS = "adviser@example.org"
TAKEN = "a-password-of-whoever-took-it"


def give(role, account_id):
    """Give the account a post beside the one that holds a role; return it."""
    post = post_of(role)
    post.pk, post.account_id = new_id(), account_id
    post.save(using="migrator", force_insert=True)
    return post


@pytest.fixture
def taken(county):
    """An address invited by housing, whose administrator took the link; then a post at another agency for it."""
    invited = invite_person(address=ADDRESS, name="Adviser", by=sign_in_as("housing_officer"))
    thief = Client()
    thief.get(invited.path)
    thief.post("/account/link", {"new": TAKEN})
    own, theirs = give("housing_officer", invited.account_id), give("iom_coordinator", invited.account_id)
    return invited.account_id, own, theirs


def sign_in(client):
    return client.post("/sign-in", {"address": ADDRESS, "password": TAKEN})


def test_whoever_took_an_invitation_does_not_stand_in_the_post_that_another_agency_gives_later(taken, client):
    account, own, theirs = taken
    assert sign_in(client)["Location"] == "/today"
    assert [post.pk for post in posts_of(account)] == [own.pk]
    assert client.post("/choose-post", {"post": str(theirs.pk)}).status_code == 404
    refused = "select access.mint('\\x01', %s, %s, '1 hour', '1 hour', 'password', '')"
    with pytest.raises(Exception, match="does not hold this post"):
        owner_sql(refused, [account, theirs.pk])


def test_whoever_holds_the_account_and_the_other_agency_s_link_takes_up_its_post(taken, client):
    account, own, theirs = taken
    path = invite_person(address=ADDRESS, name="", by=sign_in_as("iom_coordinator")).path
    client.get(path)
    assert b"Take up your post" in client.get("/account/link").content
    assert sign_in(client)["Location"].startswith("/choose-post")
    assert {post.pk for post in posts_of(account)} == {own.pk, theirs.pk}
    assert client.post("/choose-post", {"post": str(theirs.pk)}).status_code == 302
    assert Client().get(path).status_code == 410


def test_a_link_to_join_does_nothing_for_another_account_or_in_another_browser(taken, client):
    account, own, _ = taken
    path = invite_person(address=ADDRESS, name="", by=sign_in_as("iom_coordinator")).path
    Client().get(path)
    sign_in(client)
    assert [post.pk for post in posts_of(account)] == [own.pk]
    assert Link.objects.get(kind="joining").used_at is None


def test_a_password_handed_over_by_another_agency_afterwards_shuts_the_post_again(taken, client):
    account, own, theirs = taken
    client.get(invite_person(address=ADDRESS, name="", by=sign_in_as("iom_coordinator")).path)
    sign_in(client)
    owner_sql("update door.accounts_link set used_at = now() + interval '1 second' where kind = 'invitation'")
    assert [post.pk for post in posts_of(account)] == [own.pk]


def test_a_successor_answers_for_whom_its_predecessor_invited(taken, client):
    account, own, theirs = taken
    owner_sql("update partnership_agency set predecessor_id = %s where id = %s", [own.agency_id, theirs.agency_id])
    assert {post.pk for post in posts_of(account)} == {own.pk, theirs.pk}
