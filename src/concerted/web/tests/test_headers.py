"""What every answer carries, whether cookies can be taken, and what is refused for its size."""

import importlib
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from concerted.web import production
from concerted.web.testing.county import client_as

EVERY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("address", ["/", "/sign-in", "/figures", "/nowhere"])
def test_every_answer_carries_the_headers_that_keep_others_out(county, client, address):
    found = client.get(address).headers
    assert {name: found[name] for name in EVERY} == EVERY
    assert "camera=()" in found["Permissions-Policy"] and "geolocation=()" in found["Permissions-Policy"]


def test_no_page_runs_a_script_or_a_style_that_stands_in_it(county, client):
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    for part in ("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'",
                 "form-action 'self'", "frame-ancestors 'none'"):  # fmt: skip
        assert part in policy
    assert "unsafe" not in policy and "http" not in policy


@pytest.mark.parametrize("address", ["/today", "/find?q=smith", "/nowhere", "/figures", "/account/sessions"])
def test_nothing_that_somebody_signed_in_was_shown_is_stored(county, address):
    assert client_as("iom_coordinator").get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/sign-in", "/account/forgotten", "/account/link", "/today"])
def test_no_page_of_the_door_is_stored(county, client, address):
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_the_cookies_are_out_of_reach_of_scripts_and_of_other_sites(county):
    client = Client()
    client.get("/sign-in")
    answer = client.post("/see-it-as/analyst")
    for cookie in [*client.cookies.values(), *answer.cookies.values()]:
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/" and not cookie["domain"]


def test_nothing_is_done_for_a_form_of_another_site(county):
    client = Client(enforce_csrf_checks=True)
    for address in ("/sign-in", "/see-it-as/analyst", "/sign-out", "/account/forgotten", "/sign-in/passkey"):
        answer = client.post(address, {})
        assert answer.status_code == 403 and b"Nothing was done" in answer.content
    assert "concerted_token" not in client.cookies


def test_a_request_that_is_too_large_is_refused(county):
    client = client_as("data_steward")
    assert client.post("/find", {"q": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}).status_code in (400, 413)
    assert client.post("/find", {f"f{i}": "" for i in range(2100)}).status_code in (400, 413)


@pytest.mark.parametrize("wanted", ["HTTPS=True", "SECURE_SSL_REDIRECT=True", "SECURE_HSTS_SECONDS=31536000",
                                    "CSRF_COOKIE_NAME='__Host-csrftoken'", "SESSION_COOKIE_NAME='__Host-signing_in'",
                                    "CSRF_COOKIE_SECURE=True", "SESSION_COOKIE_SECURE=True", "TOKEN_COOKIE_SECURE=True",
                                    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=False", "DEBUG=False"])  # fmt: skip
def test_https_binds_cookies_to_the_host_and_browsers_to_https(under_https, wanted):
    assert wanted in under_https


def test_the_token_s_cookie_is_bound_to_the_host_under_https(under_https):
    assert "COOKIE='__Host-concerted_token'" in under_https


@pytest.fixture(scope="module")
def under_https():
    """The settings as a process under https reads them."""
    names = ["HTTPS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "CSRF_COOKIE_NAME", "SESSION_COOKIE_NAME",
             "CSRF_COOKIE_SECURE", "SESSION_COOKIE_SECURE", "TOKEN_COOKIE_SECURE", "DEBUG",
             "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]  # fmt: skip
    code = (
        "import os; os.environ['CONCERTED_HTTPS']='1'; os.environ['DJANGO_SETTINGS_MODULE']='concerted.web.settings'\n"
        "from django.conf import settings\nfrom concerted.access.tokens import COOKIE\n"
        f"print([f'{{n}}={{getattr(settings, n)!r}}' for n in {names}], f'COOKIE={{COOKIE!r}}', sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_production_refuses_what_is_not_safe_and_says_all_of_it(county, settings, monkeypatch, tmp_path):
    monkeypatch.setenv("CONCERTED_PRODUCTION", "1")
    monkeypatch.delenv("CONCERTED_HOSTS", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(production.sign_ins, "file", lambda: tmp_path)
    settings.SECRET_KEY = "short"
    with pytest.raises(production.ConcertedError) as refused:
        production.refuse_unsafe_start()
    for word in ("embedded", "https", "CONCERTED_HOSTS", "CONCERTED_SECRET_KEY", "printed sign-ins"):
        assert re.search(word, str(refused.value))


def test_production_refuses_a_demonstration_and_starts_without_one(county, settings, monkeypatch, tmp_path):
    monkeypatch.setenv("CONCERTED_PRODUCTION", "1")
    monkeypatch.setenv("CONCERTED_HOSTS", "concerted.example")
    monkeypatch.setattr(production.connections, "uses_embedded", lambda: False)
    monkeypatch.setattr(production.sign_ins, "file", lambda: tmp_path / "none")
    settings.SECRET_KEY, settings.HTTPS = "k" * 60, True
    with pytest.raises(production.ConcertedError, match="holds a demonstration"):
        production.refuse_unsafe_start()
    monkeypatch.setattr(production, "demonstration_day", lambda: None)
    production.refuse_unsafe_start()


def test_the_web_server_asks_before_it_answers(monkeypatch, county):
    asked = []
    monkeypatch.setattr(production, "refuse_unsafe_start", lambda: asked.append(True))
    importlib.reload(importlib.import_module("concerted.web.wsgi"))
    assert asked
