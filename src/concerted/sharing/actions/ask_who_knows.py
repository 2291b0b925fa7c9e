"""Ask who else knows somebody: the database passes the question on, and never says to whom (S3)."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from concerted.access.subjects import one_at_a_time
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.people.naming import about, full_name
from concerted.sharing.holding import insist
from concerted.sharing.local_settings import ENQUIRIES_A_DAY, limit
from concerted.sharing.models import Enquiry
from concerted.sharing.queries.enquiries import agreement_of, asked_today
from concerted.sharing.rules.may_ask_who_knows import may_ask_who_knows


@transaction.atomic
def ask_who_knows(
    *,
    identifier: UUID,
    person: UUID,
    given_name: str,
    family_name: str,
    born_on: date | None,
    because: str,
    until_on: date,
    on: date,
    by: Viewer,
) -> None:
    """Pass a question on; sent twice, it is asked once.

    Raises Refused with the rule's reason, or ProgrammingError (42501) alike for a person who is hidden and one who is
    missing. Nothing that comes back, no error and no number of writes tells whether anybody knows.
    """
    one_at_a_time("enquiry", by.post_id)
    if Enquiry.objects.filter(pk=identifier, asked_by_id=by.post_id).exists():
        return
    insist(
        may_ask_who_knows(
            under_agreement=agreement_of(by.purpose) is not None,
            asked_today=asked_today(by),
            most=limit(ENQUIRIES_A_DAY, on).number,
            until_on=until_on,
            today=on,
        )
    )
    told = about(full_name(given_name, family_name), born_on)
    with connection.cursor() as cursor:
        cursor.execute(
            "select public.sharing_ask(%s, %s, %s, %s, %s, %s, %s, %s)",
            [identifier, person, given_name, family_name, born_on, told, because, until_on],
        )
    record("enquiry.asked", about=[identifier, person])
