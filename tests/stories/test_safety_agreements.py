"""Safety sentences about agreements and posts, each a test of its number: S18, S19 (agreements), S23."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from concerted.partnership.models import Agreement
from concerted.people.models import Record
from concerted.web.testing.county import owner_sql, post_of, sign_in_as
from concerted.web.testing.directory import OWNER, add_line, bring_into_force, draft, send, sign

LINE = {"words": "In the words of the agreement", "reach": "one", "regime": "uk_gdpr"}


def page_of(client, address: str) -> str:
    return client.get(address).content.decode()


def typed_line(made: Agreement, giver: str, receiver: str, category: str, role: str, **given) -> dict[str, object]:
    made.refresh_from_db()
    agencies = dict(owner_sql("select code, id from partnership_agency"))
    who = {"giver": agencies[giver], "receiver": agencies[receiver], "category": category, "role_class": role}
    return {"version": made.version, **LINE, **who, **given}


def test_s18_what_health_drug_victim_and_childrens_services_hold_opens_one_person_at_a_time_by_default(
    county, client_for
):
    made = draft(assessed=False)
    client, address = client_for("agreement_owner"), f"/agreements/{made.code}/1/lines/add"
    form = page_of(client, address)
    assert re.search(r'value="one"[^>]*checked', form), "the least is what stands chosen"
    assert not re.search(r'value="all"[^>]*checked', form)
    for giver, category in (
        ("second_start", "drug_and_alcohol"),
        ("health", "identity"),
        ("lantern", "identity"),
        ("youth", "childrens_services"),
    ):
        typed = typed_line(made, giver, "police", category, "iom_coordinator", reach="all")
        refused = client.post(address, typed)
        assert refused.status_code == 200 and "one person at a time, unless" in refused.content.decode(), giver
        assert client.post(address, typed | {"reach": "one"}).status_code == 302, giver
    made.refresh_from_db()
    assert made.lines.count() == 4 and not made.lines.filter(by_request=False).exists()


def test_s18_a_bulk_line_of_such_a_service_needs_gateway_agreement_and_assessment(county, client_for, make_record):
    make_record("second_start")
    made = draft(assessed=True)
    add_line(made, "second_start", "police", "identity", "iom_coordinator")
    send(made)
    sign_in_as("iom_coordinator")
    assert not Record.objects.filter(agency__code="second_start").exists(), "signed by nobody yet"
    officer = client_for("agreement_owner")
    assert officer.post(f"/agreements/{made.code}/1/into-force", {"version": made.version}).status_code == 200
    made.refresh_from_db()
    assert made.state == "signing"
    for agency in ("police", "second_start"):
        sign(made, agency)
    assert officer.post(f"/agreements/{made.code}/1/into-force", {"version": made.version}).status_code == 302
    sign_in_as("iom_coordinator")
    assert Record.objects.filter(agency__code="second_start").exists(), "on gateway, agreement and assessment"


def test_s18_an_agreement_without_an_assessment_is_not_sent_for_signature(county, client_for):
    made = draft(assessed=False)
    add_line(made, "prisons", "police", "custody", "iom_coordinator")
    made.refresh_from_db()
    answered = client_for("agreement_owner").post(f"/agreements/{made.code}/1/send", {"version": made.version})
    assert answered.status_code == 200
    assert "Name the data protection impact assessment and its day." in answered.content.decode()
    made.refresh_from_db()
    assert made.state == "draft"


@pytest.mark.parametrize(
    ("giver", "receiver", "role", "stands"),
    [
        ("prisons", "police", "iom_coordinator", True),
        ("police", "housing_colchester", "housing_officer", False),
        ("housing_colchester", "police", "iom_coordinator", False),
    ],
)
def test_s19_only_competent_authorities_choose_part_3(county, client_for, giver, receiver, role, stands):
    made = draft()
    address = f"/agreements/{made.code}/1/lines/add"
    typed = typed_line(made, giver, receiver, "identity", role, regime="part_3", reach="all")
    answered = client_for("agreement_owner").post(address, typed)
    assert answered.status_code == (302 if stands else 200)
    if not stands:
        assert "Only competent authorities can choose Part 3" in answered.content.decode()
        assert "In the words of the agreement" in answered.content.decode(), "everything typed is kept"


def test_s19_the_depersonalised_gateway_names_nobody_and_the_serious_violence_one_no_patient(county, client_for):
    client = client_for("agreement_owner")
    counts = draft("counts", gateway="cda-1998-s17a")
    address = f"/agreements/{counts.code}/1/lines/add"
    named = typed_line(counts, "prisons", "police", "identity", "iom_coordinator")
    assert "depersonalised information alone" in client.post(address, named).content.decode()
    assert client.post(address, typed_line(counts, "unit", "police", "figures", "iom_coordinator")).status_code == 302
    violence = draft("violence", gateway="pcsca-2022-s16")
    address = f"/agreements/{violence.code}/1/lines/add"
    for giver, category in (("second_start", "drug_and_alcohol"), ("health", "identity")):
        typed = typed_line(violence, giver, "police", category, "iom_coordinator")
        assert "neither patient information" in client.post(address, typed).content.decode(), giver


def test_s23_lapsed_vetting_training_or_declaration_stops_what_needs_it_and_the_post_is_told(
    county, client_for, make_record
):
    make_record("youth")
    made = draft()
    needs = {"needs_vetting": True, "needs_training": True, "needs_declaration": True}
    add_line(made, "youth", "police", "identity", "iom_coordinator", **needs)
    bring_into_force(made, "youth", "police")
    today = timezone.localdate()
    held = post_of("iom_coordinator")
    columns = ("vetting_until_on", "trained_until_on", "declared_until_on")

    def seen(**until) -> bool:
        values = dict.fromkeys(columns, today) | until
        type(held).objects.using(OWNER).filter(pk=held.pk).update(**values)
        sign_in_as("iom_coordinator")
        return Record.objects.filter(agency__code="youth").exists()

    assert seen(), "the last day still counts"
    for column in columns:
        assert not seen(**{column: today - timedelta(days=1)}), column
        assert not seen(**{column: None}), column
    assert not seen(trained_until_on=today - timedelta(days=1))
    administrator = client_for("agency_administrator", "police")
    said = page_of(administrator, f"/posts/{held.pk}")
    assert "Run out" in said and "who somebody is of Youth service (Trial trial)" in said and "Shut now" in said
    assert "Your training has run out" in page_of(client_for("iom_coordinator"), "/today")
    typed = {
        "version": held.version, "title": held.title, "clearance": "0", "interests": "none",
        **{column: (today + timedelta(days=90)).strftime("%d/%m/%Y") for column in columns},
    }  # fmt: skip
    assert administrator.post(f"/posts/{held.pk}/change", typed).status_code == 302
    sign_in_as("iom_coordinator")
    assert Record.objects.filter(agency__code="youth").exists(), "mended, and open again"
