"""An account with a known password and a post, and what a person does at the door."""

import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from concerted.access.tokens import COOKIE
from concerted.accounts.models import Account
from concerted.web.signing_in import stages
from concerted.web.signing_in.views import factors
from concerted.web.testing import county as rows

PASSWORD = "a-long-sentence-nobody-guesses"


@pytest.fixture
def person(county):
    """The account of the demonstration's co-ordinator, with a password of the test's own."""
    cache.clear()
    post = rows.post_of("iom_coordinator")
    account = Account.objects.get(pk=post.account_id)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def no_demonstration(monkeypatch):
    """A county with real people in it, as far as sign-in asks."""
    for module in (stages, factors):
        monkeypatch.setattr(module, "demonstration_day", lambda: None)


@pytest.fixture
def door():
    """What a person does at the door, in a browser that checks the tokens of forms as browsers do not."""

    def sign_in(client, account, password=PASSWORD, **more):
        return client.post("/sign-in", {"address": account.email, "password": password, **more})

    def app_code(secret, steps=0):
        return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))

    def set_up_app(client):
        page = client.get("/account/second-step/app").content.decode()
        secret = page.split('class="app-letters">')[1].split("<")[0].replace(" ", "")
        answer = client.post("/account/second-step/app", {"code": app_code(secret)})
        return secret, answer

    def token(client):
        morsel = client.cookies.get(COOKIE)
        return morsel.value if morsel else ""

    return SimpleNamespace(sign_in=sign_in, app_code=app_code, set_up_app=set_up_app, token=token, client=Client)
