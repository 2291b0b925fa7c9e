"""The live cohort, who left it, and the locked cohorts beside it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.access.permissions import may
from concerted.cases.actions.lock_cohort import lock_cohort
from concerted.cases.models import CohortLock
from concerted.cases.models import Step as CaseStep
from concerted.cases.queries.who import who_many
from concerted.cases.views.steps import Step, show, take, viewer_of
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.people.queries.records import district_name
from concerted.programmes.iom.districts import offered
from concerted.programmes.iom.forms import CohortForm, LockForm
from concerted.programmes.iom.queries.cohort import Wanted, leavers, live, locked_members, locks
from concerted.programmes.iom.views.said import said
from concerted.programmes.iom.words import SCHEME

IS_FOR = "work with people managed together"


@page("Cohort", "iom.cohort", is_for=IS_FOR, personal=True)
def cohort_page(request: HttpRequest) -> HttpResponse:
    """Show who is in the cohort, the most urgent first."""
    viewer, day = viewer_of(request), today()
    form = CohortForm(request.GET, districts=offered())
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = Wanted(**{name: asked.get(name, "") for name in ("colour", "kind", "district")})
    rows, whole = live(viewer, today=day, wanted=wanted)
    show(request, *(row.case.person_id for row in rows))
    context = {
        "form": form,
        "rows": [{"row": row, "district": district_name(row.district) if row.district else ""} for row in rows],
        "whole": whole,
        "late": sum(bool(row.days_late) for row in rows),
        "overdue": sum(bool(row.overdue) for row in rows),
        "left": sum(bool(row.left) for row in rows),
        "all": wanted == Wanted(),
        "locks": locks(),
        "day": day,
        "keeps": may(viewer.role_class, "iom.decide"),
        "messages": said(request),
    }
    return render(request, "iom/cohort.html", context)


@page("Who left the cohort", "iom.cohort", is_for=IS_FOR, personal=True)
def left_page(request: HttpRequest) -> HttpResponse:
    """Show who left, when and why."""
    viewer = viewer_of(request)
    cases = leavers()
    names = who_many(viewer, [case.person_id for case in cases])
    show(request, *(case.person_id for case in cases))
    steps = {
        step.case_id: step
        for step in CaseStep.objects.filter(case_id__in=[c.pk for c in cases], stage="left").order_by("recorded_at")
    }
    rows = [{"case": case, "who": names[case.person_id], "step": steps.get(case.pk)} for case in cases]
    return render(request, "iom/left.html", {"rows": rows})


@page("A locked cohort", "iom.cohort", is_for=IS_FOR, personal=True)
def locked_page(request: HttpRequest, lock: UUID) -> HttpResponse:
    """Show a cohort as it stood on its day; leavers stay in it."""
    viewer = viewer_of(request)
    held = CohortLock.objects.filter(pk=lock, programme=SCHEME).first()
    if held is None:
        raise Http404
    cases = locked_members(held)
    names = who_many(viewer, [case.person_id for case in cases])
    show(request, *(case.person_id for case in cases))
    rows: list[dict[str, Any]] = sorted(
        ({"case": case, "who": names[case.person_id]} for case in cases), key=lambda row: row["who"].name
    )
    context = {"lock": held, "rows": rows, "still": sum(case.stage == "adopted" for case in cases)}
    return render(request, "iom/locked.html", {**context, "messages": said(request)})


@page("Lock the cohort", "iom.decide", is_for="record the panel's decisions", personal=True)
def lock_page(request: HttpRequest) -> HttpResponse:
    """Say what happens, and lock the live cohort as it stands today."""
    viewer, day = viewer_of(request), today()
    _, whole = live(viewer, today=day, wanted=Wanted())
    form = LockForm(request.POST) if request.method == "POST" else LockForm()
    step = Step(
        title="Lock the cohort as it stands today?",
        button="Lock it",
        failed="The cohort is not locked yet",
        back="/cohort",
        back_words="Cohort",
        kicker="",
        done="locked",
        answer=(
            f"{whole} people stay in it for ever, whoever leaves or joins later. Measures can follow them. "
            "The live cohort does not change. A lock is never undone; there is one a day."
        ),
        refused_at="words",
    )

    def act(written: dict[str, Any]) -> None:
        lock_cohort(programme=SCHEME, on=day, by=viewer, **written)

    return take(request, step, form, act)
