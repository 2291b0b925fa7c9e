"""What each view of the Harm page fills in: an answer, one chart, one table, a sentence to quote, a file."""

from dataclasses import dataclass

from concerted.analytics.harm.concentration import NOBODY, Sum
from concerted.figures.models import HarmCell, Run


@dataclass(frozen=True)
class Column:
    """A column's head; numbers stand right; `desk` ones are left out on a phone."""

    head: str
    numeric: bool = True
    desk: bool = False


@dataclass(frozen=True)
class View:
    """One view, ready for the page, its picture and its file. An answer without rows says why there are none.

    `finding` is the title of the chart, `charts` its drawings for desk and phone, `not_drawn` why there is none of
    harm, `order` the words over the table. The first cell of a row is its head. `file` holds whole numbers, with words
    where they are hidden.
    """

    heading: str
    bold: str
    rest: str = ""
    finding: str = ""
    charts: tuple[str, ...] = ()
    not_drawn: str = ""
    order: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    hidden: str = ""
    quote: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    file_head: tuple[str, ...] = ()
    file: tuple[tuple[object, ...], ...] = ()

    @property
    def lines(self) -> list[list[tuple[Column, str]]]:
        """The rows with the column of each cell, for the template."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def latest_run(measure: str) -> Run | None:
    """Return the newest run of a measure."""
    return Run.objects.filter(measure=measure).order_by("-id").first()


def sums_of(run: Run, *views: str) -> dict[str, dict[str, list[Sum]]]:
    """Return the sums of a run by view and label, those of people in rising order. One query."""
    found: dict[str, dict[str, list[Sum]]] = {view: {} for view in views}
    rows = HarmCell.objects.filter(run=run, view__in=views).order_by("people", "id")
    for row in rows:
        total = Sum(*(getattr(row, name) for name in Sum.__slots__))
        found[row.view].setdefault(row.label, []).append(total)
    return found


def whole_of(sums: dict[str, dict[str, list[Sum]]]) -> Sum:
    """Return everybody together; nobody where the run has no such row."""
    return next(iter(sums.get("whole", {}).get("", [])), NOBODY)
