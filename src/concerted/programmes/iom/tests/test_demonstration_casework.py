"""What the demonstration's casework gives each role's Today, seeded as the engine seeds it."""

from datetime import date, timedelta

import pytest

from concerted.cases.models import Action, Case, LockedMember, Question, Step
from concerted.cases.rules.may_tell import may_tell
from concerted.cases.today import agenda as agenda_of_cases
from concerted.people.models import Harm, Likelihood, Record
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.today import agenda
from concerted.web.demonstration.casework import seed_casework
from concerted.web.testing.county import owner_sql, owners_scope
from concerted.web.testing.engine import as_engine

TODAY = date(2027, 3, 3)
SINCE = date(2027, 3, 2)
KINDS, COLOURS = ("Fixed", "Flex", "Free"), ("red", "amber", "green")


@pytest.fixture
def sent(scheme, tmp_path):
    """Eighteen people of the old spreadsheet, one of them gone, and six with much harm beside them."""
    rows = ["police_id,adopted_on,kind,colour,left_on"]
    for number in range(18):
        record = scheme.make_record("police", source="police", family_name=f"Member {number}")
        adopted_on = date(2025, 4, 1) + timedelta(days=30 * number)
        left = "2026-12-01" if number == 0 else ""
        rows.append(f"{record.source_key},{adopted_on},{KINDS[number % 3]},{COLOURS[number % 3]},{left}")
    derived = owners_scope("iom", "derived")
    for number in range(6):
        person = scheme.make_record("police", source="police", family_name=f"Harmful {number}").person_id
        given = {"scope_id": derived, "person_id": person}
        Harm.objects.using("migrator").create(
            **given, as_at_on=TODAY, points_12=900.0 - number, points_24=900.0, edition="Edition 1"
        )
        Likelihood.objects.using("migrator").create(
            **given, sent_by="ours", percent=88.0, predictor="x", scored_on=TODAY, band="high"
        )
    path = tmp_path / "iom_cohort.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with as_engine():
        seed_casework(path, TODAY)
    return path


def stages():
    return dict(owner_sql("select stage, count(*)::int from cases_case group by 1"))


def test_the_cohort_stands_as_the_spreadsheet_says(sent):
    assert stages() == {"adopted": 18, "left": 1, "proposed": 2, "not_yet": 1, "declined": 1}
    assert LockedMember.objects.using("migrator").count() > 10


def test_a_second_run_changes_nothing(sent):
    before = owner_sql("select count(*) from cases_action")
    with as_engine():
        seed_casework(sent, TODAY)
    assert owner_sql("select count(*) from cases_action") == before


def test_every_step_says_why_and_who_decided(sent):
    steps = Step.objects.using("migrator").all()
    assert steps.count() > 30
    assert all(step.because and step.decided_by for step in steps)
    adopted = Standing.objects.using("migrator").filter(case__stage="adopted")
    assert [bool(s.told_on or s.not_told_because) for s in adopted].count(False) == 1


def test_no_action_tells_of_offences(sent):
    for action in Action.objects.using("migrator").all():
        assert may_tell(words=f"{action.words} {action.note}", enforces=False), action.words
        assert action.words in action.told and action.about in action.told


def test_the_co_ordinators_today_is_full_but_not_too_full(sent, scheme):
    viewer = scheme.keeper
    scheme_lines = agenda(viewer, TODAY, SINCE).lines
    lines = [*scheme_lines, *agenda_of_cases(viewer, TODAY, SINCE).lines]
    decide = [line for line in lines if line.part == "decide"]
    assert sorted(line.act for line in scheme_lines) == ["Read proposal", "Read proposal", "Say when"]
    late = [(line.act, line.due_on) for line in decide if line.due_on and line.due_on < TODAY]
    assert sorted(late) == [("Record review", date(2027, 2, 25)), ("Say when", date(2027, 3, 1))]
    assert 3 <= sum(line.part == "chase" for line in lines) <= 6


def test_each_agency_has_what_is_asked_of_it(sent, scheme):
    def mine(role):
        lines = agenda_of_cases(scheme.as_role(role), TODAY, SINCE).lines
        late = sum(bool(line.due_on and line.due_on < TODAY) for line in lines)
        return late, len(lines) - late

    assert mine("housing_officer") == (1, 2)
    assert mine("probation_officer")[1] >= 4
    assert mine("drug_worker") == (0, 1)


def test_the_drug_service_reads_two_questions_and_the_answer_is_told_to_who_asked(sent, scheme):
    scheme.as_role("drug_worker")
    assert Question.objects.count() == 2 and not Case.objects.exists()
    scheme.as_role("probation_officer")
    assert owner_sql("select count(*)::int from access.access_subjectkey") == [(3,)]
    assert not Question.objects.exists()


def test_nobody_seeded_reads_more_than_before(sent, scheme):
    scheme.as_role("housing_officer")
    assert not Case.objects.exists() and not Standing.objects.exists()
    assert {a.asked_of.code for a in Action.objects.select_related("asked_of")} == {"housing_colchester"}
    assert not Record.objects.filter(source="police").exists()
