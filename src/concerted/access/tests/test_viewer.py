from concerted.access.scoping import scope_id
from concerted.people.models import Record


def test_the_database_says_who_is_looking(as_role):
    viewer = as_role("housing_officer")
    assert (viewer.agency_code, viewer.role_class, viewer.several_posts) == (
        "housing_colchester",
        "housing_officer",
        False,
    )
    assert as_role("data_steward").several_posts


def test_an_agency_sees_its_own_records_and_what_its_agreement_opens(make_record, as_role):
    police, housing = make_record("police"), make_record("housing_colchester")
    youth = make_record("youth")
    as_role("iom_coordinator")
    assert set(Record.objects.values_list("id", flat=True)) == {police.id, housing.id}
    as_role("housing_officer")
    assert set(Record.objects.values_list("id", flat=True)) == {housing.id}
    as_role("analyst")
    assert not Record.objects.filter(id__in=[police.id, housing.id, youth.id]).exists()


def test_scopes_are_found_by_name(county):
    assert scope_id("police", "identity") != scope_id("courts", "identity")
