"""Record what the review of an opening in an emergency found; never by the person who opened."""

from uuid import UUID

from django.db import connection, transaction

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.sharing.holding import Changed, insist, last_change, unchanged
from concerted.sharing.models import Emergency
from concerted.sharing.queries.emergencies import opened_by_same_person
from concerted.sharing.rules.may_review_emergency import may_review_emergency


@transaction.atomic
def review_emergency(*, emergency: UUID, version: int, outcome: str, finding: str, by: Viewer) -> None:
    """Record outcome and finding; one that was not justified ends at once, and the openers' posts are told.

    Raises Emergency.DoesNotExist, Changed, or Refused with the rule's reason.
    """
    held = Emergency.objects.select_related("opened_by").get(pk=emergency)
    insist(
        may_review_emergency(
            opened_by_reviewer=opened_by_same_person(by, held), reviewed=held.reviewed_at is not None, finding=finding
        )
    )
    unchanged(held, version)
    with connection.cursor() as cursor:
        cursor.execute("select public.sharing_review_emergency(%s, %s, %s, %s)", [emergency, outcome, finding, version])
        done = (cursor.fetchone() or (False,))[0]
    if not done:
        raise Changed(*last_change(held))
    record("emergency.reviewed", about=[held.pk, held.person_id], outcome=outcome)
