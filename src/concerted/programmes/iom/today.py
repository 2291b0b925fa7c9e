"""What the scheme offers to Today: proposals, what is left to say, custody, release dates that moved."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from concerted.access.permissions import may
from concerted.cases.closing import OPEN_STATES
from concerted.cases.models import Action, Case, Review, Step
from concerted.cases.queries.who import Who, who_many
from concerted.cases.wording import counted
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.days import in_words
from concerted.kernel.viewer import Viewer
from concerted.people import kinds
from concerted.people.models import Event
from concerted.people.wording import lower_first
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.queries.cohort import left_of
from concerted.programmes.iom.queries.custody import Inside, inside, news, prison_events
from concerted.programmes.iom.words import SCHEME

RELEASE_DAYS = 14
"""How far ahead Today looks for releases."""


def agenda(viewer: Viewer, today: date, last_working_day: date) -> Agenda:
    """Return the lines of whoever records decisions, nothing for others. Ten queries, however many rows."""
    if not may(viewer.role_class, "iom.decide"):
        return Agenda()
    desk = Desk(viewer, today, last_working_day)
    lines = [*desk.proposals(), *desk.left_to_say(), *desk.custody(), *desk.moved()]
    return Agenda(
        lines=[*lines, *desk.happened(), *desk.releases()],
        news=desk.news_in_words(),
        acts=[("Propose somebody", "/iom/propose"), ("Open the list for the panel", "/selection")],
    )


class Desk:
    """All that the co-ordinator's Today needs, read once."""

    def __init__(self, viewer: Viewer, today: date, since: date) -> None:
        self.viewer, self.today, self.since = viewer, today, since
        waiting = Q(stage="proposed") | Q(stage="not_yet") | Q(stage="adopted")
        cases = list(Case.objects.filter(waiting, programme=SCHEME).select_related("person"))
        self.cohort = {case.person_id: case for case in cases if case.stage == "adopted"}
        self.proposed = [case for case in cases if case.stage == "proposed"]
        self.names: dict[UUID, Who] = who_many(viewer, [case.person_id for case in cases])
        self.standings = {row.case_id: row for row in Standing.objects.filter(case_id__in=[case.pk for case in cases])}
        self.prison: dict[UUID, Inside] = {
            person: inside(events, today) for person, events in prison_events(self.cohort).items()
        }
        self.events = news(self.cohort, since=since, today=today)

    def person(self, case: Case) -> tuple[str, str]:
        """Return the name and the address of whom a case is about."""
        return self.names[case.person_id].name, f"/people/{case.person.reference}"

    def to_decide(self, case: Case, **said: Any) -> Line:
        """Return a line under "Decide" about whom a case is about."""
        who, href = self.person(case)
        return Line(part="decide", who=who, href=href, **said)

    def coming(self, case: Case, **said: Any) -> Line:
        """Return a line under "Coming" about whom a case is about."""
        who, href = self.person(case)
        return Line(part="coming", who=who, href=href, **said)

    def proposals(self) -> list[Line]:
        """Return the proposals that wait for the panel."""
        steps = {
            step.case_id: step
            for step in Step.objects.filter(case_id__in=[case.pk for case in self.proposed], stage="proposed")
        }
        lines = []
        for case in self.proposed:
            step = steps.get(case.pk)
            agency = step.decided_by.rpartition(", ")[2] if step else "somebody"
            lines.append(
                self.to_decide(
                    case,
                    due_on=self.today,
                    what=f"Proposed by {agency} on {in_words(case.since_on, year=False)}, for the panel",
                    act="Read proposal",
                    act_href=f"/iom/decide/{case.pk}",
                    order=2,
                )
            )
        return lines

    def left_to_say(self) -> list[Line]:
        """Return what decisions have left for later: when the person was told, the kind, the colour."""
        lines = []
        for case in self.cohort.values():
            standing = self.standings.get(case.pk)
            left = left_of(standing)
            if not left:
                continue
            untold = standing is None or (standing.told_on is None and not standing.not_told_because)
            due_on = standing.tell_by_on if standing is not None and untold else None
            page = "told" if untold else "kind" if standing is not None and not standing.kind else "colour"
            lines.append(
                self.to_decide(
                    case,
                    due_on=due_on,
                    what=f"Adopted {in_words(case.since_on, year=False)}. {left}",
                    act="Say when" if untold else "Say which",
                    act_href=f"/iom/{case.pk}/{page}",
                    order=0 if due_on is not None and due_on < self.today else 1,
                )
            )
        return lines

    def custody(self) -> list[Line]:
        """Return people in prison whose colour says otherwise."""
        lines = []
        for person, found in self.prison.items():
            case = self.cohort[person]
            standing = self.standings.get(case.pk)
            colour = standing.colour if standing else ""
            if not found.decision or colour == "custody":
                continue
            lines.append(
                self.to_decide(
                    case,
                    due_on=self.today,
                    what=f"{found.decision.because} {'The colour is still ' + colour if colour else 'No colour yet'}",
                    act="Set to custody",
                    act_href=f"/iom/{case.pk}/colour?to=custody",
                    order=1,
                )
            )
        return lines

    def moved(self) -> list[Line]:
        """Return people whose release the prison moved after actions were asked, until a review looked at it (S16)."""
        found = []
        for person, held in self.prison.items():
            spell = held.spell
            if spell is None or spell.was_on is None or spell.stands.happened_on <= self.today:
                continue
            found.append((self.cohort[person], spell, spell.stands.stated_on or self.today))
        keys = [case.pk for case, *_ in found]
        reviewed = dict(Review.objects.filter(case_id__in=keys).order_by("held_on").values_list("case_id", "held_on"))
        asked: dict[UUID, list[date]] = defaultdict(list)
        waiting = Action.objects.filter(case_id__in=keys, state__in=OPEN_STATES)
        for key, asked_on in waiting.values_list("case_id", "asked_on"):
            asked[key].append(asked_on)
        lines = []
        for case, spell, said_on in found:
            planned_on_it = sum(asked_on < said_on for asked_on in asked[case.pk])
            if not planned_on_it or reviewed.get(case.pk, date.min) >= said_on:
                continue
            their, old, now = self.names[case.person_id].pronouns.their, spell.was_on, spell.stands.happened_on
            assert old is not None
            lines.append(
                self.to_decide(
                    case,
                    due_on=self.today,
                    what=f"Prison moved {their} release to {in_words(now, year=False)} (was "
                    f"{in_words(old, year=False)}). {counted(planned_on_it, 'open action')} "
                    f"{'was' if planned_on_it == 1 else 'were'} asked before that",
                    act="Check plan",
                    act_href=f"/cases/{case.pk}/plan?show=open",
                    order=1,
                )
            )
        return lines

    def happened(self) -> list[Line]:
        """Return arrests and recalls since the last working day; arrests are shown, not counted (S13)."""
        lines = []
        for event in self.events:
            lines.append(
                self.coming(
                    self.cohort[_person_of(event)],
                    due_on=None,
                    what=f"{_what(event)}:",
                    act=_said(event),
                    group=f"Since {self.since:%A} {in_words(self.since, year=False)}",
                    order=-2,
                )
            )
        return lines

    def releases(self) -> list[Line]:
        """Return who leaves prison in the next fortnight, by the prison's newest date."""
        last = self.today + timedelta(days=RELEASE_DAYS)
        lines = []
        for person, found in self.prison.items():
            spell = found.spell
            if spell is None or not found.decision or not self.today < spell.stands.happened_on <= last:
                continue
            case = self.cohort[person]
            was = f" (was {in_words(spell.was_on, year=False)})" if spell.was_on else ""
            said_on = spell.stands.stated_on
            lines.append(
                self.coming(
                    case,
                    due_on=spell.stands.happened_on,
                    what=f"{in_words(spell.stands.happened_on, year=False)}{was}:",
                    act=f"Prison says, {in_words(said_on, year=False)}" if said_on else "Prison says",
                    group=f"Out of prison by {in_words(last, year=False)}",
                    tag="" if case.pk in self.housed else "No address yet",
                    tag_kind="overdue",
                    order=-1,
                )
            )
        return lines

    @cached_property
    def housed(self) -> set[UUID]:
        """The cases of people in prison for whom an action on accommodation was done."""
        keys = [self.cohort[person].pk for person in self.prison]
        done = Action.objects.filter(case_id__in=keys, pathway="accommodation", state="done")
        return set(done.values_list("case_id", flat=True))

    def news_in_words(self) -> list[str]:
        """Return the sentence of news: recalls, arrests, release dates moved."""
        recalls = sum(event.kind == kinds.RECALL for event in self.events)
        arrests = len(self.events) - recalls
        moved = sum(
            found.spell is not None
            and found.spell.was_on is not None
            and found.spell.stands.stated_on is not None
            and self.since <= found.spell.stands.stated_on <= self.today
            for found in self.prison.values()
        )
        told = ((recalls, "recall", ""), (arrests, "arrest", ""), (moved, "release date moved", "release dates moved"))
        return [counted(number, one, many) for number, one, many in told if number]


def _person_of(event: Event) -> UUID:
    assert event.record.person_id is not None
    return event.record.person_id


def _what(event: Event) -> str:
    if event.kind == kinds.RECALL:
        return "Recalled to prison"
    return f"Arrested, {lower_first(event.words)}" if event.words else "Arrested"


def _said(event: Event) -> str:
    at = f", {timezone.localtime(event.happened_at):%H:%M}" if event.happened_at else ""
    says = f"{event.record.agency.name}, {in_words(event.happened_on, year=False)}{at}"
    return says if event.kind == kinds.RECALL else f"{says}. Shown, not counted"
