"""What the room offers to Today: doubtful pairs of records that touch people whom a programme works with."""

from datetime import date
from uuid import UUID

from concerted.access.permissions import may
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.viewer import Viewer
from concerted.people.queries.links import Waiting, doubtful_of_interest
from concerted.people.queries.records import name_of

ORDER = 50
"""Behind what has a day; the queue itself stands one click away."""


def agenda(viewer: Viewer, today: date, last_working_day: date) -> Agenda:
    """Return a line for each person with such pairs, the likeliest first; nothing for who does not look after links."""
    if not may(viewer.role_class, "people.link"):
        return Agenda()
    by_person: dict[UUID | None, list[Waiting]] = {}
    for pair in doubtful_of_interest(viewer):
        by_person.setdefault(pair.left.person_id, []).append(pair)
    return Agenda(lines=[_line(pairs) for pairs in by_person.values()])


def _line(pairs: list[Waiting]) -> Line:
    pair, more = pairs[0], len(pairs) - 1
    theirs = {"M": "his", "F": "hers"}.get(pair.left.sex, "one")
    others = f"{theirs} from {pair.left.agency.name}, and one from {pair.right.agency.name}"
    if more:
        others += f"; {more} more {'pair' if more == 1 else 'pairs'}"
    return Line(
        part="decide",
        due_on=None,
        who=name_of(pair.left),
        href=f"/links/{pair.link.pk}",
        what=f"Two records may be one person: {others}",
        act="Compare",
        tag="When you can",
        tag_kind="outlined",
        order=ORDER,
    )
