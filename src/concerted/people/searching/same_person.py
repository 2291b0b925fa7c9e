"""The question "is this the same person?": whom the viewer may see that is like what was typed, with reasons."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from concerted.kernel.viewer import Viewer


@dataclass(frozen=True)
class Typed:
    """What stands in a form about one human being, as it was typed; what is empty is not compared."""

    given_name: str = ""
    family_name: str = ""
    born: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Candidate:
    """One person who may be meant: how they are read, why they may be, and the ids that a page's audit row names."""

    person: UUID
    reference: str
    name: str
    line: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    records: tuple[UUID, ...]

    @property
    def href(self) -> str:
        """The address of the person's page."""
        return f"/people/{self.reference}"

    @property
    def about(self) -> list[UUID]:
        """The ids to append to `request.shown`."""
        return [self.person, *self.records]


def candidates(viewer: Viewer, typed: Typed, today: date, most: int = 10) -> list[Candidate]:
    """Return the people whom the viewer may see and who are like what was typed, the closest first.

    `records` of a candidate are the ids of the records that the viewer may see, the viewer's own agency's first.
    Nothing is written and nothing of what was typed is kept. The template `people/same_person.html` shows them:
    `{% include "people/same_person.html" with candidates=candidates act="/iom/propose/" act_words="Propose" %}`
    links to `act` + reference; with `field="person"` instead of `act` each is a radio whose value is the reference.
    """
    raise NotImplementedError
