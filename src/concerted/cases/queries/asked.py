"""What is asked of the viewer's agency: actions, and questions to a service."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from concerted.access.listing import page
from concerted.cases.closing import OPEN_STATES
from concerted.cases.models import Action, Answer, Question
from concerted.kernel.viewer import Viewer

ORDER = ("due_on", "id")


def actions_asked_of(viewer: Viewer, *, after: tuple[date, UUID] | None = None, limit: int = 50) -> list[Action]:
    """Return the open actions asked of the viewer's agency, the first due first, a page at a time."""
    mine = Action.objects.filter(asked_of=viewer.agency_id, state__in=OPEN_STATES)
    return list(page(mine, ORDER, after=after, limit=limit))


def ended_actions_of(viewer: Viewer, *, since: date, limit: int = 12) -> list[Action]:
    """Return what the viewer's agency did, sent back, or was told to leave since a day, the newest first."""
    mine = Action.objects.filter(asked_of=viewer.agency_id, ended_on__gte=since).exclude(state__in=OPEN_STATES)
    return sorted(
        page(mine, ORDER, limit=limit), key=lambda action: (action.ended_on or since, action.id), reverse=True
    )


def asked_action(viewer: Viewer, action: UUID) -> Action:
    """Return one action asked of the viewer's agency. Raises Action.DoesNotExist, hidden or missing."""
    return Action.objects.get(pk=action, asked_of=viewer.agency_id)


def open_questions(
    viewer: Viewer, *, today: date, after: tuple[date, UUID] | None = None, limit: int = 50
) -> list[Question]:
    """Return the questions asked of the viewer's service that stand and have no answer, the first due first."""
    answered = Exists(Answer.objects.filter(question_id=OuterRef("pk")))
    mine = Question.objects.filter(asked_of=viewer.agency_id, withdrawn_on=None, until_on__gte=today)
    return list(page(mine.filter(~answered), ORDER, after=after, limit=limit))


def asked_question(viewer: Viewer, question: UUID) -> tuple[Question, Answer | None]:
    """Return a question asked of the viewer's service with its latest answer. Raises Question.DoesNotExist."""
    found = Question.objects.get(pk=question, asked_of=viewer.agency_id)
    return found, Answer.objects.filter(question_id=question).order_by("-id").first()
