"""Requests to put a record right: written down, decided, and told to whoever received the record."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from concerted.data_protection.access_requests.actions.ask_correction import (
    DECISIONS,
    ask_correction,
    decide_correction,
)
from concerted.data_protection.access_requests.forms import CorrectionDecisionForm, CorrectionForm
from concerted.data_protection.access_requests.queries import own_records, recipient_agencies, request_to_mend
from concerted.data_protection.access_requests.wording import ANSWER, IS_FOR, messages
from concerted.data_protection.models import Rectification
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.people.models import Record
from concerted.people.queries.records import name_of
from concerted.sharing.views.steps import Step, show, take, viewer_of

WITH_FORM = require_http_methods(["GET", "HEAD", "POST"])


@page("Which record is wrong", ANSWER, is_for=IS_FOR, personal=True)
@require_safe
def choose_page(request: HttpRequest) -> HttpResponse:
    """Which of the agency's records of a person is said to be wrong?"""
    records = own_records(viewer_of(request), request.GET.get("person", ""))
    if not records:
        raise Http404
    show(request, *(one.pk for one in records))
    return render(request, "data_protection/rights_choose.html", {"records": [(r, name_of(r)) for r in records]})


@page("A request to put a record right", ANSWER, is_for=IS_FOR, personal=True)
@WITH_FORM
def new_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Write down what somebody says is wrong."""
    viewer, on = viewer_of(request), today()
    held = Record.objects.filter(pk=identifier, agency_id=viewer.agency_id).first()
    if held is None:
        raise Http404
    show(request, held.pk)
    form = CorrectionForm(request.POST) if request.method == "POST" else CorrectionForm(initial={"received_on": on})

    def act(written: dict[str, Any]) -> None:
        made = ask_correction(record_id=held.pk, on=on, by=viewer, **written)
        step.goes_to = f"/rights/right/{made.reference}"

    step = Step(
        title="What is said to be wrong in this record?", button="Write it down", failed="It is not written down yet",
        back="/rights", back_words="What people ask", kicker=name_of(held), done="asked", refused_at="received_on",
        template="data_protection/step.html",
    )  # fmt: skip
    return take(request, step, form, act)


@page("One request to put a record right", ANSWER, is_for=IS_FOR, personal=True)
@require_safe
def request_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What is said to be wrong, what was decided, and who was told?"""
    held = _found(request, reference)
    context = {
        "held": held,
        "name": name_of(held.record),
        "decided": DECISIONS.get(held.decision, ""),
        "told": recipient_agencies(viewer_of(request), [held.record_id]) if not held.decision else [],
        "on": today(),
        "messages": messages(request),
    }
    return render(request, "data_protection/rights_mend.html", context)


@page("Decide whether a record is wrong", ANSWER, is_for=IS_FOR, personal=True)
@WITH_FORM
def decide_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide, and tell whoever received the record."""
    held, viewer = _found(request, reference), viewer_of(request)
    form = CorrectionDecisionForm(request.POST or None, initial={"version": held.version})
    told = ", ".join(agency.name for agency in recipient_agencies(viewer, [held.record_id])) or "nobody"
    step = Step(
        title="Are they right?", button="Record the decision", failed="The decision is not recorded yet",
        answer=f"If something is put right, these are told that a record changed, and not what: {told}. The record "
        "itself changes with your agency’s next file.",
        back=f"/rights/right/{held.reference}", back_words=f"Request {held.reference}", kicker=name_of(held.record),
        done="settled", refused_at="decision", template="data_protection/step.html",
    )  # fmt: skip
    return take(
        request, step, form, lambda w: decide_correction(request=held.pk, by=viewer, **w),
        lambda: {"version": Rectification.objects.get(pk=held.pk).version},
    )  # fmt: skip


def _found(request: HttpRequest, reference: str) -> Rectification:
    try:
        held = request_to_mend(viewer_of(request), reference)
    except Rectification.DoesNotExist as missing:
        raise Http404 from missing
    show(request, held.pk, held.record_id)
    return held
