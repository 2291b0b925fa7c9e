"""Agreements as they are read: the list, the document, on paper, and two editions side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.access.agreements.comparing import differences, line_differences
from concerted.access.agreements.forms import CompareForm, ListShown
from concerted.access.agreements.reading import (
    bound_by,
    editions,
    lacking,
    last_day,
    lines_of,
    listed,
    one,
    run_out,
    told_early,
    warn_days,
)
from concerted.access.agreements.wording import STATES, address_of, purpose_title
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, Agreement, County
from concerted.partnership.models.agreement import REGIMES
from concerted.partnership.queries.agencies import permitted
from concerted.partnership.views.steps import messages, viewer_of

READERS = "hold a post"


def found(viewer: Viewer, code: str, edition: int) -> Agreement:
    """Return an edition, or the 404 of whatever is not there; drafts are their keepers' alone."""
    try:
        held = one(viewer, code, edition)
    except Agreement.DoesNotExist as missing:
        raise Http404 from missing
    if held.state == "draft" and not may_keep(viewer):
        raise Http404
    return held


def may_keep(viewer: Viewer) -> bool:
    """Whether the viewer keeps agreements for the body that runs the installation."""
    at_host = County.objects.filter(host_id=viewer.agency_id).exists()
    return at_host and permitted("agreements.keep")["agreements.keep"]


@page("Agreements", "agreements.read", is_for=READERS)
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """What may we share, by which agreement, and which of them needs somebody?"""
    viewer, today = viewer_of(request), timezone.localdate()
    agencies = [(a.code, a.name) for a in Agency.objects.filter(closed_on=None).order_by("name")]
    shown = ListShown(request.GET, agencies=agencies)
    party = shown.cleaned_data.get("party", "") if shown.is_valid() else ""
    keeper = may_keep(viewer)
    rows = listed(viewer, party=party, keeper=keeper)
    ahead = warn_days(today)
    groups = [
        (title, [_row(agreement, today, ahead, viewer) for agreement in rows[state]])
        for state, title in (
            ("signing", "To sign"),
            ("in_force", "In force, the next review first"),
            ("draft", "Drafts"),
            ("ended", "Ended, the last first"),
        )
        if rows[state]
    ]
    context = {
        "groups": groups,
        "in_force": sum(1 for agreement in rows["in_force"] if not run_out(agreement, today)),
        "run_out": sum(1 for agreement in rows["in_force"] if run_out(agreement, today)),
        "mine_to_sign": sum(1 for title, found in groups for row in found if row["mine"]),
        "keeper": keeper,
        "shown": shown,
        "configured": ahead is not None,
        "messages": messages(request),
    }
    return render(request, "access/agreements/list.html", context)


def _row(agreement: Agreement, today: Any, ahead: int | None, viewer: Viewer) -> dict[str, Any]:
    kind, word = STATES[agreement.state]
    parties = list(agreement.parties.all())
    signing = agreement.state == "signing"
    waits = [p for p in parties if p.signed_at is None and p.withdrawn_at is None] if signing else []
    return {
        "agreement": agreement,
        "href": address_of(agreement),
        "kind": "overdue" if run_out(agreement, today) else kind,
        "word": "Run out" if run_out(agreement, today) else word,
        "parties": ", ".join(sorted(p.agency.name for p in parties)),
        "last_on": last_day(agreement),
        "early": dict(told_early(agreement, today, ahead)) if agreement.state == "in_force" else {},
        "waits": ", ".join(sorted(p.agency.name for p in waits)),
        "mine": any(p.agency_id == viewer.agency_id for p in waits) and permitted("agreements.sign")["agreements.sign"],
    }


def document(viewer: Viewer, held: Agreement) -> dict[str, Any]:
    """Return what the document shows: words, lines, parties with their signatures, editions."""
    today = timezone.localdate()
    lines = lines_of(held)
    parties = bound_by(held)
    kind, word = STATES[held.state]
    mine = next((b for b in parties if b.agency.pk == viewer.agency_id and b.party and not b.party.withdrawn_at), None)
    may = permitted("agreements.sign")
    return {
        "agreement": held,
        "address": address_of(held),
        "kind": kind,
        "word": word,
        "purpose": purpose_title(held.purpose),
        "regimes": [REGIMES[code] for code in sorted({shown.line.regime for shown in lines}, reverse=True)],
        "lines": lines,
        "parties": parties,
        "unsigned": [b.agency.name for b in parties if not b.signed],
        "editions": editions(held),
        "last_on": last_day(held),
        "run_out": run_out(held, today),
        "early": told_early(held, today, warn_days(today)) if held.state == "in_force" else [],
        "keeper": may_keep(viewer) and held.owner_agency_id == viewer.agency_id,
        "may_sign": bool(mine and may["agreements.sign"] and held.state == "signing" and not mine.signed),
        "may_withdraw": bool(mine and may["agreements.sign"] and held.state in ("signing", "in_force")),
        "open_lines": sum(1 for shown in lines if shown.state == "open"),
    }


@page("An agreement", "agreements.read", is_for=READERS)
@require_safe
def agreement_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """What does this agreement open, to whom, by which law, and who has signed it?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    context = document(viewer, held) | {"messages": messages(request)}
    if held.state in ("draft", "signing") and context["keeper"]:
        context["lacks"] = lacking(held, len(context["lines"]), timezone.localdate())
    return render(request, "access/agreements/agreement.html", context)


@page("An agreement, on paper", "agreements.read", is_for=READERS)
@require_safe
def print_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """The document as it is printed and filed."""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    printed = {
        "handling": held.marking or "No marking",
        "by": f"{viewer.holder}, {viewer.title}",
        "at": timezone.localtime(),
        "reference": f"{held.code}, edition {held.edition}",
    }
    return render(request, "access/agreements/print.html", document(viewer, held) | {"printed": printed})


@page("Two editions of an agreement", "agreements.read", is_for=READERS)
@require_safe
def compare_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """What changed between two editions?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    others = [e.edition for e in editions(held) if e.edition != edition and (e.state != "draft" or may_keep(viewer))]
    if not others:
        raise Http404
    below = [number for number in others if number < edition]
    form = CompareForm(request.GET or {"other": max(below or others)}, editions=others)
    other = form.cleaned_data["other"] if form.is_valid() else max(below or others)
    before, after = sorted((found(viewer, code, other), held), key=lambda agreement: agreement.edition)
    context = {
        "before": before,
        "after": after,
        "address": address_of(held),
        "form": form,
        "words": differences(before, after),
        "lines": line_differences(before, after),
    }
    return render(request, "access/agreements/compare.html", context)
