"""Invitations and resets: one-time, of one agency, without a word about who has an account."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.utils import timezone

from concerted.accounts.actions.hand_over_reset import hand_over_reset
from concerted.accounts.actions.invite_person import invite_person, withdraw_invitation
from concerted.accounts.models import Account, Link
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.web.signing_in.views import links
from concerted.web.testing.county import owner_sql, post_of, sign_in_as

NEW = "an-entirely-new-sentence"
ADDRESS = "New.Colleague@Example.org"


@pytest.fixture
def invited(person):
    """An address invited by the co-ordinator's agency, with a post already; the path of the link."""
    viewer = sign_in_as("iom_coordinator")
    made = invite_person(address=ADDRESS, name="New Colleague", by=viewer)
    post = post_of("iom_coordinator")
    post.pk, post.account_id = new_id(), made.account_id
    post.save(using="migrator", force_insert=True)
    return made


def test_an_invited_person_sets_a_password_and_a_second_step_and_is_in(invited, client, door, no_demonstration):
    assert client.get(invited.path)["Location"] == "/account/link"
    page = client.get("/account/link").content.decode()
    assert "new.colleague@example.org" in page and "Welcome" in page
    assert client.post("/account/link", {"new": NEW})["Location"] == "/account/second-step"
    door.set_up_app(client)
    assert client.post("/account/second-step/go-on")["Location"] == "/today"
    assert client.get("/today").status_code == 200


def test_the_secret_of_a_link_is_kept_as_a_hash_and_leaves_the_address(invited, client):
    secret = invited.path.rsplit("/", 1)[1]
    assert secret not in str(owner_sql("select * from door.accounts_link"))
    assert secret not in client.get(client.get(invited.path)["Location"]).content.decode()


def test_a_link_works_once(invited, client, door):
    client.get(invited.path)
    assert client.post("/account/link", {"new": NEW}).status_code == 302
    other = door.client()
    assert other.get(invited.path).status_code == 410
    assert other.get("/account/link").status_code == 410


@pytest.mark.parametrize("change", ["update door.accounts_link set until_at = now()",
                                    "update door.accounts_account set is_active = false"])  # fmt: skip
def test_a_link_that_has_run_out_or_whose_account_is_closed_answers_like_an_invented_one(invited, client, change):
    client.get(invited.path)
    owner_sql(change)
    late = client.post("/account/link", {"new": NEW})
    invented = client.get("/account/link/" + "x" * 43)
    assert (late.status_code, late.content) == (410, invented.content)
    assert not Account.objects.get(email=ADDRESS.lower()).has_usable_password()


@pytest.mark.parametrize("weak", ["short", "12345678901234", "password1", "new.colleague@example.org"])
def test_a_weak_password_is_refused_and_the_link_stays(invited, client, weak):
    client.get(invited.path)
    assert client.post("/account/link", {"new": weak}).status_code == 200
    assert client.post("/account/link", {"new": NEW}).status_code == 302


def test_a_new_link_closes_the_old_one(invited, client):
    again = invite_person(address=ADDRESS, name="", by=sign_in_as("iom_coordinator"))
    assert client.get(invited.path).status_code == 410
    assert client.get(again.path).status_code == 302


@pytest.mark.parametrize("before", ["", "withdrawn", "run out", "by the directory"])
def test_no_agency_gets_a_link_to_the_password_of_somebody_whom_another_has_invited(invited, client, before):
    if before == "withdrawn":
        withdraw_invitation(account_id=invited.account_id, by=sign_in_as("iom_coordinator"))
    if before == "run out":
        owner_sql("update door.accounts_link set until_at = now() - interval '1 day'")
    if before == "by the directory":
        SocialAccount.objects.create(user_id=invited.account_id, provider="police", uid="4711")
        assert invite_person(address=ADDRESS, name="", by=sign_in_as("iom_coordinator")).path == ""
    made = invite_person(address=ADDRESS, name="", by=sign_in_as("housing_officer"))
    assert (made.account_id, made.joins) == (invited.account_id, True)
    client.get(made.path)
    assert b"Take up your post" in client.post("/account/link", {"new": NEW}).content
    assert not Account.objects.get(pk=invited.account_id).has_usable_password()


