"""In and out: what opens a session, what it is tied to, and what ends it."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from concerted.access.tokens import COOKIE, mint
from concerted.web.signing_in.networks import network_of
from concerted.web.testing.county import owner_sql, post_of


def test_a_password_opens_a_session_in_a_demonstration(person, client, door):
    answer = door.sign_in(client, person)
    assert answer.status_code == 302
    assert client.get("/today").status_code == 200


def test_the_answer_to_a_wrong_password_and_an_unknown_address_is_the_same(person, client, door):
    wrong = door.sign_in(client, person, "not this one at all").content.decode()
    unknown = client.post("/sign-in", {"address": "nobody@example.org", "password": "not this one at all"})
    assert "do not belong together" in wrong
    strip = lambda page, address: page.replace(address, "").split("csrfmiddlewaretoken")[0]  # noqa: E731
    assert strip(wrong, person.email) == strip(unknown.content.decode(), "nobody@example.org")


def test_a_sign_in_gives_a_new_secret_and_ends_the_browser_s_old_session(person, client, door):
    door.sign_in(client, person)
    first = door.token(client)
    door.sign_in(client, person)
    assert door.token(client) not in ("", first)
    other = door.client()
    other.cookies[COOKIE] = first
    assert other.get("/today").status_code == 302


def test_a_token_replayed_after_sign_out_opens_nothing(person, client, door):
    door.sign_in(client, person)
    secret = door.token(client)
    client.post("/sign-out")
    other = door.client()
    other.cookies[COOKIE] = secret
    assert other.get("/today")["Location"].startswith("/sign-in")


def test_signing_out_empties_what_the_browser_kept(person, client, door):
    door.sign_in(client, person)
    answer = client.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert door.token(client) == ""


@pytest.mark.parametrize("forged", ["x", "0" * 43, "' or 1=1 --", "\x00", "é" * 40])
def test_a_forged_token_opens_nothing(county, client, forged):
    client.cookies[COOKIE] = forged
    assert client.get("/today").status_code == 302


@pytest.mark.parametrize("column, value", [("until_at", "now() - interval '1 second'"),
                                           ("seen_at", "now() - idle_for")])  # fmt: skip
def test_an_old_session_asks_to_sign_in_again_and_returns_to_the_page(person, client, door, column, value):
    door.sign_in(client, person)
    owner_sql(f"update access.access_token set {column} = {value}")
    answer = client.get("/cohort?sort=name")
    assert answer["Location"] == "/sign-in?next=%2Fcohort%3Fsort%3Dname"
    back = client.post(answer["Location"], {"address": person.email, "password": "a-long-sentence-nobody-guesses"})
    assert back["Location"] == "/cohort?sort=name"


def test_a_page_that_is_opened_keeps_the_session_alive_with_one_write_in_four_minutes(person, client, door):
    door.sign_in(client, person)
    owner_sql("update access.access_token set seen_at = now() - interval '50 minutes'")
    client.get("/today")
    ((first,),) = owner_sql("select seen_at from access.access_token")
    client.get("/today")
    ((second,),) = owner_sql("select seen_at from access.access_token")
    assert first == second > timezone.now() - timedelta(minutes=1)


def test_the_wrong_clock_of_a_web_server_prolongs_nothing(person, client, door, monkeypatch):
    real = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: real - timedelta(days=400))
    post = post_of("iom_coordinator")
    mint(post.account_id, post.pk)
    monkeypatch.undo()
    ((until,),) = owner_sql("select until_at from access.access_token order by until_at desc limit 1")
    assert abs(until - real - timedelta(hours=10)) < timedelta(minutes=1)


def test_a_wiped_token_table_signs_everybody_out_and_loses_nothing_else(person, client, door):
    door.sign_in(client, person)
    before = owner_sql("select count(*) from public.partnership_post")
    owner_sql("delete from access.access_token")
    assert client.get("/today").status_code == 302
    assert door.sign_in(client, person).status_code == 302
    assert client.get("/today").status_code == 200
    assert owner_sql("select count(*) from public.partnership_post") == before


@pytest.mark.parametrize("change", ["update door.accounts_account set is_active = false where id = %s",
                                    "update partnership_post set until_at = now() where account_id = %s"])  # fmt: skip
def test_a_leaver_is_cut_off_in_the_next_request(person, client, door, change):
    door.sign_in(client, person)
    assert client.get("/today").status_code == 200
    owner_sql(change, [person.pk])
    assert client.get("/today").status_code == 302


def test_somebody_without_a_post_is_told_so_and_gets_no_token(person, client, door):
    owner_sql("update partnership_post set until_at = now() where account_id = %s", [person.pk])
    answer = door.sign_in(client, person)
    assert (answer.status_code, door.token(client)) == (403, "")
    assert "You hold no post today" in answer.content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_no_sign_in_leads_to_another_site(person, client, door, target):
    assert door.sign_in(client, person, next=target)["Location"] == "/today"


def test_a_change_of_post_keeps_the_end_of_the_session_and_ends_the_old_secret(person, client, door):
    other = post_of("iom_coordinator")
    other.title, other.role_class = "Second post", "probation_officer"
    other.id = "0190a000-0000-7000-8000-000000000001"
    other.save(using="migrator", force_insert=True)
    answer = door.sign_in(client, person, next="/cohort")
    assert answer["Location"] == "/choose-post?next=%2Fcohort"
    old = door.token(client)
    ends = owner_sql("select until_at, signed_in_at from access.access_token")
    changed = client.post(answer["Location"], {"post": other.id})
    assert changed["Location"] == "/cohort"
    assert owner_sql("select until_at, signed_in_at from access.access_token") == ends
    assert b"Second post" in client.get("/today").content
    again = door.client()
    again.cookies[COOKIE] = old
    assert again.get("/today").status_code == 302


def test_nobody_takes_another_s_post(person, client, door):
    door.sign_in(client, person)
    foreign = post_of("analyst")
    assert client.post("/choose-post", {"post": str(foreign.pk)}).status_code == 404


def test_five_wrong_passwords_lock_the_address_and_a_right_one_does_not_open_it(person, client, door, settings):
    settings.AXES_ENABLED = True
    for _ in range(4):
        assert door.sign_in(client, person, "wrong-wrong-wrong").status_code == 200
    assert door.sign_in(client, person, "wrong-wrong-wrong").status_code == 429
    assert door.sign_in(client, person).status_code == 429


@pytest.mark.parametrize("proxies, seen", [(0, "127.0.0.1"), (1, "203.0.113.7")])
def test_a_forwarded_address_is_believed_of_a_proxy_of_ours_only(rf, settings, proxies, seen):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.7"})
    assert network_of(request) == seen


def test_a_lock_cannot_be_dodged_by_claiming_other_addresses(person, client, door, settings):
    settings.AXES_ENABLED = True
    for number in range(5):
        given = {"address": person.email, "password": "wrong-wrong-wrong"}
        answer = client.post("/sign-in", given, headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert answer.status_code == 429


def test_too_many_posts_of_one_network_are_refused(person, client, settings):
    settings.ANONYMOUS_POSTS = "3/m/ip"
    answers = [client.post("/account/forgotten", {"address": "a@example.org"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_every_sign_in_and_sign_out_is_in_the_trail_without_an_address(person, client, door):
    door.sign_in(client, person, "wrong-wrong-wrong")
    door.sign_in(client, person)
    client.post("/sign-out")
    rows = owner_sql("select kind, about, detail::text from audit_event where kind like 'account.%%' order by id")
    assert [row[0] for row in rows] == ["account.sign_in_refused", "account.signed_in", "account.signed_out"]
    assert all(person.pk in row[1] for row in rows[:2])
    assert "@" not in str(rows)


def test_a_page_of_partners_asks_the_door_nothing(person, client, door):
    door.sign_in(client, person)
    asked = []

    def listen(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connections["gate"].execute_wrapper(listen):
        for address in ("/today", "/cohort", "/find?q=smith", "/area"):
            assert client.get(address).status_code == 200
    assert asked == []
