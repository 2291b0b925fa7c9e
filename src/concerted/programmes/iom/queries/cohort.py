"""The live cohort, those who left it, and the locked cohorts beside it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from concerted.cases.closing import OPEN_STATES
from concerted.cases.models import Action, Case, CohortLock, LockedMember
from concerted.cases.queries.who import Who, who_many
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.rules.what_is_left import what_is_left
from concerted.programmes.iom.words import SCHEME


@dataclass(frozen=True)
class Row:
    """Somebody in the cohort: who, kind and colour, when the review falls due, and what is overdue or left to say."""

    case: Case
    who: Who
    district: str
    standing: Standing | None
    open: int
    overdue: int
    left: str
    days_late: int

    @property
    def urgency(self) -> tuple[int, int, int, date, str]:
        """The order of the list: a late review, overdue actions, something left to say, then the next review."""
        return (
            -self.days_late,
            -self.overdue,
            -bool(self.left),
            self.case.review_due_on or date.max,
            self.who.name,
        )


@dataclass(frozen=True)
class Wanted:
    """The filters of the address; empty is everybody."""

    colour: str = ""
    kind: str = ""
    district: str = ""


def live(viewer: Viewer, *, today: date, wanted: Wanted) -> tuple[list[Row], int]:
    """Return the members asked for, the most urgent first, and how many the live cohort has. Five queries."""
    cases = list(Case.objects.filter(programme=SCHEME, stage="adopted").select_related("person"))
    keys, persons = [case.pk for case in cases], [case.person_id for case in cases]
    standings = {row.case_id: row for row in Standing.objects.filter(case_id__in=keys)}
    loads = {
        row["case_id"]: row
        for row in Action.objects.filter(case_id__in=keys, state__in=OPEN_STATES)
        .values("case_id")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)))
    }
    names, districts = who_many(viewer, persons), districts_of(persons)
    rows = []
    for case in cases:
        standing, load = standings.get(case.pk), loads.get(case.pk, {"open": 0, "overdue": 0})
        late = (today - case.review_due_on).days if case.review_due_on else 0
        row = Row(
            case=case,
            who=names[case.person_id],
            district=districts.get(case.person_id, ""),
            standing=standing,
            open=load["open"],
            overdue=load["overdue"],
            left=left_of(standing),
            days_late=max(0, late),
        )
        if _is_wanted(row, wanted):
            rows.append(row)
    return sorted(rows, key=lambda row: row.urgency), len(cases)


def left_of(standing: Standing | None) -> str:
    """Return what is left to say of somebody adopted; empty when nothing is."""
    decision = what_is_left(
        kind=standing.kind if standing else "",
        colour=standing.colour if standing else "",
        told_on=standing.told_on if standing else None,
        not_told_because=standing.not_told_because if standing else "",
    )
    return decision.because if decision else ""


def _is_wanted(row: Row, wanted: Wanted) -> bool:
    colour, kind = (row.standing.colour, row.standing.kind) if row.standing else ("", "")
    return (
        (not wanted.colour or colour == wanted.colour)
        and (not wanted.kind or kind == wanted.kind)
        and (not wanted.district or row.district == wanted.district)
    )


def districts_of(persons: list[UUID]) -> dict[UUID, str]:
    """Return each person's district code by most of the records that the viewer may see."""
    found: dict[UUID, Counter[str]] = {}
    rows = Record.objects.filter(person_id__in=persons).exclude(district="").values_list("person_id", "district")
    for person, district in rows:
        if person is not None:
            found.setdefault(person, Counter())[district] += 1
    return {person: max(sorted(counts), key=lambda code: counts[code]) for person, counts in found.items()}


def leavers(*, limit: int = 50) -> list[Case]:
    """Return the cases of those who left, the newest first."""
    left = Case.objects.filter(programme=SCHEME, stage="left").select_related("person")
    return list(left.prefetch_related("steps").order_by("-since_on", "id")[:limit])


def locks() -> list[CohortLock]:
    """Return the locked cohorts with their number of `people`, the newest first."""
    found = CohortLock.objects.filter(programme=SCHEME).annotate(people=Count("members")).order_by("-locked_on", "id")
    return list(found)


def locked_members(lock: CohortLock) -> list[Case]:
    """Return the cases of a locked cohort: leavers stay in it."""
    members = LockedMember.objects.filter(lock=lock).values("case_id")
    return list(Case.objects.filter(pk__in=members).select_related("person").order_by("opened_on", "id"))


def live_count() -> int:
    """Return how many people the live cohort has."""
    return Case.objects.filter(programme=SCHEME, stage="adopted").count()
