"""Write a breach or a near miss into the log: what happened, and when the agency became aware."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from concerted.access.categories import CATEGORIES
from concerted.access.scoping import scope_id
from concerted.access.subjects import one_at_a_time
from concerted.audit.record import record
from concerted.data_protection.breaches.wording import PEOPLE, REGIMES
from concerted.data_protection.models import Breach
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_reference
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency


@transaction.atomic
def record_breach(
    *,
    identifier: UUID,
    near_miss: bool,
    what: str,
    happened_at: datetime | None,
    aware_at: datetime,
    regime: str,
    categories: Sequence[str],
    people: str,
    now: datetime,
    by: Viewer,
) -> Breach:
    """Record a breach and return it; the same identifier a second time returns what is there.

    Raises Refused for a time that lies ahead, awareness before the breach, an unknown category or band, or Part 3 at
    an agency that is no competent authority.
    """
    one_at_a_time("breach", identifier)
    there = Breach.objects.filter(pk=identifier).first()
    if there is not None:
        return there
    if aware_at > now:
        raise Refused("Nobody can be aware of it before now. Write when you became aware.")
    if happened_at is not None and happened_at > aware_at:
        raise Refused("It happened after you were aware of it. One of the two times is wrong.")
    if regime not in REGIMES or people not in PEOPLE or not set(categories) <= set(CATEGORIES):
        raise Refused("Choose from the lists.")
    if regime == "part_3" and not Agency.objects.filter(pk=by.agency_id, competent_authority=True).exists():
        raise Refused("Only a competent authority falls under Part 3. Choose UK GDPR.")
    breach = Breach(
        id=identifier,
        reference=f"B-{new_reference()[2:]}",
        scope_id=scope_id(by.agency_code, "breach"),
        near_miss=near_miss,
        what=what,
        happened_at=happened_at,
        aware_at=aware_at,
        regime=regime,
        categories=list(categories),
        people=people,
        recorded_by_id=by.post_id,
        recorded_at=now,
    )
    breach.save(force_insert=True)
    record("breach.recorded", about=[breach.pk], near_miss=near_miss)
    return breach
