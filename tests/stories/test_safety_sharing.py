"""Safety sentences about sharing, each a test of its number: S5, S18, S19, S21, S24, and S2 and S3 in what is told."""

import json
import re
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from concerted.access.categories import CATEGORIES
from concerted.access.models import SubjectKey
from concerted.access.subjects import Basis, disclose_own, own_scopes
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.people.models import Event, Record
from concerted.people.tests.rows import happen
from concerted.sharing.actions.withdraw_consent import withdraw_consent
from concerted.sharing.models import Statement
from concerted.sharing.queries.disclosures import Filters, log, one
from concerted.sharing.queries.receivers import receivers
from concerted.sharing.tests.shared_rows import TODAY, agency, agree, choose, grounds, law, share
from concerted.web.testing.county import owner_sql

TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|[0-9]{1,2}[:.][0-9]{2}')


def test_s5_nothing_is_sent_and_a_letter_carries_no_address(as_role, client_for, make_record):
    record = make_record("housing_colchester")
    by = as_role("housing_officer")
    consent = agree(by, record, "identity")
    withdraw_consent(consent=consent.pk, because="", today=TODAY, by=by)
    letter = client_for("housing_officer").get(f"/consents/{consent.pk}/letter").content.decode()
    assert "Ask first whether a letter is safe" in letter
    assert "Dear Kieran" in letter and "mailto:" not in letter
    share_page = client_for("housing_officer").get(f"/people/{record.person.reference}/share").content.decode()
    assert 'type="tel"' not in share_page and 'type="email"' not in share_page


def test_s18_people_of_a_service_whose_name_is_the_secret_join_one_by_one(as_role, client_for, make_record):
    joined, other = make_record("second_start"), make_record("second_start", family_name="Other")
    by = as_role("drug_worker")
    statute = {"law": law("children-act-1989-s47")}
    (made,) = share(by, choose(by, joined, "police", "iom_coordinator", "identity", **statute))
    as_role("iom_coordinator")
    assert set(Record.objects.filter(agency__code="second_start").values_list("pk", flat=True)) == {joined.pk}
    assert not Record.objects.filter(pk=other.pk).exists()
    for role in ("probation_officer", "housing_officer"):
        as_role(role)
        assert not Record.objects.filter(agency__code="second_start").exists(), role
    assert client_for("iom_coordinator").get(f"/people/{joined.person.reference}").status_code == 200
    assert one(as_role("drug_worker"), made).open


def test_s18_of_such_a_service_who_somebody_is_opens_no_attendance(as_role, make_record):
    record = make_record("second_start")
    happen(record, "attendance", TODAY, "drug_and_alcohol", outcome="attended")
    by = as_role("drug_worker")
    share(by, choose(by, record, "police", "iom_coordinator", "identity", law=law("children-act-1989-s47")))
    as_role("iom_coordinator")
    assert not Event.objects.filter(record=record).exists()


def test_s19_consent_is_never_the_ground_of_sharing_with_the_police(as_role, make_record):
    record = make_record("probation")
    by = as_role("probation_officer")
    with pytest.raises(Refused, match="not the lawful basis for MARAC or police sharing"):
        agree(by, record, "whereabouts", to=("police",))
    consent = agree(by, record, "whereabouts", to=("housing_colchester",))
    owner_sql("update sharing_consent set to_agencies = to_agencies || %s", [agency("police")])
    to_police = grounds(by, choose(by, record, "police", "iom_coordinator", "score"))
    assert not to_police or "consent" not in {ground.rests_on for ground in to_police.values()}
    with pytest.raises(ProgrammingError, match="Nothing in law"), transaction.atomic():
        _on_consent(consent.pk, record, "police", "iom_coordinator", "iom")


def test_s19_consent_is_never_the_ground_of_marac_not_even_for_the_database(as_role, make_record):
    record = make_record("housing_colchester")
    by = as_role("housing_officer")
    with pytest.raises(Refused, match="not the lawful basis for MARAC or police sharing"):
        agree(by, record, "whereabouts", to=("lantern",), purpose="marac")
    consent = agree(by, record, "whereabouts", to=("lantern",), purpose="victims")
    owner_sql("update sharing_consent set purpose = 'marac'")
    owner_sql("update partnership_post set purpose = 'marac' where role_class = 'victim_caseworker'")
    asked = choose(by, record, "lantern", "victim_caseworker", "whereabouts", purpose="marac")
    ground = grounds(by, asked)["whereabouts"]
    assert (bool(ground), ground.because) == (
        False, "Consent to a service is not the lawful basis for MARAC or police sharing.",
    )  # fmt: skip
    with pytest.raises(ProgrammingError, match="Nothing in law"), transaction.atomic():
        _on_consent(consent.pk, record, "lantern", "victim_caseworker", "marac")


