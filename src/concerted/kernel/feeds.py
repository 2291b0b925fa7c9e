"""The words in which a folder declares what a partner sends: feeds and their columns.

A declaration is data and holds no workflow: `exchange` reads, checks and quarantines by it, the folder that
owns the data loads the good rows. A declaration that contradicts itself raises `ValueError` when it is imported.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

EXISTENCE_PROTECTED = frozenset(
    {
        "refuge",
        "sexual_violence",
        "sexual_health",
        "drug_and_alcohol",
        "mental_health",
        "childrens_services",
        "covert",
    }
)
"""Categories in which the agency's name alone is a secret; never linked in bulk (SAFETY S18, ACCESS section 3)."""

JOINED_ONE_BY_ONE = EXISTENCE_PROTECTED | {"health", "victim"}
"""Categories whose people join one at a time, by a disclosure, and never by a feed (SAFETY S18)."""

Kind = Literal["text", "date", "instant", "integer", "decimal", "code", "yes_no"]
KINDS: frozenset[str] = frozenset({"text", "date", "instant", "integer", "decimal", "code", "yes_no"})
Bound = date | Literal["today", "latest_end", "earliest_event"] | None
"""A day, or the name of one of the day's limits (`exchange.checking.Limits`), or no bound."""

ENCODINGS = frozenset({"utf-8", "cp1252", "latin-1"})
DELIMITERS: Mapping[str, str] = MappingProxyType({",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"})
_FORMAT = re.compile(r"^(%[dmYbB]|[-./ ])+$")


def fold(text: str) -> str:
    """Return a text as code lists compare it: lower case, outer spaces gone, inner spaces single."""
    return " ".join(text.casefold().split())


def fold_header(text: str) -> str:
    """Return a column's heading as headers compare it: 'Crime ID', 'crime-id' and 'crime_id' are one."""
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


@dataclass(frozen=True, kw_only=True)
class InOrder:
    """Two date columns of which the first may not lie after the second; `wrong` says it, `mend` how to put right."""

    earlier: str
    later: str
    wrong: str
    mend: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a feed.

    `codes` maps what is sent to what is stored (kind 'code'); `never` maps sent values that must not be loaded
    to the reason. `birth` marks the birth date of a person: default dates load as unknown and are counted.
    `meaning` is a short noun ('end date') that messages use; `hint` says how the column is written, where its list
    is long. `check` takes a value as text and returns what is wrong with it, or None.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    meaning: str
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)
    never: Mapping[str, str] = field(default_factory=dict, hash=False)
    earliest: Bound = None
    latest: Bound = None
    birth: bool = False
    aliases: tuple[str, ...] = ()
    max_length: int = 500
    hint: str = ""
    check: Callable[[str], str | None] | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"column {self.name!r}: a name is lower case letters, digits and underscores")
        if self.name == "row":
            raise ValueError("column row: the number of the row has this name")
        if self.kind not in KINDS:
            raise ValueError(f"column {self.name}: no kind {self.kind!r}")
        if not self.meaning:
            raise ValueError(f"column {self.name}: say what it means")
        if (self.kind == "code") != bool(self.codes):
            raise ValueError(f"column {self.name}: a code list belongs to kind 'code', and only there")
        if self.birth and self.kind != "date":
            raise ValueError(f"column {self.name}: a birth date is of kind 'date'")
        if self.max_length < 1:
            raise ValueError(f"column {self.name}: max_length is at least 1")
        overlap = {fold(sent) for sent in self.codes} & {fold(sent) for sent in self.never}
        if overlap:
            raise ValueError(f"column {self.name}: {sorted(overlap)} is both accepted and never loaded")

    @property
    def headings(self) -> frozenset[str]:
        """The folded headings under which this column is recognised."""
        return frozenset(fold_header(text) for text in (self.name, *self.aliases))


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What one agency sends in one kind of file, or in one sheet of a workbook.

    `records`: a row is known by `key`, later rows change it. `replace_whole`: rows have no key; all stored rows
    with the same `replace_by` values give way to those sent. `load` names the target that the owning folder
    registers; nothing is imported by this module.
    """

    code: str
    title: str
    agency: str
    category: str
    columns: tuple[Column, ...]
    load: str
    file_pattern: str
    key: tuple[str, ...] = ()
    rows_are: Literal["records", "replace_whole"] = "records"
    replace_by: tuple[str, ...] = ()
    gateway: str | None = None
    agreement: str | None = None
    assessment: str | None = None
    sheet: str | None = None
    encodings: tuple[str, ...] = ("utf-8",)
    delimiter: str = ","
    date_formats: tuple[str, ...] = ("%Y-%m-%d",)
    in_order: tuple[InOrder, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        for problem in (*self._problems_of_names(), *self._problems_of_rows(), *self._problems_of_form()):
            raise ValueError(f"feed {self.code}: {problem}")

    @property
    def linkable(self) -> bool:
        """Whether people of this feed may be linked in bulk (SAFETY S18)."""
        recorded = bool(self.gateway and self.agreement and self.assessment)
        return recorded and self.category not in JOINED_ONE_BY_ONE

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in declared order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"feed {self.code} has no column {name}")

    def _problems_of_names(self) -> list[str]:
        problems = []
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.code):
            problems.append("a code is lower case letters, digits and underscores")
        problems += [f"say its {what}" for what in ("title", "agency", "category", "load") if not getattr(self, what)]
        seen: dict[str, str] = {}
        for column in self.columns:
            for heading in column.headings:
                if heading in seen:
                    problems.append(f"columns {seen[heading]} and {column.name} answer to the same heading {heading}")
                seen[heading] = column.name
        return problems

    def _problems_of_rows(self) -> list[str]:
        declared = set(self.names)
        ordered = [name for pair in self.in_order for name in (pair.earlier, pair.later)]
        named = [*self.key, *self.replace_by, *ordered]
        problems = [f"no column {name} is declared" for name in named if name not in declared]
        if problems:
            return problems
        if self.rows_are == "records" and (not self.key or self.replace_by):
            problems.append("records need a key, and are not replaced as a whole")
        if self.rows_are == "replace_whole" and (self.key or not self.replace_by):
            problems.append("rows replaced as a whole have no key and name what they replace")
        problems += [
            f"column {name} names a row and so is required"
            for name in (*self.key, *self.replace_by)
            if not self.column(name).required
        ]
        problems += [
            f"column {name} is compared with another date and so is a date"
            for name in ordered
            if self.column(name).kind not in ("date", "instant")
        ]
        return problems

    def _problems_of_form(self) -> list[str]:
        problems = [f"encoding {name} is not read" for name in self.encodings if name not in ENCODINGS]
        problems += [f"date format {text} is not read" for text in self.date_formats if not _FORMAT.match(text)]
        if not self.encodings or not self.date_formats:
            problems.append("name at least one encoding and one date format")
        if self.delimiter not in DELIMITERS:
            problems.append(f"cells cannot be separated by {self.delimiter!r}")
        if bool(self.gateway) != bool(self.agreement):
            problems.append("a gateway and an agreement come together or not at all")
        return problems
