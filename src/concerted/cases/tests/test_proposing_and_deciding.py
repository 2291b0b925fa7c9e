from datetime import date
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from concerted.cases.actions.ask_action import ask_action
from concerted.cases.actions.decide_case import decide_case
from concerted.cases.actions.leave_programme import leave_programme
from concerted.cases.actions.lock_cohort import lock_cohort
from concerted.cases.actions.propose_person import propose_person
from concerted.cases.actions.record_own_words import record_own_words
from concerted.cases.actions.record_review import record_review
from concerted.cases.actions.write_need import write_need
from concerted.cases.conflicts import Changed
from concerted.cases.models import Action, Case, LockedMember, Need, Step
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id

TODAY = date(2027, 3, 3)


def test_a_proposal_begins_a_case_with_its_reason_and_one_audit_event(world):
    case = world.propose()
    step = Step.objects.get(case=case)
    assert (case.stage, step.because) == ("proposed", "Two burglaries since November.")
    assert "IOM co-ordinator, north" in step.decided_by
    assert len(world.events("case.proposed")) == 1


def test_a_proposal_keeps_who_made_it(world):
    case = world.propose(proposed_by="P. Vane, Probation")
    assert Step.objects.get(case=case).decided_by == "P. Vane, Probation"


def test_a_proposal_sent_twice_begins_one_case(world):
    person, identifier = world.person(), new_id()
    first = world.propose(person, identifier=identifier)
    assert world.propose(person, identifier=identifier).pk == first.pk
    assert Case.objects.count() == 1


def test_a_person_with_an_open_case_is_not_proposed_again(world):
    case = world.adopt()
    with pytest.raises(Refused, match="In the cohort"):
        world.propose(case.person_id)


def test_a_person_who_left_may_be_proposed_again(world):
    case = world.adopt()
    leave_programme(case=case.pk, because="A year without.", decided_by="R. O", on=TODAY, by=world.sign_in(world.lead))
    assert world.propose(case.person_id).pk != case.pk


def test_a_role_without_the_key_cannot_propose(world):
    person = world.person()
    by = world.sign_in("housing_officer")
    with pytest.raises(ProgrammingError), transaction.atomic():
        propose_person(person=person, programme="iom", because="Because.", on=TODAY, by=by)


def test_a_decision_moves_the_case_and_keeps_who_decided(world):
    case = world.adopt()
    assert case.stage == "adopted"
    assert list(Step.objects.filter(case=case).order_by("recorded_at").values_list("stage", "decided_by"))[-1] == (
        "adopted",
        "R. O",
    )
    assert world.events("case.decided")[0]["before"] == "proposed"


def test_a_decision_without_a_reason_changes_nothing(world):
    case = world.propose()
    with pytest.raises(Refused, match="Say why"):
        decide_case(case=case.pk, to="adopted", because=" ", decided_by="R. O", on=TODAY, by=world.sign_in(world.lead))
    assert Case.objects.get().stage == "proposed"
    assert not world.events("case.decided")


def test_the_second_of_two_decisions_hears_who_was_first(world):
    case = world.propose()
    seen = case.version
    world.adopt(case)
    with pytest.raises(Changed) as refused:
        decide_case(
            case=case.pk,
            to="declined",
            because="No.",
            decided_by="R. O",
            on=TODAY,
            by=world.sign_in(world.lead),
            version=seen,
        )
    assert refused.value.who == "N. Attwater-Bello"
    assert Case.objects.get().stage == "adopted"


def test_a_case_that_the_post_may_only_read_is_as_a_missing_one_to_who_would_change_it(world):
    case = world.adopt()
    by = world.sign_in("probation_officer")
    assert Case.objects.filter(pk=case.pk).exists()
    for identifier in (case.pk, uuid4()):
        with pytest.raises(Case.DoesNotExist):
            decide_case(case=identifier, to="left", because="x", decided_by="y", on=TODAY, by=by)


def test_leaving_withdraws_what_is_still_asked(world):
    case = world.adopt()
    by = world.sign_in(world.lead)
    ask_action(
        case=case.pk,
        asked_of=world.agency("housing_colchester"),
        pathway="accommodation",
        words="Find a room",
        due_on=TODAY,
        on=TODAY,
        by=by,
    )
    leave_programme(case=case.pk, because="Moved away.", decided_by="R. O", on=TODAY, by=by)
    assert Action.objects.get().state == "withdrawn"
    assert Case.objects.get().review_due_on is None
    assert world.events("case.left")[0]["actions"] == 1


