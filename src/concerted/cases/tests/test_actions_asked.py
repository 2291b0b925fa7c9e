from datetime import date
from uuid import uuid4

import pytest

from concerted.cases.actions.accept_action import accept_action
from concerted.cases.actions.ask_action import ask_action
from concerted.cases.actions.finish_action import finish_action
from concerted.cases.actions.postpone_action import postpone_action
from concerted.cases.actions.refuse_action import refuse_action
from concerted.cases.actions.withdraw_action import withdraw_action
from concerted.cases.conflicts import Changed
from concerted.cases.models import Action, Case, Need, Step
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.people.models import Record

TODAY = date(2027, 3, 3)


def ask(world, case, **changed):
    by = world.sign_in(world.lead)
    given = {
        "asked_of": world.agency("housing_colchester"),
        "pathway": "accommodation",
        "words": "Find supported accommodation",
        "note": "Probation must agree the address first",
        "due_on": date(2027, 3, 12),
        "on": TODAY,
        **changed,
    }
    return ask_action(case=case.pk, by=by, **given)


def test_the_asked_agency_reads_exactly_the_text_told_and_nothing_else_of_the_case(world):
    case = world.adopt()
    ask(world, case)
    world.sign_in("housing_officer")
    (action,) = Action.objects.all()
    assert action.told == (
        "Find supported accommodation by 12 March 2027. For Kieran Featherstonehaugh-Adeyemi, born 14 May 1999. "
        "Probation must agree the address first. Ask: IOM co-ordinator, north, Police."
    )
    assert not Case.objects.exists()
    assert not Step.objects.exists()
    assert not Need.objects.exists()
    assert not Record.objects.filter(person_id=case.person_id).exists()


def test_another_agency_sees_nothing_of_it(world):
    ask(world, world.adopt())
    world.sign_in("drug_worker")
    assert not Action.objects.exists()


def test_asking_twice_with_one_form_asks_once(world):
    case, identifier = world.adopt(), new_id()
    assert ask(world, case, identifier=identifier).pk == ask(world, case, identifier=identifier).pk
    assert Action.objects.count() == 1
    assert len(world.events("action.asked")) == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"words": "Find a room after the burglaries"}, "burglaries"),
        ({"note": "Not near the victim"}, "victim"),
        ({"due_on": date(2027, 3, 2)}, "past"),
        ({"words": ""}, "what is to be done"),
    ],
)
def test_what_must_not_be_told_is_not_asked(world, changed, reason):
    case = world.adopt()
    with pytest.raises(Refused, match=reason):
        ask(world, case, **changed)
    assert not Action.objects.exists()


def test_an_agency_without_a_line_of_an_agreement_cannot_be_asked(world):
    case = world.adopt()
    with pytest.raises(Refused, match="No line of an agreement"):
        ask(world, case, asked_of=world.agency("youth"))


def test_nothing_is_asked_for_a_closed_case(world):
    from concerted.cases.actions.leave_programme import leave_programme

    case = world.adopt()
    leave_programme(case=case.pk, because="Moved.", decided_by="R. O", on=TODAY, by=world.sign_in(world.lead))
    with pytest.raises(Refused, match="closed"):
        ask(world, case)


def test_housing_accepts_puts_off_and_finishes_and_both_sides_see_it(world):
    action = ask(world, world.adopt())
    by = world.sign_in("housing_officer")
    accept_action(action=action.pk, on=TODAY, by=by, version=1)
    later = postpone_action(
        action=action.pk, to_on=date(2027, 3, 19), because="Being painted.", on=TODAY, by=by, version=2
    )
    assert (later.due_on, later.was_due_on) == (date(2027, 3, 19), date(2027, 3, 12))
    finish_action(action=action.pk, found="A room in Mersea House.", on=date(2027, 3, 18), by=by, version=3)
    world.sign_in(world.lead)
    seen = Action.objects.get()
    assert (seen.state, seen.answer, seen.ended_on) == ("done", "A room in Mersea House.", date(2027, 3, 18))
    assert [len(world.events(kind)) for kind in ("action.accepted", "action.postponed", "action.done")] == [1, 1, 1]


