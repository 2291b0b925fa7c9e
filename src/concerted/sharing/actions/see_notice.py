"""Say that a notice has been seen: it leaves Today of every post that it is for."""

from uuid import UUID

from django.db import connection, transaction

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer


@transaction.atomic
def see_notice(*, notice: UUID, by: Viewer) -> None:
    """Mark a notice as seen; twice changes nothing, and so does one that is hidden or missing."""
    with connection.cursor() as cursor:
        cursor.execute("select public.sharing_see_notice(%s)", [notice])
        done = (cursor.fetchone() or (False,))[0]
    if done:
        record("notice.seen", about=[notice])