def test_nobody_leaves_twice(world):
    case = world.adopt()
    by = world.sign_in(world.lead)
    leave_programme(case=case.pk, because="Moved away.", decided_by="R. O", on=TODAY, by=by)
    with pytest.raises(Refused, match="cannot end"):
        leave_programme(case=case.pk, because="Moved away.", decided_by="R. O", on=TODAY, by=by)


def test_a_locked_cohort_stays_as_it_was(world):
    case = world.adopt()
    world.propose(world.person(family_name="Other"))
    by = world.sign_in(world.lead)
    lock = lock_cohort(programme="iom", on=TODAY, words="", by=by)
    leave_programme(case=case.pk, because="Moved away.", decided_by="R. O", on=TODAY, by=by)
    assert lock_cohort(programme="iom", on=TODAY, words="", by=by).pk == lock.pk
    assert list(LockedMember.objects.values_list("case_id", flat=True)) == [case.pk]


def test_a_lock_cannot_be_taken_by_who_may_only_read_cases(world):
    world.adopt()
    with pytest.raises(ProgrammingError), transaction.atomic():
        lock_cohort(programme="iom", on=TODAY, words="", by=world.sign_in("probation_officer"))


def test_a_need_keeps_what_was_written_before(world):
    case = world.adopt()
    by = world.sign_in(world.lead)
    first = write_need(case=case.pk, pathway="health", words="No doctor", none_needed=False, by=by)
    write_need(case=case.pk, pathway="health", words="Has a doctor", none_needed=False, by=by, after=first.pk)
    assert Need.objects.count() == 2


def test_two_needs_for_one_pathway_do_not_overwrite_each_other(world):
    case = world.adopt()
    by = world.sign_in(world.lead)
    write_need(case=case.pk, pathway="health", words="No doctor", none_needed=False, by=by)
    with pytest.raises(Changed, match="N. Attwater-Bello"):
        write_need(case=case.pk, pathway="health", words="Sees a dentist", none_needed=False, by=by)
    assert write_need(case=case.pk, pathway="health", words="No doctor", none_needed=False, by=by)
    assert Need.objects.count() == 1


def test_a_need_says_something_or_that_nothing_is_needed(world):
    case = world.adopt()
    with pytest.raises(Refused, match="Write down"):
        write_need(case=case.pk, pathway="health", words=" ", none_needed=False, by=world.sign_in(world.lead))


def test_a_review_sets_the_next_day_and_is_written_once(world):
    case, identifier = world.adopt(), new_id()
    by = world.sign_in(world.lead)
    for _ in range(2):
        record_review(
            case=case.pk,
            words="Steady.",
            held_on=TODAY,
            next_on=date(2027, 3, 24),
            today=TODAY,
            by=by,
            identifier=identifier,
        )
    case.refresh_from_db()
    assert (case.review_due_on, case.reviews.count()) == (date(2027, 3, 24), 1)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"words": ""}, "what the review found"),
        ({"held_on": date(2027, 3, 4)}, "lies ahead"),
        ({"next_on": TODAY}, "after this one"),
    ],
)
def test_a_review_that_cannot_be_is_refused(world, changed, reason):
    case = world.adopt()
    given = {"words": "Steady.", "held_on": TODAY, "next_on": None, "today": TODAY, **changed}
    with pytest.raises(Refused, match=reason):
        record_review(case=case.pk, by=world.sign_in(world.lead), **given)


def test_own_words_are_kept_with_whom_and_when_and_old_ones_stay_in_the_history(world):
    case = world.adopt()
    by = world.sign_in(world.lead)
    for words in ("I want my own door.", "And a job."):
        record_own_words(case=case.pk, words=words, said_to="his probation officer", said_on=TODAY, by=by)
    record_own_words(case=case.pk, words="And a job.", said_to="his probation officer", said_on=TODAY, by=by)
    with connection.cursor() as cursor:
        cursor.execute("select own_words from cases_case_history where own_words <> ''")
        assert cursor.fetchall() == [("I want my own door.",)]
    assert len(world.events("case.own_words")) == 2
