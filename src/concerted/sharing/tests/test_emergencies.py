"""Opening in an emergency: what opens and what never does, who is told, how it ends and who reviews it."""

import uuid

import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Post
from concerted.people.models import Event, Person, Record
from concerted.sharing.actions.end_emergency import end_emergency
from concerted.sharing.actions.open_emergency import open_emergency
from concerted.sharing.actions.review_emergency import review_emergency
from concerted.sharing.holding import Changed
from concerted.sharing.models import Emergency, Notice
from concerted.web.testing.county import AS_AT, owner_sql, owners_scope


@pytest.fixture
def person(make_record):
    """Somebody with records of probation, housing and a drug service; the officer sees probation's and no housing's."""
    person = Person.objects.using("migrator").create()
    make_record("probation", person=person)
    housing = make_record("housing_colchester", person=person)
    make_record("second_start", person=person)
    Event.objects.using("migrator").create(
        scope_id=owners_scope("housing_colchester", "housing"), record=housing, source="t", source_key="1",
        kind="housing", happened_on=AS_AT,
    )  # fmt: skip
    return person


def opened(viewer, person, hours=1, identifier=None):
    identifier = identifier or new_id()
    open_emergency(identifier=identifier, person=person.pk, because="He is missing.", hours=hours, on=AS_AT, by=viewer)
    return identifier


def seen(person) -> set[str]:
    return {record.agency.code for record in Record.objects.filter(person=person).select_related("agency")}


def test_it_opens_what_may_be_opened_to_this_post_alone(as_role, person):
    viewer = as_role("probation_officer")
    assert seen(person) == {"probation"}
    opened(viewer, person)
    assert seen(person) == {"probation", "housing_colchester"}
    assert Event.objects.filter(kind="housing").exists()
    as_role("data_steward", "probation")
    assert seen(person) == {"probation"}


def test_it_ends_by_hand_and_by_itself(as_role, person):
    viewer = as_role("probation_officer")
    emergency = opened(viewer, person)
    end_emergency(emergency=emergency, by=viewer)
    end_emergency(emergency=emergency, by=viewer)
    assert seen(person) == {"probation"}
    opened(viewer, person)
    assert seen(person) == {"probation", "housing_colchester"}
    owner_sql("update access.access_subjectkey set until_at = now() - interval '1 second'")
    assert seen(person) == {"probation"}


def test_each_owner_and_both_data_protection_officers_are_told(as_role, person):
    opened(as_role("probation_officer"), person)
    told = owner_sql(
        "select g.code, n.permission from sharing_notice n join access.access_scope c on c.id = n.scope_id "
        "join partnership_agency g on g.id = c.agency_id order by 1, 2"
    )
    assert told == [
        ("housing_colchester", "disclose"),
        ("housing_colchester", "emergency.review"),
        ("probation", "emergency.review"),
    ]
    as_role("data_protection_officer", "housing_colchester")
    assert "Probation opened your agency's records" in Notice.objects.get(permission="emergency.review").words


def test_sent_twice_it_is_opened_once_and_a_second_waits_for_the_first_to_end(as_role, person):
    viewer = as_role("probation_officer")
    identifier = new_id()
    opened(viewer, person, identifier=identifier)
    opened(viewer, person, identifier=identifier)
    assert Emergency.objects.count() == 1
    with pytest.raises(Refused, match="already"):
        opened(viewer, person)


@pytest.mark.parametrize(("because", "hours", "said"), [(" ", 1, "danger"), ("x", 5, "1 to 4"), ("x", 0, "1 to 4")])
def test_it_says_why_and_for_how_long(as_role, person, because, hours, said):
    viewer = as_role("probation_officer")
    with pytest.raises(Refused, match=said):
        open_emergency(identifier=new_id(), person=person.pk, because=because, hours=hours, on=AS_AT, by=viewer)
    with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select sharing_open_emergency(%s, %s, %s, %s)", [new_id(), person.pk, because, hours if hours != 1 else 1]
        )
    assert not Emergency.objects.exists()


