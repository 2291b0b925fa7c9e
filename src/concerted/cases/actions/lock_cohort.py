"""Lock a programme's cohort: who is in it today is kept beside the live one, and never changes."""

from datetime import date

from django.db import transaction

from concerted.access.scoping import scope_id
from concerted.access.subjects import one_at_a_time
from concerted.audit.record import record
from concerted.cases.models import Case, CohortLock, LockedMember
from concerted.cases.programme import programme as declared
from concerted.kernel.viewer import Viewer


@transaction.atomic
def lock_cohort(*, programme: str, on: date, words: str, by: Viewer) -> CohortLock:
    """Keep the live cohort as it stands on a day and return the lock; a second lock on one day returns the first."""
    plan = declared(programme)
    one_at_a_time("lock", programme)
    already = CohortLock.objects.filter(programme=programme, locked_on=on).first()
    if already is not None:
        return already
    scope = scope_id(plan.scheme, "case")
    lock = CohortLock.objects.create(
        scope_id=scope, programme=programme, locked_on=on, words=words.strip(), locked_by_id=by.post_id
    )
    cases = Case.objects.filter(scope_id=scope, programme=programme, stage__in=plan.managed_stages)
    members = [LockedMember(scope_id=scope, lock=lock, case_id=case) for case in cases.values_list("pk", flat=True)]
    LockedMember.objects.bulk_create(members)
    record("cohort.locked", about=[lock.pk], programme=programme, members=len(members))
    return lock
