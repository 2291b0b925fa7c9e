"""End a disclosure at once: its key is shut in the next statement; why stays with the giver."""

from uuid import UUID

from django.db import connection, transaction

from concerted.access.subjects import end_disclosure as shut
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.sharing.notices import notify
from concerted.sharing.queries.disclosures import one


@transaction.atomic
def end_disclosure(*, disclosure: UUID, because: str, by: Viewer) -> None:
    """End a disclosure that the viewer's agency gave; ended already, nothing changes.

    The receiver is told that it ended, never why. Raises LookupError where there is none that the post knows of, and
    Refused when it is another agency's to end, or rests on an emergency, which is ended where it was opened.
    """
    held = one(by, disclosure)
    if held is None:
        raise LookupError("There is no such disclosure.")
    if held.giver != by.agency_id:
        raise Refused(f"{held.giver_name} gave this, so only {held.giver_name} can end it.")
    shut(disclosure, because)
    with connection.cursor() as cursor:
        cursor.execute("select public.sharing_end_of_former(%s, %s)", [disclosure, because])
    after = one(by, disclosure)
    if after is None or after.ended_at is None:
        raise Refused("Your post may not end this: it may not read what was shared.")
    if held.ended_at is None:
        words = f"{by.agency_name} ended something that it had shared with you."
        notify(held.receiver, "disclose", "disclosure_ended", words, f"/sharing/{disclosure}")
    record("disclosure.ended", about=[disclosure, held.subject], to=held.receiver, again=held.ended_at is not None)
