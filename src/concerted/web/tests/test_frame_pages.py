import pytest


def test_the_front_door_needs_nobody_to_sign_in(county, client):
    response = client.get("/")
    assert response.status_code == 200
    assert "999" in response.content.decode()


def test_a_page_of_partners_leads_to_sign_in_and_back(county, client):
    response = client.get("/today?all=decide")
    assert (response.status_code, response["Location"]) == (302, "/sign-in?next=%2Ftoday%3Fall%3Ddecide")


@pytest.mark.parametrize(
    "role", ["iom_coordinator", "probation_officer", "housing_officer", "drug_worker", "analyst", "data_steward"]
)
def test_every_role_lands_on_today(client_for, role):
    response = client_for(role).get("/today")
    assert response.status_code == 200
    assert "Demonstration, as at 3 March 2027" in response.content.decode()


def test_a_kind_of_page_that_is_closed_says_why_and_whom_to_ask(client_for):
    response = client_for("analyst").get("/find?q=smith")
    assert response.status_code == 403
    text = response.content.decode()
    assert "You may not see Find" in text
    assert "Marchetti-Oduya" in text


def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(county, client):
    answers = {
        client.post("/sign-in", {"address": address, "password": "no"}).content
        for address in ("iom@demo.invalid", "nobody@demo.invalid")
    }
    assert len({a.split(b"csrfmiddlewaretoken")[0] for a in answers}) == 1


def test_one_click_changes_the_role_in_the_demonstration(client_for):
    client = client_for("analyst")
    assert client.post("/see-it-as/housing_officer")["Location"] == "/today"
    assert "Colchester housing" in client.get("/today").content.decode()


def test_signing_out_ends_the_session_at_once(client_for):
    client = client_for("analyst")
    kept = client.cookies["concerted_token"].value
    client.post("/sign-out")
    client.cookies["concerted_token"] = kept
    assert client.get("/today").status_code == 302


@pytest.mark.parametrize("address", ["iom@demo.invalid", "nobody@demo.invalid"])
def test_too_many_wrong_passwords_close_an_address_for_a_while(county, client, settings, address):
    settings.AXES_ENABLED = True
    statuses = [client.post("/sign-in", {"address": address, "password": "no"}).status_code for _ in range(6)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    text = client.post("/sign-in", {"address": address, "password": "no"}).content.decode()
    assert "Wait 15 minutes" in text


def test_a_rule_is_read_with_its_source_by_anybody_who_holds_a_post(client_for):
    client = client_for("housing_officer")
    text = client.get("/rules/iom.what_counts").content.decode()
    assert "iom.what_counts" in text
    assert "Source" in text
    assert "iom.what_counts" in client.get("/rules").content.decode()
    assert client.get("/rules/no.such_rule").status_code == 404


def test_today_is_printed_with_who_printed_it(client_for):
    text = client_for("iom_coordinator").get("/today/print").content.decode()
    assert "Printed by N. Attwater-Bello" in text
    assert "Official-Sensitive" in text
