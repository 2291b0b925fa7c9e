"""What may follow the decision: kind, colour, when the person was told; and leaving the cohort."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from concerted.cases.models import Case
from concerted.cases.queries.who import who
from concerted.cases.views.steps import Step, show, take, viewer_of
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.programmes.iom.actions.leave_cohort import leave_cohort
from concerted.programmes.iom.actions.record_told import record_told
from concerted.programmes.iom.actions.set_colour import set_colour
from concerted.programmes.iom.actions.set_kind import set_kind
from concerted.programmes.iom.forms import ColourForm, KindForm, LeaveForm, ToldForm
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.queries.evidence import evidence
from concerted.programmes.iom.queries.local_settings import settings_on
from concerted.programmes.iom.rules.may_leave import may_leave
from concerted.programmes.iom.views.deciding import IS_FOR, case_to_decide
from concerted.programmes.iom.words import COLOURS, KINDS

Act = Callable[[Case, dict[str, Any], Viewer, date], Any]


def _take(
    request: HttpRequest, case: UUID, kind: type[forms.Form], act: Act, words: Callable[[Case, Viewer], dict[str, Any]]
) -> HttpResponse:
    """Show one small form about somebody in the cohort, or do its act; afterwards stands the cohort."""
    viewer, held = viewer_of(request), case_to_decide(case)
    show(request, held.pk, held.person_id)
    given = words(held, viewer)
    initial = {"version": held.version, **given.pop("initial", {})}
    form = kind(request.POST) if request.method == "POST" else kind(initial=initial)
    step = Step(
        back="/cohort",
        back_words="Cohort",
        kicker=who(viewer, held.person_id).name,
        **given,
    )

    def run(written: dict[str, Any]) -> None:
        act(held, written, viewer, today())

    return take(request, step, form, run, lambda: {"version": Case.objects.get(pk=held.pk).version})


def _standing(case: Case) -> Standing:
    return Standing.objects.filter(case_id=case.pk).first() or Standing()


@page("Fixed, Flex or Free", "iom.decide", is_for=IS_FOR, personal=True)
def kind(request: HttpRequest, case: UUID) -> HttpResponse:
    """Say which kind somebody in the cohort is."""

    def words(held: Case, viewer: Viewer) -> dict[str, Any]:
        settings = settings_on(today())
        meanings = "; ".join(f"{k}: {settings.words(f'kind.{k}') or 'not configured'}" for k in KINDS)
        return {
            "title": "Fixed, Flex or Free?",
            "button": "Record the kind",
            "failed": "The kind is not recorded yet",
            "done": "kind",
            "refused_at": "kind",
            "answer": f"{meanings}. The meanings are {settings.whose('kind.Fixed')}.",
            "initial": {"kind": _standing(held).kind},
        }

    def act(held: Case, written: dict[str, Any], by: Viewer, _: date) -> None:
        set_kind(case=held.pk, by=by, **written)

    return _take(request, case, KindForm, act, words)


@page("A colour", "iom.decide", is_for=IS_FOR, personal=True)
def colour(request: HttpRequest, case: UUID) -> HttpResponse:
    """Give somebody in the cohort a colour, and say when the next review is."""

    def words(held: Case, viewer: Viewer) -> dict[str, Any]:
        settings, now = settings_on(today()), _standing(held).colour
        every = {c: settings.number(f"review.days.{c}") for c in COLOURS}
        said = "; ".join(f"{c} {f'every {days} days' if days else 'not configured'}" for c, days in every.items())
        wanted = request.GET.get("to", "")
        return {
            "title": "Which colour?",
            "button": "Record the colour",
            "failed": "The colour is not recorded yet",
            "done": "colour",
            "refused_at": "colour",
            "template": "iom/colour.html",
            "answer": f"Now: {now or 'none'}. Reviews: {said}. {settings.whose('review.days.red').capitalize()}.",
            "initial": {"colour": wanted if wanted in COLOURS else ""},
            "more": {"colours": COLOURS},
        }

    def act(held: Case, written: dict[str, Any], by: Viewer, _: date) -> None:
        set_colour(case=held.pk, by=by, **written)

    return _take(request, case, ColourForm, act, words)


@page("When somebody was told", "iom.decide", is_for=IS_FOR, personal=True)
def told(request: HttpRequest, case: UUID) -> HttpResponse:
    """Write down when somebody was told that they are in the cohort, or why not."""

    def words(held: Case, viewer: Viewer) -> dict[str, Any]:
        spoken, now = who(viewer, held.person_id).pronouns, _standing(held)
        return {
            "title": f"When {'were' if spoken.plural else 'was'} {spoken.they} told, or why not?",
            "button": "Record it",
            "failed": "It is not recorded yet",
            "done": "told",
            "refused_at": "told_on",
            "answer": "Everybody adopted is told the reason and may challenge it. If not, the record says why.",
            "initial": {"told_on": now.told_on, "not_told_because": now.not_told_because},
        }

    def act(held: Case, written: dict[str, Any], by: Viewer, day: date) -> None:
        record_told(case=held.pk, on=day, by=by, **written)

    return _take(request, case, ToldForm, act, words)


@page("Leave the cohort", "iom.decide", is_for=IS_FOR, personal=True)
def leave(request: HttpRequest, case: UUID) -> HttpResponse:
    """Let somebody leave: what the county's rule says stands above, and a named person decides."""

    def words(held: Case, viewer: Viewer) -> dict[str, Any]:
        day, spoken = today(), who(viewer, held.person_id).pronouns
        settings = settings_on(day)
        months = settings.number("leave.months_without_proven_offence")
        known = evidence(viewer, held.person_id, spoken, today=day)
        rule = may_leave(last_proven_on=known.last_proven_on, adopted_on=held.since_on, months=months, on=day)
        return {
            "title": f"Should {spoken.they} leave the cohort?",
            "button": f"Record that {spoken.they} leave{'' if spoken.plural else 's'}",
            "failed": "Nothing is recorded yet",
            "done": "left",
            "refused_at": "because",
            "template": "iom/leave.html",
            "more": {"rule": rule, "whose": settings.whose("leave.months_without_proven_offence"), "spoken": spoken},
        }

    def act(held: Case, written: dict[str, Any], by: Viewer, day: date) -> None:
        leave_cohort(case=held.pk, on=day, by=by, **written)

    return _take(request, case, LeaveForm, act, words)
