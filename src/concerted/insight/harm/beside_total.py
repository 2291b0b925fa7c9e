"""A view of rows beside their total: what every place and every offence group stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concerted.analytics.harm.concentration import Sum
from concerted.analytics.harm.hiding import hidden, hidden_points
from concerted.analytics.harm.shares import may_draw
from concerted.insight.drawing.bars import DESK, PHONE, Bar, drawn
from concerted.insight.harm.view import Column
from concerted.insight.harm.words import (
    HIDDEN,
    NUMBERS,
    THRESHOLD,
    harm_of,
    numbers,
    per_cent,
    points,
    rests_on,
    rests_on_few,
    split,
    split_is_few,
)


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
    def without_points(self) -> frozenset[str]:
        """The labels of rows whose points are not shown; of all rows where everything rests on few offences."""
        if rests_on_few(self.whole):
            return frozenset(self.rows)
        return hidden_points(self.rows, THRESHOLD)

    @property
    def without_split(self) -> frozenset[str]:
        """The labels of rows whose split is not shown: few, and the smallest others until the total tells nothing."""
        away = {label for label, row in self.rows.items() if label in self.hidden or split_is_few(row)}
        for label in sorted(self.rows, key=lambda label: (self.rows[label].offences, label)):
            together = [sum(counts) for counts in zip(*(split(self.rows[one]) for one in away), strict=True)]
            if not away or (len(away) > 1 and min(together) >= THRESHOLD):
                break
            away.add(label)
        return frozenset(away)

    @property
    def shown(self) -> list[str]:
        """The labels of rows that are shown, in their order."""
        return [label for label in self.order if label not in self.hidden]

    @property
    def with_points(self) -> list[str]:
        """The labels of rows whose points are shown, in their order."""
        return [label for label in self.order if label not in self.without_points]

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
        gone, pointless = self.hidden, self.without_points
        lines = [
            (self.names[label], *([HIDDEN] * 5))
            if label in gone
            else self._line(self.names[label], self.rows[label], label in pointless)
            for label in self.order
        ]
        return (*lines, self._line("The county", self.whole, rests_on_few(self.whole)))

    def file(self) -> tuple[tuple[object, ...], ...]:
        """The rows as whole numbers, for the file."""
        gone, pointless, unsplit = self.hidden, self.without_points, self.without_split
        lines = [
            (
                self.names[label],
                *(
                    (HIDDEN,) * len(NUMBERS)
                    if label in gone
                    else numbers(self.rows[label], points_hidden=label in pointless, split_hidden=label in unsplit)
                ),
            )
            for label in self.order
        ]
        return (*lines, ("the county", *numbers(self.whole)))

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
        if not self.without_points:
            return ""
        return (
            f"A {kind} of fewer than {THRESHOLD} people, and points that rest on fewer than {THRESHOLD} offences; and "
            "with them the smallest others, so that the total gives nothing away."
        )

    def _line(self, name: str, total: Sum, pointless: bool) -> tuple[str, ...]:
        counts = (name, f"{total.people:,}", f"{total.offences:,}")
        if pointless:
            return (*counts, HIDDEN, HIDDEN, HIDDEN)
        return (*counts, points(total.hundredths), per_cent(total.hundredths, self.whole.hundredths), rests_on(total))

    def _bar(self, label: str, *, harm: bool) -> Bar:
        total = self.rows[label]
        if not harm:
            return Bar(self.names[label], f"{total.offences:,}", float(total.offences))
        if label in self.without_points:
            return Bar(self.names[label], HIDDEN, None)
        if not may_draw(harm_of(total, self.edition)):
            return Bar(self.names[label], f"{points(total.hundredths)}: mostly not weighed or assumed, no bar", None)
        return Bar(self.names[label], points(total.hundredths), float(total.hundredths))
