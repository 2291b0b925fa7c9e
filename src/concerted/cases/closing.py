"""What a case still asks when it ends: open actions are withdrawn, open questions end."""

from datetime import date

from concerted.access.subjects import end_disclosure
from concerted.cases.models import Action, Case, Question

OPEN_STATES = ("asked", "accepted", "later")
"""The states of an action that somebody still has to do."""


def withdraw_all(case: Case, *, on: date) -> tuple[int, int]:
    """Withdraw every open action and every open question of a case; return how many of each."""
    actions = list(Action.objects.select_for_update().filter(case_id=case.pk, state__in=OPEN_STATES))
    for action in actions:
        action.state, action.ended_on, action.version = "withdrawn", on, action.version + 1
        action.answer = "Withdrawn: the case is closed."
        action.save(update_fields=["state", "ended_on", "answer", "version"])
    questions = list(Question.objects.select_for_update().filter(case_id=case.pk, withdrawn_on=None, until_on__gte=on))
    for question in questions:
        end_disclosure(question.disclosure_id)
        question.withdrawn_on = on
        question.save(update_fields=["withdrawn_on"])
    return len(actions), len(questions)
