"""Second factors: mandatory but in a demonstration, each code once, locked like passwords, kept encrypted."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from concerted.accounts.models import Account
from concerted.web.signing_in.stages import Enrol
from concerted.web.testing.county import client_as, owner_sql


@pytest.fixture
def with_app(person, client, door, no_demonstration):
    """The person has set up an app; its secret."""
    door.sign_in(client, person)
    secret, answer = door.set_up_app(client)
    assert answer["Location"] == "/account/second-step/codes"
    client.codes = [
        line.split("</li>")[0].replace(" ", "")
        for line in client.get(answer["Location"]).content.decode().split("<li>")
        if line[:4].isdigit()
    ]
    client.post("/account/second-step/go-on")
    client.post("/sign-out")
    owner_sql("delete from door.accounts_cache")
    return secret


def test_a_password_alone_opens_nothing_where_people_are_real(person, client, door, no_demonstration):
    answer = door.sign_in(client, person)
    assert answer["Location"] == "/account/second-step"
    assert door.token(client) == ""
    assert client.get("/today").status_code == 302
    assert client.post("/account/second-step/go-on")["Location"] == "/account/second-step"
    assert door.token(client) == ""


def test_the_first_sign_in_sets_up_an_app_and_then_opens_a_session(person, client, door, no_demonstration):
    door.sign_in(client, person, next="/cohort")
    door.set_up_app(client)
    assert client.get("/today").status_code == 302
    assert client.post("/account/second-step/go-on")["Location"] == "/cohort"
    assert client.get("/today").status_code == 200
    assert owner_sql("select how from access.access_token") == [("password",)]


def test_the_next_sign_in_asks_for_a_code(person, client, door, with_app):
    assert door.sign_in(client, person)["Location"] == "/sign-in/second-step"
    assert door.token(client) == ""
    wrong = client.post("/sign-in/second-step", {"code": "000000"})
    assert b"This code is not right" in wrong.content
    assert client.post("/sign-in/second-step", {"code": door.app_code(with_app)})["Location"] == "/today"
    assert owner_sql("select how from access.access_token") == [("password_and_app",)]


def test_a_demonstration_asks_for_the_second_step_of_those_who_have_one(person, client, door, with_app, monkeypatch):
    monkeypatch.undo()
    assert door.sign_in(client, person)["Location"] == "/sign-in/second-step"


@pytest.mark.parametrize("steps, opens", [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_of_a_clock_one_step_wrong_opens_and_two_steps_do_not(person, client, door, with_app, steps, opens):
    door.sign_in(client, person)
    answer = client.post("/sign-in/second-step", {"code": door.app_code(with_app, steps)})
    assert (answer.status_code == 302) is opens


def test_a_code_counts_once_even_after_its_own_half_minute(person, client, door, with_app):
    door.sign_in(client, person)
    code = door.app_code(with_app, 1)
    assert client.post("/sign-in/second-step", {"code": code}).status_code == 302
    # django-allauth forgets a spent code after thirty seconds, when one of the next step can still be taken
    owner_sql("delete from door.accounts_cache where cache_key like '%%allauth.mfa.totp.used%%'")
    door.sign_in(client, person)
    assert b"has been used" in client.post("/sign-in/second-step", {"code": code}).content


def test_a_flood_of_attempts_does_not_push_out_what_is_counted(person, client, door, with_app):
    door.sign_in(client, person)
    code = door.app_code(with_app)
    client.post("/sign-in/second-step", {"code": code})
    for number in range(400):
        cache.set(f"concerted.flood:{number}", "x", 60)
    door.sign_in(client, person)
    owner_sql("delete from door.accounts_cache where cache_key like '%%allauth.mfa.totp.used%%'")
    assert b"has been used" in client.post("/sign-in/second-step", {"code": code}).content


def test_five_wrong_codes_lock_the_second_step(person, client, door, with_app):
    door.sign_in(client, person)
    for _ in range(5):
        client.post("/sign-in/second-step", {"code": "000000"})
    answer = client.post("/sign-in/second-step", {"code": door.app_code(with_app)})
    assert b"Too many wrong codes" in answer.content
    assert door.token(client) == ""


def test_a_recovery_code_opens_once(person, client, door, with_app):
    code = client.codes[0]
    assert len(client.codes) == 10
    door.sign_in(client, person)
    assert client.post("/sign-in/second-step", {"code": code}).status_code == 302
    client.post("/sign-out")
    door.sign_in(client, person)
    assert client.post("/sign-in/second-step", {"code": code}).status_code == 200


def test_recovery_codes_are_shown_once(person, client, door, no_demonstration):
    door.sign_in(client, person)
    door.set_up_app(client)
    assert b"They are shown once" in client.get("/account/second-step/codes").content
    again = client.get("/account/second-step/codes").content
    assert b"They are shown once" not in again and b"10 unused codes" in again


def test_the_second_step_cannot_be_reached_without_the_password(person, client, with_app, door):
    assert client.get("/sign-in/second-step")["Location"] == "/sign-in"
    assert client.post("/sign-in/second-step", {"code": door.app_code(with_app)})["Location"] == "/sign-in"


def test_secrets_of_factors_are_not_readable_in_the_database(person, with_app):
    stored = str(owner_sql("select data from door.mfa_authenticator"))
    assert with_app not in stored
    assert Authenticator.objects.get(type="totp").wrap().validate_code("000000") is False


def test_one_click_does_not_open_the_page_that_changes_factors(county):
    client = client_as("analyst")
    owner_sql("update access.access_token set how = 'demonstration'")
    for address in ("", "/app", "/passkey", "/codes", "/remove/1"):
        assert b"Sign in again first" in client.get(f"/account/second-step{address}").content


def test_a_session_of_an_hour_ago_signs_in_again_before_it_changes_factors(person, client, door):
    door.sign_in(client, person)
    assert b"Sign in again" not in client.get("/account/second-step").content
    owner_sql("update access.access_token set signed_in_at = now() - interval '1 hour'")
    assert b"Sign in again first" in client.get("/account/second-step").content
    assert b"Sign in again first" in client.post("/account/second-step/codes").content


def test_the_last_factor_stays_where_people_are_real(person, client, door, with_app):
    door.sign_in(client, person)
    client.post("/sign-in/second-step", {"code": door.app_code(with_app)})
    number = Authenticator.objects.get(type="totp").pk
    assert b"This is your only second step" in client.post(f"/account/second-step/remove/{number}").content
    assert Authenticator.objects.filter(type="totp").exists()


def test_nobody_removes_another_s_factor(person, client, door, with_app, monkeypatch):
    number = Authenticator.objects.get(type="totp").pk
    monkeypatch.undo()
    other = Account.objects.exclude(pk=person.pk).order_by("email")[0]
    other.set_password("another-long-sentence-of-hers")
    other.save()
    door.sign_in(client, other, "another-long-sentence-of-hers")
    assert client.post(f"/account/second-step/remove/{number}").status_code == 404
    assert Authenticator.objects.filter(pk=number).exists()


def test_a_passkey_that_nobody_made_is_refused_without_a_fault(person, client):
    client.get("/sign-in/passkey/options")
    for credential in ("", "{}", "[]", "null", '{"id": 1}', "x" * 5000, '{"response": {"userHandle": "AAAA"}}'):
        assert client.post("/sign-in/passkey", {"credential": credential}).status_code == 403


def test_asking_for_passkeys_without_end_is_refused(person, client, settings):
    settings.PASSKEY_OPTIONS = "2/m/ip"
    assert [client.get("/sign-in/passkey/options").status_code for _ in range(3)] == [200, 200, 429]


def test_a_finished_sign_in_leaves_no_session_behind_and_sweeps_unfinished_ones(person, client, door):
    door.client().get("/sign-in/passkey/options")
    owner_sql("update door.django_session set expire_date = now() - interval '1 minute'")
    door.sign_in(client, person)
    assert owner_sql("select count(*) from door.django_session") == [(0,)]


def test_the_stage_of_enrolment_has_an_address():
    assert Enrol.urlname == "second-step"
