"""What this room gives to somebody who asks what an agency holds about them: rows about them that did not load."""

from uuid import UUID

from concerted.exchange.erase import says_who
from concerted.exchange.finding import feeds
from concerted.exchange.models import WaitingRow
from concerted.kernel.answering import Entry
from concerted.kernel.erasing import NamedPerson
from concerted.kernel.viewer import Viewer
from concerted.people.answerable import answerable
from concerted.people.models import Record


def entries(viewer: Viewer, records: list[UUID]) -> list[Entry]:
    """Return the rows in the agency's quarantine that name the person."""
    held = Record.objects.filter(pk__in=records, agency_id=viewer.agency_id).order_by("pk")
    people = [NamedPerson(r.given_name, r.family_name, r.born_on, r.source_key) for r in held]
    found = []
    rows = WaitingRow.objects.filter(answerable(viewer), sending__agency_id=viewer.agency_id).select_related("sending")
    for row in rows.order_by("pk"):
        feed = feeds().get(row.sending.feed)
        births = [row.cells.get(c.name, "") for c in feed.columns if c.birth] if feed else None
        if any(says_who((str(text) for text in row.cells.values()), one, births) for one in people):
            text = "; ".join(f"{name}: {value}" for name, value in row.cells.items() if value)
            title = feed.title if feed else row.sending.feed
            found.append(
                Entry("quarantine", "A row of a file that did not load", text, title, row.sending.sent_at.date())
            )
    return found
