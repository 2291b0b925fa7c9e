"""Reoffending: the figure, its picture and its download."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from concerted.analytics.drawing.standalone import standalone
from concerted.analytics.measures.register import measure
from concerted.figures.models import Cell
from concerted.insight.drawing.rate_chart import DESK, PHONE, Point, drawn
from concerted.insight.forms import UNASSIGNED, ReoffendingForm, choice_of
from concerted.insight.queries.reoffending import SETTINGS, Choice, Figure, figure, latest_run
from concerted.insight.wording import Words, words_of
from concerted.kernel.pages import page
from concerted.places.models import District

AT_FIRST = 5
"""Rows of the table before "All quarters" is asked for."""


def _finding(shown: Figure, words: Words) -> str:
    """Return the chart's title: the finding, not the axes."""
    if shown.year is None:
        return "Too few quarters are complete to say anything"
    first, last = (q for q in (shown.quarters[0], next(q for q in reversed(shown.quarters) if not q.provisional)))
    return f"The rate was {first.rate:.1%} at first and {last.rate:.1%} last, of {words.of}"


def _points(shown: Figure) -> list[Point]:
    return [Point(q.ends_on, q.rate, q.interval.low, q.interval.high, q.provisional) for q in shown.quarters]


def _where(choice: Choice) -> str:
    names = dict(District.objects.values_list("code", "name")) | {UNASSIGNED: "not assigned to a district"}
    parts = [names.get(choice.area, choice.area) if choice.area else "whole county"]
    parts.append({"M": "men", "F": "women", "-": "sex not known"}.get(choice.sex, "all adults"))
    if choice.age_band:
        parts.append(f"aged {choice.age_band}")
    return " · ".join(parts)


@page("Reoffending", "measures.read", is_for="read figures of the county")
def reoffending(request: HttpRequest) -> HttpResponse:
    """Say whether reoffending is going down, with all that makes the figure checkable."""
    given = {name: request.GET.get(name, "") for name in ("measure", "up_to", "district", "sex", "age")}
    choice = choice_of(given)
    shown, spec = figure(choice), measure(choice.measure)
    run = shown.run if shown else latest_run(choice.measure)
    bands = sorted(set(Cell.objects.filter(run=run).values_list("age_band", flat=True).distinct())) if run else []
    form = ReoffendingForm(given | {"measure": choice.measure}, endings=shown.endings if shown else [], bands=bands)
    words = words_of(spec)
    points = _points(shown) if shown else []
    everything = request.GET.get("all") == "yes"
    quarters = list(reversed(shown.quarters)) if shown else []
    kept = {name: value for name, value in given.items() if value}
    context = {
        "form": form,
        "choice": choice,
        "spec": spec,
        "words": words,
        "shown": shown,
        "where": _where(choice),
        "charts": [drawn(points, _finding(shown, words), frame) for frame in (DESK, PHONE)] if shown and points else [],
        "rows": quarters if everything else quarters[:AT_FIRST],
        "more": 0 if everything else max(0, len(quarters) - AT_FIRST),
        "provisional": [q for q in quarters if q.provisional],
        "each": round(shown.year.offenders / 4, -1) if shown and shown.year else None,
        "left_out": [(name, count) for name, count in shown.run.left_out.items() if count] if shown else [],
        "unknown_age": sum(
            Cell.objects.filter(run=run, age_band="not known", quarter__in=[q.quarter for q in quarters[-4:]])
            .values_list("offenders", flat=True)
        ) if run else 0,
        "threshold": SETTINGS.threshold,
        "query": urlencode(kept),
    }  # fmt: skip
    return render(request, "insight/reoffending.html", context)


@page("Reoffending", "measures.read", is_for="read figures of the county")
def reoffending_table(request: HttpRequest) -> HttpResponse:
    """Give the table as a file: every quarter that is shown, with its counts and interval, and the definition."""
    choice, shown = _asked(request)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        ["quarter", "ends_on", "offenders", "reoffenders", "reoffences", "rate", "low", "high", "provisional"]
    )
    for q in shown.quarters:
        counts = [q.quarter, q.ends_on.isoformat(), q.offenders, q.reoffenders, q.reoffences]
        rows.writerow([*counts, f"{q.rate:.6f}", f"{q.interval.low:.6f}", f"{q.interval.high:.6f}", q.provisional])
    rows.writerow([])
    rows.writerow(["definition", shown.run.definition])
    if shown.hidden:
        rows.writerow(["hidden", f"{shown.hidden} quarters with fewer than {SETTINGS.threshold} people"])
    rows.writerow(["asked", _where(choice)])
    rows.writerow(["data", shown.run.data_hash, "linkage", shown.run.linkage_version, "as at", shown.run.as_at_on])
    return _file(out.getvalue(), f"{choice.measure}.csv", "text/csv; charset=utf-8")


@page("Reoffending", "measures.read", is_for="read figures of the county")
def reoffending_picture(request: HttpRequest) -> HttpResponse:
    """Give the chart as an SVG that carries its own style, so that it can be used elsewhere."""
    choice, shown = _asked(request)
    drawing = drawn(_points(shown), _finding(shown, words_of(measure(choice.measure))), DESK)
    return _file(standalone(drawing), f"{choice.measure}.svg", "image/svg+xml")


def _asked(request: HttpRequest) -> tuple[Choice, Figure]:
    choice = choice_of({name: request.GET.get(name, "") for name in ("measure", "up_to", "district", "sex", "age")})
    shown = figure(choice)
    if shown is None or not shown.quarters:
        raise Http404
    return choice, shown


def _file(text: str, name: str, kind: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
