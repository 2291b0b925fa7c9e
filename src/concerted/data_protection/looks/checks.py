"""The pages on what is unusual, and on whether the trail itself was rewritten."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from concerted.data_protection.looks.period import period_of
from concerted.data_protection.looks.settings import decided_on
from concerted.data_protection.looks.trail import checkpoint_file, name_of_file, newest_checkpoint, public_keys
from concerted.data_protection.looks.unusual import PAST, findings, subjects_of
from concerted.data_protection.looks.views import IS_FOR, READ, viewer_of
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.kernel.rules import find_rules

RULES = ("is_without_reason", "is_namesake", "is_more_than_ever", "is_unusual_hour", "is_after_leaving")
USUAL = timedelta(days=7)
"""How many days the page on what is unusual shows before anybody chooses."""

LARGEST = 18
"""Digits of a number of entries."""


@page("What was unusual", READ, is_for=IS_FOR, personal=True)
@require_safe
def unusual_page(request: HttpRequest) -> HttpResponse:
    """What each rule finds unusual in a period, rule by rule, with what the county has not decided."""
    viewer = viewer_of(request)
    period, form = period_of(request.GET, USUAL)
    decided = decided_on(period.last)
    found = findings(viewer, period, decided)
    request.shown += dict.fromkeys(subjects_of(found))  # type: ignore[attr-defined]
    rules = {rule.function.__name__: rule for rule in find_rules() if rule.id.startswith("data_protection.")}
    groups = [(rules[name], [finding for finding in found if finding.rule == name]) for name in RULES]
    context = {
        "form": form,
        "period": period,
        "groups": groups,
        "count": len(found),
        "people": len({finding.person for finding in found if finding.person}),
        "posts": len({finding.post.pk for finding in found}),
        "decided": decided,
        "past": PAST,
    }
    return render(request, "data_protection/looks_unusual.html", context)


@page("Whether the trail was rewritten", READ, is_for=IS_FOR)
@require_safe
def trail_page(request: HttpRequest) -> HttpResponse:
    """The newest signed checkpoint to keep, its proof since the one that was kept, and how to check both."""
    written = request.GET.get("since", "").strip().replace(",", "")
    refused, note = "", ""
    if written:
        try:
            note = checkpoint_file(_size(written))
        except Refused as refusal:
            refused = str(refusal)
    context = {
        "newest": newest_checkpoint(),
        "keys": public_keys(),
        "written": request.GET.get("since", ""),
        "refused": refused,
        "size": written if note else "",
    }
    return render(request, "data_protection/looks_trail.html", context)


@page("A signed checkpoint of the trail", READ, is_for=IS_FOR)
@require_safe
def checkpoint_page(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint as a file, with the proof since a number of entries where the address names one."""
    try:
        since = request.GET.get("since")
        note = checkpoint_file(_size(since) if since else None)
    except Refused as refusal:
        return HttpResponse(f"{refusal}\n", content_type="text/plain; charset=utf-8", status=400)
    answer = HttpResponse(note, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name_of_file(note)}"'
    return answer


def _size(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= LARGEST):
        raise Refused("Write how many entries your checkpoint has: the number on its second line.")
    return int(written)
