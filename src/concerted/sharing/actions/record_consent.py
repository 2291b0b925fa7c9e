"""Write down what somebody consented to: what, to whom, for what, how, in which words, until when."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.access.subjects import own_scopes
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency
from concerted.people.models import Record
from concerted.sharing.models import Consent
from concerted.sharing.rules.may_record_consent import may_record_consent


@transaction.atomic
def record_consent(
    *,
    identifier: UUID,
    of_record: UUID,
    categories: Sequence[str],
    to_agencies: Sequence[int],
    purpose: str,
    how: str,
    words: str,
    given_on: date,
    until_on: date,
    today: date,
    by: Viewer,
) -> Consent:
    """Record a consent about one of the agency's own records; return it. `identifier` sent twice, it is one.

    Raises Record.DoesNotExist for a record that is not the agency's or not seen, and Refused with the rule's reason.
    """
    held = Record.objects.get(pk=of_record, agency_id=by.agency_id)
    already = Consent.objects.filter(pk=identifier, record_id=of_record).first()
    if already is not None:
        return already
    named = list(Agency.objects.filter(pk__in=to_agencies))
    decision = may_record_consent(
        purpose=purpose,
        to_police=any(agency.kind == "police" for agency in named),
        categories=len(set(categories) & set(own_scopes())),
        receivers=len(named),
        given_on=given_on,
        until_on=until_on,
        today=today,
    )
    if not decision:
        raise Refused(decision.because)
    consent = Consent.objects.create(
        id=identifier,
        scope_id=scope_id(by.agency_code, "consent"),
        record=held,
        purpose=purpose,
        categories=sorted(set(categories)),
        to_agencies=sorted(agency.pk for agency in named),
        words=words,
        how=how,
        given_on=given_on,
        until_on=until_on,
        recorded_by_id=by.post_id,
        recorded_at=timezone.now(),
    )
    record("consent.recorded", about=[consent.pk, held.pk], categories=len(consent.categories), to=len(named))
    return consent
