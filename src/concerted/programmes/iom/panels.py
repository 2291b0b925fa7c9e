"""What the programme shows on a person's page: the colour, the acts, and what is overdue."""

from datetime import date
from typing import Any
from uuid import UUID

from concerted.access.permissions import may
from concerted.cases.models import Case
from concerted.kernel.days import in_words
from concerted.kernel.panels import Panel
from concerted.kernel.viewer import Viewer
from concerted.people.models import Person
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.queries.cohort import left_of
from concerted.programmes.iom.queries.listed import OPEN
from concerted.programmes.iom.words import SCHEME


def _open_case(person: UUID) -> Case | None:
    cases = Case.objects.filter(programme=SCHEME, person_id=person, stage__in=OPEN)
    return cases.order_by("-opened_on", "-id").first()


def state(viewer: Viewer, today: date, person: UUID) -> dict[str, Any] | None:
    """Return the colour and the kind of somebody in the cohort, or that they are proposed."""
    case = _open_case(person)
    if case is None:
        return None
    standing = Standing.objects.filter(case_id=case.pk).first()
    return {"stage": case.stage, "standing": standing, "since_on": case.since_on}


def acts(viewer: Viewer, today: date, person: UUID) -> dict[str, Any] | None:
    """Return the acts: propose, record the decision, or record a review and let the person leave."""
    case = _open_case(person)
    if case is None:
        if not may(viewer.role_class, "iom.propose"):
            return None
        reference = Person.objects.values_list("reference", flat=True).get(pk=person)
        return {"case": None, "reference": reference}
    return {"case": case, "decides": may(viewer.role_class, "iom.decide")} if _acts_on(viewer) else None


def _acts_on(viewer: Viewer) -> bool:
    return may(viewer.role_class, "iom.decide")


def overdue(viewer: Viewer, today: date, person: UUID) -> dict[str, Any] | None:
    """Return what is overdue or left to say of somebody in the cohort; None when nothing is."""
    if not may(viewer.role_class, "iom.decide"):
        return None
    case = _open_case(person)
    if case is None or case.stage != "adopted":
        return None
    late = (today - case.review_due_on).days if case.review_due_on else 0
    left = left_of(Standing.objects.filter(case_id=case.pk).first())
    if late <= 0 and not left:
        return None
    due = in_words(case.review_due_on, year=False) if case.review_due_on else ""
    return {"late": max(late, 0), "due": due, "left": left, "case": case}


PANELS = (
    Panel("person.state", 10, "iom/person_state.html", state, "iom.cohort"),
    Panel("person.acts", 10, "iom/person_acts.html", acts, "iom.cohort"),
    Panel("person.overdue", 10, "iom/person_overdue.html", overdue, "iom.cohort"),
)
