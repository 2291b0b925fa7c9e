"""What lies behind the figure, one question and one chart a page: unusual quarters, districts, time to the first."""

import csv
import io
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.analytics.drawing.standalone import standalone
from concerted.insight.files import as_file
from concerted.insight.queries.few import SETTINGS
from concerted.insight.reoffending.asked import Asked, asked, query
from concerted.insight.reoffending.districts import districts
from concerted.insight.reoffending.shown import Shown
from concerted.insight.reoffending.times import times
from concerted.insight.reoffending.unusual import unusual
from concerted.insight.reoffending.views import CLOSED, FOR
from concerted.kernel.pages import page

PAGES: dict[str, tuple[str, Callable[[Asked], Shown]]] = {
    "unusual": ("Is this quarter unusual?", unusual),
    "districts": ("Which districts differ beyond chance?", districts),
    "time": ("How soon do they reoffend?", times),
}


@page("Reoffending", CLOSED, is_for=FOR)
def question(request: HttpRequest, code: str) -> HttpResponse:
    """Answer one question about a measure with its chart, its table and what makes it checkable."""
    heading, shown = _asked(request, code)
    context = {
        "heading": heading,
        "code": code,
        "shown": shown,
        "threshold": SETTINGS.threshold,
        "query": query(request),
    }
    return render(request, "insight/reoffending_question.html", context)


@page("Reoffending", CLOSED, is_for=FOR)
def question_table(request: HttpRequest, code: str) -> HttpResponse:
    """Give the table of a question as a file, with the definition and the versions."""
    _, shown = _asked(request, code)
    if not shown.rows or shown.run is None:
        raise Http404
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([column.head for column in shown.columns])
    rows.writerows(shown.rows)
    rows.writerow([])
    rows.writerows([name.lower(), words] for name, words in shown.notes)
    rows.writerow(["definition", shown.run.definition, "version", shown.run.definition_version])
    rows.writerow(["data", shown.run.data_hash, "linkage", shown.run.linkage_version, "as at", shown.run.as_at_on])
    return as_file(out.getvalue(), f"{shown.run.measure}-{code}.csv", "text/csv; charset=utf-8")


@page("Reoffending", CLOSED, is_for=FOR)
def question_picture(request: HttpRequest, code: str) -> HttpResponse:
    """Give the chart of a question as an SVG with its own style."""
    _, shown = _asked(request, code)
    if not shown.charts or shown.run is None:
        raise Http404
    foot = f"Data as at {shown.run.as_at_on}, {shown.run.data_hash[:8]}. Not released to the public."
    picture = standalone(shown.charts[0], heading=shown.heading, foot=foot)
    return as_file(picture, f"{shown.run.measure}-{code}.svg", "image/svg+xml")


def _asked(request: HttpRequest, code: str) -> tuple[str, Shown]:
    if code not in PAGES:
        raise Http404
    heading, make = PAGES[code]
    return heading, make(asked(request))
