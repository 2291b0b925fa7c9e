"""The tables that a measure reads, as an analyst sends them: their columns, and what each may hold."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds; the value is how a message names it."""

    ID = "an id"
    DAY = "a date"
    BIRTH = "a birth date"
    SEX = "a sex"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    """One column; a required one is filled in every row."""

    name: str
    kind: Kind
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One file: its name in messages, and its columns in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]


PERSON_ID = Column("person_id", Kind.ID, required=True)

EVENTS = Table(
    "events",
    (
        PERSON_ID,
        Column("offence_on", Kind.DAY),
        Column("offence_code", Kind.TEXT),
        Column("proven_on", Kind.DAY),
        Column("disposal", Kind.TEXT),
        Column("start_on", Kind.DAY),
        Column("area", Kind.TEXT),
    ),
)
PERSONS = Table("persons", (PERSON_ID, Column("born_on", Kind.BIRTH), Column("sex", Kind.SEX)))
CASELOAD = Table("caseload", (PERSON_ID, Column("snapshot_on", Kind.DAY, required=True), Column("area", Kind.TEXT)))
