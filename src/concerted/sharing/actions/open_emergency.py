"""Open a person's records in an emergency: for one post, for hours, with notice to the owners, and reviewed."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from concerted.access.subjects import one_at_a_time
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.sharing.holding import insist
from concerted.sharing.local_settings import EMERGENCY_HOURS, limit
from concerted.sharing.models import Emergency
from concerted.sharing.queries.emergencies import open_now
from concerted.sharing.rules.may_open_emergency import may_open_emergency


@transaction.atomic
def open_emergency(*, identifier: UUID, person: UUID, because: str, hours: int, on: date, by: Viewer) -> None:
    """Open what may be opened of a person to the viewer's post; sent twice, it is opened once.

    What S1 and S4 close stays closed, and nothing that comes back tells whether there is any. Raises Refused with the
    rule's reason, or ProgrammingError (42501) alike for a person who is hidden and one who is missing.
    """
    one_at_a_time("emergency", by.post_id)
    if Emergency.objects.filter(pk=identifier, opened_by_id=by.post_id).exists():
        return
    insist(
        may_open_emergency(
            because=because,
            hours=hours,
            most=limit(EMERGENCY_HOURS, on).number,
            open_already=open_now(by, person) is not None,
        )
    )
    with connection.cursor() as cursor:
        cursor.execute("select public.sharing_open_emergency(%s, %s, %s, %s)", [identifier, person, because, hours])
    record("emergency.opened", about=[identifier, person], hours=hours)