def test_s19_withdrawing_stops_only_what_rested_on_it_and_says_what_goes_on_and_why(as_role, make_record):
    record = make_record("housing_colchester")
    by = as_role("housing_officer")
    consent = agree(by, record, "identity")
    stops = share(by, choose(by, record, "probation", "probation_officer", "identity"))
    goes_on = share(by, choose(by, record, "probation", "probation_officer", "housing", law=None), knows="")
    told = withdraw_consent(consent=consent.pk, because="He rang.", today=TODAY, by=by).told
    assert [one(by, each).open for each in (*stops, *goes_on)] == [False, True]
    assert "What stops" in told
    assert "Probation may read your housing applications, under the agreement" in told


@pytest.mark.parametrize("basis", ["statute", "override"])
def test_s19_only_competent_authorities_choose_part_3(as_role, make_record, basis):
    record = make_record("probation")
    by = as_role("probation_officer")
    how = {
        "regime": "part_3",
        "law": law("children-act-1989-s47"),
        "reason": "Urgent.",
        "overrides": basis == "override",
    }
    with pytest.raises(Refused, match="Only competent authorities may choose Part 3"):
        share(by, choose(by, record, "housing_colchester", "housing_officer", "whereabouts", **how))
    with pytest.raises(ProgrammingError, match="Nothing in law"), transaction.atomic():
        disclose_own(
            record.pk,
            scope=own_scopes()["identity"],
            receiver=agency("housing_colchester"),
            role_class="housing_officer",
            purpose="iom",
            basis=Basis(basis, "children-act-1989-s47", "part_3", because="Urgent."),
            until=timezone.now() + timedelta(days=1),
            act=new_id(),
        )
    (made, *_) = share(
        by, choose(by, record, "police", "iom_coordinator", "knows", regime="part_3"), knows="We know him."
    )
    assert one(by, made).regime == "part_3"


def test_s21_attends_yes_or_no_is_a_category_of_its_own_and_the_first_choice(as_role, client_for, make_record):
    record = make_record("second_start")
    shown = client_for("drug_worker").get(f"/people/{record.person.reference}/share").content.decode()
    order = [shown.index(title) for title in ("Whether he or she attends", "That the agency knows", "Who somebody is")]
    assert order == sorted(order)
    by = as_role("drug_worker")
    share(by, choose(by, record, "police", "iom_coordinator", "attends"), attends="Attends: yes.")
    as_role("iom_coordinator")
    assert list(Statement.objects.values_list("words", flat=True)) == ["Attends: yes."]
    assert not Record.objects.filter(agency__code="second_start").exists(), "the record itself stays closed"


def test_s21_a_disclosure_opens_one_scope_of_one_record_and_writes_nothing(as_role, make_record):
    record, other = make_record("housing_colchester"), make_record("housing_colchester", family_name="Other")
    by = as_role("housing_officer")
    share(by, choose(by, record, "probation", "probation_officer", "identity", law=law("children-act-1989-s47")))
    keys = SubjectKey.objects.using("migrator").values_list("subject_id", "may_write", "role_class")
    assert list(keys) == [(record.pk, False, "probation_officer")]
    as_role("probation_officer")
    assert not Record.objects.filter(pk=other.pk).exists()


