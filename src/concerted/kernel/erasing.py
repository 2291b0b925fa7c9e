"""What a room says when records are erased: what hangs on them without a key, and which kept files name them.

A room offers `erase.py` with any of these functions, found by name; rows that foreign keys lead to are found without:

    hold(doomed) -> None                  waits until nothing of the room writes about the records
    also(found) -> Found                  further rows, by table, that hang on found ones without a foreign key
    named(doomed, *, take) -> Named       rows found by what they say, taken away when `take`; kept files to remove
    in_the_way(persons) -> dict           what speaks against erasing a person's records now, in words
    bar(doomed, erasure) -> int           remembers what must not come back
    clear_derived(doomed) -> dict         takes away what was worked out of the persons concerned; it is derived anew
    programmes() -> dict                  the programmes of which the room keeps cases, by code
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

Found = dict[str, set[object]]
"""Primary keys by table."""


@dataclass(frozen=True)
class NamedPerson:
    """How one doomed record names somebody."""

    given_name: str
    family_name: str
    born_on: date | None
    source_key: str


@dataclass(frozen=True)
class Doomed:
    """The records to erase: whose they are, which persons they belong to, which of those are left without a record."""

    agency_id: int
    agency_code: str
    records: tuple[UUID, ...]
    persons: tuple[UUID, ...]
    left_alone: tuple[UUID, ...]
    people: tuple[NamedPerson, ...]


@dataclass
class Named:
    """Rows by table that say who somebody is without a key, and the keys of kept files that do."""

    rows: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
