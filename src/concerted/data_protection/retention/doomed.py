"""Which records an erasure means, and which persons are left without any record by it."""

from collections.abc import Sequence
from uuid import UUID

from concerted.kernel.erasing import Doomed, NamedPerson
from concerted.partnership.models import Agency
from concerted.people.models import Record


def doomed_by(agency_id: int, records: Sequence[UUID]) -> Doomed:
    """Return what goes when an agency erases records of its own; other agencies' ids among them are passed over.

    A person of whom a record stays is not left alone. A request takes the records that it sees for all there are, so
    that a preview may name a person who stays.
    """
    held = list(Record.objects.filter(pk__in=records, agency_id=agency_id).order_by("pk"))
    persons = sorted({r.person_id for r in held if r.person_id is not None})
    others = Record.objects.filter(person_id__in=persons).exclude(pk__in=[r.pk for r in held])
    kept = set(others.values_list("person_id", flat=True))
    return Doomed(
        agency_id=agency_id,
        agency_code=Agency.objects.get(pk=agency_id).code,
        records=tuple(r.pk for r in held),
        persons=tuple(persons),
        left_alone=tuple(p for p in persons if p not in kept),
        people=tuple(NamedPerson(r.given_name, r.family_name, r.born_on, r.source_key) for r in held),
    )
