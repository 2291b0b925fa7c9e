"""What this room gives to somebody who asks what an agency holds about them: consents, and who received what."""

from uuid import UUID

from django.db import connection
from django.utils import timezone

from concerted.access.categories import in_words
from concerted.kernel.answering import Entry
from concerted.kernel.days import in_words as day_in_words
from concerted.kernel.viewer import Viewer
from concerted.people.answerable import VICTIMS, answerable
from concerted.sharing.models import Consent


def entries(viewer: Viewer, records: list[UUID]) -> list[Entry]:
    """Return the consents that the agency recorded, and what it disclosed of the records, to whom and on what ground.

    A receiver whose knowing somebody is itself protected is left out: that it received something would tell (S2, S3).
    """
    found = [_consent(row) for row in Consent.objects.filter(answerable(viewer), record_id__in=records)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.from_at, a.name, d.category, g.title, d.until_at from access.my_disclosure d "
            "join partnership_agency a on a.id = d.to_agency_id join partnership_gateway g on g.code = d.gateway_id "
            "where not a.existence_protected and d.from_agency_id = %s and d.subject_id = any (%s::uuid[]) "
            "and d.category <> all (%s) order by d.from_at, a.name, d.category",
            [viewer.agency_id, records, list(VICTIMS)],
        )
        rows = cursor.fetchall()
    for at, receiver, category, gateway, until in rows:
        last = f", until {day_in_words(timezone.localdate(until))}" if until else ""
        text = f"Disclosed to {receiver}: {in_words(category)}{last}. {gateway}."
        found.append(Entry("recipients", "Who received it", text, viewer.agency_name, timezone.localdate(at)))
    return found


def _consent(row: Consent) -> Entry:
    what = ", ".join(in_words(category) for category in row.categories)
    text = f"You agreed that this is shared: {what}. In these words: {row.words}"
    if row.withdrawn_at:
        text += f" Taken back on {day_in_words(timezone.localdate(row.withdrawn_at))}."
    return Entry("consent", "A consent", text, "as recorded", row.given_on)
