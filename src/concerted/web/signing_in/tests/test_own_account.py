"""A person's own account: where they are signed in, what they end, and the password."""

import pytest

from concerted.web.signing_in.browsers import in_words
from concerted.web.testing.county import client_as, owner_sql

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.mark.parametrize("agent, words", [(FIREFOX, "Firefox on Windows"), (SAFARI, "Safari on an iPhone"),
                                          ("", "A browser"), ("curl/8", "A browser")])  # fmt: skip
def test_a_browser_is_named_in_words(agent, words):
    assert in_words(agent) == words


def test_a_person_sees_where_they_are_signed_in_and_ends_one_or_all_others(person, client, door):
    places = [door.client(headers={"user-agent": SAFARI}), door.client(), door.client()]
    for place in [client, *places]:
        door.sign_in(place, person)
    page = client.get("/account/sessions").content.decode()
    assert "Here and in 3 other places" in page and "Safari on an iPhone" in page and "with a password" in page
    value = page.split('name="session" value="')[2].split('"')[0]
    client.post("/account/sessions/end", {"session": value})
    assert sorted(place.get("/today").status_code for place in places) == [200, 200, 302]
    client.post("/account/sessions/end", {"session": "others"})
    assert [place.get("/today").status_code for place in places] == [302, 302, 302]
    assert client.get("/today").status_code == 200


def test_nobody_sees_or_ends_another_s_session(person, client, door):
    door.sign_in(client, person)
    other = client_as("analyst")
    other.get("/today")
    ((theirs,),) = owner_sql("select id from access.access_token where how <> 'x' order by signed_in_at desc limit 1")
    assert "Here, and nowhere else" in client.get("/account/sessions").content.decode()
    client.post("/account/sessions/end", {"session": str(theirs)})
    client.post("/account/sessions/end", {"session": "others"})
    assert other.get("/today").status_code == 200


@pytest.mark.parametrize("which", ["", "x", "0", "' or true --"])
def test_a_session_that_is_no_session_is_not_there(person, client, door, which):
    door.sign_in(client, person)
    assert client.post("/account/sessions/end", {"session": which}).status_code == 404
    assert client.get("/today").status_code == 200


def test_a_new_password_needs_the_present_one_and_ends_the_other_sessions(person, client, door):
    other = door.client()
    for place in (client, other):
        door.sign_in(place, person)
    wrong = client.post("/account/password", {"present": "not-it-at-all", "new": "an-entirely-new-sentence"})
    assert b"present password is not right" in wrong.content
    assert other.get("/today").status_code == 200
    right = {"present": "a-long-sentence-nobody-guesses", "new": "an-entirely-new-sentence"}
    assert b"1 other session of yours ended" in client.post("/account/password", right).content
    assert other.get("/today").status_code == 302
    assert client.get("/today").status_code == 200
    assert door.sign_in(other, person).status_code == 200


def test_the_present_password_cannot_be_guessed_without_end(person, client, door):
    door.sign_in(client, person)
    for _ in range(5):
        client.post("/account/password", {"present": "not-it-at-all", "new": "an-entirely-new-sentence"})
    right = {"present": "a-long-sentence-nobody-guesses", "new": "an-entirely-new-sentence"}
    assert b"Too many" in client.post("/account/password", right).content