def test_s24_a_disclosure_opens_nothing_of_a_record_merged_later_into_the_same_person(as_role, client_for, make_record):
    shared = make_record("housing_colchester")
    by = as_role("housing_officer")
    share(by, choose(by, shared, "probation", "probation_officer", "identity", law=law("children-act-1989-s47")))
    merged = make_record("second_start", given_name="Secretname", person=shared.person)
    same_agency = make_record("housing_colchester", given_name="Othername", person=shared.person)
    happen(same_agency, "housing", TODAY, "housing", words="On the register")
    as_role("probation_officer")
    assert set(Record.objects.filter(person=shared.person).values_list("pk", flat=True)) == {shared.pk}
    assert not Event.objects.filter(record__in=[merged.pk, same_agency.pk]).exists()
    page = client_for("probation_officer").get(f"/people/{shared.person.reference}").content.decode()
    assert "Secretname" not in page and "Othername" not in page
    listed = client_for("probation_officer").get(f"/people/{shared.person.reference}/shared").content.decode()
    assert listed.count("app-table__name") == 1


def test_s24_the_log_of_a_person_shows_nothing_of_a_merged_record_that_another_agency_shared(as_role, make_record):
    person = make_record("police").person
    hidden = make_record("second_start", person=person)
    by = as_role("drug_worker")
    share(by, choose(by, hidden, "probation", "probation_officer", "knows"), knows="We know him.")
    police = as_role("iom_coordinator")
    records = list(Record.objects.filter(person=person).values_list("pk", flat=True))
    assert hidden.pk not in records
    assert log(police, Filters(subjects=[*records, hidden.pk])) == []


def test_s2_an_offenders_pages_are_the_same_whether_something_was_shared_for_a_victim_or_not(
    as_role, client_for, make_record
):
    record = make_record("police")
    where = [f"/people/{record.person.reference}{tab}" for tab in ("", "/who", "/shared", "/consents", "/records")]
    where += ["/sharing", "/sharing/print", "/today"]
    before = _pages(client_for, where)
    by = as_role("iom_coordinator")
    how = {"law": law("children-act-1989-s47"), "purpose": "victims"}
    (made,) = share(by, choose(by, record, "lantern", "victim_caseworker", "identity", **how))
    owner_sql("update access.access_disclosure set by_post_id = null")  # as if another post of the police had given it
    after = _pages(client_for, where)
    assert [path for path, old, new in zip(where, before, after, strict=True) if old != new] == []
    assert client_for("iom_coordinator").get(f"/sharing/{made}").status_code == 404
    assert one(as_role("victim_caseworker"), made) is not None
    assert one(as_role("data_protection_officer", "police"), made) is not None


def test_s3_no_receiver_is_offered_by_what_it_knows(as_role, make_record):
    """Whom something may be shared with is the directory's answer alone: the same whether they know somebody or not."""
    record = make_record("housing_colchester")
    by = as_role("housing_officer")
    before = _offered(by)
    make_record("second_start", person=record.person)
    make_record("lantern", person=record.person)
    assert _offered(as_role("housing_officer")) == before


def test_acts_of_sharing_leave_opaque_ids_and_no_names_in_the_trail(as_role, make_record):
    record = make_record("housing_colchester")
    by = as_role("housing_officer")
    consent = agree(by, record, "identity")
    share(by, choose(by, record, "probation", "probation_officer", "identity"))
    share(by, choose(by, record, "probation", "probation_officer", "knows"), knows="We know Kieran.")
    withdraw_consent(consent=consent.pk, because="Kieran rang.", today=TODAY, by=by)
    trail = owner_sql("select kind, detail::text from audit_event order by id")
    assert [kind for kind, _ in trail][-4:] == [
        "consent.recorded", "facts.disclosed", "facts.disclosed", "consent.withdrawn",
    ]  # fmt: skip
    assert "Kieran" not in json.dumps(trail)


def test_no_category_of_a_victim_is_shared_from_a_persons_page():
    assert not [one.code for one in CATEGORIES.values() if one.victims and one.share]


def _pages(client_for, addresses):
    """Pages as a co-ordinator sees them, without the tokens that differ at each opening."""
    answers = [client_for("iom_coordinator").get(where) for where in addresses]
    return [(answer.status_code, TOKENS.sub("", answer.content.decode())) for answer in answers]


def _offered(by):
    return [one.code for one in receivers(by)]


def _on_consent(consent, record, to, role, purpose):
    return disclose_own(
        record.pk,
        scope=own_scopes()["whereabouts"],
        receiver=agency(to),
        role_class=role,
        purpose=purpose,
        basis=Basis("consent", "consent", "uk_gdpr", consent=consent),
        until=timezone.now() + timedelta(days=1),
        act=new_id(),
    )
