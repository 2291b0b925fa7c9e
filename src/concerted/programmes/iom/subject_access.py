"""What this programme gives to somebody who asks what is held about them: where they stand on the list, and why."""

from uuid import UUID

from concerted.kernel.answering import Entry
from concerted.kernel.viewer import Viewer
from concerted.people.answerable import answerable
from concerted.people.models import Record
from concerted.programmes.iom.models import Listing, Standing


def entries(viewer: Viewer, records: list[UUID]) -> list[Entry]:
    """Return the list's row and how the case stands."""
    mine = answerable(viewer)
    persons = list(
        Record.objects.filter(pk__in=records, agency_id=viewer.agency_id).values_list("person_id", flat=True)
    )
    found = [
        Entry(
            "listing", "The list for selection",
            f"You stand on the list from which the panel chooses: likelihood {row.percent:.1f}%, {row.points_12:g} "
            "harm points in 12 months. The list does not decide: a named person does.", "IOM", row.as_at_on,
        )
        for row in Listing.objects.filter(mine, person_id__in=persons)
    ]  # fmt: skip
    for row in Standing.objects.filter(mine, case__person_id__in=persons):
        text = " ".join(part for part in (row.kind.capitalize(), row.colour, row.missing) if part)
        found.append(Entry("case", "How the case stands", f"{text}.", "IOM", row.told_on))
    return found
