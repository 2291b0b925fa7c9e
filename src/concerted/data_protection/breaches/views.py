"""The log of breaches: the list, one breach step by step, and its sheet for printing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from concerted.data_protection.breaches.actions.record_breach import record_breach
from concerted.data_protection.breaches.actions.take_step import RefusedAt, take_step
from concerted.data_protection.breaches.forms import FORMS, BreachForm, written_before
from concerted.data_protection.breaches.queries import A_PAGE, KINDS, breach_of, breaches, facts, step_facts
from concerted.data_protection.breaches.standing import done, standing
from concerted.data_protection.breaches.wording import articles, moment
from concerted.data_protection.models import Breach
from concerted.data_protection.rules.may_take_step import STEPS, may_take_step, steps_of
from concerted.data_protection.rules.people_must_be_told import people_must_be_told
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency
from concerted.sharing.holding import Changed
from concerted.sharing.views.steps import once

IS_FOR = "keep their agency's log of breaches"
KEEP = "breaches.keep"
SAID = {
    "recorded": "It is written down. Anybody's safety comes first.",
    "near": "The near miss is written down.",
    "safety": "It is written down. Now stop it from spreading.",
    "containment": "It is written down. Now the Information Commissioner.",
    "report": "It is written down. Now the people affected.",
    "people": "It is written down. What was learnt is left.",
    "learnt": "It is closed.",
}
"""What a page says, once, after an act."""


def _viewer(request: HttpRequest) -> Viewer:
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


@page("The log of breaches", KEEP, is_for=IS_FOR, personal=True)
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Every breach of the agency, those open first, each with its next step and its clock."""
    now = timezone.now()
    kind = request.GET.get("show", "open")
    kind = kind if kind in KINDS else "open"
    written = request.GET.get("after", "")
    offset = min(int(written), 100_000) if written.isascii() and written.isdigit() and len(written) < 7 else 0
    found = breaches(kind, offset)
    rows = [(breach, standing(breach, now)) for breach in found[:A_PAGE]]
    request.shown += [breach.pk for breach, _ in rows]  # type: ignore[attr-defined]
    running = [(breach, stands) for breach, stands in rows if stands.clock.kind in ("running", "over")]
    context = {
        "rows": rows,
        "kinds": list(KINDS.items()),
        "kind": kind,
        "over": sum(stands.clock.kind == "over" for _, stands in running),
        "soonest": next((stands.clock for _, stands in running if stands.clock.kind == "running"), None),
        "older": f"?show={kind}&after={offset + A_PAGE}" if len(found) > A_PAGE else "",
        "newer": f"?show={kind}&after={max(offset - A_PAGE, 0)}" if offset else "",
    }
    return render(request, "data_protection/breaches.html", context)


@page("A new breach", KEEP, is_for=IS_FOR, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Write down what happened; sent twice, it is written once."""
    viewer = _viewer(request)
    part_3 = Agency.objects.filter(pk=viewer.agency_id, competent_authority=True).exists()
    form = BreachForm(request.POST, part_3=part_3) if request.method == "POST" else BreachForm(part_3=part_3)
    if request.method == "POST" and form.is_valid():
        try:
            made = once(lambda: record_breach(**form.cleaned_data, now=timezone.now(), by=viewer))
        except Refused as refusal:
            form.add_error("aware_at", str(refusal))
        else:
            said = "near" if made.near_miss else "recorded"
            return HttpResponseRedirect(f"/breaches/{made.reference}?said={said}")
    return render(request, "data_protection/breach_new.html", {"form": form})


@page("One breach", KEEP, is_for=IS_FOR, personal=True)
@require_safe
def breach_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What must be done now, and what was done, step by step."""
    said = SAID.get(request.GET.get("said", ""))
    context = {**_shown(request, reference), "messages": [said] if said else []}
    return render(request, "data_protection/breach.html", context)


@page("A breach, printed", KEEP, is_for=IS_FOR, personal=True)
@require_safe
def print_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole breach on paper."""
    shown = _shown(request, reference)
    printed = {
        "handling": "Official: sensitive",
        "by": _viewer(request).holder,
        "at": timezone.localtime(),
        "reference": shown["breach"].reference,
    }
    return render(request, "data_protection/breach_print.html", {**shown, "printed": printed})


def _shown(request: HttpRequest, reference: str) -> dict[str, Any]:
    breach = breach_of(reference)
    request.shown.append(breach.pk)  # type: ignore[attr-defined]
    stands = standing(breach, timezone.now())
    steps = [
        {
            "code": step,
            "title": STEPS[step],
            "lines": step_facts(breach, step) if step in stands.done else [],
            "done": step in stands.done,
            "next": step == stands.next,
        }
        for step in steps_of(breach.near_miss)
    ]
    return {"breach": breach, "stands": stands, "steps": steps, "facts": facts(breach)}


@page("A step of a breach", KEEP, is_for=IS_FOR, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
def step_page(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Write one step; one whose turn has not come is not offered, and what comes first is said."""
    breach = breach_of(reference)
    request.shown.append(breach.pk)  # type: ignore[attr-defined]
    if step not in steps_of(breach.near_miss):
        raise Http404
    allowed = may_take_step(
        step=step, done=done(breach), near_miss=breach.near_miss, closed=breach.closed_at is not None
    )
    kind = FORMS[step]
    form = kind(request.POST) if request.method == "POST" else kind(initial=written_before(kind, breach))
    changed: dict[str, str] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            take_step(breach=breach.pk, step=step, now=timezone.now(), by=_viewer(request), **form.cleaned_data)
        except Changed as conflict:
            now = breach_of(reference)
            changed = {"who": conflict.who, "when": moment(conflict.at), "text": " ".join(step_facts(now, step))}
            form.data = {**request.POST.dict(), "version": str(now.version)}
        except RefusedAt as refusal:
            form.add_error(refusal.field, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(f"/breaches/{breach.reference}?said={step}")
    context = _of_step(breach, step, changed=changed, form=form, first="" if allowed else allowed.because)
    return render(request, "data_protection/breach_step.html", context, status=200 if allowed else 409)


def _of_step(breach: Breach, step: str, **more: Any) -> dict[str, Any]:
    report, tell = articles(breach.regime)
    told = people_must_be_told(risk=breach.risk or "unlikely")
    hints = {
        "report": f"{report}: without undue delay, within 72 hours of becoming aware. The form is at ico.org.uk.",
        "people": f"{tell}. {told.because}",
    }
    return {
        "breach": breach,
        "stands": standing(breach, timezone.now()),
        "title": STEPS[step],
        "hint": hints.get(step, ""),
        **more,
    }
