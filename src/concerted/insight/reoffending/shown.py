"""What a page behind the figure shows."""

from dataclasses import dataclass, field

from concerted.figures.models import Run


@dataclass(frozen=True)
class Shown:
    """One question: its answer, its chart twice (desk and phone), its table, and what stands beside it.

    Columns are a head and whether a phone leaves them out; all but the first and those with a word are numbers. A page
    without a table says in `answer` why.
    """

    before: str
    answer: str
    rest: str = ""
    run: Run | None = None
    heading: str = ""
    charts: list[str] = field(default_factory=list)
    caption: str = ""
    columns: list[tuple[str, bool]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    hidden: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    quote: str = ""

    @property
    def lines(self) -> list[list[tuple[str, str, bool]]]:
        """The table's cells with their heads and whether a phone leaves them out."""
        return [[(cell, head, desk) for cell, (head, desk) in zip(row, self.columns, strict=True)] for row in self.rows]
