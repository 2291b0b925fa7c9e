"""Let the agency's next file bring an erased record again."""

from uuid import UUID

from django.db import connection, transaction

from concerted.audit.record import record
from concerted.data_protection.models import Erasure
from concerted.kernel.viewer import Viewer


@transaction.atomic
def allow_again(*, erasure: UUID, by: Viewer) -> int:
    """Lift the bar on the keys of an erasure and return how many that were. Raises Erasure.DoesNotExist."""
    held = Erasure.objects.get(pk=erasure, scope__agency_id=by.agency_id)
    with connection.cursor() as cursor:
        cursor.execute("select data_protection_allow_again(%s)", [held.pk])
        (lifted,) = cursor.fetchone()
    if lifted:
        record("erasure.allowed_again", about=[held.pk], keys=lifted)
    return int(lifted)
