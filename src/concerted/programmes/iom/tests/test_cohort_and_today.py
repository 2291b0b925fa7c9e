import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concerted.cases.actions.ask_action import ask_action
from concerted.cases.actions.record_review import record_review
from concerted.partnership.models import Agency
from concerted.programmes.iom.actions.leave_cohort import leave_cohort
from concerted.programmes.iom.panels import PANELS
from concerted.programmes.iom.today import agenda
from concerted.web.testing.county import owner_sql

TODAY = date(2027, 3, 3)
SINCE = date(2027, 3, 2)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def today_of(scheme):
    found = agenda(scheme.keeper, TODAY, SINCE)
    return found, [(line.act, line.what) for line in found.lines if line.part == "decide"]


def prison_record(scheme, person_id):
    from concerted.people.models import Person

    return scheme.make_record("prisons", person=Person.objects.using("migrator").get(pk=person_id), source="prisons")


def prison_says(scheme, record, kind, on, received, stated):
    scheme.event(record, kind, on, agency="prisons", category="custody", committed_on=received, stated_on=stated)


def test_a_proposal_is_to_decide_with_who_proposed(scheme):
    scheme.propose(proposed_by="P. Vane, Probation officer, Probation")
    assert today_of(scheme)[1] == [("Read proposal", "Proposed by Probation on 3 March, for the panel")]


def test_what_the_decision_left_stands_on_today_until_it_is_said(scheme):
    scheme.adopt(told_on=None, tell_by_on=date(2027, 3, 1))
    scheme.adopt(kind="")
    scheme.adopt()
    found, decide = today_of(scheme)
    assert decide == [
        ("Say when", "Adopted 3 March. Still to say: when they were told, or why not."),
        ("Say which", "Adopted 3 March. Still to say: Fixed, Flex or Free."),
    ]
    assert [line.due_on for line in found.lines] == [date(2027, 3, 1), None]


def test_a_recall_is_news_and_the_colour_is_asked_for(scheme):
    person = scheme.person(given_name="Toby", family_name="Wrenfield")
    scheme.adopt(person, colour="red")
    prison_says(scheme, prison_record(scheme, person), "recall", date(2027, 3, 2), date(2027, 3, 2), date(2027, 3, 2))
    found, decide = today_of(scheme)
    assert decide == [
        (
            "Set to custody",
            "Recalled to prison on 2 March 2027; the prison gave no release date. The colour is still red",
        )
    ]
    assert found.news == ["1 recall"]
    assert [line.what for line in found.lines if line.part == "coming"] == ["Recalled to prison:"]
    scheme.adopt(scheme.person(), colour="custody")
    assert len(today_of(scheme)[1]) == 1


def test_an_arrest_of_a_member_is_shown_not_counted_and_of_others_not_shown(scheme):
    person = scheme.make_record("police")
    scheme.adopt(person.person_id)
    for record in (person, scheme.make_record("police")):
        scheme.event(record, "arrest", SINCE, agency="police", category="offending", words="Taking a bicycle")
    found, decide = today_of(scheme)
    assert decide == []
    assert [(line.what, line.act) for line in found.lines] == [
        ("Arrested, taking a bicycle:", "Police, 2 March. Shown, not counted")
    ]


def test_a_release_that_moved_alerts_until_a_review_looked_at_it(scheme):
    person = scheme.person()
    case = scheme.adopt(person, colour="custody")
    record = prison_record(scheme, person)
    prison_says(scheme, record, "release planned", date(2027, 3, 16), date(2026, 12, 1), date(2027, 1, 5))
    by = scheme.keeper
    housing = Agency.objects.get(code="housing_tendring").pk
    given = {"pathway": "accommodation", "words": "Hold a room", "due_on": date(2027, 3, 16), "on": date(2027, 2, 1)}
    ask_action(case=case.pk, asked_of=housing, by=by, **given)
    assert today_of(scheme)[1] == []
    prison_says(scheme, record, "release moved", date(2027, 3, 9), date(2026, 12, 1), date(2027, 3, 1))
    found, decide = today_of(scheme)
    assert decide == [
        ("Check plan", "Prison moved his release to 9 March (was 16 March). 1 open action was asked before that")
    ]
    out = [line for line in found.lines if line.group.startswith("Out of prison")]
    assert [(line.what, line.act, line.tag) for line in out] == [
        ("9 March (was 16 March):", "Prison says, 1 March", "No address yet")
    ]
    record_review(case=case.pk, words="Looked.", held_on=TODAY, next_on=None, today=TODAY, by=scheme.keeper)
    assert today_of(scheme)[1] == []


