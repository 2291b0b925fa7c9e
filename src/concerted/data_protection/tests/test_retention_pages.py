"""The pages of keeping and erasing: the schedule, the list of what is due, decisions, certificates."""

import re
from datetime import date
from html import unescape

import pytest

from concerted.access.categories import CATEGORIES
from concerted.access.protection import PROTECTED
from concerted.data_protection.local_settings import PEOPLE_TO_ERASE
from concerted.data_protection.models import Erasure, LegalHold, RetentionPeriod, RetentionReview
from concerted.data_protection.retention.erasing import erase_what_waits
from concerted.data_protection.retention.tables import TABLES
from concerted.data_protection.tests.rows import AT, FAMILY, OWNER, agency, events, somebody, with_everything
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import LocalSetting, Post
from concerted.people.models import Record
from concerted.web.testing.county import make_record, post_of
from concerted.web.testing.engine import as_engine

pytestmark = pytest.mark.usefixtures("county")
ROLE = "data_protection_officer"
ERASE = {"rests_on": "schedule", "because": "Six years without contact"}


@pytest.fixture
def client(client_for):
    return client_for(ROLE)


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def configured(*categories: str, code: str = "police", months: int = 72) -> None:
    for category in categories or ("identity", "whereabouts", "offending"):
        RetentionPeriod.objects.using(OWNER).create(
            agency=agency(code), category=category, months=months, counted_from="last_event", source="Our policy",
            from_on=date(2020, 1, 1), set_at=AT,
        )  # fmt: skip


def post(client, address, **fields):
    return client.post(address, {"identifier": str(new_id()), **fields})


def test_every_model_is_in_the_retention_schedule(client):
    assert set(TABLES) == {label for label in PROTECTED if not label.startswith("test_")}
    assert {c for _, categories in TABLES.values() for c in categories} == set(CATEGORIES)
    page = text(client.get("/retention/schedule"))
    for category in CATEGORIES.values():
        assert category.title.lower() in page.lower(), category.code


def test_no_period_is_shipped_and_nothing_is_due_without_one(client):
    assert not RetentionPeriod.objects.using(OWNER).exists()
    somebody()
    assert "is not configured" in text(client.get("/retention"))


def test_what_a_period_lists_as_due_and_what_goes_with_its_record_is_said(client):
    assert "somebody decides each record" in text(client.get("/retention/schedule/offending"))
    assert "lists nothing as due" in text(client.get("/retention/schedule/consent"))
    assert "Goes with its record" in text(client.get("/retention/schedule"))


def test_a_period_is_set_from_a_day_and_the_one_before_ends(client):
    sent = {"months": "72", "review_months": "", "counted_from": "last_event", "source": "Policy 7", "programme": ""}
    assert client.post("/retention/schedule/offending", sent | {"from_on": "1/3/2027"}).status_code == 302
    assert client.post("/retention/schedule/offending", sent | {"from_on": "1/3/2027"}).status_code == 302
    assert (
        client.post("/retention/schedule/offending", sent | {"from_on": "1/6/2027", "months": "84"}).status_code == 302
    )
    rows = RetentionPeriod.objects.using(OWNER).filter(category="offending").order_by("from_on")
    assert [(r.months, r.until_on) for r in rows] == [(72, date(2027, 6, 1)), (84, None)]
    assert "72 months" in text(client.get("/retention/schedule"))
    refused = client.post("/retention/schedule/offending", sent | {"from_on": "1/1/2027"})
    assert "Choose that day or a later one" in text(refused)


@pytest.mark.parametrize(
    ("sent", "repair"),
    [
        ({}, "Say for how many months it is kept"),
        ({"months": "many"}, "Write a whole number of months."),
        ({"months": "0"}, "Write 1 month or more."),
        ({"months": "12", "review_months": "12"}, "Leave one of the two empty"),
    ],
)
def test_a_period_that_says_nothing_is_refused_with_its_repair(client, sent, repair):
    given = {"counted_from": "last_event", "source": "p", "from_on": "1/3/2027", **sent}
    assert repair in text(client.post("/retention/schedule/offending", given))


def test_a_record_is_due_when_every_category_is_and_the_oldest_comes_first(client):
    configured("identity", "whereabouts")
    record = somebody()
    assert FAMILY not in text(client.get("/retention")), "offending has no period"
    configured("offending")
    page = text(client.get("/retention"))
    assert "1 record whose time is up" in page
    assert f"/retention/records/{record.pk}" in page
    assert "Time up" in text(client.get(f"/retention/records/{record.pk}"))


def test_another_agencys_record_is_neither_listed_nor_opened(client):
    configured()
    record = make_record("courts", family_name="Elsewhere")
    assert "Elsewhere" not in text(client.get("/retention"))
    for address in ("", "/keep", "/hold", "/erase"):
        answers = [client.get(f"/retention/records/{key}{address}") for key in (record.pk, new_id())]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert len({re.sub(rb'value="[^"]{64}"', b"", answer.content) for answer in answers}) == 1


def test_a_decision_to_keep_takes_it_off_the_list_until_that_day(client):
    configured()
    record = somebody()
    identifier = str(new_id())
    for _ in range(2):
        sent = {"identifier": identifier, "until_on": "1/1/2028", "because": "A review of the case"}
        assert client.post(f"/retention/records/{record.pk}/keep", sent).status_code == 302
    assert RetentionReview.objects.using(OWNER).count() == 1
    assert FAMILY not in text(client.get("/retention"))
    assert "Kept until 1 January 2028" in text(client.get(f"/retention/records/{record.pk}"))
    past = post(client, f"/retention/records/{record.pk}/keep", until_on="1/1/2020", because="x")
    assert "still to come" in text(past)


