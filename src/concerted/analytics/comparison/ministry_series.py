"""Reads the Ministry of Justice's series of proven reoffending: one row a cohort, group and figure."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from concerted.analytics.count_files import CountFile, Row, read_counts
from concerted.analytics.engines.cells import SCHEMA, Cells, roll_up, yearly
from concerted.kernel.errors import BadFile, Refused

COLUMNS = ("measure", "temporal_unit", "date", "group", "rate")
QUARTERLY, ANNUAL = "3-monthly", "annual"
GROUPS = ("Adult", "Juvenile")
"""The groups that make up everybody; the file holds `All` as a third."""
_FIGURES = ("cohort", "reoffenders", "reoffences", "binary", "frequency", "OGRS4", "adjusted")


@dataclass(frozen=True)
class Cohort:
    """One published cohort; figures that are blank or not given are None, rates are in per cent as published."""

    edition: str
    """`old`: a person once in twelve months. `new`: once in three months."""
    unit: str
    starts_on: date
    group: str
    offenders: int | None
    reoffenders: int | None
    reoffences: int | None
    published_rate: float | None
    published_frequency: float | None
    mean_score: float | None
    """The mean OGRS4 score of the cohort in per cent; which variant of OGRS4 is not stated. Adults only."""
    published_adjusted: float | None


@dataclass(frozen=True)
class YearRow:
    """One group's year: whole numbers and what is made of them, rate as a share."""

    edition: str
    group: str
    offenders: int
    reoffenders: int
    reoffences: int

    @property
    def rate(self) -> float:
        """Reoffenders over offenders."""
        return self.reoffenders / self.offenders

    @property
    def per_reoffender(self) -> float:
        """Reoffences over reoffenders: the published frequency."""
        return self.reoffences / self.reoffenders

    @property
    def per_offender(self) -> float:
        """Reoffences over offenders."""
        return self.reoffences / self.offenders


@dataclass(frozen=True)
class Series:
    """All cohorts of a file."""

    file: CountFile
    cohorts: tuple[Cohort, ...]

    def of(self, *, edition: str = "new", unit: str, group: str) -> list[Cohort]:
        """Return the cohorts of one edition, unit and group in order of time, blank ones too."""
        chosen = (c for c in self.cohorts if (c.edition, c.unit, c.group) == (edition, unit, group))
        return sorted(chosen, key=lambda cohort: cohort.starts_on)

    def quarters(self) -> Cells:
        """Return the three-month cohorts of adults and juveniles as an engine's cells; the age band is the group.

        Blank quarters have no cell. Reoffences squared are not published, and null.
        """
        counted = [c for group in GROUPS for c in self.of(unit=QUARTERLY, group=group) if c.offenders and not _blank(c)]
        rows = [
            {
                "area": "England and Wales",
                "quarter": f"{c.starts_on.year:04d}Q{(c.starts_on.month + 2) // 3}",
                "age_band": c.group,
                "sex": "all",
                "offenders": c.offenders,
                "reoffenders": c.reoffenders,
                "reoffences": c.reoffences,
                "reoffences_squared": None,
                "provisional": False,
            }
            for c in counted
        ]
        return pa.Table.from_pylist(rows, SCHEMA)

    def year(self, starts_on: date) -> list[YearRow]:
        """Return the year of four quarters that begins on a quarter's first day, by edition and group.

        `new` rows are four three-month cohorts added, `old` rows the one cohort of twelve months, if published. Raises
        Refused when a quarter of it is blank or not in the file.
        """
        if (starts_on.month % 3, starts_on.day) != (1, 1):
            raise Refused(f"{starts_on} is not the first day of a quarter.")
        number = starts_on.year * 4 + (starts_on.month - 1) // 3 + 3
        ending = f"{number // 4:04d}Q{number % 4 + 1}"
        cells = self.quarters()
        try:
            by_group = yearly(roll_up(cells, ["age_band"]), ending=ending).to_pylist()
            everybody = yearly(roll_up(cells, []), ending=ending).to_pylist()
        except ValueError as error:
            raise Refused(str(error)) from None
        old = [c for c in self.cohorts if (c.edition, c.unit, c.starts_on) == ("old", ANNUAL, starts_on)]
        old.sort(key=lambda cohort: [*GROUPS, "All"].index(cohort.group))
        return [
            *(YearRow("old", c.group, c.offenders, c.reoffenders, c.reoffences) for c in old if not _blank(c)),  # type: ignore[arg-type]  # not blank
            *(_row("new", row.get("age_band", "All"), row) for row in [*by_group, *everybody]),
        ]


def read_series(path: Path) -> Series:
    """Read the Ministry's layout: measure, temporal_unit, date, group, rate, value.

    Raises BadFile for a wrong cell, a date that is none, an unknown figure, or a figure that is given twice.
    """
    file = read_counts(path, words=COLUMNS, numbers=["value"], whole=False, may_be_empty=True)
    figures: dict[tuple[str, ...], dict[str, float | None]] = {}
    for row in file.rows:
        *key, figure = row.words
        held = figures.setdefault((key[0], key[1], _day(file, row, key[2]), key[3]), {})
        if figure not in _FIGURES:
            raise BadFile(f"{file.name}, column rate, row {row.number}: '{figure}' is none of {', '.join(_FIGURES)}.")
        if figure in held:
            raise BadFile(f"{file.name}, row {row.number}: {figure} of {', '.join(key)} is given twice; keep one.")
        held[figure] = row.numbers[0]
    return Series(file, tuple(_cohort(key, held) for key, held in figures.items()))


def _cohort(key: tuple[str, ...], held: dict[str, float | None]) -> Cohort:
    counts = [None if held.get(name) is None else round(held[name] or 0) for name in _FIGURES[:3]]
    edition, unit, day, group = key
    return Cohort(edition, unit, date.fromisoformat(day), group, *counts, *(held.get(name) for name in _FIGURES[3:]))


def _day(file: CountFile, row: Row, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadFile(
            f"{file.name}, column date, row {row.number}: '{text}' is not a date; write it as 2013-04-01."
        ) from None


def _blank(cohort: Cohort) -> bool:
    return cohort.offenders is None or cohort.reoffenders is None or cohort.reoffences is None


def _row(edition: str, group: str, row: dict[str, int]) -> YearRow:
    return YearRow(edition, group, row["offenders"], row["reoffenders"], row["reoffences"])
