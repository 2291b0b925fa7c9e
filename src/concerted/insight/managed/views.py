"""Did offending fall among the people who are managed? Beside people chosen the same way, or not at all (S26)."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.analytics.drawing.standalone import standalone
from concerted.analytics.evaluation.falling_back import WARNING
from concerted.analytics.evaluation.ratios import Ratio, may_be_chance
from concerted.analytics.evaluation.sham import MATCHING
from concerted.insight.drawing.ratios import DESK, PHONE, Dot, drawn
from concerted.insight.files import as_file
from concerted.insight.harm.words import THRESHOLD
from concerted.insight.managed.query import Figure, Group, figure
from concerted.kernel.pages import page

NOT_NO_EFFECT = "No evidence of effect is not evidence of no effect."
NEVER_WHY = "Nothing here says why: prison, age, moving away and chance are in both groups, and no cause is shown."
FOOT = "Both groups were chosen at a peak, and fall back whatever is done. Nothing here says why."


@page("The managed cohort", "measures.read", is_for="read figures of the county")
def managed(request: HttpRequest) -> HttpResponse:
    """Say whether offending fell among managed people, beside people chosen the same way and not managed."""
    shown = figure(request.GET.get("programme", ""))
    context = {
        "shown": shown,
        "short": shown.programme.short if shown else "managed",
        "charts": _charts(shown) if shown else [],
        "finding": _finding(shown) if shown else "",
        "rows": _rows(shown) if shown else [],
        "alone": _two(shown.falling_back.chosen.ratio) if shown and shown.falling_back else "",
        "everybody": _two(shown.falling_back.everybody.ratio) if shown and shown.falling_back else "",
        "chance": may_be_chance(shown.beside.ratio) if shown and shown.beside else True,
        "left_out": [(name, _few(count)) for name, count in shown.run.left_out.items()] if shown else [],
        "threshold": THRESHOLD,
        "warning": WARNING,
        "matching": MATCHING,
        "not_no_effect": NOT_NO_EFFECT,
        "never_why": NEVER_WHY,
    }
    return render(request, "insight/managed.html", context)


@page("The managed cohort", "measures.read", is_for="read figures of the county")
def managed_table(request: HttpRequest) -> HttpResponse:
    """Give the table as a file, with the warning and the rule of matching."""
    shown = figure(request.GET.get("programme", ""))
    if shown is None or not _groups(shown):
        raise Http404
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["who", "people", "offences_before", "offences_after", "after_to_before", "low", "high"])
    for group in _groups(shown):
        of = group.sums
        rows.writerow([group.name, of.people, of.before, of.after, *_numbers(group.ratio)])
    if shown.beside:
        rows.writerow(["adopted beside sham cohort", "", "", "", *_numbers(shown.beside.ratio)])
    rows.writerow([])
    for name, words in (
        ("warning", WARNING), ("read it so", f"{NOT_NO_EFFECT} {NEVER_WHY}"), ("assumed", MATCHING),
        ("definition", shown.run.definition),
    ):  # fmt: skip
        rows.writerow([name, words])
    for name, count in shown.run.left_out.items():
        rows.writerow([name, _few(count)])
    rows.writerow(["data", shown.run.data_hash, "linkage", shown.run.linkage_version, "as at", shown.run.as_at_on])
    return as_file(out.getvalue(), "managed.csv", "text/csv; charset=utf-8")


@page("The managed cohort", "measures.read", is_for="read figures of the county")
def managed_picture(request: HttpRequest) -> HttpResponse:
    """Give the chart as an SVG that carries its own style and the warning."""
    shown = figure(request.GET.get("programme", ""))
    charts = _charts(shown) if shown else []
    if not charts:
        raise Http404
    return as_file(standalone(charts[0], foot=FOOT), "managed.svg", "image/svg+xml")


def _groups(shown: Figure) -> list[Group]:
    """Return the groups that are shown, each kind with what it is compared with."""
    groups = [shown.beside.managed, shown.beside.sham] if shown.beside else []
    return groups + ([shown.falling_back.chosen, shown.falling_back.everybody] if shown.falling_back else [])


def _charts(shown: Figure) -> list[str]:
    dots = []
    for group in _groups(shown):
        ratio = group.ratio
        if ratio.value is not None:
            low, high = ratio.interval or (None, None)
            dots.append(Dot(group.name, ratio.value, low, high))
    return [drawn(dots, _finding(shown), frame) for frame in (DESK, PHONE)] if dots else []


def _finding(shown: Figure) -> str:
    if shown.beside:
        told = [
            f"{_two(group.ratio)} among {group.sums.people} people {words}"
            for group, words in ((shown.beside.managed, "adopted"), (shown.beside.sham, "chosen the same way"))
        ]
        return f"Offences after for each one before: {told[0]}, {told[1]}"
    if shown.falling_back:
        return f"People chosen by their number of offences alone fell to {_two(shown.falling_back.chosen.ratio)}"
    return ""


def _rows(shown: Figure) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [
        {"name": g.name, "people": g.sums.people, "before": g.sums.before, "after": g.sums.after, **_told(g.ratio)}
        for g in _groups(shown)
    ]
    if shown.beside:
        rows.insert(2, {"name": "Adopted, beside the sham cohort", **_told(shown.beside.ratio)})
    return rows


def _told(ratio: Ratio) -> dict[str, object]:
    between = f"{ratio.interval.low:.2f} to {ratio.interval.high:.2f}" if ratio.interval else "not known"
    return {"ratio": _two(ratio), "between": between}


def _two(ratio: Ratio) -> str:
    return "not known" if ratio.value is None else f"{ratio.value:.2f}"


def _numbers(ratio: Ratio) -> list[str]:
    values = [ratio.value, *(ratio.interval or (None, None))]
    return ["" if value is None else f"{value:.6f}" for value in values]


def _few(people: int) -> str:
    return f"fewer than {THRESHOLD}" if people < THRESHOLD else f"{people:,}"
