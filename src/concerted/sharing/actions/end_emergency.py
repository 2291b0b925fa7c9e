"""End an opening in an emergency by hand: its keys are shut for the next statement."""

from uuid import UUID

from django.db import connection, transaction

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.sharing.models import Emergency


@transaction.atomic
def end_emergency(*, emergency: UUID, by: Viewer) -> None:
    """End an opening of the viewer's own post; twice changes nothing. Raises Emergency.DoesNotExist."""
    held = Emergency.objects.get(pk=emergency, opened_by_id=by.post_id)
    with connection.cursor() as cursor:
        cursor.execute("select public.sharing_end_emergency(%s)", [held.pk])
        done = (cursor.fetchone() or (False,))[0]
    if done:
        record("emergency.ended", about=[held.pk, held.person_id])
