"""The Area page: recorded crime by district, type and month; open to everybody, since it is published data."""

import csv
import io
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from concerted.kernel.pages import page
from concerted.places.drawing.county_map import class_of, classes_of, drawn
from concerted.places.forms import AreaForm
from concerted.places.queries.recorded_crime import NOT_CLEAR, Line, Recorded, crime_types, months, recorded

FIRST_TYPE = "Burglary"
"""The type that is shown when the address names none: one that people ask about first; a display choice."""


def _database(request: HttpRequest) -> str:
    """Return the connection that may read: the public role's where nobody is signed in."""
    return "default" if getattr(request, "viewer", None) else "front"


def _asked(request: HttpRequest) -> tuple[dict[str, str], list[str], list[date], Recorded | None]:
    """Return what the address asks for, with what there is to choose from and the counts."""
    using = _database(request)
    types, loaded = crime_types(using), months(using)
    asked = request.GET.get("type", FIRST_TYPE)
    by_name = {m.isoformat()[:7]: m for m in loaded}
    first = by_name.get(request.GET.get("first", ""), loaded[0] if loaded else date.min)
    last = by_name.get(request.GET.get("last", ""), loaded[-1] if loaded else date.min)
    first, last = min(first, last), max(first, last)
    given = {
        "type": asked if asked in types else "",
        "first": first.isoformat()[:7],
        "last": last.isoformat()[:7],
        "show": "months" if request.GET.get("show") == "months" else "rate",
    }
    return given, types, loaded, recorded(given["type"], first, last, using) if loaded else None


@page("Area", None)
def area(request: HttpRequest) -> HttpResponse:
    """Say where recorded crime of a type is high for the number of people who live there."""
    given, types, loaded, found = _asked(request)
    values = [line.per_1000 for line in found.lines] if found else []
    limits = classes_of(values) if values else []
    what = given["type"].lower() or "crime"
    finding = f"{given['type'] or 'All crime'} per 1,000 people by district; the values stand in the table"
    context = {
        "signed_in": _database(request) == "default",
        "form": AreaForm(given, types=types, months=loaded),
        "given": given,
        "what": what,
        "found": found,
        "map": drawn([line.district for line in found.lines], values, finding) if found else "",
        "key": [
            {"css": f"app-map-{class_of(low, limits)}", "text": text}
            for low, text in zip(
                [min(values), *limits],
                [f"under {limits[0]:.2f}", *(f"{a:.2f} to {b:.2f}" for a, b in zip(limits, limits[1:], strict=False)),
                 f"{limits[-1]:.2f} and over"],
                strict=True,
            )
        ] if limits else [],
        "lines": [_shown(line, found) for line in found.lines] if found else [],
        "county": {"low": 1000 * found.interval.low, "high": 1000 * found.interval.high} if found else {},
        "beside": _beside(found) if found else "",
        "query": urlencode({name: value for name, value in given.items() if name != "show"}),
    }  # fmt: skip
    return render(request, "places/area.html", context)


@page("Area", None)
def area_table(request: HttpRequest) -> HttpResponse:
    """Give the table as a file with its source and licence."""
    given, _, _, found = _asked(request)
    out = io.StringIO()
    rows = csv.writer(out)
    if found:
        rows.writerow(
            ["code", "district", *(m.isoformat()[:7] for m in found.months), "crimes", "population", "per_1000"]
        )
        for line in found.lines:
            rate = f"{line.per_1000:.3f}"
            rows.writerow(
                [line.district.code, line.district.name, *line.months, line.crimes, line.district.population, rate]
            )
        rows.writerow(["", "no place given", *([""] * len(found.months)), found.no_place])
        rows.writerow(["", "outside the county", *([""] * len(found.months)), found.outside])
    rows.writerow([f"Recorded crime: {given['type'] or 'all types'}; data.police.uk, Open Government Licence v3.0"])
    headers = {"Content-Disposition": 'attachment; filename="recorded-crime.csv"'}
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _shown(line: Line, found: Recorded) -> dict[str, object]:
    """Return a row of the table: rates per 1,000, and the months as small columns on one scale."""
    largest = max((count for other in found.lines for count in other.months), default=0)
    return {
        "number": line.number,
        "district": line.district,
        "months": line.months,
        "crimes": line.crimes,
        "per_1000": line.per_1000,
        "low": 1000 * line.interval.low,
        "high": 1000 * line.interval.high,
        "beside": line.beside,
        "clear": line.beside != NOT_CLEAR,
        "spark": _spark(line.months, largest),
    }


def _beside(found: Recorded) -> str:
    """Say in a sentence how many districts lie above and below the county."""
    words = [
        f"{found.count_beside('Above')} of {len(found.lines)} districts lie above that",
        f"{found.count_beside('Below')} below",
        f"{found.count_beside(NOT_CLEAR)} show no clear difference",
    ]
    return ", ".join(words) + "."


def _spark(counts: list[int], largest: int) -> str:
    """Return a row of small columns for the months of a district."""
    bars = []
    for index, count in enumerate(counts):
        height = round(26 * count / largest, 1) if largest else 0
        bars.append(f'<rect x="{index * 12}" y="{28 - height}" width="10" height="{height}"/>')
    words = ", ".join(str(count) for count in counts)
    return (
        f'<svg class="app-spark" viewBox="0 0 {12 * len(counts)} 28" width="{12 * len(counts)}" height="28" role="img" '
        f'aria-label="By month: {words}">{"".join(bars)}</svg>'
    )
