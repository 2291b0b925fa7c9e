"""The acts on one record: keep it, hold it, erase it; and the schedule."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from concerted.access.categories import CATEGORIES, in_words
from concerted.data_protection.local_settings import second_person_needed
from concerted.data_protection.models import LegalHold
from concerted.data_protection.retention.actions.ask_erasure import ask_erasure
from concerted.data_protection.retention.actions.hold_record import lift_hold, place_hold
from concerted.data_protection.retention.actions.keep_record import keep_record
from concerted.data_protection.retention.actions.set_period import set_period
from concerted.data_protection.retention.evidence import STAYS, evidence, preview
from concerted.data_protection.retention.forms import EraseForm, HoldForm, KeepForm, PeriodForm
from concerted.data_protection.retention.schedule import COUNTED_FROM, schedule
from concerted.data_protection.retention.tables import LISTED, held_of
from concerted.data_protection.retention.views.queue import found_record
from concerted.data_protection.retention.wording import IS_FOR, KEEP, messages
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.people.queries.records import name_of
from concerted.sharing.views.steps import Step, show, take, viewer_of

STEP = "data_protection/step.html"
NOT_LISTED = "It goes with the record it hangs on. Its own period is written down and shown, and lists nothing as due."
TO_FORM = require_http_methods(["GET", "HEAD", "POST"])


@page("The schedule of retention", KEEP, is_for=IS_FOR)
@require_safe
def schedule_page(request: HttpRequest) -> HttpResponse:
    """How long do we keep what we hold?"""
    lines = schedule(viewer_of(request), today())
    context = {
        "mine": [line for line in lines if line.mine],
        "others": [line for line in lines if not line.mine],
        "missing": sum(1 for line in lines if line.mine and not line.now),
        "counted_from": COUNTED_FROM,
        "listed": LISTED,
        "messages": messages(request),
    }
    return render(request, "data_protection/retention_schedule.html", context)


@page("Set a period", KEEP, is_for=IS_FOR)
@TO_FORM
def period_page(request: HttpRequest, category: str) -> HttpResponse:
    """Set how long a category is kept."""
    if category not in CATEGORIES:
        raise Http404
    viewer = viewer_of(request)
    initial = {"from_on": today(), "counted_from": "last_event"}
    form = PeriodForm(request.POST) if request.method == "POST" else PeriodForm(initial=initial)
    step = Step(
        title=f"How long do you keep {in_words(category)}?",
        answer=f"This holds {', '.join(held_of(category))}. "
        + ("Nothing is erased by itself: somebody decides each record." if category in LISTED else NOT_LISTED),
        button="Set the period",
        failed="The period is not set yet",
        back="/retention/schedule",
        back_words="The schedule",
        done="period",
        refused_at="from_on",
        template=STEP,
    )
    return take(request, step, form, lambda w: set_period(category=category, on=today(), by=viewer, **w))


@page("Keep a record", KEEP, is_for=IS_FOR, personal=True)
@TO_FORM
def keep_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Decide that a record is kept until a day."""
    record, viewer = found_record(request, identifier), viewer_of(request)
    form = KeepForm(request.POST or None)
    step = Step(
        title="Keep this record until when, and why?", button="Keep it", failed="The decision is not recorded yet",
        back=f"/retention/records/{record.pk}", back_words="The record", kicker=name_of(record), done="kept",
        refused_at="until_on", template=STEP,
    )  # fmt: skip

    def act(written: dict[str, Any]) -> None:
        keep_record(record_id=record.pk, on=today(), by=viewer, **written)

    return take(request, step, form, act)


@page("Hold a record", KEEP, is_for=IS_FOR, personal=True)
@TO_FORM
def hold_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Place a legal hold."""
    record, viewer = found_record(request, identifier), viewer_of(request)
    form = HoldForm(request.POST or None)
    step = Step(
        title="Who ordered that this record stays?", button="Place the hold", failed="The hold is not placed yet",
        back=f"/retention/records/{record.pk}", back_words="The record", kicker=name_of(record), done="held",
        refused_at="because", template=STEP,
    )  # fmt: skip
    return take(request, step, form, lambda w: place_hold(record_id=record.pk, by=viewer, **w))


@page("Lift a hold", KEEP, is_for=IS_FOR, personal=True)
@TO_FORM
def lift_page(request: HttpRequest, hold: UUID) -> HttpResponse:
    """Lift a legal hold, after saying what follows."""
    viewer = viewer_of(request)
    held = LegalHold.objects.select_related("record").filter(pk=hold, record__agency_id=viewer.agency_id).first()
    if held is None:
        raise Http404
    show(request, held.record_id)
    form = Form(request.POST) if request.method == "POST" else Form()
    step = Step(
        title="Lift this hold?", button="Lift it", failed="The hold still stands",
        answer=f"It was placed for: {held.because}, ordered by {held.ordered_by}. The record can be erased afterwards.",
        back=f"/retention/records/{held.record_id}", back_words="The record", kicker=name_of(held.record),
        done="lifted", template=STEP,
    )  # fmt: skip
    return take(request, step, form, lambda _: lift_hold(hold=held.pk, by=viewer))


@page("Erase a record", KEEP, is_for=IS_FOR, personal=True)
@TO_FORM
def erase_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show exactly what goes and what stays; then erase."""
    record, viewer, on = found_record(request, identifier), viewer_of(request), today()
    known = evidence(viewer, record, on)
    show(request, *(other.pk for other in known.others))
    form = EraseForm(request.POST or None, others=known.others, initial={"rests_on": "schedule"} if known.due else {})
    needed = second_person_needed(on)
    step = Step(
        title="Erase this record?", button="Ask for its erasure" if needed else "Erase it now",
        failed="Nothing is erased", back=f"/retention/records/{record.pk}", back_words="The record",
        kicker=name_of(record), done="asked" if needed else "confirmed", goes_to="/retention/erasures",
        template="data_protection/retention_erase.html",
        more={
            "known": known, "goes": preview(viewer, [record.pk]), "stays": STAYS, "second": needed,
            "alone": record.person_id is not None,
        },
    )  # fmt: skip

    def act(written: dict[str, Any]) -> None:
        ask_erasure(
            identifier=written["identifier"], records=form.chosen(record.pk), because=written["because"],
            rests_on=written["rests_on"], on=on, by=viewer,
        )  # fmt: skip

    return take(request, step, form, act)
