"""A view of rows beside their total: what every place and every offence group stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concerted.analytics.harm.concentration import Sum
from concerted.analytics.harm.hiding import hidden
from concerted.analytics.harm.shares import may_draw
from concerted.insight.drawing.bars import DESK, PHONE, Bar, drawn
from concerted.insight.harm.view import Column
from concerted.insight.harm.words import HIDDEN, THRESHOLD, harm_of, per_cent, points, rests_on

FILE_COLUMNS = (
    "people", "offences", "points", "sourced_points", "assumed_points", "offences_sourced", "offences_assumed",
    "offences_not_weighed",
)  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """The rows of a table beside its total, in their order, with which are hidden; `names` by label."""

    rows: Mapping[str, Sum]
    names: Mapping[str, str]
    order: Sequence[str]
    whole: Sum
    edition: str

    @property
    def hidden(self) -> frozenset[str]:
        """The labels of rows that are not shown."""
        return hidden(self.rows, THRESHOLD)

    @property
    def shown(self) -> list[str]:
        """The labels of rows that are shown, in their order."""
        return [label for label in self.order if label not in self.hidden]

    def columns(self, head: str) -> tuple[Column, ...]:
        """The heads of the table."""
        return (
            Column(head, numeric=False),
            Column("People", desk=True),
            Column("Offences"),
            Column("Harm points"),
            Column("Share of harm", desk=True),
            Column("What it rests on", numeric=False),
        )

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The rows in words, the hidden ones with that word, everybody last."""
        gone = self.hidden
        lines = [
            (self.names[label], *([HIDDEN] * 5)) if label in gone else self._line(self.names[label], self.rows[label])
            for label in self.order
        ]
        return (*lines, self._line("The county", self.whole))

    def file(self) -> tuple[tuple[object, ...], ...]:
        """The rows as whole numbers, for the file."""
        gone = self.hidden
        lines = [(self.names[label], *self._numbers(label in gone, self.rows[label])) for label in self.order]
        return (*lines, ("the county", *self._numbers(False, self.whole)))

    def charts(self, of: str) -> tuple[str, str, tuple[str, str]]:
        """Return the finding, why harm is not drawn, and the drawings: bars of harm, or else of offences."""
        may = may_draw(harm_of(self.whole, self.edition))
        what = "Harm points" if may else "Offences"
        bars = [self._bar(label, harm=bool(may)) for label in self.shown]
        finding = f"{what} by {of}; the values stand in the table"
        because = "" if may else f"{may.because} The chart counts offences instead, which need no weight."
        return finding, because, (drawn(bars, finding, DESK), drawn(bars, finding, PHONE))

    def hidden_words(self, kind: str) -> str:
        """Say which rows are hidden and why; empty when none is."""
        names = [self.names[label] for label in self.order if label in self.hidden]
        if not names:
            return ""
        return (
            f"{'; '.join(names)}. A {kind} of fewer than {THRESHOLD} people is hidden, and the smallest other with it, "
            "so that the total gives nothing away."
        )

    def _line(self, name: str, total: Sum) -> tuple[str, ...]:
        share = per_cent(total.hundredths, self.whole.hundredths)
        return (name, f"{total.people:,}", f"{total.offences:,}", points(total.hundredths), share, rests_on(total))

    def _numbers(self, gone: bool, total: Sum) -> tuple[object, ...]:
        if gone:
            return (HIDDEN,) * len(FILE_COLUMNS)
        harm = harm_of(total, self.edition)
        return (
            total.people, total.offences, harm.points, harm.sourced_points, harm.assumed_points,
            total.sourced_offences, total.assumed_offences, harm.unweighted_events,
        )  # fmt: skip

    def _bar(self, label: str, *, harm: bool) -> Bar:
        total = self.rows[label]
        if not harm:
            return Bar(self.names[label], f"{total.offences:,}", float(total.offences))
        may = may_draw(harm_of(total, self.edition))
        if not may:
            return Bar(self.names[label], f"{points(total.hundredths)}: mostly not weighed or assumed, no bar", None)
        return Bar(self.names[label], points(total.hundredths), float(total.hundredths))