def test_the_review_is_somebody_elses_once_and_ends_what_was_not_justified(as_role, person):
    viewer = as_role("probation_officer")
    emergency = opened(viewer, person)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select sharing_review_emergency(%s, 'justified', 'x', 1)", [emergency])
    reviewer = officer_of_probation(as_role)
    given = {"emergency": emergency, "outcome": "not_justified", "finding": "Housing could be called.", "by": reviewer}
    with pytest.raises(Changed):
        review_emergency(version=7, **given)
    review_emergency(version=1, **given)
    with pytest.raises(Refused, match="twice"):
        review_emergency(version=2, **given)
    assert Emergency.objects.get().outcome == "not_justified"
    as_role("probation_officer")
    assert seen(person) == {"probation"}
    assert Notice.objects.filter(kind="emergency_reviewed").count() == 1


def officer_of_probation(as_role, account=None):
    """A data protection officer's post at probation, of somebody else unless an account is given."""
    other = Post.objects.using("migrator").filter(role_class="data_protection_officer").first()
    officer = Post.objects.using("migrator").filter(role_class="probation_officer").first()
    Post.objects.using("migrator").create(
        account_id=account or other.account_id, agency_id=officer.agency_id, title="Data protection officer",
        holder=other.holder, role_class="data_protection_officer", purpose="data_protection", from_at=other.from_at,
    )  # fmt: skip
    return as_role("data_protection_officer", "probation")


def test_the_person_who_opened_does_not_review_in_another_post(as_role, person):
    emergency = opened(as_role("probation_officer"), person)
    account = Post.objects.using("migrator").filter(role_class="probation_officer").first().account_id
    reviewer = officer_of_probation(as_role, account)
    with pytest.raises(Refused, match="Somebody else"):
        review_emergency(emergency=emergency, version=1, outcome="justified", finding="Fine.", by=reviewer)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select sharing_review_emergency(%s, 'justified', 'Fine.', 1)", [emergency])


def test_pages_of_an_opening(client_for, as_role, person):
    client = client_for("probation_officer")
    page = f"/people/{person.reference}/emergency"
    assert "Our assumption" in client.get(page).content.decode()
    typed = {"identifier": str(uuid.uuid4()), "because": "He is missing.", "hours": ""}
    refused = client.post(page, typed).content.decode()
    assert "Choose for how long." in refused and "He is missing." in refused
    assert client.post(page, {**typed, "hours": "1"}).url == f"/people/{person.reference}?said=opened"
    shown = client.get(f"/people/{person.reference}").content.decode()
    assert "Opened in an emergency" in shown and "Colchester housing" in shown
    assert "Open to you until" in client.get("/today").content.decode()
    officer_of_probation(as_role)
    officer = client_for("data_protection_officer", "probation")
    assert "Review it" in officer.get("/today").content.decode()
    review = f"/emergencies/{typed['identifier']}"
    assert "He is missing." in officer.get("/emergencies").content.decode()
    assert "Colchester housing" in officer.get(review).content.decode()
    sent = officer.post(review, {"version": 1, "outcome": "justified", "finding": "The danger was real."})
    assert sent.url == "/emergencies?said=reviewed"
    assert "The danger was real." in officer.get(review).content.decode()
    assert client_for("data_protection_officer", "police").get(review).status_code == 404
    assert client.post(f"/emergencies/{typed['identifier']}/end").status_code == 302
    housing = client_for("housing_officer")
    assert "opened your agency" in housing.get("/notices").content.decode()
    notice = owner_sql("select id from sharing_notice where permission = 'disclose'")[0][0]
    assert client.post(f"/notices/{notice}/seen").status_code == 302
    assert "opened your agency" in housing.get("/notices").content.decode()
    housing.post(f"/notices/{notice}/seen")
    assert "Nothing new." in housing.get("/notices").content.decode()
    assert "opened your agency" in housing.get("/notices?show=seen").content.decode()


def test_s4_a_victims_service_that_is_listed_as_no_secret_stays_closed_all_the_same(as_role, person, make_record):
    make_record("lantern", person=person)
    owner_sql("update partnership_agency set existence_protected = false where code = 'lantern'")
    opened(as_role("probation_officer"), person)
    assert seen(person) == {"probation", "housing_colchester"}
