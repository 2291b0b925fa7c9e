"""What the demonstration has shared: each role finds something in its log, and the database would have allowed it."""

from datetime import date

import pytest
from django.db import transaction

from concerted.cases.models import Case
from concerted.kernel.identifiers import new_id
from concerted.people.models import Record
from concerted.sharing.models import Consent, Statement
from concerted.sharing.queries.disclosures import Filters, log
from concerted.web.demonstration.shared import seed_sharing
from concerted.web.testing.county import owner_sql, owners_scope
from concerted.web.testing.engine import as_engine

AS_AT = date(2027, 3, 3)


@pytest.fixture
def seeded(make_record):
    for code in ("housing_colchester", "probation"):
        for number in range(6):
            record = make_record(code, family_name=f"Member {number}")
            identifier = new_id()
            owner_sql("insert into access.access_subject (id, kind) values (%s, 'case')", [identifier])
            Case.objects.using("migrator").create(
                id=identifier, scope_id=owners_scope("iom", "case"), programme="iom", person=record.person,
                stage="adopted", since_on=AS_AT, opened_on=AS_AT,
            )  # fmt: skip
    make_record("second_start")
    with as_engine():
        seed_sharing(AS_AT)


def test_each_side_finds_what_it_gave_and_received(seeded, as_role):
    assert len(log(as_role("housing_officer"), Filters())) == 8
    assert len(log(as_role("drug_worker"), Filters())) == 1
    police = log(as_role("iom_coordinator"), Filters())
    assert {row.category for row in police} == {"knows", "attends"}
    assert {said.words for said in Statement.objects.all()} >= {"Attends: yes."}
    assert {row.rests_on for row in log(as_role("probation_officer"), Filters())} == {
        "agreement",
        "consent",
        "override",
    }


def test_a_consent_taken_back_opens_nothing_and_has_its_letter(seeded, as_role):
    as_role("housing_officer")
    in_force, back = Consent.objects.order_by("-given_on")
    assert (in_force.told, bool(back.told)) == ("", True)
    as_role("probation_officer")
    seen = set(Record.objects.filter(agency__code="housing_colchester").values_list("pk", flat=True))
    assert seen == {in_force.record_id}


def test_a_second_run_changes_nothing(seeded):
    before = owner_sql("select count(*) from access.access_disclosure")
    with as_engine(), transaction.atomic():
        seed_sharing(AS_AT)
    assert owner_sql("select count(*) from access.access_disclosure") == before
