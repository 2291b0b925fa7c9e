"""The panels that the room offers to a person's page."""

from datetime import date
from typing import Any
from uuid import UUID

from concerted.kernel.panels import Panel
from concerted.kernel.viewer import Viewer
from concerted.sharing.queries.emergencies import open_now
from concerted.sharing.queries.enquiries import asked_of_person
from concerted.sharing.shared_panels import opened_alone, share_act


def asking(viewer: Viewer, today: date, person: UUID) -> dict[str, Any]:
    """Return my agency's questions about a person; the panel stands on every person's page.

    An answer of a service whose knowing somebody is itself secret is shown on the question's page alone (S2, S3).
    """
    return {"asked": asked_of_person(viewer, person, today)[:LINES]}


def in_an_emergency(viewer: Viewer, today: date, person: UUID) -> dict[str, Any]:
    """Return the opening of the viewer's own post that is still open, or none: then the panel leads to the form."""
    return {"held": open_now(viewer, person)}


LINES = 3
"""How many questions the panel lists."""

PANELS = [
    Panel("person.acts", 60, "sharing/act.html", share_act, "disclose"),
    Panel("person.who", 10, "sharing/opened.html", opened_alone),
    Panel("person.side", 40, "sharing/asking_panel.html", asking, "enquiries.ask"),
    Panel("person.side", 90, "sharing/emergency_panel.html", in_an_emergency, "emergency.open"),
]
