"""Reoffending: the figure, its picture and its download."""

import csv
import io
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.analytics.disclosure.protection import holds_children
from concerted.analytics.drawing.standalone import standalone
from concerted.analytics.measures.age_bands import NOT_KNOWN
from concerted.analytics.measures.specification import Shows, Specification
from concerted.figures.models import Cell
from concerted.insight.adults import ADULTS
from concerted.insight.drawing.rate_chart import DESK, PHONE, Point, drawn
from concerted.insight.files import as_file
from concerted.insight.forms import ReoffendingForm
from concerted.insight.queries.few import SETTINGS
from concerted.insight.queries.reoffending import Cohort, Figure, figure
from concerted.insight.reoffending.asked import Asked, asked, given, query
from concerted.insight.wording import Words, words_of
from concerted.kernel.pages import page

AT_FIRST = 5
"""Rows of the table before "All quarters" is asked for."""
CLOSED = "measures.read"
FOR = "read figures of the county"


@page("Reoffending", CLOSED, is_for=FOR)
def reoffending(request: HttpRequest) -> HttpResponse:
    """Say whether reoffending is going down, with all that makes the figure checkable."""
    wanted = asked(request)
    choice, spec = wanted.choice, wanted.spec
    shown = figure(choice)
    form = ReoffendingForm(
        given(request) | {"measure": choice.measure},
        endings=shown.endings if shown else [],
        bands=_bands(spec),
        places=wanted.places,
    )
    everything = request.GET.get("all") == "yes"
    quarters = list(reversed(shown.quarters)) if shown else []
    context = {
        "form": form,
        "choice": choice,
        "spec": spec,
        "words": words_of(spec),
        "shown": shown,
        "where": wanted.where,
        "charts": _charts(shown, spec) if shown else [],
        "often": spec.shows is Shows.FREQUENCY,
        "rows": quarters if everything else quarters[:AT_FIRST],
        "more": 0 if everything else max(0, len(quarters) - AT_FIRST),
        "provisional": [q for q in shown.quarters if q.provisional] if shown else [],
        "too_many": len(choice.kept) > 2,
        "part": bool(choice.kept),
        "threshold": SETTINGS.threshold,
        "query": query(request),
    }
    return render(request, "insight/reoffending.html", context | _counted(shown, spec, quarters))


def _bands(spec: Specification) -> list[str]:
    """Return the age bands of adults, and those of unknown age."""
    return [*(str(band) for band in spec.age_bands if not holds_children(str(band))), NOT_KNOWN]


def _counted(shown: Figure | None, spec: Specification, quarters: list[Cohort]) -> dict[str, object]:
    """Return how many stand behind a figure, its definition, and what was left out; few are told as few."""
    if shown is None:
        return {}
    added, often = shown.year is not None and shown.year.begins_on is not None, spec.shows is Shows.FREQUENCY
    unknown = Cell.objects.filter(
        run=shown.run, age_band="not known", quarter__in=[q.quarter for q in quarters[-4:]]
    ).values_list("offenders", flat=True)
    definition, version = _definition(shown, spec)
    return {
        "definition": definition,
        "version": version,
        "each": round(shown.year.offenders / 4, -1) if shown.year and added and not often else None,
        "left_out": [(name, _few(number)) for name, number in shown.run.left_out.items() if number],
        "unknown_age": sum(unknown) if sum(unknown) >= SETTINGS.threshold else 0,
    }


def _definition(shown: Figure, spec: Specification) -> tuple[str, str]:
    """Return the definition and its version: the run's, or that of the measure that is made of its cells."""
    if shown.run.measure == spec.code:
        return shown.run.definition, shown.run.definition_version
    adults = replace(spec, ages=ADULTS)
    return adults.sentence(), adults.version


def _few(number: int) -> str:
    return f"{number:,}" if number >= SETTINGS.threshold else f"fewer than {SETTINGS.threshold}"


@page("Reoffending", CLOSED, is_for=FOR)
def reoffending_table(request: HttpRequest) -> HttpResponse:
    """Give the table as a file: every quarter that is shown, with its counts and interval, and the definition."""
    wanted, shown = _shown(request)
    choice, spec = wanted.choice, wanted.spec
    out = io.StringIO()
    rows = csv.writer(out)
    head = ["quarter", "ends_on", "offenders", "reoffenders", "reoffences", "rate", "low", "high"]
    rows.writerow([*head, "reoffences_each", "provisional"])
    for q in shown.quarters:
        counts = [q.quarter, q.ends_on.isoformat(), q.offenders, q.reoffenders, q.reoffences]
        rates = [f"{value:.6f}" for value in (q.rate, q.interval.low, q.interval.high)]
        rows.writerow([*counts, *rates, "" if q.frequency is None else f"{q.frequency:.4f}", q.provisional])
    rows.writerow([])
    definition, version = _definition(shown, spec)
    rows.writerow(["definition", definition, "version", version])
    if shown.hidden:
        rows.writerow(["hidden", f"{shown.hidden} quarters: fewer than {SETTINGS.threshold} people"])
    rows.writerow(["asked", wanted.where])
    rows.writerow(["data", shown.run.data_hash, "linkage", shown.run.linkage_version, "as at", shown.run.as_at_on])
    return as_file(out.getvalue(), f"{choice.measure}.csv", "text/csv; charset=utf-8")


@page("Reoffending", CLOSED, is_for=FOR)
def reoffending_picture(request: HttpRequest) -> HttpResponse:
    """Give the chart as an SVG that carries its own style, so that it can be used elsewhere."""
    wanted, shown = _shown(request)
    spec = wanted.spec
    picture = standalone(
        _charts(shown, spec)[0],
        heading=f"{words_of(spec).heading} ({wanted.where})",
        foot=f"{spec.edition}. Data as at {shown.run.as_at_on}, {shown.run.data_hash[:8]}. Not released to the public.",
    )
    return as_file(picture, f"{spec.code}.svg", "image/svg+xml")


def _shown(request: HttpRequest) -> tuple[Asked, Figure]:
    wanted = asked(request)
    shown = figure(wanted.choice)
    if shown is None or not shown.quarters:
        raise Http404
    return wanted, shown


def _charts(shown: Figure, spec: Specification) -> list[str]:
    often = spec.shows is Shows.FREQUENCY
    points = [_point(q, often) for q in shown.quarters if not often or q.frequency is not None]
    if not points:
        return []
    title = _finding(points, words_of(spec), often)
    return [drawn(points, title, frame, per_cent=not often) for frame in (DESK, PHONE)]


def _point(cohort: Cohort, often: bool) -> Point:
    if not often:
        return Point(cohort.ends_on, cohort.rate, cohort.interval.low, cohort.interval.high, cohort.provisional)
    each = cohort.frequency or 0.0
    low, high = cohort.frequency_interval or (each, each)
    return Point(cohort.ends_on, each, low, high, cohort.provisional)


def _finding(points: list[Point], words: Words, often: bool) -> str:
    """Return the chart's title: the finding, not the axes."""
    settled = [point for point in points if not point.provisional]
    if not settled:
        return "No quarter is complete yet"
    first, last = settled[0].rate, settled[-1].rate
    if often:
        return f"Each who reoffended did so {first:.1f} times at first and {last:.1f} times last, of {words.of}"
    return f"The rate was {first:.1%} at first and {last:.1%} last, of {words.of}"
