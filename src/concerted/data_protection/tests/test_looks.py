"""The pages over the trail: what they show, what they leave out, and that looking at them is on the trail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from concerted.audit.sealing import seal
from concerted.data_protection.looks.period import Period
from concerted.data_protection.looks.settings import NIGHT_FROM, NIGHT_UNTIL, PEOPLE_AN_HOUR, decided_on
from concerted.data_protection.looks.unusual import findings
from concerted.web.testing.county import owner_sql, post_of, sign_in_as

OFFICER = "data_protection_officer"


@pytest.fixture
def officer(client_for):
    return client_for(OFFICER, "police")


@pytest.fixture
def kieran(make_record):
    return make_record("police", given_name="Kieran", family_name="Featherstonehaugh-Adeyemi")


def looked(post, about, *, at=None, permission="people.read", kind="page.opened", page="A person's page") -> None:
    at = at or timezone.now()
    ids = ", ".join(f"'{one}'" for one in about)
    detail = f'{{"page": "{page}", "permission": "{permission}"}}' if kind == "page.opened" else "{}"
    owner_sql(
        "insert into audit_event (at, kind, post_id, agency_id, purpose, process, about, detail) "
        "values (%s, %s, %s, %s, 'iom', 'app', "
        f"array[{ids}]::uuid[], %s::jsonb)",
        [at, kind, post.pk, post.agency_id, detail],
    )


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_who_looked_at_a_person_names_post_purpose_page_and_time(officer, kieran):
    post = post_of("iom_coordinator")
    looked(post, [kieran.pk])
    page = text_of(officer.get(f"/looks/people/{kieran.person.reference}"))
    assert post.holder in page
    assert "For integrated offender management" in page
    assert "Opened a page: A person&#x27;s page" in page


def test_a_look_of_another_agency_at_our_record_is_shown_and_one_of_a_protected_agency_leaves_no_trace(
    officer, kieran, make_record
):
    hidden = post_of("victim_caseworker")
    pages = []
    for event in (False, True):
        if event:
            looked(hidden, [kieran.pk])
        pages.append(without_token(text_of(officer.get(f"/looks/people/{kieran.person.reference}"))))
        owner_sql("alter table audit_event disable trigger user")
        owner_sql(f"delete from audit_event where post_id = '{post_of(OFFICER, 'police').pk}'")
    assert pages[0] == pages[1]
    probation = post_of("probation_officer")
    looked(probation, [kieran.pk])
    shown = text_of(officer.get(f"/looks/people/{kieran.person.reference}"))
    assert probation.holder in shown
    assert hidden.holder not in shown
    assert f"/looks/posts/{probation.pk}" not in shown


def without_token(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_a_hidden_person_and_a_missing_one_are_the_same(officer, make_record):
    hidden = make_record("second_start", family_name="Wrenfield")
    answers = [officer.get(f"/looks/people/{ref}") for ref in (hidden.person.reference, "C-222222")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert without_token(answers[0].content.decode()) == without_token(answers[1].content.decode())


def test_what_a_post_looked_at_and_another_agencys_post_is_missing(officer, kieran):
    post = post_of("iom_coordinator")
    looked(post, [kieran.pk])
    page = text_of(officer.get(f"/looks/posts/{post.pk}"))
    assert "Kieran Featherstonehaugh-Adeyemi" in page
    assert officer.get(f"/looks/posts/{post_of('probation_officer').pk}").status_code == 404


def test_acts_are_narrowed_by_their_kind(officer, kieran):
    post = post_of("iom_coordinator")
    looked(post, [kieran.pk], kind="disclosure.given")
    looked(post, [kieran.pk], kind="action.asked")
    everything = text_of(officer.get("/looks/acts"))
    assert "Disclosure: given" in everything
    assert "Action: asked" in everything
    only = text_of(officer.get("/looks/acts?kind=disclosure"))
    assert "Disclosure: given" in only
    assert "Action: asked" not in only
    assert "Nothing of this kind" in text_of(officer.get("/looks/acts?kind=emergency"))


def test_days_in_the_address_decide_and_nonsense_falls_back(officer, kieran):
    post = post_of("iom_coordinator")
    looked(post, [kieran.pk], at=timezone.now() - timedelta(days=40))
    address = f"/looks/people/{kieran.person.reference}"
    assert "Nobody that you may know of" in text_of(officer.get(address))
    day = timezone.localdate() - timedelta(days=40)
    assert post.holder in text_of(officer.get(f"{address}?from_on={day:%d/%m/%Y}"))
    for bad in (
        "from_on=31/2/2027",
        "to_on=x",
        "before=nonsense",
        "before=2027-03-03,99999999999999999999",
        "before=2027-03-03T00:00:00%2B23:59,1",
        "before=0001-01-01T00:00:00%2B10:00,1",
        "from_on=1/1/0001",
    ):
        assert officer.get(f"{address}?{bad}").status_code == 200, bad


def test_older_pages_continue_where_the_newer_ended(officer, kieran):
    post = post_of("iom_coordinator")
    for number in range(60):
        looked(post, [kieran.pk], at=timezone.now() - timedelta(minutes=number), page=f"Page {number:03}")
    import re

    address = f"/looks/people/{kieran.person.reference}"
    first = text_of(officer.get(address))
    (older,) = re.findall(r'href="(\?[^"]+)" rel="next"', first)
    second = text_of(officer.get(address + older.replace("&amp;", "&")))
    numbers = [int(n) for n in re.findall(r"Page (\d{3})", first + second)]
    assert numbers == list(range(60))


def test_the_file_holds_the_rows_is_harmless_in_a_spreadsheet_and_is_on_the_trail(officer, kieran):
    post = post_of("iom_coordinator")
    looked(post, [kieran.pk], page="=cmd()")
    answer = officer.get(f"/looks/people/{kieran.person.reference}?as=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    lines = answer.content.decode().splitlines()
    assert lines[0].startswith("when,what,page,post,holder")
    assert "'=cmd()" in lines[1]
    assert owner_sql("select count(*) from audit_event where kind = 'looks.exported'") == [(1,)]


def test_the_officers_own_looking_is_on_the_trail(officer, kieran):
    officer.get(f"/looks/people/{kieran.person.reference}")
    page = text_of(officer.get(f"/looks/people/{kieran.person.reference}"))
    assert "Who looked at one person" in page
    ((about, post),) = owner_sql(
        "select about, post_id from audit_event where kind = 'page.opened' order by id limit 1"
    )
    assert kieran.pk in about
    assert post == post_of(OFFICER, "police").pk


@pytest.mark.parametrize("address", ["/looks", "/looks/acts", "/looks/unusual", "/looks/trail"])
@pytest.mark.parametrize("role", ["iom_coordinator", "analyst", "agency_administrator"])
def test_no_other_role_opens_them(client_for, role, address):
    assert client_for(role).get(address).status_code == 403


@pytest.mark.parametrize("address", ["/looks", "/looks?asked=feather", "/looks/acts", "/looks/unusual", "/looks/trail"])
def test_an_empty_county_has_a_page(officer, address):
    text_of(officer.get(address))


def test_a_person_is_found_and_leads_to_the_trail(officer, kieran):
    answer = officer.post("/looks", {"q": kieran.person.reference})
    assert kieran.person.reference not in answer["Location"]
    page = text_of(officer.get(answer["Location"]))
    assert f"/looks/people/{kieran.person.reference}" in page


def found_by(rule: str):
    viewer = sign_in_as(OFFICER, "police")
    today = timezone.localdate()
    period = Period(today - timedelta(days=7), today)
    return [f for f in findings(viewer, period, decided_on(today)) if f.rule == rule]


def test_more_people_in_an_hour_than_ever_before_is_noticed(county, make_record):
    post = post_of("iom_coordinator")
    people = [make_record("police") for _ in range(5)]
    noon = timezone.localtime().replace(hour=12, minute=5) - timedelta(days=1)
    looked(post, [people[0].pk], at=noon - timedelta(days=25))
    assert found_by("is_more_than_ever") == []
    looked(post, [p.pk for p in people], at=noon)
    (one,) = found_by("is_more_than_ever")
    assert one.because == "5 people in one hour; never more than 1 in the days before."


def test_two_records_of_one_person_are_one_person(county, make_record):
    post = post_of("iom_coordinator")
    first = make_record("police")
    second = make_record("police", person=first.person)
    noon = timezone.localtime().replace(hour=12, minute=5) - timedelta(days=1)
    looked(post, [first.pk], at=noon - timedelta(days=25))
    looked(post, [first.pk, second.pk], at=noon)
    assert found_by("is_more_than_ever") == []


def test_an_hour_that_is_new_for_the_post_is_noticed(county, make_record):
    post, person = post_of("iom_coordinator"), make_record("police")
    noon = timezone.localtime().replace(hour=12, minute=5) - timedelta(days=1)
    looked(post, [person.pk], at=noon - timedelta(days=25))
    looked(post, [person.pk], at=noon.replace(hour=3))
    (one,) = found_by("is_unusual_hour")
    assert one.at.hour == 3


def test_a_namesake_of_a_colleague_is_noticed(county, make_record):
    post = post_of("iom_coordinator")
    namesake = make_record("police", family_name=post.holder.split()[-1].upper())
    looked(post, [namesake.pk, make_record("police").pk])
    (one,) = found_by("is_namesake")
    assert one.subject == namesake.pk


def test_looking_without_any_act_is_noticed_until_there_is_one(county, make_record):
    post, person = post_of("iom_coordinator"), make_record("police")
    looked(post, [person.pk])
    assert len(found_by("is_without_reason")) == 1
    looked(post, [person.pk], kind="action.asked")
    assert found_by("is_without_reason") == []


def test_a_look_after_the_post_ended_is_noticed(county, make_record):
    post, person = post_of("iom_coordinator"), make_record("police")
    looked(post, [person.pk])
    assert found_by("is_after_leaving") == []
    owner_sql("set constraints all immediate")
    owner_sql("alter table partnership_post disable trigger user")
    owner_sql(
        "update partnership_post set from_at = now() - interval '2 hours', until_at = now() - interval '1 hour' "
        f"where id = '{post.pk}'"
    )
    assert len(found_by("is_after_leaving")) == 1


def test_what_the_county_has_not_decided_is_said(officer):
    page = text_of(officer.get("/looks/unusual"))
    assert page.count("not configured") == 2


def test_what_the_county_decided_counts(county, make_record):
    now, day = timezone.now(), timezone.localdate()
    for code, value in ((PEOPLE_AN_HOUR, 1), (NIGHT_FROM, 11), (NIGHT_UNTIL, 13)):
        owner_sql(
            "insert into partnership_localsetting (code, value, because, from_on, set_at) "
            f"values ('{code}', '{value}', 'x', %s, %s)",
            [day - timedelta(days=9), now],
        )
    assert decided_on(day).night == (11, 13)
    noon = timezone.localtime().replace(hour=12, minute=5) - timedelta(days=1)
    looked(post_of("iom_coordinator"), [make_record("police").pk, make_record("police").pk], at=noon)
    assert "limit is 1" in found_by("is_more_than_ever")[0].because
    assert "night" in found_by("is_unusual_hour")[0].because


def test_the_checkpoint_and_its_proof_are_taken_away_and_check_out(officer, kieran, settings, tmp_path):
    from concerted.audit.consistency import compare
    from concerted.audit.notes import read_checkpoint, read_key
    from concerted.audit.signing import keys, sign_newest

    settings.STATE_DIR = tmp_path
    assert "Nothing is signed yet" in text_of(officer.get("/looks/trail"))
    assert officer.get("/looks/trail/checkpoint").status_code == 400
    for _ in range(300):
        looked(post_of("iom_coordinator"), [kieran.pk])
    while seal(using="engine"):
        continue
    sign_newest(using="engine")
    old = officer.get("/looks/trail/checkpoint").content.decode()
    size = read_checkpoint(old).size
    for _ in range(20):
        looked(post_of("iom_coordinator"), [kieran.pk])
    while seal(using="engine"):
        continue
    sign_newest(using="engine")
    page = text_of(officer.get(f"/looks/trail?since={size}"))
    assert keys(using="engine")[0].verifier in page
    new = officer.get(f"/looks/trail/checkpoint?since={size}").content.decode()
    told = compare(read_checkpoint(old), read_checkpoint(new), [read_key(keys(using="engine")[0].verifier)])
    assert told.verdict == "continued"
    for bad in ("x", "-1", "9" * 30, "99999"):
        assert officer.get(f"/looks/trail/checkpoint?since={bad}").status_code == 400
        assert "govuk-error-message" in text_of(officer.get(f"/looks/trail?since={bad}"))
