"""What the room offers to Today: what is asked of an agency, and what the keeper of plans decides and chases."""

from collections.abc import Sequence
from datetime import date, timedelta

from concerted.access.permissions import may
from concerted.cases.models import Action, Question
from concerted.cases.programme import find_programmes
from concerted.cases.queries.asked import actions_asked_of, open_questions
from concerted.cases.queries.chasing import (
    done_since,
    due_reviews,
    due_soon,
    overdue_by_agency,
    programmes_led,
    sent_back,
)
from concerted.cases.queries.who import who_many
from concerted.cases.wording import counted, name_in
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.days import in_words
from concerted.kernel.viewer import Viewer

COMING_DAYS = 14
"""How far ahead Today looks for actions and reviews."""


def agenda(viewer: Viewer, today: date, last_working_day: date) -> Agenda:
    """Return the lines for a viewer: asked of their agency, and those of the plans that their role keeps."""
    lines: list[Line] = []
    heading = ""
    asked = actions_asked_of(viewer) if may(viewer.role_class, "actions.answer") else []
    questions = open_questions(viewer, today=today) if may(viewer.role_class, "questions.answer") else []
    lines += [_asked(action, today) for action in asked] + [_question(question) for question in questions]
    if not programmes_led(viewer):
        if may(viewer.role_class, "actions.answer"):
            both: list[Action | Question] = [*asked, *questions]
            heading = heading_of(both)
        return Agenda(lines=lines, heading=heading, acts=[("Open what is asked of you", "/asked/")] if heading else [])
    chased, quiet = _chased(viewer, today)
    lines += [*_reviews(viewer, today), *_sent_back(viewer), *chased, *_coming(viewer, today)]
    done = done_since(viewer, since=last_working_day)
    news = [f"{counted(done, 'action')} done"] if done else []
    return Agenda(lines=lines, news=news, quiet=quiet)


def heading_of(asked: Sequence[Action | Question]) -> str:
    """Return who asks: the one programme, by its short name, or nobody in particular."""
    declared = find_programmes()
    codes = {row.programme for row in asked} or set(declared)
    if len(codes) == 1 and codes <= set(declared):
        return f"What {declared[codes.pop()].short} asks of you"
    return "What is asked of you"


def _asked(action: Action, today: date) -> Line:
    soon = action.due_on <= today or action.state == "asked"
    href = f"/asked/{action.pk}"
    return Line(
        part="decide" if soon else "coming",
        due_on=action.due_on,
        who=name_in(action.about),
        href=href,
        what=action.words,
        act="Accept it, or say why not" if action.state == "asked" else "Say what was found",
        act_href=href,
        group="" if soon else "Due later",
        tag="Not yet accepted" if action.state == "asked" and action.due_on >= today else "",
        tag_kind="due",
    )


def _question(question: Question) -> Line:
    href = f"/asked/questions/{question.pk}"
    return Line(
        part="decide",
        due_on=question.due_on,
        who=name_in(question.about),
        href=href,
        what=question.words,
        act="Answer yes or no",
        act_href=href,
    )


def _reviews(viewer: Viewer, today: date) -> list[Line]:
    cases = due_reviews(viewer, until=today + timedelta(days=COMING_DAYS))
    names = who_many(viewer, [case.person_id for case in cases])
    return [
        Line(
            part="decide" if case.review_due_on and case.review_due_on <= today else "coming",
            due_on=case.review_due_on,
            who=names[case.person_id].name,
            href=f"/cases/{case.pk}/plan",
            what="Review of the plan",
            act="Record review",
            act_href=f"/cases/{case.pk}/review",
            group="" if case.review_due_on and case.review_due_on <= today else _until(today),
        )
        for case in cases
    ]


def _sent_back(viewer: Viewer) -> list[Line]:
    return [
        Line(
            part="decide",
            due_on=action.due_on,
            who=name_in(action.about),
            href=f"/cases/{action.case_id}/plan",
            what=f"{action.words}: {action.asked_of.name} says that this is not for them. {action.answer}",
            act="Ask another agency",
            act_href=f"/cases/{action.case_id}/plan/add?instead_of={action.pk}",
        )
        for action in sent_back(viewer)
    ]


def _chased(viewer: Viewer, today: date) -> tuple[list[Line], list[str]]:
    late, loads = overdue_by_agency(viewer, today=today)
    lines = [
        Line(
            part="chase",
            due_on=action.due_on,
            who=name_in(action.about),
            href=f"/cases/{action.case_id}/plan",
            what=action.words,
            act="Open the plan",
            act_href=f"/cases/{action.case_id}/plan?show=overdue",
            group=action.asked_of.name,
        )
        for action in late
    ]
    return lines, [load.name for load in loads if not load.overdue]


def _coming(viewer: Viewer, today: date) -> list[Line]:
    return [
        Line(
            part="coming",
            due_on=action.due_on,
            who=name_in(action.about),
            href=f"/cases/{action.case_id}/plan",
            what=f"{action.words} ({action.asked_of.name})",
            group=_until(today),
        )
        for action in due_soon(viewer, today=today, days=COMING_DAYS, limit=12)
    ]


def _until(today: date) -> str:
    return f"Due by {in_words(today + timedelta(days=COMING_DAYS), year=False)}"
