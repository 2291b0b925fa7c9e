"""`concerted compare areas`: areas beside the range usual for their size, in alphabetical order, never ranked."""

import argparse
from pathlib import Path
from typing import Any

from concerted.analytics.comparison.funnel import Area, Funnel, Overdispersion, Settings, funnel
from concerted.analytics.drawing import funnel_plot
from concerted.analytics.drawing.standalone import standalone
from concerted.analytics.intervals import wilson
from concerted.cli.answers import Answer, Column, add_forms, in_cases, per_cent, thousands, write_picture
from concerted.cli.comparing.rows import add_counts, add_where, chosen

NO_CAUSE = (
    "Areas differ in who lives there, who is caught and how they are counted. A place outside the usual range is a "
    "question, not an answer, and areas within it are not to be put in order."
)
COUNTED_ONCE = (
    "The range takes each one counted for another person. Where four quarters are added and one person may be counted "
    "four times, say so with --design-effect."
)
METHOD = (
    "Funnel plot, Spiegelhalter 2005: the target is the rate of all areas together; limits stand at 2 and 3 standard "
    "errors, from the binomial itself with interpolation, or widened by the square root of phi."
)


def add(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the act's parser."""
    parser = acts.add_parser("areas", help="areas beside the range that is usual for their size (a funnel)")
    add_counts(parser)
    parser.add_argument("--area", required=True, metavar="COL", help="the column that names the area")
    parser.add_argument("--winsorise", type=float, default=0.1, metavar="SHARE", help="at either end; 0.1 is assumed")
    parser.add_argument(
        "--overdispersion",
        type=Overdispersion,
        choices=list(Overdispersion),
        default=Overdispersion.TESTED,
        help="when limits are widened because areas differ more than by chance",
    )
    parser.add_argument(
        "--design-effect", type=float, default=1.0, metavar="N", help="how often one person may be counted in an area"
    )
    add_where(parser)
    add_forms(parser, picture="the funnel")
    parser.set_defaults(answer=answer)


def answer(asked: argparse.Namespace) -> Answer:
    """Answer for a file of areas, and write the picture where one is asked for."""
    settings = Settings(
        winsorise=asked.winsorise, overdispersion=asked.overdispersion, design_effect=asked.design_effect
    )
    rows = chosen(asked, words=[asked.area], numbers=[asked.events, asked.size])
    counts, notes = rows.counts()
    shown = funnel(counts, settings)
    if settings.design_effect == 1:
        notes.append(COUNTED_ONCE)
    if asked.picture:
        _draw(shown, asked.picture, asked.size)
    return Answer(
        says=[funnel_plot.finding(shown) + ".", *_named(shown), _scatter(shown)],
        definition={
            "rate": f"{asked.events} / {asked.size}",
            "method": METHOD,
            "assumed": settings.in_words(),
            "interval": "Wilson 1927, 95 per cent, with the design effect",
        },
        data=rows.file.in_words(),
        results={
            "target": shown.target,
            "overdispersion": {"p": shown.p, "phi": shown.phi, "widened": shown.widened},
        },
        cells=[_cell(area, settings.design_effect) for area in shown.areas],
        columns=(
            Column("area", "area"),
            Column("events", asked.events, thousands),
            Column("size", asked.size, thousands),
            Column("rate", "rate", per_cent()),
            Column("usual_low", "usual from", per_cent()),
            Column("usual_high", "to", per_cent()),
            Column("place", "where it lies"),
        ),
        notes=[*notes, NO_CAUSE, METHOD, settings.in_words()],
    )


def _named(shown: Funnel) -> list[str]:
    return [
        f"{area.name}: {area.place}, {100 * area.count.rate:.2f} % ({area.count.part:,} of {area.count.whole:,})."
        for area in shown.unusual
    ]


def _scatter(shown: Funnel) -> str:
    often = (
        f"If all areas had the one rate of {100 * shown.target:.2f} %, chance would scatter them as far as they are "
    )
    often += in_cases(shown.p)
    if shown.widened:
        return f"{often}: they differ by more than chance, and limits are {shown.phi**0.5:.2f} times as wide for it."
    if shown.p < shown.settings.test_level and shown.phi <= 1:
        return (
            f"{often}. That is the doing of the farthest: the others scatter as by chance, so limits are not widened."
        )
    return f"{often}. The limits are those of chance alone."


def _cell(area: Area, design_effect: float) -> dict[str, Any]:
    return {
        "area": area.name,
        "events": area.count.part,
        "size": area.count.whole,
        "rate": area.count.rate,
        "interval": list(wilson(*area.count, design_effect=design_effect)),
        "usual_low": area.limits.low,
        "usual_high": area.limits.high,
        "far_low": area.limits.far_low,
        "far_high": area.limits.far_high,
        "place": str(area.place),
    }


def _draw(shown: Funnel, path: Path, sizes: str) -> None:
    widened = " Limits are widened: areas differ more than by chance." if shown.widened else ""
    foot = f"Shaded: the usual range for an area's size; dashed: 3 standard errors.{widened} Not a ranking."
    drawing = funnel_plot.drawn(shown, sizes=sizes)
    write_picture(path, standalone(drawing, heading=funnel_plot.finding(shown), foot=foot))