def test_a_hold_blocks_erasing_until_it_is_lifted(client):
    configured()
    record = somebody()
    post(client, f"/retention/records/{record.pk}/hold", ordered_by="An inquiry", because="Its terms name this force")
    assert "A legal hold stands" in text(post(client, f"/retention/records/{record.pk}/erase", **ERASE))
    (hold,) = LegalHold.objects.using(OWNER).all()
    assert client.post(f"/retention/holds/{hold.pk}/lift").status_code == 302
    assert post(client, f"/retention/records/{record.pk}/erase", **ERASE).status_code == 302


def test_the_preview_tells_rows_by_table_and_what_stays(client):
    record = with_everything(somebody())
    page = text(client.get(f"/retention/records/{record.pk}/erase"))
    for line in ("1 · records of people", "1 · addresses", "1 · cases", "What stays, and why", "The audit trail"):
        assert line in page


def test_it_is_asked_once_erased_and_certified(client):
    configured()
    record = somebody()
    identifier = str(new_id())
    for _ in range(2):
        client.post(f"/retention/records/{record.pk}/erase", {"identifier": identifier, **ERASE})
    (erasure,) = Erasure.objects.using(OWNER).all()
    assert erasure.state == "confirmed"
    with as_engine():
        erase_what_waits()
    page = text(client.get(f"/retention/erasures/{erasure.reference}"))
    assert "1 record was erased" in page
    assert "The audit trail says the same." in page
    assert FAMILY not in page
    assert "Certificate of erasure" in text(client.get(f"/retention/erasures/{erasure.reference}/print"))
    assert len(events("erasure.asked")) == 1


def test_a_certificate_that_was_altered_is_told(client):
    configured()
    record = somebody()
    post(client, f"/retention/records/{record.pk}/erase", **ERASE)
    with as_engine():
        erase_what_waits()
    erasure = Erasure.objects.using(OWNER).get()
    erasure.counts = {"tables": {"people_record": 0}}
    erasure.save(using=OWNER)
    assert "does not say the same" in text(client.get(f"/retention/erasures/{erasure.reference}"))


def test_before_its_time_it_needs_another_ground_and_the_reason_names_nobody(client):
    record = somebody()
    assert "not up by the schedule" in text(post(client, f"/retention/records/{record.pk}/erase", **ERASE))
    named = {"rests_on": "request", "because": f"{FAMILY} asked"}
    assert "without the name" in text(post(client, f"/retention/records/{record.pk}/erase", **named))
    assert post(client, f"/retention/records/{record.pk}/erase", rests_on="request", because="Asked").status_code == 302


def test_where_the_county_wants_two_people_the_second_confirms(client):
    LocalSetting.objects.using(OWNER).create(
        code=PEOPLE_TO_ERASE, value=2, because="Four eyes", from_on=date(2026, 1, 1), set_at=AT
    )
    record = somebody()
    post(client, f"/retention/records/{record.pk}/erase", rests_on="request", because="Asked for it")
    (erasure,) = Erasure.objects.using(OWNER).all()
    assert erasure.state == "asked"
    with as_engine():
        erase_what_waits()
    assert Record.objects.using(OWNER).filter(pk=record.pk).exists()
    own = client.post(f"/retention/erasures/{erasure.reference}/confirm", {"version": 1})
    assert "You asked for it yourself" in text(own)
    again = Post.objects.using(OWNER).create(
        account=post_of(ROLE, "police").account, agency=agency("police"), title="Deputy", holder="The same person",
        role_class="data_steward", purpose="data_quality", from_at=AT.replace(year=2020),
    )  # fmt: skip
    other = Post.objects.using(OWNER).create(
        account=post_of("agency_administrator").account, agency=agency("police"), title="Deputy", holder="A. N. Other",
        role_class=ROLE, purpose="data_protection", from_at=AT.replace(year=2020),
    )  # fmt: skip
    Erasure.objects.using(OWNER).filter(pk=erasure.pk).update(asked_by=again)
    own = client.post(f"/retention/erasures/{erasure.reference}/confirm", {"version": 1})
    assert "You asked for it yourself" in text(own), "in whichever post"
    Erasure.objects.using(OWNER).filter(pk=erasure.pk).update(asked_by=other)
    assert client.post(f"/retention/erasures/{erasure.reference}/confirm", {"version": 1}).status_code == 302
    with as_engine():
        erase_what_waits()
    assert not Record.objects.using(OWNER).filter(pk=record.pk).exists()


def test_what_waits_can_be_taken_back_and_stale_pages_are_refused(client):
    LocalSetting.objects.using(OWNER).create(
        code=PEOPLE_TO_ERASE, value=2, because="Four eyes", from_on=date(2026, 1, 1), set_at=AT
    )
    record = somebody()
    post(client, f"/retention/records/{record.pk}/erase", rests_on="request", because="Asked for it")
    (erasure,) = Erasure.objects.using(OWNER).all()
    assert "Yours is not saved" in text(
        client.post(f"/retention/erasures/{erasure.reference}/withdraw", {"version": 0})
    )
    assert client.post(f"/retention/erasures/{erasure.reference}/withdraw", {"version": 1}).status_code == 302
    assert Erasure.objects.using(OWNER).get().state == "withdrawn"
