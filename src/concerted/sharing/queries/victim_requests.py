"""Requests for a victim's information: what my agency asked, what my service is asked, and the log of both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from concerted.access.listing import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, Gateway
from concerted.sharing.models import VictimAnswer, VictimRequest
from concerted.sharing.terms import POWER

SERVICES = ("victims_service", "refuge", "sexual_violence_service")
"""Kinds of agency that hold notes of a victims' service."""

ORDER = ("-asked_at", "id")
A_PAGE = 25
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Request:
    """A request with its answer, as far as the viewer may read them, and where it stands."""

    held: VictimRequest
    answer: VictimAnswer | None

    @property
    def standing(self) -> str:
        """asked, answered or withdrawn."""
        if self.answer is not None:
            return "answered"
        return "withdrawn" if self.held.withdrawn_at is not None else "asked"


def power_in_force(on: date) -> bool:
    """Whether the power to request a victim's information is in force on a day."""
    found = Gateway.objects.filter(Q(until_on=None) | Q(until_on__gt=on), code=POWER)
    return found.filter(Q(from_on=None) | Q(from_on__lte=on)).exists()


def services() -> list[Agency]:
    """Return the victims' services that may be asked, by name: a list of the directory, the same for every victim."""
    return list(Agency.objects.filter(kind__in=SERVICES, closed_on=None).order_by("name"))


def requests(viewer: Viewer, *, after: Place | None = None) -> tuple[list[Request], Place | None]:
    """Return a page of the requests that the viewer may read, made or received, the newest first."""
    rows = VictimRequest.objects.select_related("to_agency", "asked_by", "asked_by__agency")
    found = list(page(rows, ORDER, after=after, limit=A_PAGE + 1))
    shown = found[:A_PAGE]
    return _with_answers(shown), ((shown[-1].asked_at, shown[-1].pk) if len(found) > A_PAGE else None)


def waiting_for_us(viewer: Viewer) -> list[VictimRequest]:
    """Return the requests to the viewer's service that stand without an answer, the oldest first."""
    answered = Exists(VictimAnswer.objects.filter(request_id=OuterRef("pk")))
    mine = VictimRequest.objects.filter(to_agency_id=viewer.agency_id, withdrawn_at=None).filter(~answered)
    rows = page(mine.select_related("asked_by", "asked_by__agency"), ORDER, limit=A_PAGE)
    return sorted(rows, key=lambda row: row.asked_at)


def answered_to_us(viewer: Viewer, since: datetime) -> list[Request]:
    """Return the requests of the viewer's own post that were answered since an instant."""
    mine = VictimRequest.objects.filter(asked_by_id=viewer.post_id).select_related("to_agency", "asked_by")
    found = _with_answers(mine.order_by("-asked_at")[:A_PAGE])
    return [one for one in found if one.answer is not None and one.answer.answered_at >= since]


def asked_by_us(viewer: Viewer, request: UUID) -> Request:
    """Return a request of the viewer's agency. Raises VictimRequest.DoesNotExist, hidden or missing."""
    rows = VictimRequest.objects.select_related("to_agency", "asked_by", "asked_by__agency")
    return _with_answers([rows.get(pk=request, asked_by__agency_id=viewer.agency_id)])[0]


def asked_of_us(viewer: Viewer, request: UUID) -> tuple[VictimRequest, VictimAnswer | None]:
    """Return a request to the viewer's service with its answer. Raises VictimRequest.DoesNotExist."""
    rows = VictimRequest.objects.select_related("to_agency", "asked_by", "asked_by__agency")
    one = _with_answers([rows.get(pk=request, to_agency_id=viewer.agency_id)])[0]
    return one.held, one.answer


def _with_answers(rows: Iterable[VictimRequest]) -> list[Request]:
    """Join answers to requests, in one further query whatever there is."""
    held = list(rows)
    answers = {a.request_id: a for a in VictimAnswer.objects.filter(request_id__in=[row.pk for row in held])}
    return [Request(row, answers.get(row.pk)) for row in held]
