"""Erasures asked for and done: the list, the certificate, its check against the trail, the second person."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.access.listing import page as two_legs
from concerted.data_protection.models import Erasure
from concerted.data_protection.retention.actions.allow_again import allow_again
from concerted.data_protection.retention.actions.ask_erasure import confirm_erasure, withdraw_erasure
from concerted.data_protection.retention.certificate import RESTS_ON, seal_of, text_of
from concerted.data_protection.retention.evidence import STAYS, preview
from concerted.data_protection.retention.forms import ConfirmForm
from concerted.data_protection.retention.tables import words_of
from concerted.data_protection.retention.wording import IS_FOR, KEEP, STATES, messages
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.people.models import Record
from concerted.people.queries.records import name_of
from concerted.sharing.views.steps import Step, show, take, viewer_of

A_PAGE = 25


@page("Erasures", KEEP, is_for=IS_FOR, personal=True)
@require_safe
def erasures_page(request: HttpRequest) -> HttpResponse:
    """What was erased, what is being erased, and what waits for a second person?"""
    viewer = viewer_of(request)
    rows = two_legs(Erasure.objects.filter(scope__agency_id=viewer.agency_id), ("-asked_at", "id"), limit=A_PAGE)
    found = list(rows.select_related("asked_by"))
    show(request, *(one.pk for one in found))
    context = {
        "rows": [(one, *STATES[one.state]) for one in found],
        "moving": any(one.state in ("confirmed", "erased") for one in found),
        "waiting": sum(one.state == "asked" for one in found),
        "messages": messages(request),
    }
    return render(request, "data_protection/erasures.html", context)


@page("A certificate of erasure", KEEP, is_for=IS_FOR, personal=True)
@require_safe
def certificate_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What was erased, when, by whom and on what ground; and does the trail say the same?"""
    return render(request, "data_protection/certificate.html", _shown(request, reference))


@page("A certificate of erasure, printed", KEEP, is_for=IS_FOR, personal=True)
@require_safe
def certificate_print(request: HttpRequest, reference: str) -> HttpResponse:
    """The certificate on paper."""
    context = _shown(request, reference)
    printed = {
        "handling": "Official: sensitive",
        "by": viewer_of(request).holder,
        "at": timezone.localtime(),
        "reference": reference,
    }
    return render(request, "data_protection/certificate_print.html", {**context, "printed": printed})


@page("Confirm an erasure", KEEP, is_for=IS_FOR, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, reference: str) -> HttpResponse:
    """See exactly what goes, and agree as the second person."""
    erasure, viewer = _found(request, reference), viewer_of(request)
    records = list(Record.objects.filter(pk__in=erasure.subjects))
    form = ConfirmForm(request.POST or None, initial={"version": erasure.version})
    step = Step(
        title="Do you agree that this is erased?", button="Erase it now", failed="Nothing is erased",
        back=f"/retention/erasures/{erasure.reference}", back_words="The erasure",
        kicker=", ".join(name_of(one) for one in records), done="confirmed",
        template="data_protection/retention_erase.html",
        more={
            "goes": preview(viewer, list(erasure.subjects)), "stays": STAYS, "second": False, "erasure": erasure,
            "rests_on": RESTS_ON.get(erasure.rests_on, ""),
        },
    )  # fmt: skip

    def act(written: dict[str, Any]) -> None:
        confirm_erasure(erasure=erasure.pk, version=written["version"], on=today(), by=viewer)

    return take(request, step, form, act, lambda: {"version": _again(erasure.pk).version})


@page("Take an erasure back", KEEP, is_for=IS_FOR, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back what nobody has confirmed."""
    erasure, viewer = _found(request, reference), viewer_of(request)
    form = ConfirmForm(request.POST or None, initial={"version": erasure.version})
    step = Step(
        title="Take this erasure back?", button="Take it back", failed="It still waits",
        answer="Nothing was erased. The records come back to the list of what is due.",
        back=f"/retention/erasures/{erasure.reference}", back_words="The erasure", done="withdrawn",
        template="data_protection/step.html",
    )  # fmt: skip
    return take(
        request, step, form, lambda w: withdraw_erasure(erasure=erasure.pk, version=w["version"], by=viewer),
        lambda: {"version": _again(erasure.pk).version},
    )  # fmt: skip


@page("Let a file bring a record again", KEEP, is_for=IS_FOR, personal=True)
@require_POST
def allow_again_act(request: HttpRequest, reference: str) -> HttpResponse:
    """Lift the bar on the erased keys."""
    erasure = _found(request, reference)
    allow_again(erasure=erasure.pk, by=viewer_of(request))
    return HttpResponseRedirect(f"/retention/erasures/{erasure.reference}?said=allowed")


def _again(erasure: UUID) -> Erasure:
    found: Erasure = Erasure.objects.get(pk=erasure)
    return found


def _found(request: HttpRequest, reference: str) -> Erasure:
    """Return an erasure of the viewer's agency. Raises Http404, hidden or missing."""
    mine = Erasure.objects.select_related("asked_by", "confirmed_by", "scope__agency")
    for erasure in mine.filter(reference=reference.upper(), scope__agency_id=viewer_of(request).agency_id):
        show(request, erasure.pk, *erasure.subjects)
        return erasure
    raise Http404


def _shown(request: HttpRequest, reference: str) -> dict[str, Any]:
    erasure = _found(request, reference)
    with connection.cursor() as cursor:
        cursor.execute("select event_id, at, seal, sealed from data_protection_sealed_erasure(%s)", [erasure.pk])
        event = cursor.fetchone()
        cursor.execute("select data_protection_barred(%s)", [erasure.pk])
        (barred,) = cursor.fetchone()
    finished = erasure.state in ("erased", "done")
    kind, words = STATES[erasure.state]
    return {
        "erasure": erasure,
        "kind": kind,
        "state": words,
        "finished": finished,
        "rests_on": RESTS_ON.get(erasure.rests_on, erasure.rests_on),
        "tables": [(words_of(table), count) for table, count in sorted(erasure.counts.get("tables", {}).items())],
        "event": event,
        "stands": finished and event is not None and event[2] == erasure.seal == seal_of(erasure),
        "text": text_of(erasure),
        "barred": barred,
        "stays": STAYS,
        "mine": erasure.asked_by_id == viewer_of(request).post_id,
        "messages": messages(request),
    }
