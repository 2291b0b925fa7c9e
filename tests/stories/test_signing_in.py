"""Second steps in a browser: an app that shows codes, and a passkey of a device that the browser pretends to have."""

import re
import struct
import time
from base64 import b32decode
from hashlib import sha1
from hmac import new as hmac

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]


def code_of(letters: str, steps: int = 0) -> str:
    """The code that an app would show, reckoned here anew (RFC 6238)."""
    key = b32decode(letters.replace(" ", ""))
    mac = hmac(key, struct.pack(">Q", int(time.time()) // 30 + steps), sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def device(window, town):
    """A window whose device makes and shows passkeys, finger included."""

    def opened(width=1280):
        page = window(width=width).new_page()
        page.door = town.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
        tools = page.context.new_cdp_session(page)
        tools.send("WebAuthn.enable")
        made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True}})  # fmt: skip
        page.device, page.tools = made["authenticatorId"], tools
        return page

    return opened


@pytest.fixture(autouse=True)
def nobody_has_a_second_step(town):
    """These stories take back what they set up: the other stories sign in by password alone."""
    yield
    town.sql("delete from door.mfa_authenticator returning 1")
    town.sql("delete from door.accounts_cache returning 1")


def sign_in(page, town, role):
    page.goto(f"{getattr(page, 'door', town.address)}/sign-in")
    page.get_by_label("E-mail address").fill(town.sign_ins[role]["address"])
    page.get_by_label("Password").fill(town.sign_ins[role]["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("width", [1280, 390])
def test_an_app_is_set_up_and_asked_at_the_next_sign_in(window, town, faults, width):
    page = window(width=width).new_page()
    sign_in(page, town, "housing_officer")
    page.goto(f"{town.address}/account/second-step")
    expect(page.get_by_role("heading", level=1)).to_have_text("How do you prove that it is you?")
    assert faults(page) == []
    page.get_by_role("link", name="An app that shows codes").click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    letters = page.locator(".app-letters").inner_text()
    page.get_by_label("Code that the app shows now").fill("000000")
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    assert page.locator(".app-letters").inner_text() == letters
    page.get_by_label("Code that the app shows now").fill(code_of(letters))
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these recovery codes")
    assert page.locator(".app-codes li").count() == 10
    assert faults(page) == []
    recovery = page.locator(".app-codes li").first.inner_text()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("App that shows codes").first).to_be_visible()

    sign_in(page, town, "housing_officer")
    expect(page.get_by_role("heading", level=1)).to_have_text("The second step")
    assert faults(page) == []
    page.get_by_label("Code").fill(code_of(letters, 1))
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/today"))

    sign_in(page, town, "housing_officer")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/today"))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_passkey_is_made_and_opens_alone_or_after_the_password(device, town, faults, width):
    page = device(width)
    sign_in(page, town, "probation_officer")
    page.goto(f"{page.door}/account/second-step/passkey")
    assert faults(page) == []
    page.get_by_label("Name of this passkey").fill("The office computer")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these recovery codes")
    page.goto(f"{page.door}/account/second-step")
    expect(page.get_by_text("The office computer").first).to_be_visible()

    sign_in(page, town, "probation_officer")
    expect(page.get_by_role("heading", level=1)).to_have_text("The second step")
    assert faults(page) == []
    page.get_by_role("button", name="Use my passkey").click()
    expect(page).to_have_url(re.compile("/today"))
    page.goto(f"{page.door}/account/sessions")
    expect(page.get_by_text("a password and a passkey").first).to_be_visible()
    assert faults(page) == []

    page.context.clear_cookies()
    page.goto(f"{page.door}/sign-in?next=/account/sessions")
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page).to_have_url(re.compile("/account/sessions"))
    expect(page.get_by_text("with a passkey").first).to_be_visible()


def test_a_finger_that_is_not_known_opens_nothing(device, town):
    page = device()
    page.goto(f"{page.door}/sign-in")
    page.tools.send("WebAuthn.setUserVerified", {"authenticatorId": page.device, "isUserVerified": False})
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_role("status").filter(has_text="did not finish")).to_be_visible()


def test_without_scripts_nothing_offers_a_passkey_and_a_code_serves(window, town):
    page = window(java_script_enabled=False).new_page()
    page.goto(f"{town.address}/sign-in")
    expect(page.get_by_role("button", name="Use a passkey instead")).to_be_hidden()
    sign_in(page, town, "analyst")
    page.goto(f"{town.address}/account/second-step/passkey")
    expect(page.get_by_role("button", name="Make the passkey")).to_be_hidden()
    expect(page.get_by_role("link", name="An app that shows codes")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_an_own_account_are_readable_by_everybody(open_as, town, faults, width):
    page = open_as("analyst", width=width)
    for address in ("/account/sessions", "/account/password", "/account/second-step", "/account/forgotten",
                    "/account/link", "/sign-in"):  # fmt: skip
        page.goto(address)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
