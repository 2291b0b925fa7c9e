"""Sign-in by an agency's own directory: a whole handshake with a provider that runs here."""

import warnings
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.core.management import CommandError, call_command

from concerted.accounts.actions.invite_person import invite_person
from concerted.accounts.models import Link
from concerted.kernel.identifiers import new_id
from concerted.web.testing.county import owner_sql, post_of, sign_in_as

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from oidc_provider_mock import User, run_server_in_thread

ADDRESS = "new.colleague@example.org"
SUBJECT = "subject-4711"


@pytest.fixture(scope="module")
def provider():
    """A provider on loopback with three people in it."""
    people = [
        User(sub=SUBJECT, claims={"email": ADDRESS, "email_verified": True}),
        User(sub="unsure", claims={"email": ADDRESS, "email_verified": False}),
        User(sub="stranger", claims={"email": "stranger@example.org", "email_verified": True}),
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def agency(person, provider, monkeypatch):
    """The co-ordinator's agency, with this provider as its directory."""
    found = post_of("iom_coordinator").agency
    monkeypatch.setattr("sys.stdin", StringIO("the-client-s-secret\n"))
    call_command("directory", "set", found.code, "--server-url", provider, "--client-id", "concerted")
    return found


@pytest.fixture
def invited(agency):
    """An address that the agency has invited and given a post."""
    made = invite_person(address=ADDRESS, name="New Colleague", by=sign_in_as("iom_coordinator"))
    post = post_of("iom_coordinator")
    post.pk, post.account_id = new_id(), made.account_id
    post.save(using="migrator", force_insert=True)
    return made


def handshake(client, agency, subject, after="", **form):
    """Go to the provider, choose a subject there, come back; the answer, and the address one came back by."""
    out = client.get(f"/sign-in/with/{agency.code}{after}")
    assert out.status_code == 302, out.content
    asked = parse_qs(urlsplit(out["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    back = requests.post(out["Location"], data=form or {"sub": subject}, allow_redirects=False, timeout=5)
    address = back.headers["Location"].removeprefix("http://testserver")
    return client.get(address), address


def test_an_invited_person_comes_in_by_the_agency_s_directory_and_again_by_the_linked_subject(
    invited, agency, client, door
):
    answer, _ = handshake(client, agency, SUBJECT, after="?next=/cohort")
    assert answer["Location"] == "/cohort"
    assert client.get("/today").status_code == 200
    assert owner_sql("select how from access.access_token where how <> 'password'") == [("directory",)]
    linked = SocialAccount.objects.get()
    assert (linked.user_id, linked.uid, linked.provider) == (invited.account_id, SUBJECT, agency.code)
    assert not Link.objects.filter(used_at__isnull=True).exists()
    client.post("/sign-out")
    again, _ = handshake(client, agency, SUBJECT)
    assert again["Location"] == "/today"


def test_the_page_of_sign_in_offers_the_directory(agency, client):
    page = client.get("/sign-in?next=/cohort").content.decode()
    assert f'href="/sign-in/with/{agency.code}?next=%2Fcohort"' in page


@pytest.mark.parametrize("subject", ["stranger", "unsure"])
def test_nobody_comes_in_whom_the_agency_has_not_invited_by_an_address_that_its_directory_vouches_for(
    invited, agency, client, door, subject
):
    answer, _ = handshake(client, agency, subject)
    assert answer.status_code == 403 and b"has not invited you" in answer.content
    assert door.token(client) == "" and not SocialAccount.objects.exists()


def test_another_agency_s_directory_opens_no_account_by_claiming_its_address(invited, agency, client, door):
    other = post_of("housing_officer").agency
    SocialApp.objects.update(provider_id=other.code)
    answer, _ = handshake(client, other, SUBJECT)
    assert answer.status_code == 403
    assert door.token(client) == "" and not SocialAccount.objects.exists()


def test_an_account_with_a_password_is_not_taken_over_by_an_address(person, agency, client, door):
    owner_sql("update door.accounts_account set email = %s where id = %s", [ADDRESS, person.pk])
    answer, _ = handshake(client, agency, SUBJECT)
    assert answer.status_code == 403 and not SocialAccount.objects.exists()


@pytest.mark.parametrize("claim", ["issuer", "audience"])
def test_an_identity_of_another_issuer_or_for_another_service_is_refused(
    invited, agency, client, door, monkeypatch, claim
):
    checked = jwtkit.verify_and_decode
    monkeypatch.setattr(jwtkit, "verify_and_decode", lambda **given: checked(**given | {claim: "another"}))
    answer, _ = handshake(client, agency, SUBJECT)
    assert answer.status_code == 401 and b"did not finish" in answer.content
    assert door.token(client) == "" and not SocialAccount.objects.exists()


def test_nobody_links_a_directory_to_the_session_of_whoever_left_the_browser_open(person, agency, client, door):
    door.sign_in(client, person)
    answer, _ = handshake(client, agency, "stranger", after="?process=connect")
    assert answer.status_code == 403 and not SocialAccount.objects.exists()


def test_coming_back_twice_or_from_nowhere_or_in_another_browser_opens_nothing(invited, agency, client, door):
    _, address = handshake(client, agency, SUBJECT)
    client.post("/sign-out")
    for browser, back in ((client, address), (door.client(), address), (client, "?code=x&state=y"), (client, "")):
        answer = browser.get(back if back.startswith("/") else f"/sign-in/with/{agency.code}/back{back}")
        assert answer.status_code == 401 and b"did not finish" in answer.content
        assert browser.get("/today").status_code == 302


def test_somebody_who_turns_back_at_the_directory_is_at_the_door_again(agency, client):
    out = client.get(f"/sign-in/with/{agency.code}")
    state = parse_qs(urlsplit(out["Location"]).query)["state"][0]
    answer = client.get(f"/sign-in/with/{agency.code}/back?error=access_denied&state={state}")
    assert answer["Location"] == "/sign-in"


@pytest.mark.parametrize("there, ahead", [(False, "/account/second-step"), (True, "/today")])
def test_the_second_step_is_ours_unless_the_agency_answers_for_one_there(
    invited, agency, client, no_demonstration, there, ahead
):
    SocialApp.objects.update(
        settings=SocialApp.objects.get().settings | ({"second_factor": "directory"} if there else {})
    )
    answer, _ = handshake(client, agency, SUBJECT)
    assert answer["Location"] == ahead


def test_a_directory_that_is_not_configured_is_not_there(county, client):
    assert client.get("/sign-in/with/nobody").status_code == 404
    assert client.get("/sign-in/with/nobody/back?code=x").status_code == 404


def test_a_directory_that_does_not_answer_is_said_so(agency, client):
    SocialApp.objects.update(settings={"server_url": "http://127.0.0.1:9"})
    answer = client.get(f"/sign-in/with/{agency.code}")
    assert answer.status_code == 401 and b"did not finish" in answer.content


@pytest.mark.parametrize("typed, said", [
    (("set", "nobody", "--server-url", "https://id.example", "--client-id", "c"), "no agency"),
    (("set", "police", "--server-url", "http://id.example", "--client-id", "c"), "https"),
    (("set", "police", "--server-url", "https://id.example"), "client-id"),
])  # fmt: skip
def test_a_directory_is_set_with_everything_it_needs_or_not_at_all(county, typed, said):
    with pytest.raises(CommandError, match=said):
        call_command("directory", *typed)
    assert not SocialApp.objects.exists()
