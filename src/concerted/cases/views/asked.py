"""What is asked of the viewer's agency: exactly the text told, and done, later, or not for us."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from concerted.access.permissions import ROLES, may
from concerted.access.subjects import lines_in_force
from concerted.cases.actions.accept_action import accept_action
from concerted.cases.actions.answer_question import answer_question
from concerted.cases.actions.finish_action import finish_action
from concerted.cases.actions.postpone_action import postpone_action
from concerted.cases.actions.refuse_action import refuse_action
from concerted.cases.forms import AnswerForm, FinishForm, PostponeForm, RefuseForm
from concerted.cases.models import Action, Question
from concerted.cases.queries.asked import (
    actions_asked_of,
    asked_action,
    asked_question,
    ended_actions_of,
    open_questions,
)
from concerted.cases.queries.standing import Standing, of_action
from concerted.cases.today import heading_of
from concerted.cases.views.steps import Step, messages, show, take, viewer_of
from concerted.cases.wording import counted, name_in
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today

WORKERS = "do what a plan asks of their agency"
A_PAGE = 25
LOOK_BACK = timedelta(days=31)
"""How long what was done stays on the page: a month, for reading only."""


def _found(viewer: Viewer, action: UUID) -> Action:
    try:
        return asked_action(viewer, action)
    except Action.DoesNotExist as missing:
        raise Http404 from missing


@page("What is asked of you", "actions.answer", is_for=WORKERS, personal=True)
@require_safe
def asked_page(request: HttpRequest) -> HttpResponse:
    """What is asked of my agency, the first due first."""
    viewer, on = viewer_of(request), today()
    after = _after(request.GET.get("after"))
    actions = actions_asked_of(viewer, after=after, limit=A_PAGE + 1)
    questions = open_questions(viewer, today=on) if may(viewer.role_class, "questions.answer") else []
    more = len(actions) > A_PAGE
    actions = actions[:A_PAGE]
    ended = ended_actions_of(viewer, since=on - LOOK_BACK)
    show(request, *(row.pk for row in (*actions, *questions, *ended)))
    overdue = sum(action.due_on < on for action in actions)
    context = {
        "heading": heading_of([*actions, *questions]),
        "answer": _answer(overdue, len(actions) - overdue, len(questions), more),
        "rows": [_row(action, on) for action in actions],
        "questions": [(question, name_in(question.about)) for question in questions],
        "ended": [_row(action, on) for action in ended],
        "older": f"?after={actions[-1].due_on},{actions[-1].pk}" if more else "",
        "newer": "/asked/" if after else "",
        "today": on,
        "messages": messages(request),
    }
    return render(request, "cases/asked.html", context)


def _after(written: str | None) -> tuple[date, UUID] | None:
    """Take the place in the list from the address. Raises Http404 when it is none."""
    if not written:
        return None
    day, _, key = written.partition(",")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError as wrong:
        raise Http404 from wrong


def _row(action: Action, on: date) -> dict[str, Any]:
    stands: Standing = of_action(action, today=on, first=None)
    return {"action": action, "name": name_in(action.about), "stands": stands, "opened": action.due_on <= on}


def _answer(overdue: int, coming: int, questions: int, more: bool) -> str:
    parts = []
    if overdue:
        parts.append(f"{counted(overdue, 'action is', 'actions are')} overdue")
    if coming:
        word = f"{'at least ' if more else ''}{coming} {'is' if coming == 1 else 'are'} coming"
        parts.append(word if overdue else f"{counted(coming, 'action is', 'actions are')} coming")
    if questions:
        parts.append(f"{counted(questions, 'question waits', 'questions wait')} for an answer")
    return f"{', '.join(parts)}." if parts else "Nothing is asked of you."


@page("One action asked of you", "actions.answer", is_for=WORKERS, personal=True)
@require_safe
def asked_action_page(request: HttpRequest, action: UUID) -> HttpResponse:
    """One action, with exactly the text that was told."""
    viewer, on = viewer_of(request), today()
    held = _found(viewer, action)
    show(request, held.pk)
    context = {"row": _row(held, on), "action": held, "today": on, "messages": messages(request)}
    return render(request, "cases/asked_action.html", context)


@page("Accept an action", "actions.answer", is_for=WORKERS, personal=True)
@require_POST
def accept(request: HttpRequest, action: UUID) -> HttpResponse:
    """Accept an action: one button, no form."""
    viewer = viewer_of(request)
    held = _found(viewer, action)
    show(request, held.pk)
    step = _step(held, title="Accept it?", button="Accept it", failed="It is not accepted yet", done="accepted")
    return take(request, step, Form(request.POST), lambda _: accept_action(action=action, on=today(), by=viewer))


@page("Done", "actions.answer", is_for=WORKERS, personal=True)
def done(request: HttpRequest, action: UUID) -> HttpResponse:
    """Say what was found, and call the action done."""
    words = {"title": "What was found?", "button": "It is done", "failed": "It is not done yet", "refused_at": "found"}
    return _change(request, action, FinishForm, finish_action, "done", words)


@page("Later", "actions.answer", is_for=WORKERS, personal=True)
def later(request: HttpRequest, action: UUID) -> HttpResponse:
    """Say when it will be done, and why later."""
    words = {
        "title": "When will it be done, and why later?",
        "button": "Keep the later day",
        "failed": "The later day is not kept yet",
        "refused_at": "to_on",
    }
    return _change(request, action, PostponeForm, postpone_action, "later", words)


@page("Not for us", "actions.answer", is_for=WORKERS, personal=True)
def not_for_us(request: HttpRequest, action: UUID) -> HttpResponse:
    """Send an action back, with why or who could."""
    words = {
        "title": "Why is this not for you?",
        "button": "Send it back",
        "failed": "It is not sent back yet",
        "refused_at": "because",
    }
    return _change(request, action, RefuseForm, refuse_action, "not_ours", words)


def _change(
    request: HttpRequest,
    action: UUID,
    form_class: type[Form],
    do: Callable[..., Any],
    said: str,
    words: dict[str, str],
) -> HttpResponse:
    """Show one of the three forms of an action, or do its act."""
    viewer = viewer_of(request)
    held = _found(viewer, action)
    show(request, held.pk)
    initial = {"version": held.version}
    form = form_class(request.POST) if request.method == "POST" else form_class(initial=initial)

    def act(written: dict[str, Any]) -> None:
        do(action=action, on=today(), by=viewer, **written)

    def latest() -> dict[str, Any]:
        now = asked_action(viewer, action)
        stands = of_action(now, today=today(), first=None)
        return {"version": now.version, "text": f"{stands.words}. {stands.grey}"}

    return take(request, _step(held, done=said, **words), form, act, latest)


def _step(action: Action, **given: Any) -> Step:
    return Step(
        back=f"/asked/{action.pk}",
        back_words="Back to what is asked",
        kicker=name_in(action.about),
        answer=action.told,
        **given,
    )


@page("A question to your service", "questions.answer", is_for="answer questions put to their service", personal=True)
def question_page(request: HttpRequest, question: UUID) -> HttpResponse:
    """Answer whether one person attends: yes, no, or nothing."""
    viewer = viewer_of(request)
    try:
        held, answer = asked_question(viewer, question)
    except Question.DoesNotExist as missing:
        raise Http404 from missing
    show(request, held.pk)
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm()
    lines = lines_in_force(giver=viewer.agency_code, category="attends", purpose=viewer.purpose).filter(by_request=True)
    step = Step(
        title=held.words,
        button="Answer",
        failed="The question is not answered yet",
        back=f"/asked/questions/{held.pk}",
        back_words="Back to what is asked",
        kicker=name_in(held.about),
        done="answered",
        answer=held.told,
        refused_at="attends",
        template="cases/question.html",
        more={
            "question": held,
            "given": answer,
            "told_to": [_reader(line.receiver.name, line.role_class) for line in lines.select_related("receiver")],
            "messages": messages(request),
        },
    )

    def act(written: dict[str, Any]) -> None:
        answer_question(question=held.pk, on=today(), by=viewer, **written)

    return take(request, step, form, act)


def _reader(agency: str, role_class: str) -> str:
    role = ROLES.get(role_class)
    return f"{agency} ({role.title})" if role else agency
