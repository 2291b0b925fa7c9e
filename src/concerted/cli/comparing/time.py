"""`concerted compare time`: one rate over time beside its own usual range (a process-behaviour chart)."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from concerted.analytics.comparison.process_chart import ProcessChart, Settings, process_chart
from concerted.analytics.drawing import process_behaviour
from concerted.analytics.drawing.standalone import standalone
from concerted.cli.answers import Answer, Column, add_forms, per_cent, thousands, write_picture
from concerted.cli.comparing.rows import add_counts, add_where, chosen

NO_CAUSE = "The chart says which periods are unusual for this rate. It does not say why."
METHOD = (
    "Process-behaviour (XmR) chart, Wheeler 1993: the usual range is the mean of the periods' rates plus or minus 2.66 "
    "mean moving ranges; a change of more than 3.27 mean moving ranges is unusual. Each period's rate weighs the same."
)
SORTABLE = re.compile(r"\d{4}([-/ ]?(Q[1-4]|\d{2}([-/ ]\d{2})?))?")
"""Names whose order as text is that of time: 2013, 2013Q1, 2013-04, 2013-04-01."""


def add(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the act's parser."""
    parser = acts.add_parser("time", help="one rate over time beside its usual range (a process-behaviour chart)")
    add_counts(parser)
    parser.add_argument("--period", required=True, metavar="COL", help="the column that names the period")
    parser.add_argument("--run", type=int, default=8, metavar="N", help="so many on one side of the mean are unusual")
    parser.add_argument("--baseline", type=int, metavar="N", help="take the usual range from the first N periods")
    add_where(parser)
    add_forms(parser, picture="the chart")
    parser.set_defaults(answer=answer)


def answer(asked: argparse.Namespace) -> Answer:
    """Answer for a file of periods, and write the picture where one is asked for."""
    settings = Settings(run=asked.run, baseline=asked.baseline)
    rows = chosen(asked, words=[asked.period], numbers=[asked.events, asked.size])
    counts, notes = rows.counts()
    names, order = _in_order(counts)
    shown = process_chart([(name, counts[name]) for name in names], settings)
    if asked.picture:
        _draw(shown, asked.picture)
    if shown.rough:
        notes.append("Fewer than ten periods: the usual range is rough.")
    return Answer(
        says=[process_behaviour.finding(shown) + ".", _usual(shown), *_named(shown)],
        definition={"rate": f"{asked.events} / {asked.size}", "method": METHOD, "assumed": settings.in_words()},
        data=rows.file.in_words() | {"order": order},
        results={
            "mean": shown.mean,
            "usual_range": [shown.low, shown.high],
            "mean_moving_range": shown.mean_moving_range,
            "largest_usual_change": shown.largest_change,
        },
        cells=[
            {
                "period": period.name,
                "events": period.count.part,
                "size": period.count.whole,
                "rate": period.count.rate,
                "moved_points": None if period.moved is None else 100 * period.moved,
                "unusual": "; ".join(period.signals),
            }
            for period in shown.periods
        ],
        columns=(
            Column("period", "period"),
            Column("events", asked.events, thousands),
            Column("size", asked.size, thousands),
            Column("rate", "rate", per_cent()),
            Column("moved_points", "points moved", "{:+.2f}".format),
            Column("unusual", "unusual because"),
        ),
        notes=[*notes, f"Order of periods: {order}.", NO_CAUSE, METHOD, settings.in_words()],
    )


def _in_order(names: Iterable[str]) -> tuple[list[str], str]:
    listed = list(names)
    if all(SORTABLE.fullmatch(name) for name in listed):
        return sorted(listed), "by their names"
    return listed, "as they first stand in the file"


def _usual(shown: ProcessChart) -> str:
    low, mean, high = (f"{100 * share:.2f} %" for share in (shown.low, shown.mean, shown.high))
    return f"The usual range is {low} to {high}, the mean {mean}."


def _named(shown: ProcessChart) -> list[str]:
    return [f"{period.name}: {100 * period.count.rate:.2f} %, {'; '.join(period.signals)}." for period in shown.unusual]


def _draw(shown: ProcessChart, path: Path) -> None:
    foot = "Dashed: the usual range, mean plus or minus 2.66 mean moving ranges. The chart does not say why."
    drawing = process_behaviour.drawn(shown)
    write_picture(path, standalone(drawing, heading=process_behaviour.finding(shown), foot=foot))
