"""The joint plan of a case: what each agency is asked, by pathway, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from concerted.cases.models import Action, Answer, Case, Need, Question
from concerted.cases.programme import Programme, programme
from concerted.cases.queries.standing import Standing, of_action, of_question
from concerted.kernel.viewer import Viewer

Show = Literal["all", "open", "overdue"]
THE_SERVICE = "The service"
"""How a plan names whom a question was put to: that somebody attends it is what the agreement keeps close."""


@dataclass(frozen=True)
class Row:
    """One action or question of a plan."""

    kind: Literal["action", "question"]
    id: UUID
    words: str
    who: str
    agency: int
    due_on: date
    stands: Standing
    pathway: str
    may_withdraw: bool
    mine: bool = False


@dataclass(frozen=True)
class Group:
    """One pathway with its number in the plan, the need that stands there now, and its rows."""

    number: int
    code: str
    title: str
    need: Need | None
    rows: tuple[Row, ...]
    looked_at: bool

    @property
    def heading(self) -> str:
        """Number and title, as the plan's group row says it."""
        return f"{self.number}. {self.title}"

    @property
    def note(self) -> str:
        """The need in words, or that nothing is needed; empty where nobody has looked."""
        if self.need is None:
            return ""
        return self.need.words or "Nothing is needed here"


@dataclass(frozen=True)
class Plan:
    """A case's plan as the viewer may see it."""

    case: Case
    programme: Programme
    groups: tuple[Group, ...]
    rows: tuple[Row, ...] = field(repr=False)

    @property
    def overdue(self) -> int:
        """How many actions are overdue."""
        return sum(row.stands.overdue for row in self.rows)

    @property
    def not_accepted(self) -> int:
        """How many actions are asked, not overdue, and not yet accepted."""
        return sum(row.stands.words.startswith("Not yet accepted") for row in self.rows)

    @property
    def open(self) -> int:
        """How many actions and questions are open."""
        return sum(row.stands.open for row in self.rows)

    @property
    def looked_at(self) -> int:
        """How many pathways somebody has looked at."""
        return sum(group.looked_at for group in self.groups)


def plan(viewer: Viewer, case: Case, *, today: date, show: Show = "all") -> Plan:
    """Return the plan of a case with the rows to show; its counts are of all rows. Four queries, however many rows."""
    declared = programme(case.programme)
    rows = sorted([*_actions(viewer, case, today), *_questions(case, today)], key=lambda row: (row.due_on, row.id))
    shown = [row for row in rows if _wanted(row, show)]
    needs = {need.pathway: need for need in Need.objects.filter(case_id=case.pk).order_by("written_at")}
    touched = {row.pathway for row in rows if not row.stands.words.startswith("Withdrawn")} | set(needs)
    groups = tuple(
        Group(
            number=number,
            code=pathway.code,
            title=pathway.title,
            need=needs.get(pathway.code),
            rows=tuple(row for row in shown if row.pathway == pathway.code),
            looked_at=pathway.code in touched,
        )
        for number, pathway in enumerate(declared.pathways, start=1)
    )
    return Plan(case, declared, groups, tuple(rows))


def _wanted(row: Row, show: Show) -> bool:
    if show == "open":
        return row.stands.open
    return row.stands.overdue if show == "overdue" else True


def _actions(viewer: Viewer, case: Case, today: date) -> Iterable[Row]:
    actions = list(Action.objects.filter(case_id=case.pk).select_related("asked_of"))
    by_id = {action.pk: action for action in actions}
    for action in actions:
        first = by_id.get(action.waits_for_id) if action.waits_for_id else None
        stands = of_action(action, today=today, first=first)
        yield Row(
            kind="action",
            id=action.pk,
            words=action.words,
            who=action.asked_of.name,
            agency=action.asked_of_id,
            due_on=action.due_on,
            stands=stands,
            pathway=action.pathway,
            may_withdraw=stands.open or action.state == "not_ours",
            mine=action.asked_of_id == viewer.agency_id,
        )


def _questions(case: Case, today: date) -> Iterable[Row]:
    questions = list(Question.objects.filter(case_id=case.pk))
    found = Answer.objects.filter(question_id__in=[q.pk for q in questions]).order_by("id")
    answers = {answer.question_id: answer for answer in found}
    for question in questions:
        answer = answers.get(question.pk)
        yield Row(
            kind="question",
            id=question.pk,
            words=question.words.replace("your service", "the service"),
            who=THE_SERVICE,
            agency=question.asked_of_id,
            due_on=question.due_on,
            stands=of_question(question, answer, today=today),
            pathway=question.pathway,
            may_withdraw=answer is None and question.withdrawn_on is None and question.until_on >= today,
        )
