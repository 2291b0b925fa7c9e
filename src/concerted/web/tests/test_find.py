"""The search page: what is typed is in no address, log or trail; filters, what is near, and what to try next."""

from typing import Any

import pytest

from concerted.people.tests import rows
from concerted.web.testing.county import owner_sql


@pytest.fixture
def kieran(make_record: Any) -> Any:
    """Two people of the police with one surname, one of them spelt otherwise."""
    rows.find_under(make_record("police", given_name="Tim", family_name="Adeyami", district="E07000071"))
    return rows.find_under(make_record("police", family_name="Adeyemi"))


def asked(client: Any, text: str) -> Any:
    return client.post("/find", {"q": text}, follow=True)


def test_what_is_asked_is_in_no_address_and_found_after_going_back(kieran, client_for):
    client = client_for("iom_coordinator")
    answer = asked(client, "Adeyemi")
    ((address, status),) = answer.redirect_chain
    assert status == 303 and "adeyemi" not in address.lower()
    assert "Kieran Adeyemi" in client.get(address).content.decode()
    assert "Adeyemi" not in answer.content.decode().split("</title>")[0]


def test_another_session_cannot_open_the_address(kieran, client_for):
    ((address, _),) = asked(client_for("iom_coordinator"), "Adeyemi").redirect_chain
    text = client_for("iom_coordinator").get(address).content.decode()
    assert "session that has ended" in text and "Adeyami" not in text


@pytest.mark.parametrize("sealed", ["x", "é", "a" * 3000, "gAAAA", "%00"])
def test_an_address_that_was_not_made_here_says_so(county, client_for, sealed):
    answer = client_for("iom_coordinator").get("/find", {"asked": sealed})
    assert answer.status_code == 200 and "session that has ended" in answer.content.decode()


def test_what_is_near_says_why_and_can_be_left_out(kieran, client_for):
    client = client_for("iom_coordinator")
    answer = asked(client, "Adeyemi")
    text = answer.content.decode()
    assert text.index("Kieran Adeyemi") < text.index("Tim Adeyami")
    assert "One letter from Adeyami" in text and "1 as you wrote it" in text
    address = answer.redirect_chain[0][0]
    assert "Tim Adeyami" not in client.get(f"{address}&near=no").content.decode()
    assert "Kieran Adeyemi" not in client.get(f"{address}&district=Colchester").content.decode()
    assert "Kieran Adeyemi" in client.get(f"{address}&district=nowhere").content.decode()


def test_nobody_says_what_was_tried_and_what_to_try(kieran, client_for):
    client = client_for("iom_coordinator")
    answer = asked(client, "Adeyemi 1/1/1960")
    text = answer.content.decode()
    assert "Nobody that your post may see" in text and "day and month swapped" in text
    assert "Search without the birth date" in text and "Search without “Adeyemi”" in text
    address = text.split('">Search without the birth date')[0].rpartition('href="')[2].replace("&amp;", "&")
    assert "Kieran Adeyemi" in client.get(address).content.decode()


def test_a_day_that_does_not_exist_is_told(kieran, client_for):
    assert "yours was not read" in asked(client_for("iom_coordinator"), "Brown 31/2/1999").content.decode()


def test_the_trail_holds_who_was_shown_and_nothing_that_was_asked(kieran, client_for):
    asked(client_for("iom_coordinator"), "Adeyemi")
    trail = owner_sql("select about::text, detail::text from audit_event where kind = 'page.opened'")
    assert any(str(kieran.pk) in about for about, _ in trail)
    assert not any("deyemi" in detail or "asked" in detail for _, detail in trail)


def test_an_empty_question_asks_whom(county, client_for):
    assert "Who are you looking for?" in asked(client_for("iom_coordinator"), "  ").content.decode()


def test_a_question_written_into_the_address_by_hand_is_answered_and_goes_on_sealed(kieran, client_for):
    text = client_for("iom_coordinator").get("/find?q=Adeyemi").content.decode()
    assert "Kieran Adeyemi" in text and 'name="asked" value="gAAAA' in text
