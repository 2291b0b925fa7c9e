"""The words and rows of released figures, as the public reads them; the same before and after the release."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from concerted.analytics.intervals import Interval, wilson
from concerted.analytics.measures.specification import Cohort, Specification
from concerted.figures.releases.drafting import DIMENSIONS, YEAR
from concerted.kernel.days import in_words

UNASSIGNED = "unassigned"
HEADINGS = {"area": "district", "age_band": "age", "sex": "sex"}
SEXES = {"M": "Men", "F": "Women", "-": "Sex not known"}
REASONS = {
    "few people": "few people",
    "protects another cell": "would give another away",
    "provisional": "provisional",
    "children": "no threshold for children is configured",
}


@dataclass(frozen=True)
class Row:
    """A line of a table in words; a rate with its interval where there is one."""

    label: str
    total: bool
    line: Mapping[str, Any]
    interval: Interval | None

    @property
    def reason(self) -> str:
        """Why it is not shown, for the analyst alone."""
        return REASONS.get(self.line.get("reason", ""), "")


@dataclass(frozen=True)
class Table:
    """A heading and its rows."""

    heading: str
    column: str
    rows: list[Row]


def people_of(spec: Specification) -> str:
    """Who is counted, for a sentence."""
    if spec.cohort is Cohort.CASELOAD:
        return "adults on the probation caseload at a quarter-end"
    return "adults released from custody, sentenced in the community or cautioned"


def within(spec: Specification) -> str:
    """The follow-up in a headline's words."""
    return f"within {spec.follow_up}".replace("calendar ", "")


def title_of(spec: Specification, ends_on: date) -> str:
    """The title that is proposed for a release."""
    return f"How many reoffended {within(spec)}? Year to {in_words(ends_on)}"


def tables_of(
    lines: Sequence[Mapping[str, Any]], tables: Iterable[Sequence[str]], districts: Mapping[str, str], effect: float
) -> list[Table]:
    """Return the year's tables in the order of their dimensions, then the county by quarter where there are any."""
    year = [line for line in lines if line["quarter"] == YEAR]
    found = [_by(level, year, districts, effect) for level in _levels(tables)]
    quarters = [line for line in lines if line["quarter"] != YEAR and not _detailed(line)]
    whole = [_row("The year", True, line, effect) for line in year if not _detailed(line)]
    if quarters:
        rows = [_row(_quarter(line["quarter"]), False, line, 1.0) for line in quarters]
        found.append(Table("The county by quarter", "Quarter", rows + whole))
    return found or [Table("The whole county", "Year", whole)]


def tables_by_quarter(
    lines: Sequence[Mapping[str, Any]], tables: Iterable[Sequence[str]], districts: Mapping[str, str]
) -> list[Table]:
    """Return every table of every quarter, for whoever has to look at all that becomes public."""
    found = []
    for quarter in sorted({line["quarter"] for line in lines} - {YEAR}):
        inside = [line for line in lines if line["quarter"] == quarter]
        for level in _levels(tables):
            table = _by(level, inside, districts, 1.0)
            found.append(Table(f"{table.heading}, {_quarter(quarter)}", table.column, table.rows))
    return found


def _levels(tables: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Every breakdown of the tables and of their totals, the county aside."""
    found = {
        tuple(name for name in DIMENSIONS if name in part)
        for table in tables
        for size in range(1, len(table) + 1)
        for part in combinations(table, size)
    }
    return sorted(found, key=lambda level: (len(level), level))


def _quarter(label: str) -> str:
    return label.replace("Q", ", quarter ")


def _detailed(line: Mapping[str, Any]) -> bool:
    return any(line[name] for name in DIMENSIONS)


def whole_of(lines: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The county's line of the year."""
    return next(line for line in lines if line["quarter"] == YEAR and not _detailed(line))


def _by(
    level: tuple[str, ...], lines: Sequence[Mapping[str, Any]], districts: Mapping[str, str], effect: float
) -> Table:
    rows = [
        _row(label_of(line, districts), False, line, effect)
        for line in lines
        if all(bool(line[n]) == (n in level) for n in DIMENSIONS)
    ]
    rows.sort(key=lambda row: _order(row.line, districts))
    whole = [_row("The county", True, line, effect) for line in lines if not _detailed(line)]
    words = " and ".join(HEADINGS[n] for n in level)
    return Table(f"By {words}", words.capitalize(), rows + whole)


def _order(line: Mapping[str, Any], districts: Mapping[str, str]) -> tuple[Any, ...]:
    """Districts by name, what is not known last."""
    return (
        line["area"] not in districts, districts.get(line["area"], line["area"]),
        line["age_band"] == "not known", line["age_band"], line["sex"] == "-", line["sex"] == "F",
    )  # fmt: skip


def label_of(line: Mapping[str, Any], districts: Mapping[str, str]) -> str:
    """The words for a line's labels."""
    parts = []
    if line["area"]:
        parts.append(
            "Not assigned to a district" if line["area"] == UNASSIGNED else districts.get(line["area"], line["area"])
        )
    if line["age_band"]:
        parts.append("Age not known" if line["age_band"] == "not known" else f"Aged {line['age_band']}")
    if line["sex"]:
        parts.append(SEXES[line["sex"]])
    first, *rest = parts or ["The county"]
    return ", ".join([first, *(p[0].lower() + p[1:] for p in rest)])


def _row(label: str, total: bool, line: Mapping[str, Any], effect: float) -> Row:
    rated = line["state"] == "shown" and line["rate"] is not None
    interval = wilson(line["reoffenders"], line["offenders"], design_effect=effect) if rated else None
    return Row(label, total, line, interval)


def moves_of(moved: Iterable[Mapping[str, str]], districts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a correction moved: the cell in words, earlier, now."""
    found = []
    for one in moved:
        when = "" if one["quarter"] == YEAR else f" ({_quarter(one['quarter'])})"
        found.append({"what": label_of(one, districts) + when, "earlier": one["earlier"], "now": one["now"]})
    return found
