"""The Harm page: four views, each with its picture and its file."""

import csv
import io
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.analytics.drawing.standalone import standalone
from concerted.analytics.harm.shares import shares
from concerted.analytics.harm.weights import WHAT_POINTS_MEASURE
from concerted.figures.models import Run
from concerted.insight.files import as_file
from concerted.insight.harm.marks import MEASURE
from concerted.insight.harm.offence_groups import offence_groups
from concerted.insight.harm.people import people
from concerted.insight.harm.places import places
from concerted.insight.harm.turnover import turnover
from concerted.insight.harm.view import View, latest_run, sums_of, whole_of
from concerted.insight.harm.words import THRESHOLD, harm_of
from concerted.kernel.pages import page

VIEWS: dict[str, tuple[str, Callable[[Run], View]]] = {
    "people": ("People", people),
    "turnover": ("The same people?", turnover),
    "places": ("Places", places),
    "offences": ("Offences", offence_groups),
}


def _asked(request: HttpRequest) -> tuple[str, Run | None]:
    """Return the view that the address asks for, the first where it names none, and the newest run."""
    named = request.GET.get("view", "")
    return named if named in VIEWS else next(iter(VIEWS)), latest_run(MEASURE)


def _rests_on(run: Run) -> str:
    """Say what all points of a run rest on; nothing about fewer people than the threshold."""
    whole = whole_of(sums_of(run, "whole"))
    return "" if whole.people < THRESHOLD else shares(harm_of(whole, run.edition)).in_words()


@page("Harm", "measures.read", is_for="read figures of the county")
def harm(request: HttpRequest) -> HttpResponse:
    """Say who and what does the most harm, of people together and never of a person."""
    code, run = _asked(request)
    context = {
        "run": run,
        "code": code,
        "views": [(name, title) for name, (title, _) in VIEWS.items()],
        "shown": VIEWS[code][1](run) if run else None,
        "rests_on": _rests_on(run) if run else "",
        "measures": WHAT_POINTS_MEASURE,
        "threshold": THRESHOLD,
    }
    return render(request, "insight/harm.html", context)


@page("Harm", "measures.read", is_for="read figures of the county")
def harm_table(request: HttpRequest) -> HttpResponse:
    """Give a view's table as a file, with all that makes it checkable."""
    code, run = _asked(request)
    shown = VIEWS[code][1](run) if run else None
    if run is None or shown is None or not shown.file:
        raise Http404
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(shown.file_head)
    rows.writerows(shown.file)
    rows.writerow([])
    rows.writerow(["what points are", WHAT_POINTS_MEASURE])
    rows.writerow(["what they rest on", _rests_on(run)])
    rows.writerow(["definition", run.definition])
    rows.writerow(["edition of the weights", run.edition])
    for name, words in shown.notes:
        rows.writerow([name.lower(), words])
    if shown.hidden:
        rows.writerow(["hidden", shown.hidden])
    rows.writerow(["data", run.data_hash, "linkage", run.linkage_version, "as at", run.as_at_on])
    return as_file(out.getvalue(), f"harm-{code}.csv", "text/csv; charset=utf-8")


@page("Harm", "measures.read", is_for="read figures of the county")
def harm_picture(request: HttpRequest) -> HttpResponse:
    """Give a view's chart as an SVG with its own style, and the sentence that says what harm points are."""
    code, run = _asked(request)
    shown = VIEWS[code][1](run) if run else None
    if shown is None or not shown.charts:
        raise Http404
    return as_file(standalone(shown.charts[0], foot=WHAT_POINTS_MEASURE), f"harm-{code}.svg", "image/svg+xml")
