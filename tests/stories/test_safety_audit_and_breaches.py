"""Safety sentences about looking and about breaches, each a test of its number: S2, S3, S4, S22, and S24."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from concerted.data_protection.looks.exporting import as_csv
from concerted.data_protection.looks.period import Period
from concerted.data_protection.looks.reading import looks_at
from concerted.data_protection.models import Breach
from concerted.kernel.identifiers import new_id
from concerted.web.testing.county import owner_sql, post_of

OFFICER = "data_protection_officer"


def looked(role: str, about, *, kind: str = "page.opened", permission: str = "people.read") -> None:
    post = post_of(role)
    ids = ", ".join(f"'{one}'" for one in about)
    owner_sql(
        "insert into audit_event (kind, post_id, agency_id, purpose, process, about, detail) values "
        f"(%s, %s, %s, %s, 'app', array[{ids}]::uuid[], jsonb_build_object('page', 'A page', 'permission', %s::text))",
        [kind, post.pk, post.agency_id, post.purpose, permission],
    )


def seen_of(viewer, *subjects):
    today = timezone.localdate()
    return looks_at(viewer, subjects, Period(today - timedelta(days=1), today), None, 100)


def nameless(answer) -> str:
    assert answer.status_code == 200
    page = answer.content.decode()
    return re.sub(r'(name="csrfmiddlewaretoken" value="|href="\?)[^"]*"', "", page)


def pages_with_and_without(officer, reference: str, happen) -> list[str]:
    """The page over a person before and after something happens, without the officer's own looking."""
    own = post_of(OFFICER, "police").pk
    address = f"/looks/people/{reference}"
    readings = (lambda: nameless(officer.get(address)), lambda: officer.get(f"{address}?as=csv").content.decode())
    owner_sql("alter table audit_event disable trigger user")
    found = []
    for step in (lambda: None, happen):
        step()
        for read in readings:
            found.append(read())
            owner_sql(f"delete from audit_event where post_id = '{own}'")
    return found


@pytest.mark.parametrize("role", ["victim_caseworker", "drug_worker"])
def test_s3_that_such_a_service_looked_changes_no_page_no_file_and_no_count(client_for, make_record, role):
    record = make_record("police")
    looked("probation_officer", [record.pk])

    def many() -> None:
        for _ in range(60):
            looked(role, [record.pk])
            looked(role, [record.pk], kind="disclosure.given")

    page, file, page_after, file_after = pages_with_and_without(
        client_for(OFFICER, "police"), record.person.reference, many
    )
    assert page == page_after
    assert file == file_after
    assert post_of(role).holder not in page_after


def test_s2_what_others_did_for_a_victim_never_reaches_the_officer_of_the_offenders_agency(as_role, make_record):
    offender = make_record("housing_colchester")
    viewer = as_role(OFFICER, "housing_colchester")
    looked("investigator", [offender.pk], kind="victim_request.made", permission="victim_requests.make")
    looked("investigator", [offender.pk], permission="victim_requests.make")
    looked("iom_coordinator", [offender.pk], kind="emergency.opened")
    assert seen_of(viewer, offender.pk) == []
    looked("iom_coordinator", [offender.pk], permission="emergency.open")
    (only,) = seen_of(viewer, offender.pk)
    assert only.page == ""
    assert only.what == "Opened a page"
    assert "victim" not in as_csv([only]).lower()


def test_s2_whom_else_a_page_of_another_agency_showed_is_not_told(as_role, make_record):
    offender, victim = make_record("housing_colchester"), make_record("lantern", family_name="Wrenfield")
    viewer = as_role(OFFICER, "housing_colchester")
    looked("probation_officer", [offender.pk, victim.pk])
    (only,) = seen_of(viewer, offender.pk, victim.pk)
    assert only.about == (offender.pk,)
    assert seen_of(viewer, victim.pk) == []


def test_s4_the_officer_of_the_police_reads_nothing_of_what_a_victims_service_did(as_role, make_record):
    record = make_record("lantern")
    viewer = as_role(OFFICER, "police")
    looked("victim_caseworker", [record.pk])
    assert seen_of(viewer, record.pk) == []


def test_s24_believing_two_records_to_be_one_person_shows_no_look_more(as_role, make_record):
    ours = make_record("housing_colchester")
    theirs = make_record("police", person=ours.person)
    viewer = as_role(OFFICER, "housing_colchester")
    looked("iom_coordinator", [theirs.pk])
    assert seen_of(viewer, ours.pk, theirs.pk, ours.person.pk) == []


def test_s22_the_victims_safety_then_containment_then_the_clock(client_for):
    officer = client_for(OFFICER, "police")
    hour = timezone.localtime() - timedelta(hours=1)
    form = {
        "identifier": str(new_id()),
        "near_miss": "no",
        "what": "A letter with a new address went to the old one.",
        "aware_at": f"{hour:%d/%m/%Y %H:%M}",
        "regime": "uk_gdpr",
        "categories": ["whereabouts"],
        "people": "1",
    }
    made = officer.post("/breaches/new", form)
    assert made.status_code == 302
    address = made["Location"].partition("?")[0]
    order = []
    for _ in range(5):
        page = officer.get(address).content.decode()
        (step,) = re.findall(rf'class="govuk-button" href="{address}/(\w+)"', page)
        order.append(step)
        assert " of 72 hours left." in page or order[-1] in ("people", "learnt")
        now = f"{timezone.localtime():%d/%m/%Y %H:%M}"
        given = {
            "safety": {"safety": "She was rung on her safe number and has gone to her sister.", "safe_at": now},
            "containment": {"contained": "The letter was fetched unopened.", "contained_at": now},
            "report": {"risk": "high", "risk_because": "An address.", "reported_at": now},
            "people": {"people_told_at": now},
            "learnt": {"learnt": "Addresses are confirmed before a letter."},
        }[step]
        version = Breach.objects.using("migrator").get().version
        assert officer.post(f"{address}/{step}", {"version": version, **given}).status_code == 302
    assert order == ["safety", "containment", "report", "people", "learnt"]
    assert Breach.objects.using("migrator").get().closed_at is not None


@pytest.mark.parametrize("step", ["containment", "report", "people", "learnt"])
def test_s22_nothing_is_written_before_somebodys_safety(client_for, step):
    officer = client_for(OFFICER, "police")
    form = {
        "identifier": str(new_id()),
        "near_miss": "no",
        "what": "A letter with a new address went to the old one.",
        "aware_at": f"{timezone.localtime() - timedelta(hours=1):%d/%m/%Y %H:%M}",
        "regime": "uk_gdpr",
        "categories": ["whereabouts"],
        "people": "1",
    }
    address = officer.post("/breaches/new", form)["Location"].partition("?")[0]
    answer = officer.get(f"{address}/{step}")
    assert answer.status_code == 409
    assert "First: Is anybody in danger" in answer.content.decode()
