"""Take a consent back: what rested on it stops, nothing else does, and what the person is told is written down."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.subjects import end_resting_on
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency
from concerted.partnership.queries.agencies import lineage
from concerted.sharing.letters import told_of_withdrawal
from concerted.sharing.models import Consent
from concerted.sharing.notices import notify
from concerted.sharing.queries.consents import consequence


@transaction.atomic
def withdraw_consent(*, consent: UUID, because: str, today: date, by: Viewer) -> Consent:
    """Withdraw a consent and end what rested on it; return it with what the person is told. Twice changes nothing.

    Receivers are told that something ended, never why. Raises Consent.DoesNotExist where the viewer sees none, and
    Refused where it is another agency's.
    """
    held = Consent.objects.select_for_update(of=("self",)).select_related("record").get(pk=consent)
    if held.record.agency_id not in lineage(by.agency_id):
        raise Refused("Another agency recorded this consent, so only that agency can take it back.")
    ended = 0
    if held.withdrawn_at is None:
        found = consequence(by, held)
        held.told = told_of_withdrawal(
            given_on=held.given_on,
            today=today,
            found=found,
            named=list(Agency.objects.filter(pk__in=held.to_agencies).order_by("name")),
            categories=held.categories,
        )
        held.withdrawn_at, held.withdrawn_because = timezone.now(), because
        held.told_on, held.version = today, held.version + 1
        held.save(update_fields=["told", "withdrawn_at", "withdrawn_because", "told_on", "version"])
        ended = end_resting_on(held.pk, "Consent was withdrawn.")
        told = {receiver: disclosure for disclosure, receiver in found.unseen}
        told |= {shared.receiver: shared.id for shared in found.stops}
        for receiver, disclosure in told.items():
            said = f"{by.agency_name} ended something that it had shared with you."
            notify(receiver, "disclose", "disclosure_ended", said, f"/sharing/{disclosure}")
    record("consent.withdrawn", about=[held.pk, held.record_id], ended=ended)
    return held
