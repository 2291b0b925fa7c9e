"""Which records' time is up; one record with what a decision rests on."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from concerted.data_protection.models import Erasure
from concerted.data_protection.retention.due import A_PAGE, SHOWN, due, held
from concerted.data_protection.retention.evidence import evidence
from concerted.data_protection.retention.forms import QueueFilter
from concerted.data_protection.retention.schedule import in_force
from concerted.data_protection.retention.wording import IS_FOR, KEEP, messages
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.people.models import Record
from concerted.people.queries.records import district_name, name_of
from concerted.places.district_codes import district_codes
from concerted.sharing.views.steps import show, viewer_of


@page("Keep or erase", KEEP, is_for=IS_FOR, personal=True)
@require_safe
def queue_page(request: HttpRequest) -> HttpResponse:
    """Which records does my agency hold whose time is up?"""
    viewer, on = viewer_of(request), today()
    codes = sorted(set(district_codes().values()))
    shown = request.GET.get("show", "due")
    shown = shown if shown in SHOWN else "due"
    district = request.GET.get("district", "")
    district = district if district in codes else ""
    found = due(viewer, on, show=shown, district=district, after=_after(request.GET.get("after")), limit=A_PAGE + 1)
    more, found = len(found) > A_PAGE, found[:A_PAGE]
    show(request, *(one.record.pk for one in found))
    held_now = held(viewer)
    show(request, *(hold.record_id for hold in held_now))
    chosen = {"show": shown, "district": district}
    last = found[-1] if found else None
    waiting = Erasure.objects.filter(state="asked", scope__agency_id=viewer.agency_id).order_by("asked_at")
    context = {
        "rows": found,
        "form": QueueFilter(codes, shown, district),
        "shown": SHOWN[shown],
        "configured": bool(in_force(viewer.agency_id, on)),
        "more": more,
        "older": f"?{urlencode({**chosen, 'after': f'{last.due_on},{last.record.pk}'})}" if more and last else "",
        "newer": f"?{urlencode(chosen)}" if request.GET.get("after") else "",
        "holds": [(hold, name_of(hold.record)) for hold in held_now],
        "waiting": list(waiting[:A_PAGE]),
        "messages": messages(request),
        "on": on,
    }
    return render(request, "data_protection/retention_queue.html", context)


@page("Keep or erase one record", KEEP, is_for=IS_FOR, personal=True)
@require_safe
def record_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Should this record be kept or erased, and on what does that rest?"""
    viewer = viewer_of(request)
    record = found_record(request, identifier)
    known = evidence(viewer, record, today())
    pending = Erasure.objects.filter(subjects__contains=[record.pk]).exclude(state__in=("withdrawn", "stopped")).first()
    context = {
        "known": known,
        "record": record,
        "name": name_of(record),
        "district": district_name(record.district) if record.district else "",
        "pending": pending,
        "standing_holds": [hold for hold in known.holds if hold.until_at is None],
        "messages": messages(request),
    }
    return render(request, "data_protection/retention_record.html", context)


def found_record(request: HttpRequest, identifier: UUID) -> Record:
    """Return a record of the viewer's agency and note that it was shown. Raises Http404, hidden or missing."""
    mine = Record.objects.select_related("person").filter(pk=identifier, agency_id=viewer_of(request).agency_id)
    for record in mine:
        show(request, record.pk)
        return record
    raise Http404


def _after(written: str | None) -> tuple[date, UUID] | None:
    """Take the place in the list from the address. Raises Http404 when it is none."""
    if not written:
        return None
    on, _, key = written.partition(",")
    try:
        return date.fromisoformat(on), UUID(key)
    except ValueError as wrong:
        raise Http404 from wrong
