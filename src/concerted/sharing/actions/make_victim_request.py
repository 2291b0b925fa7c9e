"""Make a request for a victim's information: written down whole, and opened to the one service on the statute (S4)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from concerted.access.permissions import ROLES
from concerted.access.scoping import scope_id
from concerted.access.subjects import name_subject, one_at_a_time
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.sharing.holding import by_line, insist
from concerted.sharing.models import VictimRequest
from concerted.sharing.queries.victim_requests import power_in_force, services
from concerted.sharing.rules.may_request_victim_information import may_request_victim_information

READERS = ("victim_requests.answer", "victim_requests.read")


@dataclass(frozen=True)
class Wanted:
    """What a request says; each text as the service reads it."""

    to_agency: int
    about: str
    reference: str
    asked: str
    period: str
    grounds: str
    elsewhere: str
    counselling: bool
    counselling_because: str
    authorised_by: str
    victim_told_on: date | None
    victim_view: str
    not_told_because: str
    due_on: date | None


@transaction.atomic
def make_victim_request(*, identifier: UUID, wanted: Wanted, on: date, by: Viewer) -> None:
    """Write the request and open it to those of the service who answer, and to its data protection officer.

    Sent twice, it is made once. Raises Refused with the rule's reason, or ProgrammingError where the post may not.
    """
    one_at_a_time("victim_request", by.post_id)
    if VictimRequest.objects.filter(pk=identifier, asked_by_id=by.post_id).exists():
        return
    insist(
        may_request_victim_information(
            in_force=power_in_force(on),
            to_a_service=wanted.to_agency in {service.pk for service in services()},
            counselling=wanted.counselling,
            counselling_because=wanted.counselling_because,
            told_on=wanted.victim_told_on,
            not_told_because=wanted.not_told_because,
            today=on,
        )
    )
    scope = scope_id(by.agency_code, "victim_request")
    name_subject(identifier, "victim_request", scope)
    held = VictimRequest.objects.create(
        id=identifier,
        scope_id=scope,
        to_agency_id=wanted.to_agency,
        asked_at=timezone.now(),
        asked_by_id=by.post_id,
        asked_by_words=by_line(by),
        **{name: value for name, value in vars(wanted).items() if name != "to_agency"},
    )
    readers = [(code, role.purpose) for code, role in ROLES.items() if role.permissions.intersection(READERS)]
    with connection.cursor() as cursor:
        for role_class, purpose in readers:
            cursor.execute("select public.sharing_open_request(%s, %s, %s)", [held.pk, role_class, purpose])
    record("victim_request.made", about=[held.pk], counselling=wanted.counselling, readers=len(readers))
