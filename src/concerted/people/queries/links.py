"""The pairs of records that wait for somebody to look, and one pair side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from concerted.access.listing import page
from concerted.kernel.viewer import Viewer
from concerted.people.found_by_name import persons_of_interest
from concerted.people.models import Address, Link, Record
from concerted.people.queries.evidence import share_in_words, weightiest_first
from concerted.people.rules.how_sure import how_sure

ROWS = 50
ORDER = ("-weight", "id")
STATES = {
    "doubtful": "To sort out",
    "cannot_tell": "Cannot tell",
    "same": "One person, ruled",
    "different": "Two people, ruled",
}
"""The states of the queue, by the words of its filter; pairs that the machine joined are no work for anybody."""


@dataclass(frozen=True)
class Waiting:
    """One pair in the queue; both records may be seen."""

    link: Link
    left: Record
    right: Record
    known: bool

    @property
    def sentences(self) -> list[str]:
        """The three weightiest sentences of the evidence."""
        return [str(entry["words"]) for entry in weightiest_first(self.link.evidence)[:3]]


@dataclass(frozen=True)
class Queue:
    """A page of the queue: pairs of people whom a programme works with first, then the rest; where the next begins."""

    first: list[Waiting]
    rest: list[Waiting]
    after: str


def queue(viewer: Viewer, *, state: str, after: str) -> Queue:
    """Return a page of pairs in a state, in at most four queries besides those of the rooms asked for persons.

    `after` is the address part that the page before gave; anything else begins at the first page.
    """
    links = Link.objects.filter(state=state)
    persons = persons_of_interest(viewer) if state in ("doubtful", "cannot_tell") else set()
    known = _touching(links, persons) if persons else []
    apart = {link.pk for link in known}
    beyond = _position(after)
    rows = list(page(links, ORDER, beyond, ROWS + 1))
    shown = [link for link in rows[:ROWS] if link.pk not in apart]
    records = _records([*known, *shown])
    last = rows[ROWS - 1] if len(rows) > ROWS else None
    return Queue(
        first=[] if beyond else _both_seen(known, records, known=True),
        rest=_both_seen(shown, records, known=False),
        after=f"{last.weight!r}_{last.pk}" if last is not None else "",
    )


def doubtful_of_interest(viewer: Viewer) -> list[Waiting]:
    """Return the doubtful pairs of people whom a programme works with, whose own record stands on the left."""
    persons = persons_of_interest(viewer)
    if not persons:
        return []
    links = _touching(Link.objects.filter(state="doubtful"), persons)
    found = _both_seen(links, _records(links), known=True)
    return [
        pair if pair.left.person_id in persons else Waiting(pair.link, pair.right, pair.left, known=True)
        for pair in found
    ]


def _touching(links: Any, persons: set[UUID]) -> list[Link]:
    """Return the pairs with a record of one of the persons, the likeliest first."""
    records = Record.objects.filter(person_id__in=persons).values("pk")
    touching = links.filter(Q(record_l_id__in=records) | Q(record_r_id__in=records))
    return list(touching.order_by(*ORDER)[:ROWS])


def _position(after: str) -> tuple[float, UUID] | None:
    weight, _, identifier = after.partition("_")
    try:
        return float(weight), UUID(identifier)
    except ValueError:
        return None


def _records(links: Iterable[Link]) -> dict[UUID, Record]:
    wanted = {one for link in links for one in (link.record_l_id, link.record_r_id)}
    return {record.pk: record for record in Record.objects.filter(pk__in=wanted).select_related("agency", "person")}


def _both_seen(links: Iterable[Link], records: dict[UUID, Record], *, known: bool) -> list[Waiting]:
    return [
        Waiting(link, records[link.record_l_id], records[link.record_r_id], known)
        for link in links
        if link.record_l_id in records and link.record_r_id in records
    ]


@dataclass(frozen=True)
class SideBySide:
    """Two records with the addresses that the viewer may see, and what speaks for and against one person."""

    link: Link
    rows: list[tuple[str, str, str, bool]]
    evidence: list[dict[str, str]]

    @property
    def sure(self) -> str:
        """ "62%, perhaps one person"; empty where no run of linkage compared the pair."""
        chance = self.link.probability
        return "" if chance is None else f"{share_in_words(chance)}, {how_sure(probability=chance).because}"

    @property
    def records(self) -> tuple[Record, Record]:
        """Both records."""
        return self.link.record_l, self.link.record_r


def side_by_side(link_id: UUID) -> SideBySide:
    """Return a pair. Raises Http404 alike for a link that is missing, hidden, or of a record that is hidden."""
    found = (
        Link.objects.filter(pk=link_id)
        .select_related(
            "record_l__agency", "record_r__agency", "record_l__person", "record_r__person", "ruled_by__agency"
        )
        .first()
    )
    if found is None:
        raise Http404
    addresses = addresses_of([found.record_l_id, found.record_r_id])
    return SideBySide(found, _rows(found, addresses), [_weighed(entry) for entry in weightiest_first(found.evidence)])


def addresses_of(records: Iterable[UUID]) -> dict[UUID, list[Address]]:
    """Return the addresses of records that the viewer may see, the newest first."""
    found: dict[UUID, list[Address]] = {}
    for address in Address.objects.filter(record_id__in=list(records)).order_by("-seen_on", "-pk"):
        found.setdefault(address.record_id, []).append(address)
    return found


def _rows(link: Link, addresses: dict[UUID, list[Address]]) -> list[tuple[str, str, str, bool]]:
    left, right = (_facts(record, addresses.get(record.pk, [])) for record in (link.record_l, link.record_r))
    shown = []
    for name in left:
        one, other = left[name], right[name]
        if one or other or name != "Former surname":
            shown.append(
                (name, one or "not known", other or "not known", bool(one) and one.casefold() == other.casefold())
            )
    return shown


def _facts(record: Record, addresses: list[Address]) -> dict[str, str]:
    sexes = {"M": "male", "F": "female"}
    return {
        "Given names": record.given_name,
        "Surname": record.family_name,
        "Former surname": record.former_family_name,
        "Birth date": f"{record.born_on.day} {record.born_on:%B %Y}" if record.born_on else "",
        "Sex": sexes.get(record.sex, ""),
        "Addresses": "; ".join(address_in_words(address) for address in addresses),
    }


def address_in_words(address: Address) -> str:
    """Return an address in one line."""
    return ", ".join(part for part in (address.line, address.postcode) if part) or "not known"


def _weighed(entry: dict[str, Any]) -> dict[str, str]:
    """Return a sentence of evidence, which way it speaks, and how strongly in plain words."""
    weight = float(entry.get("weight") or 0)
    times = 2 ** abs(weight)
    size = f"{round(times, 1 - len(str(int(times)))):,.0f}" if times >= 10 else f"{times:.1f}".removesuffix(".0")
    if times < 1.15:
        return {"words": str(entry["words"]), "speaks": "neither way", "why": "about as likely for either"}
    if times > 1_000_000:
        size = "over a million"
    who, other = ("one person", "two people") if weight > 0 else ("two people", "one person")
    return {
        "words": str(entry["words"]),
        "speaks": f"for {who}",
        "why": f"{size} times as likely for {who} as for {other}",
    }
