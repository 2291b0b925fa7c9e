"""Consent: recorded, covering what it says and no more, taken back, and what the person is told."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from concerted.access.subjects import Basis, disclose_own, own_scopes
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.partnership.clock import end_of
from concerted.people.models import Record
from concerted.sharing.actions.withdraw_consent import withdraw_consent
from concerted.sharing.models import Consent, Notice
from concerted.sharing.queries.consents import consent_of, consequence
from concerted.sharing.queries.disclosures import one
from concerted.sharing.tests.shared_rows import TODAY, UNTIL, agency, agree, choose, grounds, law, share
from concerted.web.testing.county import owner_sql


@pytest.fixture
def housed(make_record):
    return make_record("housing_colchester")


def test_a_consent_covers_what_it_says_and_no_more(as_role, housed):
    by = as_role("housing_officer")
    agree(by, housed, "identity")
    found = grounds(by, choose(by, housed, "probation", "probation_officer", "identity", "whereabouts"))
    assert found["identity"].rests_on == "consent"
    assert not found["whereabouts"]
    elsewhere = choose(by, housed, "lantern", "victim_caseworker", "identity", purpose="victims")
    assert not grounds(by, elsewhere)["identity"]


def test_a_consent_given_twice_by_a_double_click_is_one(as_role, housed):
    by, identifier = as_role("housing_officer"), new_id()
    first = agree(by, housed, "identity", identifier=identifier)
    assert agree(by, housed, "identity", identifier=identifier).pk == first.pk
    assert owner_sql("select count(*) from sharing_consent") == [(1,)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until_on": TODAY - timedelta(days=1)}, "out of date"),
        ({"given_on": TODAY + timedelta(days=1)}, "today or an earlier day"),
        ({"to": ("police",)}, "not the lawful basis"),
        ({"purpose": "marac"}, "not the lawful basis"),
        ({"to": ()}, "consent to nothing"),
    ],
)
def test_a_consent_that_could_be_no_ground_is_refused(as_role, housed, wrong, said):
    with pytest.raises(Refused, match=said):
        agree(as_role("housing_officer"), housed, "identity", **wrong)


def test_nobody_records_a_consent_about_another_agencys_record(as_role, housed):
    with pytest.raises(Record.DoesNotExist):
        agree(as_role("probation_officer"), housed, "identity", to=("housing_colchester",))


def test_no_other_agency_reads_a_consent(as_role, housed):
    consent = agree(as_role("housing_officer"), housed, "identity")
    for role in ("probation_officer", "iom_coordinator", "victim_caseworker"):
        as_role(role)
        assert not Consent.objects.filter(pk=consent.pk).exists(), role


@pytest.mark.parametrize("moment", ["withdrawn", "expired", "not yet"])
def test_the_database_itself_refuses_a_consent_that_does_not_cover(as_role, housed, moment):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity")
    change = {
        "withdrawn": "withdrawn_at = now()",
        "expired": "until_on = '2027-03-02'",
        "not yet": "given_on = '2027-03-04'",
    }[moment]
    owner_sql(f"update sharing_consent set {change}")  # noqa: S608 - the test's own words
    for receiver, scope in (("probation", "identity"), ("lantern", "identity"), ("probation", "whereabouts")):
        with pytest.raises(ProgrammingError, match="Nothing in law"), transaction.atomic():
            open_on(consent.pk, housed, receiver, scope)


def test_the_database_refuses_consent_for_another_record_and_another_receiver(as_role, housed, make_record):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity")
    other = make_record("housing_colchester", family_name="Other")
    for record, receiver, scope in (
        (other, "probation", "identity"),
        (housed, "lantern", "identity"),
        (housed, "probation", "whereabouts"),
    ):
        with pytest.raises(ProgrammingError, match="Nothing in law"), transaction.atomic():
            open_on(consent.pk, record, receiver, scope)
    open_on(consent.pk, housed, "probation", "identity")


def open_on(consent, record, receiver, category):
    return disclose_own(
        record.pk,
        scope=own_scopes()[category],
        receiver=agency(receiver),
        role_class="probation_officer",
        purpose="iom",
        basis=Basis("consent", "consent", "uk_gdpr", consent=consent),
        until=end_of(UNTIL, today=TODAY),
        act=new_id(),
    )


def test_withdrawing_stops_only_what_rested_on_it_and_shows_before_what_goes_on(as_role, housed):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity")
    on_consent = share(by, choose(by, housed, "probation", "probation_officer", "identity"))
    on_line = share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him.")
    statute = law("children-act-1989-s47")
    to_lantern = choose(by, housed, "lantern", "victim_caseworker", "identity", purpose="victims", law=statute)
    on_statute = share(by, to_lantern)
    before = consequence(by, consent)
    assert [shared.id for shared in before.stops] == on_consent
    assert {shared.id for shared in before.goes_on} == {*on_line, *on_statute}
    assert any(whole.receiver.code == "police" for whole in before.whole)
    withdraw_consent(consent=consent.pk, because="He rang.", today=TODAY, by=by)
    assert [one(by, each).open for each in (*on_consent, *on_line, *on_statute)] == [False, True, True]
    as_role("probation_officer")
    assert not Record.objects.filter(pk=housed.pk).exists()


def test_withdrawn_twice_it_is_withdrawn_once(as_role, housed):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity")
    first = withdraw_consent(consent=consent.pk, because="He rang.", today=TODAY, by=by)
    again = withdraw_consent(consent=consent.pk, because="Again.", today=TODAY, by=by)
    assert (first.withdrawn_at, again.withdrawn_because, again.version) == (again.withdrawn_at, "He rang.", 2)


def test_a_consent_withdrawn_while_the_form_is_open_shares_nothing(as_role, housed):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity")
    choice = choose(by, housed, "probation", "probation_officer", "identity")
    assert grounds(by, choice)["identity"]
    withdraw_consent(consent=consent.pk, because="", today=TODAY, by=by)
    with pytest.raises(Refused, match="was taken back"):
        share(by, choice)


def test_the_letter_says_what_stops_and_goes_on_and_names_no_protected_service_and_no_victims_case(as_role, housed):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity", to=("probation", "second_start"))
    share(by, choose(by, housed, "probation", "probation_officer", "identity"))
    told_without = told(by, housed)
    statute = law("children-act-1989-s47")
    share(by, choose(by, housed, "lantern", "victim_caseworker", "identity", purpose="victims", law=statute))
    letter = withdraw_consent(consent=consent.pk, because="", today=TODAY, by=by).told
    assert "Probation and the service that you named" in letter
    assert "Police may read who you are, your housing applications" in letter
    for secret in ("Second Start", "Lantern", "victim", "MARAC", "Children Act"):
        assert secret.casefold() not in letter.casefold(), secret
    assert letter == told_without, "it is the same whether there is a victim's case or not (S2)"


def told(by, housed):
    """What the letter would say now: written, and taken back."""
    sid = transaction.savepoint()
    consent = Consent.objects.get(record=housed)
    letter = withdraw_consent(consent=consent.pk, because="", today=TODAY, by=by).told
    transaction.savepoint_rollback(sid)
    return letter


def test_a_consent_of_another_agency_cannot_be_taken_back(as_role, housed):
    consent = agree(as_role("housing_officer"), housed, "identity")
    with pytest.raises(Consent.DoesNotExist):
        withdraw_consent(consent=consent.pk, because="", today=TODAY, by=as_role("probation_officer"))
    with pytest.raises(Consent.DoesNotExist):
        consent_of(as_role("probation_officer"), consent.pk, today=TODAY)


def test_taking_back_counts_and_tells_what_a_colleague_shared_on_it_for_another_purpose(as_role, client_for, housed):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity", to=("lantern",), purpose="victims")
    share(by, choose(by, housed, "lantern", "victim_caseworker", "identity", purpose="victims"))
    other = "select id from partnership_post where role_class = 'probation_officer' limit 1"
    owner_sql(f"update access.access_disclosure set by_post_id = ({other})")  # noqa: S608 - the test's own words
    assert (
        "1 disclosure stops" in client_for("housing_officer").get(f"/consents/{consent.pk}/withdraw").content.decode()
    )
    by = as_role("housing_officer")
    withdrawn = withdraw_consent(consent=consent.pk, because="", today=TODAY, by=by)
    assert "they cannot open any more" in withdrawn.told
    as_role("victim_caseworker")
    assert Notice.objects.filter(kind="disclosure_ended").count() == 1


def test_nobody_else_counts_what_rests_on_a_consent(as_role, housed):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity")
    share(by, choose(by, housed, "probation", "probation_officer", "identity"))
    assert len(resting_on(consent)) == 1
    for role in ("probation_officer", "iom_coordinator", "victim_caseworker", "data_protection_officer"):
        as_role(role)
        assert resting_on(consent) == [], role


def resting_on(consent):
    with connection.cursor() as cursor:
        cursor.execute("select disclosure from public.sharing_resting_on(%s)", [consent.pk])
        return cursor.fetchall()