@pytest.mark.parametrize(
    "act",
    [
        lambda a, by: accept_action(action=a, on=TODAY, by=by, version=1),
        lambda a, by: finish_action(action=a, found="Done.", on=TODAY, by=by, version=1),
        lambda a, by: postpone_action(action=a, to_on=date(2027, 3, 19), because="Later.", on=TODAY, by=by, version=1),
        lambda a, by: refuse_action(action=a, because="Tendring's.", on=TODAY, by=by, version=1),
    ],
    ids=["accept", "finish", "postpone", "refuse"],
)
def test_a_double_click_counts_once(world, act):
    action = ask(world, world.adopt())
    by = world.sign_in("housing_officer")
    act(action.pk, by)
    again = act(action.pk, by)
    assert again.version == 2
    assert (
        sum(len(world.events(k)) for k in ("action.accepted", "action.done", "action.postponed", "action.not_ours"))
        == 1
    )


def test_two_colleagues_at_one_action_do_not_overwrite_each_other(world):
    action = ask(world, world.adopt())
    by = world.sign_in("housing_officer")
    postpone_action(action=action.pk, to_on=date(2027, 3, 19), because="Painted.", on=TODAY, by=by, version=1)
    with pytest.raises(Changed) as refused:
        finish_action(action=action.pk, found="A room.", on=TODAY, by=by, version=1)
    assert refused.value.who == "S. Okonjo-Fairweather"


def test_what_is_done_is_not_put_off(world):
    action = ask(world, world.adopt())
    by = world.sign_in("housing_officer")
    finish_action(action=action.pk, found="A room.", on=TODAY, by=by)
    with pytest.raises(Refused, match="done already"):
        postpone_action(action=action.pk, to_on=date(2027, 3, 19), because="Later.", on=TODAY, by=by)


def test_an_action_that_waits_for_another_is_not_done_before_it(world):
    case = world.adopt()
    first = ask(world, case)
    second = ask(
        world,
        case,
        asked_of=world.agency("probation"),
        words="Confirm that the address suits",
        waits_for=first.pk,
    )
    by = world.sign_in("probation_officer")
    with pytest.raises(Refused, match="Find supported accommodation"):
        finish_action(action=second.pk, found="It suits.", on=TODAY, by=by)
    finish_action(action=first.pk, found="A room.", on=TODAY, by=world.sign_in("housing_officer"))
    assert finish_action(action=second.pk, found="It suits.", on=TODAY, by=world.sign_in("probation_officer"))


def test_a_hidden_action_is_as_a_missing_one(world):
    action = ask(world, world.adopt(), asked_of=world.agency("probation"))
    by = world.sign_in("housing_officer")
    for identifier in (action.pk, uuid4()):
        with pytest.raises(Action.DoesNotExist):
            finish_action(action=identifier, found="x", on=TODAY, by=by)


def test_probation_reads_housings_action_and_cannot_change_it(world):
    action = ask(world, world.adopt())
    by = world.sign_in("probation_officer")
    assert Action.objects.filter(pk=action.pk).exists()
    with pytest.raises(Action.DoesNotExist):
        finish_action(action=action.pk, found="x", on=TODAY, by=by)


def test_only_who_keeps_the_plan_withdraws(world):
    action = ask(world, world.adopt())
    with pytest.raises(Case.DoesNotExist):
        withdraw_action(action=action.pk, because="", on=TODAY, by=world.sign_in("housing_officer"))
    withdrawn = withdraw_action(action=action.pk, because="Has a room.", on=TODAY, by=world.sign_in(world.lead))
    assert withdrawn.state == "withdrawn"
    world.sign_in("housing_officer")
    assert Action.objects.get().answer == "Has a room."


def test_an_action_sent_back_says_why(world):
    action = ask(world, world.adopt())
    by = world.sign_in("housing_officer")
    with pytest.raises(Refused, match="not for you"):
        refuse_action(action=action.pk, because=" ", on=TODAY, by=by)
