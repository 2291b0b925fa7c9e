"""What a page behind the figure shows."""

from dataclasses import dataclass, field
from typing import NamedTuple

from concerted.figures.models import Run


class Column(NamedTuple):
    """A column: its head, whether a phone leaves it out, and whether it holds words in place of numbers."""

    head: str
    desk: bool = False
    words: bool = False


@dataclass(frozen=True)
class Shown:
    """One question: its answer, its chart twice (desk and phone), its table, and what stands beside it.

    A page without a table says in `answer` why there is none.
    """

    before: str
    answer: str
    rest: str = ""
    run: Run | None = None
    heading: str = ""
    charts: list[str] = field(default_factory=list)
    caption: str = ""
    columns: list[Column] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    hidden: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    quote: str = ""

    @property
    def lines(self) -> list[list[tuple[str, Column]]]:
        """The table's cells with their columns."""
        return [list(zip(row, self.columns, strict=True)) for row in self.rows]
