"""The joint plan: what each agency does, what one of them sees of it, and the sheet for the person themself."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.access.permissions import may
from concerted.cases.models import Case
from concerted.cases.queries.case_of import case_of
from concerted.cases.queries.plan import Plan, Show, plan
from concerted.cases.queries.what_agency_sees import AgencyView, agencies_asked, what_agency_sees
from concerted.cases.queries.who import who
from concerted.cases.views.steps import messages, show, viewer_of
from concerted.cases.wording import counted
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.partnership.models import Agency

SHOWN: dict[str, str] = {"all": "open and done", "open": "open only", "overdue": "overdue"}


def found_case(viewer: Viewer, case: UUID) -> Case:
    """Return a case or raise Http404, the same for a hidden and a missing one."""
    try:
        return case_of(viewer, case)
    except Case.DoesNotExist as missing:
        raise Http404 from missing


@page("One plan", "plan.read", is_for="keep a plan or work to it", personal=True)
@require_safe
def plan_page(request: HttpRequest, case: UUID) -> HttpResponse:
    """What is each of us doing? As the viewer may see it, or as one of the agencies asked does."""
    viewer, on = viewer_of(request), today()
    held = found_case(viewer, case)
    wanted = cast(Show, request.GET.get("show") if request.GET.get("show") in SHOWN else "all")
    shown = plan(viewer, held, today=on, show=wanted)
    person = who(viewer, held.person_id)
    agencies = agencies_asked(viewer, held)
    seen = _seen_by(viewer, held, agencies, request.GET.get("as"))
    show(request, held.pk, held.person_id, *(row.id for row in shown.rows))
    keeps = may(viewer.role_class, "plan.write") and shown.programme.lead_role == viewer.role_class
    example = seen or _first_told(viewer, held, agencies)
    context: dict[str, Any] = {
        "plan": shown,
        "case": held,
        "person": person,
        "spoken": person.pronouns,
        "answer": _answer(shown, on),
        "agencies": agencies,
        "seen": seen,
        "example": example,
        "groups": _as_seen(shown, seen),
        "show": wanted,
        "shows": SHOWN.items(),
        "keeps": keeps,
        "is_open": shown.programme.stage(held.stage).open,
        "today": on,
        "messages": messages(request),
    }
    return render(request, "cases/plan.html", context)


@page("The person's own plan, on paper", "plan.read", is_for="keep a plan or work to it", personal=True)
@require_safe
def own_plan(request: HttpRequest, case: UUID) -> HttpResponse:
    """The sheet for the person: needs and what each agency does for them; no harm, no likelihood, no questions."""
    viewer, on = viewer_of(request), today()
    held = found_case(viewer, case)
    shown = plan(viewer, held, today=on)
    person = who(viewer, held.person_id)
    groups = [
        (group, [row for row in group.rows if row.kind == "action" and (row.stands.open or row.stands.kind == "done")])
        for group in shown.groups
    ]
    show(request, held.pk, held.person_id)
    printed = {
        "handling": f"For {person.name} to keep",
        "by": f"{viewer.title} ({viewer.agency_name})",
        "at": timezone.localtime(),
        "reference": held.person.reference,
        "landscape": False,
    }
    context = {
        "printed": printed,
        "groups": [(group, rows) for group, rows in groups if rows or group.need],
        "case": held,
        "person": person,
        "today": on,
    }
    return render(request, "cases/own_plan.html", context)


def _answer(shown: Plan, on: date) -> dict[str, str]:
    """Return the first sentence of a plan in its two parts, the bold one first."""
    counts = []
    if shown.overdue:
        counts.append(f"{counted(shown.overdue, 'action is', 'actions are')} overdue")
    if shown.not_accepted:
        word = ("is", "are")[shown.not_accepted > 1]
        counts.append(
            f"{shown.not_accepted} {word} not yet accepted" if counts
            else f"{counted(shown.not_accepted, 'action is', 'actions are')} not yet accepted"
        )  # fmt: skip
    bold = f"{', '.join(counts)}." if counts else "No action is overdue, and none waits to be accepted."
    if not shown.rows:
        bold = "Nothing is asked of anybody yet."
    rest = f"{shown.looked_at} of {len(shown.groups)} pathways have been looked at."
    return {"bold": bold, "rest": rest}


def _seen_by(viewer: Viewer, case: Case, agencies: list[Agency], code: str | None) -> AgencyView | None:
    """Return the view of the agency that the address names; Http404 for one that is asked nothing here."""
    if not code:
        return None
    for agency in agencies:
        if agency.code == code:
            return what_agency_sees(viewer, case, agency)
    raise Http404


def _first_told(viewer: Viewer, case: Case, agencies: list[Agency]) -> AgencyView | None:
    """Return the view of the first agency that reads nothing but its own text, as the plan's example."""
    views = (what_agency_sees(viewer, case, agency) for agency in agencies[:3])
    return next((view for view in views if not view.whole), None)


def _as_seen(shown: Plan, seen: AgencyView | None) -> list[tuple[Any, list[Any]]]:
    """Return pathways with their rows: all of them, or those that an agreement opens to the agency looked at."""
    groups = []
    for group in shown.groups:
        rows = list(group.rows)
        if seen is not None:
            rows = [row for row in rows if row.kind == "action" and row.agency in seen.reads]
        groups.append((group, rows))
    return groups
