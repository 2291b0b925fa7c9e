"""What cases add to a person's page and to the order of doubtful records: only what the viewer may see."""

from datetime import date

from concerted.cases.actions.leave_programme import leave_programme
from concerted.cases.interest import persons_of_interest
from concerted.people.models import Person

TODAY = date(2027, 3, 3)


def page_of(client, case):
    reference = Person.objects.using("migrator").get(pk=case.person_id).reference
    return client.get(f"/people/{reference}").content.decode()


def test_the_page_tells_the_steps_and_leads_to_the_plan(world, client_for):
    case = world.adopt()
    page = page_of(client_for("iom_coordinator"), case)
    assert "In the cohort" in page and "Proposed" in page
    assert f'<a class="moj-sub-navigation__link" href="/cases/{case.pk}/plan">Plan</a>' in page


def test_a_person_without_a_case_has_no_tab_for_a_plan(world, client_for, make_record):
    reference = make_record("police").person.reference
    page = client_for("iom_coordinator").get(f"/people/{reference}").content.decode()
    assert ">Plan</a>" not in page and "In the cohort" not in page


def test_people_who_are_proposed_or_adopted_come_first_and_those_who_left_do_not(world):
    proposed, adopted = world.propose(), world.adopt()
    left = world.adopt()
    by = world.sign_in(world.lead)
    leave_programme(case=left.pk, because="A year without.", decided_by="R. O", on=TODAY, by=by)
    assert persons_of_interest(by) == {proposed.person_id, adopted.person_id}
    assert persons_of_interest(world.sign_in("housing_officer")) == set()
