"""Posts: opened by an agency's administrator for somebody, changed, ended; what lapses stops what needs it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from concerted.access.models import Subject
from concerted.access.posts.actions.change_post import CHANGED, change_post
from concerted.access.posts.actions.end_post import end_post
from concerted.access.posts.actions.open_post import open_post
from concerted.access.posts.reading import left_behind, now_to_come_ended, opens, roles_of, what_lasts
from concerted.access.tokens import viewer
from concerted.cases.models import Case
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.partnership.conflicts import Changed
from concerted.partnership.models import Post
from concerted.people.models import Person
from concerted.web.testing.county import owner_sql, owners_scope, post_of, sign_in_as
from concerted.web.testing.directory import OWNER, add_line, administrator_of, bring_into_force, draft, speak_as
from concerted.web.testing.leaks.sessions import secret_of

DETAILS = {
    "title": "Duty officer", "team_id": None, "clearance": 0, "vetting_level": "", "vetting_until_on": None,
    "trained_until_on": None, "declared_on": None, "declared_until_on": None, "interests": "",
}  # fmt: skip


def opened(by, **given):
    today = timezone.localdate()
    kept = {
        "post": new_id(), "account": post_of("analyst").account_id, "holder": "A. Newcomer-Birch",
        "role_class": "investigator", "from_on": today, "last_on": None, **DETAILS,
    }  # fmt: skip
    return open_post(by=by, **(kept | given))


def events(kind: str) -> int:
    return owner_sql("select count(*) from audit_event where kind = %s", [kind])[0][0]


def test_an_opened_post_stands_with_the_keys_of_its_role_and_sent_twice_it_is_one(county):
    by = speak_as(administrator_of("prisons"))
    assert {code for code, _ in roles_of(by)} == {"data_steward", "data_protection_officer", "agency_administrator"}
    identifier, before = new_id(), events("post.opened")
    one = opened(by, post=identifier, role_class="data_steward")
    assert opened(by, post=identifier, role_class="data_steward") == one
    assert events("post.opened") == before + 1
    assert "prison and release dates" in opens(by, "data_steward")
    assert one in now_to_come_ended(by)[0]


def test_overlapping_posts_are_refused_and_touching_ones_are_not(county):
    by = speak_as(administrator_of("police"))
    today = timezone.localdate()
    opened(by, last_on=today + timedelta(days=30))
    with pytest.raises(Refused, match="same person holds this role"):
        opened(by, from_on=today + timedelta(days=30))
    later = opened(by, from_on=today + timedelta(days=31))
    assert later in now_to_come_ended(by)[1]
    with pytest.raises(Refused, match="is past"):
        opened(by, role_class="data_steward", from_on=today - timedelta(days=1))


def test_the_race_of_two_administrators_is_told_in_words(county, monkeypatch):
    by = speak_as(administrator_of("police"))
    opened(by)
    monkeypatch.setattr("concerted.access.posts.actions.open_post.may_hold_post", lambda **_: True)
    with pytest.raises(Refused, match="Somebody has just opened this role"):
        opened(by)
    assert viewer() == by, "the page can still be shown"


def test_nobody_opens_changes_or_ends_a_post_of_their_own(county):
    own = administrator_of("police")
    by = speak_as(own)
    with pytest.raises(Refused, match="of their own"):
        opened(by, account=own.account_id)
    with pytest.raises(Refused, match="of their own"):
        end_post(post=own.pk, because="x", by=by)
    with pytest.raises(Refused, match="of their own"):
        change_post(post=own.pk, version=own.version, last_on=None, by=by, **(DETAILS | {"clearance": 2}))


def test_an_ended_post_sees_nothing_in_the_same_second(county):
    held = post_of("iom_coordinator")
    secret = secret_of(held)
    by = speak_as(administrator_of("police"))
    end_post(post=held.pk, because="Left the force.", by=by)
    before = events("post.ended")
    end_post(post=held.pk, because="Left the force.", by=by)
    assert events("post.ended") == before
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.token', %s, true)", [secret])
    assert viewer() is None


def test_a_post_ended_while_its_holder_is_signed_in_leads_to_the_sign_in(county, client_for):
    client = client_for("iom_coordinator")
    assert client.get("/today").status_code == 200
    end_post(post=post_of("iom_coordinator").pk, because="x", by=speak_as(administrator_of("police")))
    answered = client.get("/today")
    assert answered.status_code == 302 and answered["Location"].startswith("/sign-in")


def test_what_is_left_without_an_owner_is_told_in_counts_to_the_agencys_own_administrator(county):
    held = post_of("iom_coordinator")
    speak_as(administrator_of("police"))
    assert left_behind(held) == []
    person = Person.objects.using(OWNER).create()
    today = timezone.localdate()
    Subject.objects.using(OWNER).create(id=(case := new_id()), kind="case")
    Case.objects.using(OWNER).create(
        id=case, scope_id=owners_scope("iom", "case"), programme="iom", person=person, stage="proposed", since_on=today,
        opened_on=today,
    )  # fmt: skip
    speak_as(administrator_of("police"))
    assert left_behind(held) == ["1 proposal that waits for a decision"]
    speak_as(administrator_of("probation"))
    assert left_behind(held) == [], "another agency's post"


def test_two_administrators_at_one_post_the_later_one_is_told(county):
    held = post_of("iom_coordinator")
    by = speak_as(administrator_of("police"))
    values = {name: getattr(held, name) for name in CHANGED}
    change_post(post=held.pk, version=held.version, last_on=None, by=by, **(values | {"title": "New title"}))
    with pytest.raises(Changed, match=by.holder.replace(".", r"\.")):
        change_post(post=held.pk, version=held.version, last_on=None, by=by, **values)
    with pytest.raises(Refused, match="today or later"):
        yesterday = timezone.localdate() - timedelta(days=1)
        change_post(post=held.pk, version=held.version + 1, last_on=yesterday, by=by, **values)


def test_what_lasts_says_what_falls_with_it(county):
    made = draft()
    add_line(made, "prisons", "police", "supervision", "iom_coordinator", needs_vetting=True)
    bring_into_force(made, "prisons", "police")
    held, today = post_of("iom_coordinator"), timezone.localdate()
    sign_in_as("agency_administrator", "police")
    held.vetting_until_on = today - timedelta(days=1)
    vetting, training, _ = what_lasts(held, today, warn_days=30)
    assert (vetting.state, vetting.stops) == ("lapsed", ["orders and appointments of Prisons (Trial trial)"])
    assert training.stops == []
    held.vetting_until_on = today
    assert what_lasts(held, today, warn_days=30)[0].state == "soon"
    held.vetting_until_on = today + timedelta(days=31)
    assert what_lasts(held, today, warn_days=30)[0].state == "lasts"
    assert what_lasts(held, today, warn_days=None)[0].state == "soon", "not configured: always told"
    held.vetting_until_on = None
    assert what_lasts(held, today, warn_days=30)[0].state == "none"


def open_form(**given):
    return {
        "identifier": str(new_id()), "who": "", "name": "A. Newcomer-Birch", "address": "newcomer@demo.invalid",
        "role_class": "investigator", "title": "Investigator, south", "clearance": "0",
        "from_on": timezone.localdate().strftime("%d/%m/%Y"), **given,
    }  # fmt: skip


def test_somebody_new_is_invited_and_the_link_is_shown_once(county, client_for):
    client = client_for("agency_administrator", "police")
    typed = open_form()
    answered = client.post("/posts/open", typed)
    assert answered.status_code == 200 and "/account/link/" in answered.content.decode()
    again = client.post("/posts/open", typed)
    assert again.status_code == 302 and "/account/link/" not in again["Location"]
    assert Post.objects.using(OWNER).filter(holder="A. Newcomer-Birch").count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Write the name"),
        ({"address": ""}, "Write the address"),
        ({"address": "nobody"}, "Write an address such as"),
        ({"from_on": "31/2/2027"}, "Write a day that exists"),
        ({"role_class": "agreement_owner"}, "Choose one of the list"),
        ({"declared_until_on": "1/1/2029"}, "Write what was declared"),
        ({"last_on": "1/1/2020"}, "ends before it begins"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_everything_typed_is_kept(county, client_for, given, said):
    answered = client_for("agency_administrator", "police").post("/posts/open", open_form(**given)).content.decode()
    assert said in answered and "Investigator, south" in answered
    assert not Post.objects.using(OWNER).filter(title="Investigator, south").exists()


def test_pages_of_posts_answer_their_agencys_administrator_alone(county, client_for):
    mine, theirs = post_of("iom_coordinator"), post_of("probation_officer")
    for page in ("", "/change", "/end"):
        assert client_for("agency_administrator", "police").get(f"/posts/{mine.pk}{page}").status_code == 200
        hidden = client_for("agency_administrator", "police").get(f"/posts/{theirs.pk}{page}")
        missing = client_for("agency_administrator", "police").get(f"/posts/{new_id()}{page}")
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert client_for("analyst").get(f"/posts/{mine.pk}{page}").status_code == 403


def test_today_names_a_lapse_to_the_administrator_and_to_the_post_itself(county, client_for):
    made = draft()
    add_line(made, "prisons", "police", "supervision", "iom_coordinator", needs_training=True)
    bring_into_force(made, "prisons", "police")
    owner_sql("update partnership_post set trained_until_on = '2020-01-01' where role_class = 'iom_coordinator'")
    assert "Training has run out" in client_for("agency_administrator", "police").get("/today").content.decode()
    assert "Your training has run out" in client_for("iom_coordinator").get("/today").content.decode()
    assert "has run out" not in client_for("agency_administrator", "housing_colchester").get("/today").content.decode()
