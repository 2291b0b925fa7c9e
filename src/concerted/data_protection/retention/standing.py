"""What stands in the way of erasing records: holds, open cases, requests not answered; as the asker sees it."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from concerted.access.rooms import offering
from concerted.data_protection.models import LegalHold, Rectification, SubjectAccess
from concerted.kernel.erasing import Doomed


@dataclass(frozen=True)
class Standing:
    """What stands in the way, in words."""

    holds: tuple[str, ...] = ()
    open_cases: tuple[str, ...] = ()
    open_requests: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.holds or self.open_cases or self.open_requests)


def in_the_way(doomed: Doomed) -> Standing:
    """Return what stands in the way; the same queries run whatever there is.

    Open cases matter where a person is left without any record: a case of somebody who keeps records goes on.
    """
    holds = LegalHold.objects.filter(record_id__in=doomed.records)
    holds = holds.filter(Q(until_at=None) | Q(until_at__gt=timezone.now())).order_by("from_at")
    requests = SubjectAccess.objects.filter(records__overlap=list(doomed.records)).exclude(state="released")
    wrong = Rectification.objects.filter(record_id__in=doomed.records, decision="")
    cases = [
        words
        for room in offering("erase")
        if hasattr(room, "in_the_way")
        for of in room.in_the_way(doomed.left_alone).values()
        for words in of
    ]
    return Standing(
        holds=tuple(f"{hold.because}, ordered by {hold.ordered_by}" for hold in holds),
        open_cases=tuple(cases),
        open_requests=(
            *(f"The request {one.reference} to see the records" for one in requests),
            *(f"The request {one.reference} to put the record right" for one in wrong),
        ),
    )
