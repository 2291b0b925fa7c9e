"""The public's pages: our figures, each with all that it stands on, every edition as it was."""

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.access.permissions import may
from concerted.analytics.measures.register import measures
from concerted.figures.models import Release, ReleasedCell
from concerted.figures.queries.released import editions_of, newest_of_each
from concerted.figures.releases.drafting import COUNTS, DIMENSIONS, YEAR
from concerted.figures.releases.wording import label_of, moves_of, people_of, tables_of, whole_of, within
from concerted.figures.releases.writing import PERMISSION
from concerted.kernel.pages import page
from concerted.places.models import District

SAID = {
    "released": "It is public now, in the name of your post.",
    "corrected": "The new edition is public now. The earlier one stays readable.",
}


def _database(request: HttpRequest) -> str:
    """Return the connection that may read: the public role's where nobody is signed in."""
    return "default" if getattr(request, "viewer", None) else "front"


def _may_release(request: HttpRequest) -> bool:
    viewing = getattr(request, "viewer", None)
    return viewing is not None and may(viewing.role_class, PERMISSION)


@page("Our figures", None)
def figures(request: HttpRequest) -> HttpResponse:
    """List what is released, newest first, each with its answer."""
    using = _database(request)
    found = [{"release": release, **_answer(release, _lines(release, using))} for release in newest_of_each(using)]
    context = {"found": found, "signed_in": using == "default", "may_release": _may_release(request)}
    return render(request, "figures/released_list.html", context)


@page("Our figures", None)
def figure(request: HttpRequest, slug: str, edition: int | None = None) -> HttpResponse:
    """Show one edition, the newest unless another is named, with what it stands on and what moved."""
    using = _database(request)
    editions, release = _edition(slug, edition, using)
    lines = _lines(release, using)
    districts = dict(District.objects.using(using).values_list("code", "name"))
    context = {
        "release": release,
        "newest": editions[0],
        "editions": [{"release": e, "moved": moves_of(e.moved, districts)} for e in editions],
        "tables": tables_of(lines, release.tables, districts, release.design_effect),
        "hidden": sum(line["state"] == "hidden" for line in lines),
        "not_released": sum(line["state"] == "not released" for line in lines),
        "signed_in": using == "default",
        "may_release": _may_release(request),
        "messages": [SAID[said]] if (said := request.GET.get("said", "")) in SAID else [],
        **_answer(release, lines),
    }
    return render(request, "figures/released.html", context)


@page("Our figures", None)
def figure_table(request: HttpRequest, slug: str, edition: int) -> HttpResponse:
    """Give every cell of an edition as a file, with its definition and settings."""
    using = _database(request)
    _, release = _edition(slug, edition, using)
    districts = dict(District.objects.using(using).values_list("code", "name"))
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["period", *DIMENSIONS, "in words", "state", *COUNTS, "rate"])
    for line in _lines(release, using):
        counts = ["" if line[name] is None else line[name] for name in COUNTS]
        rate = "" if line["rate"] is None else f"{line['rate']:.4f}"
        labels = [line[name] or "total" for name in DIMENSIONS]
        rows.writerow([line["quarter"], *labels, label_of(line, districts), line["state"], *counts, rate])
    rows.writerow([])
    rows.writerow(["title", release.title, "edition", release.edition, "released", release.released_at.date()])
    rows.writerow(["definition", release.definition])
    rows.writerow(["data", release.data_hash, "linkage", release.linkage_version, "as at", release.as_at_on])
    rows.writerows([["setting", words] for words in release.settings.values()])
    if release.why:
        rows.writerow(["corrected", release.why])
    name = f"{release.slug}-edition-{release.edition}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _edition(slug: str, edition: int | None, using: str) -> tuple[list[Release], Release]:
    """Return all editions of a name, and the one asked for. Raises Http404."""
    editions = editions_of(slug, using)
    found = next((e for e in editions if edition in (None, e.edition)), None)
    if found is None:
        raise Http404
    return editions, found


def _lines(release: Release, using: str) -> list[dict[str, Any]]:
    names = ("quarter", *DIMENSIONS, "state", *COUNTS, "rate")
    cells = ReleasedCell.objects.using(using).filter(release=release).order_by("id").values(*names)
    return [dict(line) for line in cells]


def _answer(release: Release, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The parts of the first sentence: the county's line, its interval, and the words of the measure."""
    whole = whole_of(lines)
    spec = measures().get(release.measure)
    tables = tables_of([whole], [()], {}, release.design_effect)
    return {
        "whole": whole,
        "interval": tables[0].rows[-1].interval,
        "spec": spec,
        "people": people_of(spec) if spec else "people",
        "within": within(spec) if spec else "",
        "year": YEAR,
    }
