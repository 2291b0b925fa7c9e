"""What the room's views share: who looks, which sending, and what the act before said."""

from uuid import UUID

from django.http import Http404, HttpRequest

from concerted.exchange.models import Sending
from concerted.exchange.queries.sendings import sending_of
from concerted.exchange.wording import SAID
from concerted.kernel.viewer import Viewer

STEWARDS = "send an agency's files and mend the rows that did not load"


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks; a page with a permission is never reached without one."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


def found_sending(request: HttpRequest, identifier: UUID) -> Sending:
    """Return a sending and note it for the page's audit event; the same 404 for a hidden and a missing one."""
    try:
        sending = sending_of(viewer_of(request), identifier)
    except Sending.DoesNotExist as missing:
        raise Http404 from missing
    request.shown.append(sending.pk)  # type: ignore[attr-defined]
    return sending


def messages(request: HttpRequest) -> list[str]:
    """Return what the act before this page did, as the address says."""
    said = SAID.get(request.GET.get("said", ""))
    return [said] if said else []
