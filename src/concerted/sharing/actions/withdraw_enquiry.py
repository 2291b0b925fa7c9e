"""Take a question back: nobody is asked any more, and what was answered to it is closed again."""

from uuid import UUID

from django.db import connection, transaction

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.sharing.models import Enquiry


@transaction.atomic
def withdraw_enquiry(*, enquiry: UUID, by: Viewer) -> None:
    """Take a question of the viewer's agency back; twice changes nothing. Raises Enquiry.DoesNotExist."""
    held = Enquiry.objects.get(pk=enquiry, asked_by__agency_id=by.agency_id)
    with connection.cursor() as cursor:
        cursor.execute("select public.sharing_withdraw_enquiry(%s)", [held.pk])
        done = (cursor.fetchone() or (False,))[0]
    if done:
        record("enquiry.withdrawn", about=[held.pk, held.person_id])
