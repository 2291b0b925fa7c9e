"""The power few: what the most harmful shares of people stand for."""

from concerted.analytics.harm.concentration import By, Sum, rank_of
from concerted.analytics.harm.shares import may_draw
from concerted.figures.models import HarmTurnover, Run
from concerted.insight.drawing.curve import DESK, PHONE, At, drawn
from concerted.insight.harm.marks import LIST_PERCENT, MARKS
from concerted.insight.harm.turnover import not_before
from concerted.insight.harm.view import Column, View, sums_of, whole_of
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
)
from concerted.kernel.days import in_words, months_after

HEADING = "What the people who did most stand for"
COLUMNS = (
    Column("Of the people", numeric=False),
    Column("People"),
    Column("Offences", desk=True),
    Column("Harm points", desk=True),
    Column("Share of harm"),
    Column("What it rests on", numeric=False),
)
FILE_HEAD = ("share_of_people_percent", *NUMBERS, "share_of_points")


def people(run: Run) -> View:
    """Return the view: the curve by harm points, or by number of offences where most offences have no weight."""
    sums = sums_of(run, "whole", "people", "offenders")
    whole, curve = whole_of(sums), sums["people"].get("", [])
    if not curve:
        return View(HEADING, _too_few(whole), hidden=f"Everybody together is fewer than {THRESHOLD} people.")
    by_rank = {total.people: total for total in curve}
    marked = {mark: by_rank[rank] for mark in MARKS if (rank := rank_of(whole.people, mark)) in by_rank}
    named = next((mark for mark in marked if mark >= LIST_PERCENT), 0)
    may = may_draw(harm_of(whole, run.edition))
    order = curve if may else sums["offenders"].get("", [])
    finding, charts = _charts(order, whole, marked, named, "harm" if may else "offences")
    return View(
        heading=HEADING,
        bold=_bold(named, marked, whole),
        rest=_rest(run, whole, named),
        finding=finding,
        charts=charts,
        not_drawn="" if may else f"{may.because} The chart counts offences instead, which need no weight.",
        order="By harm points, the most first",
        columns=COLUMNS,
        rows=tuple(_row(f"{mark}%", total, whole) for mark, total in marked.items()) + (_row("All", whole, whole),),
        hidden=_hidden(marked),
        quote=_quote(run, whole, named, marked),
        file_head=FILE_HEAD,
        file=_lines(curve, marked, whole),
    )


def _too_few(whole: Sum) -> str:
    if not whole.people:
        return "Nobody was proven to have offended in the year."
    return f"Hidden: fewer than {THRESHOLD} people were proven to have offended in the year."


def _bold(named: int, marked: dict[int, Sum], whole: Sum) -> str:
    if not named or not whole.hundredths:
        told = f"{whole.people:,} people were proven to have offended in the year"
        return (
            f"{told}; those who did most are too few to tell." if whole.hundredths else f"{told}, without harm points."
        )
    total = marked[named]
    return (
        f"{named}% of the people proven to have offended in the year stand for "
        f"{per_cent(total.hundredths, whole.hundredths)} of the harm points: {total.people:,} of {whole.people:,}."
    )


def _rest(run: Run, whole: Sum, named: int) -> str:
    """Say how new the list of the year is, and how much of the offending has no weight."""
    unweighted = whole.offences - whole.sourced_offences - whole.assumed_offences
    without = f"{per_cent(unweighted, whole.offences)} of all offences have no weight and add no points."
    year_before = months_after(run.as_at_on, -12)
    row = HarmTurnover.objects.filter(run=run, ends_on=run.as_at_on, other_on=year_before).first()
    if row is None or named != LIST_PERCENT:
        return without
    return f"{not_before(row)} {without}"


def _row(name: str, total: Sum, whole: Sum) -> tuple[str, ...]:
    told = points(total.hundredths), per_cent(total.hundredths, whole.hundredths)
    told = (HIDDEN, HIDDEN) if rests_on_few(total) else told
    return (name, f"{total.people:,}", f"{total.offences:,}", *told, rests_on(total))


def _lines(curve: list[Sum], marked: dict[int, Sum], whole: Sum) -> tuple[tuple[object, ...], ...]:
    """Return the rows of the file, each of which adds people to the one before.

    What points rest on is told of the marked rows alone, and only where no part of it differs by few offences from the
    row last told, or from everybody.
    """
    lines, told = [], (0, 0, 0)
    for total in curve:
        parts, all_of_it = split(total), split(whole)
        steps = [part - last for part, last in zip(parts, told, strict=True)]
        rests = [of_all - part for of_all, part in zip(all_of_it, parts, strict=True)]
        last_of_all = total.people == whole.people
        tells = total in marked.values() and min(steps) >= THRESHOLD and (last_of_all or min(rests) >= THRESHOLD)
        told = parts if tells else told
        lines.append(_line(total, whole, split_hidden=not tells and not last_of_all))
    return tuple(lines)


def _line(total: Sum, whole: Sum, *, split_hidden: bool) -> tuple[object, ...]:
    share = f"{total.hundredths / whole.hundredths:.6f}" if whole.hundredths else "none"
    share = HIDDEN if rests_on_few(total) else share
    return (f"{100 * total.people / whole.people:.2f}", *numbers(total, split_hidden=split_hidden), share)


def _hidden(marked: dict[int, Sum]) -> str:
    gone = [f"{mark}%" for mark in MARKS if mark not in marked]
    if not gone:
        return ""
    few = f"fewer than {THRESHOLD} people, or fewer than {THRESHOLD} more than the row before"
    return f"{', '.join(gone)}: {few}; or the points would rest on fewer than {THRESHOLD} offences."


def _charts(order: list[Sum], whole: Sum, marked: dict[int, Sum], named: int, by: By) -> tuple[str, tuple[str, ...]]:
    """Return the finding and its drawings; the marks are labelled with their share."""

    def share(total: Sum) -> float:
        top, all_of_it = (total.offences, whole.offences) if by == "offences" else (total.hundredths, whole.hundredths)
        return top / all_of_it if all_of_it else 0.0

    ranks = {total.people: mark for mark, total in marked.items()}
    labelled = [
        At(t.people / whole.people, share(t), f"{ranks[t.people]}%: {share(t):.0%}" if t.people in ranks else "")
        for t in order
    ]
    told = next((at for at in labelled if at.label.startswith(f"{named}%")), labelled[-1])
    what = "offences" if by == "offences" else "harm points"
    finding = f"{told.people:.0%} of people stand for {told.share:.0%} of the {what}"
    return finding, tuple(drawn(labelled, finding, f"of all {what}", frame) for frame in (DESK, PHONE))


def _quote(run: Run, whole: Sum, named: int, marked: dict[int, Sum]) -> str:
    if not named or not whole.hundredths:
        return ""
    total = marked[named]
    unweighted = whole.offences - whole.sourced_offences - whole.assumed_offences
    return (
        f"Of the adults proven to have offended in the 12 months before {in_words(run.as_at_on)}, {named}% "
        f"({total.people:,} of {whole.people:,}) stood for {per_cent(total.hundredths, whole.hundredths)} of the harm "
        f"points. {per_cent(unweighted, whole.offences)} of the offences have no weight in the index and add none."
    )