@pytest.mark.parametrize("role", ["probation_officer", "housing_officer", "drug_worker", "analyst"])
def test_nothing_of_the_scheme_stands_on_the_today_of_others(scheme, role):
    scheme.propose()
    scheme.adopt(told_on=None)
    assert agenda(scheme.as_role(role), TODAY, SINCE).lines == []


def test_todays_queries_do_not_depend_on_rows(scheme):
    def count():
        viewer = scheme.keeper
        with CaptureQueriesContext(connection) as told:
            agenda(viewer, TODAY, SINCE)
        return len(told)

    def more():
        person = scheme.person()
        scheme.adopt(person, colour="red", told_on=None)
        scheme.propose()
        record = prison_record(scheme, person)
        prison_says(scheme, record, "release planned", date(2027, 3, 16), date(2026, 12, 1), date(2027, 1, 5))

    more()
    count()
    one = count()
    for _ in range(6):
        more()
    assert count() == one <= 14


def test_the_cohort_is_in_the_order_of_urgency_and_filtered_by_the_address(scheme, client_for):
    names = {}
    for name, days in (("Later", 20), ("Overdue", -6), ("Soon", 2)):
        case = scheme.adopt(scheme.person(family_name=name), colour="green" if name == "Soon" else "amber")
        owner_sql("update cases_case set review_due_on = %s where id = %s", [TODAY + timedelta(days=days), case.pk])
        names[name] = case
    client = client_for("iom_coordinator")
    shown = re.findall(r'app-table__name" href="[^"]+">Kieran (\w+)<', client.get("/cohort").content.decode())
    assert shown == ["Overdue", "Soon", "Later"]
    text = text_of(client.get("/cohort?colour=green"))
    assert "3 people, 1 of them shown." in text and "Kieran Soon" in text and "Kieran Later" not in text
    assert "1 review is overdue." in text_of(client.get("/cohort"))


def test_the_cohort_shows_probation_who_but_no_acts(scheme, client_for):
    scheme.adopt()
    html = client_for("probation_officer").get("/cohort").content.decode()
    assert "Featherstonehaugh-Adeyemi" in html and "/cohort/lock" not in html and "/leave" not in html
    assert client_for("housing_officer").get("/cohort").status_code == 403


def test_a_locked_cohort_keeps_leavers_and_is_locked_once_a_day(scheme, client_for):
    stays, leaves = scheme.adopt(), scheme.adopt(scheme.person(family_name="Leaver"))
    client = client_for("iom_coordinator")
    assert "2 people stay in it for ever" in text_of(client.get("/cohort/lock"))
    for _ in range(2):
        assert client.post("/cohort/lock", {"words": "The quarter"}).status_code == 302
    assert len(owner_sql("select 1 from cases_cohortlock")) == 1
    leave_cohort(case=leaves.pk, because="Moved.", decided_by="F", on=TODAY, by=scheme.keeper)
    ((lock,),) = owner_sql("select id from cases_cohortlock")
    text = text_of(client.get(f"/cohort/locked/{lock}"))
    assert "2 people, locked." in text and "1 of them is in the live cohort today." in text and "Kieran Leaver" in text
    assert "Moved." in text_of(client.get("/cohort/left"))
    assert stays.pk


def test_the_cohorts_queries_do_not_depend_on_rows(scheme, client_for):
    client = client_for("iom_coordinator")

    def count():
        with CaptureQueriesContext(connection) as told:
            assert client.get("/cohort").status_code == 200
        return len(told)

    scheme.adopt()
    count()
    one = count()
    for _ in range(8):
        scheme.adopt()
    assert count() == one


def test_a_persons_page_shows_the_colour_and_the_acts_to_whom_they_belong(scheme):
    person = scheme.person()
    scheme.adopt(person, told_on=None)
    by_slot = {panel.slot: panel.query for panel in PANELS}
    keeper = scheme.keeper
    assert by_slot["person.state"](keeper, TODAY, person)["standing"].colour == "amber"
    assert by_slot["person.acts"](keeper, TODAY, person)["case"].stage == "adopted"
    assert "when they were told" in by_slot["person.overdue"](keeper, TODAY, person)["left"]
    probation = scheme.as_role("probation_officer")
    assert by_slot["person.acts"](probation, TODAY, person) is None
    assert by_slot["person.overdue"](probation, TODAY, person) is None
    housing = scheme.as_role("housing_officer")
    assert [query(housing, TODAY, person) for query in by_slot.values()] == [None, None, None]
