"""Who a case is about, from the records that the viewer may see; never more than those."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record
from concerted.people.naming import about, full_name
from concerted.people.wording import Pronouns, pronouns

UNNAMED = "Name not known to your post"


@dataclass(frozen=True)
class Who:
    """A person's name, birth date and pronouns as one record has them; `record` is None when none may be seen."""

    name: str
    born_on: date | None
    sex: str
    record: UUID | None

    @property
    def pronouns(self) -> Pronouns:
        """The pronouns of the record."""
        return pronouns(self.sex)

    @property
    def about(self) -> str:
        """Name and birth date, as another agency is told."""
        return about(self.name, self.born_on)


def who(viewer: Viewer, person: UUID) -> Who:
    """Return who a person is by the records that the viewer may see."""
    return who_many(viewer, [person])[person]


def named(viewer: Viewer, person: UUID) -> Who:
    """Return who a person is, for a text that another agency reads. Raises Refused when no record may be seen."""
    found = who(viewer, person)
    if found.record is None:
        raise Refused("No record that your post may see names this person, so nobody can be asked about them.")
    return found


def who_many(viewer: Viewer, persons: Iterable[UUID]) -> dict[UUID, Who]:
    """Return who each person is, in one query: the viewer's own agency's record first, then by source and id."""
    wanted = list(persons)
    found: dict[UUID, Who] = dict.fromkeys(wanted, Who(UNNAMED, None, "", None))
    rows = Record.objects.filter(person_id__in=wanted).values_list(
        "person_id", "agency_id", "source", "id", "given_name", "family_name", "born_on", "sex"
    )
    for row in sorted(rows, key=lambda r: (r[1] != viewer.agency_id, r[2], r[3]), reverse=True):
        person, _, _, record, given, family, born_on, sex = row
        earlier = found[person]
        found[person] = Who(full_name(given, family), born_on or earlier.born_on, sex or earlier.sex, record)
    return found
