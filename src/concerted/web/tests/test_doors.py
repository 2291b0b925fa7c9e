"""The doors of the site under the real roles: in, out, and what is not there."""


def test_the_door_of_a_demonstration_offers_its_roles(county, client):
    page = client.get("/sign-in").content.decode()
    assert 'formaction="/see-it-as/iom_coordinator"' in page
    assert "Signing in sets the cookies" in page


def test_signing_out_by_a_link_asks_first(client_for):
    client = client_for("analyst")
    assert "Sign out?" in client.get("/sign-out").content.decode()
    assert client.get("/today").status_code == 200
    assert client.post("/sign-out")["Location"] == "/"
    assert client.get("/today").status_code == 302


def test_what_is_not_there_answers_with_the_same_bytes_each_time(client_for):
    client = client_for("iom_coordinator")
    answers = [client.get(f"/nowhere/{name}") for name in ("one", "two")]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content
    assert b"There is nothing here that your post may see" in answers[0].content
