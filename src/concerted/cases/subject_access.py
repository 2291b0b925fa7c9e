"""What this room gives to somebody who asks what an agency holds about them: cases, steps, needs, actions, reviews."""

from uuid import UUID

from django.utils import timezone

from concerted.cases.models import Action, Case, Need, Review, Step
from concerted.cases.programme import find_programmes
from concerted.kernel.answering import Entry
from concerted.kernel.viewer import Viewer
from concerted.people.answerable import VICTIMS, answerable
from concerted.people.models import Record


def entries(viewer: Viewer, records: list[UUID]) -> list[Entry]:
    """Return what partners decided and planned; whoever decided is named to the reviewer as somebody else."""
    mine = answerable(viewer)
    persons = Record.objects.filter(pk__in=records, agency_id=viewer.agency_id).values("person_id")
    cases = {case.pk: case for case in Case.objects.filter(mine, person_id__in=persons)}
    titles = {pk: _title(case.programme) for pk, case in cases.items()}
    of = {"case_id__in": list(cases)}
    found = [
        Entry("case", titles[pk], f"In your own words: {case.own_words}", titles[pk], case.own_words_on)
        for pk, case in cases.items()
        if case.own_words
    ]
    for step in Step.objects.filter(mine, **of):
        text = f"{_stage(cases[step.case_id], step.stage)}. {step.because} Decided by {step.decided_by}."
        found.append(Entry("case", "A decision", text, titles[step.case_id], step.on, (step.decided_by,)))
    for need in Need.objects.filter(mine, **of):
        text = need.words or "Nothing is needed here."
        found.append(Entry("case", "A need", text, titles[need.case_id], timezone.localdate(need.written_at)))
    for review in Review.objects.filter(mine, **of):
        found.append(Entry("case", "A review", review.words, titles[review.case_id], review.held_on))
    # An agency reads of an action exactly what it is told, whoever keeps the plan.
    # An action is kept in the asked agency's own scope: it is the case that may be a victim's (S2).
    asked = Action.objects.filter(mine, case__person_id__in=persons).exclude(case__scope__category__in=VICTIMS)
    for action in asked.select_related("asked_of"):
        text = f"{action.asked_of.name} was asked: {action.told} {action.answer}".strip()
        found.append(Entry("action", "An action", text, action.asked_of.name, action.asked_on, (action.asked_by,)))
    return found


def _title(programme: str) -> str:
    declared = find_programmes().get(programme)
    return declared.title if declared else programme


def _stage(case: Case, stage: str) -> str:
    declared = find_programmes().get(case.programme)
    return declared.stage(stage).title if declared else stage
