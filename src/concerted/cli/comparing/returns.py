"""`concerted compare returns`: the share who have returned by each time, where not all were followed for as long."""

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from concerted.analytics.count_files import SHOWN
from concerted.analytics.drawing import step_curve
from concerted.analytics.drawing.standalone import standalone
from concerted.analytics.drawing.step_curve import MOST_CURVES, Curve
from concerted.analytics.survival import Step, kaplan_meier, log_rank, returned_by
from concerted.cli.answers import Answer, Column, add_forms, in_cases, named, per_cent, thousands, write_picture
from concerted.cli.comparing.persons import NO, YES
from concerted.cli.comparing.rows import add_where, chosen
from concerted.kernel.errors import BadFile, Refused

METHOD = "Kaplan and Meier 1958; variance by Greenwood, 95 per cent interval on the scale log(-log)."
NO_CAUSE = "A difference between curves does not say what caused it."


def add(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the act's parser."""
    parser = acts.add_parser("returns", help="the share who have returned by each time (Kaplan-Meier)")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or Parquet: one row a person")
    parser.add_argument("--time", required=True, metavar="COL", help="how long somebody was followed, whole units")
    parser.add_argument("--returned", required=True, metavar="COL", help="1 or yes: returned then; 0 or no: not so far")
    parser.add_argument("--group", metavar="COL", help="the column that makes the groups; two are tested")
    parser.add_argument("--at", type=_times, metavar="12,24", help="the times that are shown; otherwise the last")
    parser.add_argument("--unit", default="units of time", metavar="WORD", help="what the times count, such as days")
    add_where(parser)
    add_forms(parser, picture="the curves")
    parser.set_defaults(answer=answer)


def answer(asked: argparse.Namespace) -> Answer:
    """Answer for a file of persons, by group, and write the picture where one is asked for."""
    words = [asked.returned, *([asked.group] if asked.group else [])]
    rows = chosen(asked, words=words, numbers=[asked.time])
    groups = _counted(rows.file.rows, rows.file.name, asked)
    steps = {name: kaplan_meier(counts) for name, counts in groups.items()}
    times = asked.at or [max(found[-1].time for found in steps.values())]
    cells = [_cell(name, time, found) for name, found in steps.items() for time in times]
    says = [_said(cell, asked.unit) for cell in cells if cell["time"] == times[-1]]
    results: dict[str, object] = {}
    if len(groups) == 2:
        test = log_rank(*groups.values())
        results["log_rank"] = {"z": test.z, "p": test.p}
        says.append(
            "If both groups returned at one pace, chance alone would part them as far over the whole time "
            f"{in_cases(test.p)} (log-rank test)."
        )
    if asked.picture:
        _draw(steps, asked.picture, asked.unit, _finding([c for c in cells if c["time"] == times[-1]], asked.unit))
    return Answer(
        says=says,
        definition={"method": METHOD, "unit": asked.unit},
        data=rows.file.in_words(),
        results=results,
        cells=cells,
        columns=(
            Column("group", "group"),
            Column("time", asked.unit, "{:,g}".format),
            Column("at_risk", "still followed", thousands),
            Column("share_returned", "returned", per_cent()),
            Column("interval", "likely between", lambda ends: " and ".join(map(per_cent(), ends))),
        ),
        notes=[*rows.notes, NO_CAUSE, METHOD],
    )


def _counted(rows: Any, file: str, asked: argparse.Namespace) -> dict[str, list[tuple[float, int, int]]]:
    found: defaultdict[str, Counter[tuple[float, bool]]] = defaultdict(Counter)
    wrong = []
    for row in rows:
        outcome, *group = row.words
        if outcome.casefold() not in YES | NO:
            wrong.append(f"{file}, column {asked.returned}, row {row.number}: '{outcome}' is neither 1, yes nor 0, no.")
        found[named(asked.group, group[0]) if group else "all"][row.numbers[0] or 0, outcome.casefold() in YES] += 1
    if wrong:
        raise BadFile("\n".join(wrong[:SHOWN]))
    return {
        name: [(time, n * returned, n * (not returned)) for (time, returned), n in sorted(found[name].items())]
        for name in sorted(found)
    }


def _cell(name: str, time: float, steps: list[Step]) -> dict[str, Any]:
    step = returned_by(steps, time)
    left = sum(later.events + later.censored for later in steps if later.time > time)
    share, low, high = (step.share_returned, step.low, step.high) if step else (0.0, 0.0, 0.0)
    return {"group": name, "time": time, "at_risk": left, "share_returned": share, "interval": [low, high]}


def _said(cell: dict[str, Any], unit: str) -> str:
    low, high = map(per_cent(), cell["interval"])
    return (
        f"{cell['group']}: {100 * cell['share_returned']:.2f} % had returned by {cell['time']:g} {unit}, "
        f"likely between {low} and {high}."
    )


def _finding(cells: list[dict[str, Any]], unit: str) -> str:
    shares = [f"{cell['group']} {100 * cell['share_returned']:.1f}%" for cell in cells]
    if len(cells) == 1:
        return f"{100 * cells[0]['share_returned']:.1f}% had returned by {cells[0]['time']:g} {unit}"
    return f"Returned by {cells[0]['time']:g} {unit}: {', '.join(shares)}"


def _draw(steps: dict[str, list[Step]], path: Path, unit: str, finding: str) -> None:
    if len(steps) > MOST_CURVES:
        raise Refused(f"A picture holds at most {MOST_CURVES} groups, not {len(steps)}; choose with --where.")
    curves = [Curve(found, name if len(steps) > 1 else "") for name, found in steps.items()]
    write_picture(path, standalone(step_curve.drawn(curves, finding, unit=unit), heading=finding, foot=METHOD))


def _times(text: str) -> list[float]:
    try:
        return sorted(float(word) for word in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' are not numbers separated by commas") from None
