"""The administrator's page that hands over a link."""

import pytest
from django.utils import timezone

from concerted.accounts.models import Account, Link
from concerted.kernel.identifiers import new_id
from concerted.web.testing.county import client_as, owner_sql, post_of

HERE = "police"
"""The demonstration's administrator has a post in each agency."""


@pytest.fixture
def administrator(county):
    return client_as("agency_administrator", HERE)


@pytest.fixture
def colleague(administrator):
    """Somebody with a password and a post in the administrator's agency, and none elsewhere."""
    account = Account.objects.create_user("colleague@example.org", "a-long-sentence-nobody-guesses", name="Colleague")
    return _post(post_of("agency_administrator", HERE).agency_id, account.pk)


def _post(agency_id, account_id):
    post = post_of("iom_coordinator")
    post.pk, post.agency_id, post.account_id, post.holder = new_id(), agency_id, account_id, "A. Colleague"
    post.save(using="migrator", force_insert=True)
    return post


def link_on(page):
    return page.content.decode().split('class="app-letters">')[1].split("<")[0].removeprefix("http://testserver")


def test_an_administrator_hands_over_a_link_to_a_new_password(administrator, colleague, client):
    assert b"Can A. Colleague not sign in?" in administrator.get(f"/posts/{colleague.pk}/link").content
    assert not Link.objects.exists()
    path = link_on(administrator.post(f"/posts/{colleague.pk}/link"))
    assert client.get(path).status_code == 302
    link = Link.objects.get()
    assert (link.kind, link.forgets_factors, link.account_id) == ("reset", False, colleague.account_id)


def test_a_lost_second_step_is_said_so(administrator, colleague):
    administrator.post(f"/posts/{colleague.pk}/link", {"lost": "on"})
    assert Link.objects.get().forgets_factors


def test_somebody_without_a_password_gets_no_invitation_that_is_another_agency_s(administrator, colleague):
    owner_sql("update door.accounts_account set password = '!' where id = %s", [colleague.account_id])
    assert b"No link was made" in administrator.post(f"/posts/{colleague.pk}/link").content
    assert not Link.objects.exists()


def test_a_post_elsewhere_keeps_the_link_away(administrator, colleague):
    other = post_of("housing_officer").agency_id
    assert other != colleague.agency_id
    _post(other, colleague.account_id)
    assert b"another agency as well" in administrator.post(f"/posts/{colleague.pk}/link").content
    assert not Link.objects.exists()


def test_another_agency_s_post_is_the_same_as_a_missing_one(administrator):
    foreign = post_of("housing_officer")
    answers = [administrator.post(f"/posts/{which}/link") for which in (foreign.pk, new_id())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_nobody_hands_a_link_to_themselves(administrator):
    own = post_of("agency_administrator", HERE)
    assert b"This is you" in administrator.post(f"/posts/{own.pk}/link").content
    assert not Link.objects.exists()


def test_somebody_whom_another_agency_invited_gets_a_link_to_join_and_none_to_the_password(administrator, colleague):
    other = post_of("housing_officer").agency_id
    _post(other, colleague.account_id)
    now = timezone.now()
    Link.objects.create(
        hash=b"theirs", account_id=colleague.account_id, kind="invitation", agency_id=other, made_at=now,
        until_at=now, used_at=now,
    )  # fmt: skip
    assert b"It sets no password" in administrator.post(f"/posts/{colleague.pk}/link").content
    assert [link.kind for link in Link.objects.order_by("made_at")] == ["invitation", "joining"]