def test_an_invitation_of_somebody_who_signs_in_already_makes_no_link(person):
    made = invite_person(address=person.email, name="", by=sign_in_as("housing_officer"))
    assert (made.account_id, made.path) == (person.pk, "")


def test_a_withdrawn_invitation_opens_nothing(invited, client):
    assert withdraw_invitation(account_id=invited.account_id, by=sign_in_as("iom_coordinator")) == 1
    assert client.get(invited.path).status_code == 410


def test_a_reset_ends_every_session_and_only_then_the_old_password(person, client, door):
    door.sign_in(client, person)
    viewer = sign_in_as("iom_coordinator")
    path = hand_over_reset(account_id=person.pk, agencies=frozenset({viewer.agency_id}), by=viewer)
    assert client.get("/today").status_code == 200
    other = door.client()
    other.get(path)
    assert other.post("/account/link", {"new": NEW})["Location"] == "/today"
    assert client.get("/today").status_code == 302
    assert door.sign_in(client, person).status_code == 200
    assert door.sign_in(client, person, NEW).status_code == 302


def test_no_administrator_opens_the_post_of_another_agency_by_a_reset(person):
    viewer = sign_in_as("housing_officer")
    own = post_of("iom_coordinator").agency_id
    for agencies in ({own}, {own, viewer.agency_id}, set()):
        with pytest.raises(Refused, match="another agency"):
            hand_over_reset(account_id=person.pk, agencies=frozenset(agencies), by=viewer)
    assert not Link.objects.exists()


def test_a_reset_keeps_the_second_step_unless_it_is_lost(person, client, door, no_demonstration):
    door.sign_in(client, person)
    door.set_up_app(client)
    client.post("/account/second-step/go-on")
    viewer = sign_in_as("iom_coordinator")
    for lost, ahead in ((False, "/sign-in/second-step"), (True, "/account/second-step")):
        path = hand_over_reset(
            account_id=person.pk, agencies=frozenset({viewer.agency_id}), by=viewer, forgets_factors=lost
        )
        other = door.client()
        other.get(path)
        assert other.post("/account/link", {"new": NEW + str(lost)})["Location"] == ahead


def test_asking_for_a_reset_answers_the_same_for_an_address_without_an_account(person, client, settings, monkeypatch):
    settings.EMAIL_HOST = "mail.invalid"
    monkeypatch.setattr(links.threading, "Thread", _AtOnce)
    known = client.post("/account/forgotten", {"address": person.email})
    unknown = client.post("/account/forgotten", {"address": "nobody@example.org"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert [sent.to for sent in mail.outbox] == [[person.email]]
    path = mail.outbox[0].body.split("testserver")[1].split()[0]
    assert client.get(path)["Location"] == "/account/link"


def test_where_no_mail_is_configured_the_page_says_whom_to_ask_and_makes_no_link(person, client):
    answer = client.post("/account/forgotten", {"address": person.email})
    assert b"administrator" in answer.content
    assert not Link.objects.exists()


def test_a_link_of_a_reset_lives_an_hour_and_an_invitation_three_days(invited, person):
    viewer = sign_in_as("iom_coordinator")
    hand_over_reset(account_id=person.pk, agencies=frozenset({viewer.agency_id}), by=viewer)
    found = {link.kind: link.until_at - timezone.now() for link in Link.objects.all()}
    assert timedelta(minutes=59) < found["reset"] <= timedelta(hours=1)
    assert timedelta(days=2, hours=23) < found["invitation"] <= timedelta(days=3)


class _AtOnce:
    """A thread that has finished before it is left alone."""

    def __init__(self, target, args, daemon):
        self.run = lambda: target(*args)

    def start(self):
        self.run()
