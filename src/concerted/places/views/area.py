"""The Area page: recorded crime by district, type and month, with its map, its table and their files."""

import csv
import io
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.kernel.pages import page
from concerted.places.drawing.county_map import alone, class_of, classes_of, drawn
from concerted.places.drawing.spark import spark
from concerted.places.forms import AreaForm
from concerted.places.queries.recorded_crime import NOT_CLEAR, Line, Recorded, shapes
from concerted.places.queries.small_areas import small_areas
from concerted.places.views.asked import LICENCE, Asked, asked
from concerted.places.wording import beside, in_words, moved, sentence


@page("Area", None)
def area(request: HttpRequest) -> HttpResponse:
    """Say where recorded crime of a type is high for the number of people who live there."""
    wanted = asked(request)
    found = wanted.found
    context = {
        "signed_in": wanted.using == "default",
        "form": AreaForm(wanted.given, types=wanted.types, months=wanted.months),
        "given": wanted.given,
        "what": wanted.what,
        "found": found,
        "query": wanted.query,
        "licence": LICENCE,
    }
    return render(request, "places/area.html", context | (_figures(wanted, found) if found else {}))


def _figures(wanted: Asked, found: Recorded) -> dict[str, object]:
    values = [line.per_1000 for line in found.lines]
    limits = classes_of(values)
    return {
        "map": drawn(_names(found), shapes(wanted.using), values, finding(found)),
        "key": [
            {"css": f"app-map-{class_of(low, limits)}", "text": words}
            for low, words in zip([min(values), *limits], key_of(limits), strict=True)
        ],
        "lines": [_shown(line, found) for line in found.lines],
        "county": {"low": 1000 * found.interval.low, "high": 1000 * found.interval.high},
        "in_months": f"{in_words(len(found.months))} month{'s' * (len(found.months) != 1)}",
        "beside": sentence(beside(found)),
        "moved": moved(wanted.what, found.months, found.totals),
        "small": small_areas(wanted.given["type"], wanted.first, wanted.last, wanted.using),
    }


def finding(found: Recorded) -> str:
    """Return the title of the map: what it shows beside the county, not its axes."""
    return f"The county's rate is {found.per_1000:.1f} for every 1,000 people: {beside(found)}"


def key_of(limits: list[float]) -> list[str]:
    """Return the words of the four classes of the map."""
    between = [f"{low:.2f} to {high - 0.01:.2f}" for low, high in pairwise(limits)]
    return [f"under {limits[0]:.2f}", *between, f"{limits[-1]:.2f} and over"]


@page("Area", None)
def area_table(request: HttpRequest) -> HttpResponse:
    """Give the table as a file with its source and licence."""
    wanted = asked(request)
    found = wanted.found
    out = io.StringIO()
    rows = csv.writer(out)
    if found:
        months = [month.isoformat()[:7] for month in found.months]
        rows.writerow(["code", "district", *months, "crimes", "population", "per_1000", "low", "high", "beside"])
        for line in found.lines:
            rates = [f"{1000 * rate:.3f}" for rate in (line.rate, line.interval.low, line.interval.high)]
            counts = [*line.months, line.crimes, line.district.population]
            rows.writerow([line.district.code, line.district.name, *counts, *rates, line.beside])
        rows.writerow(["", "no place given", *([""] * len(months)), found.no_place])
        rows.writerow(["", "outside the county", *([""] * len(months)), found.outside])
        rows.writerow(["", "equal to an earlier row, counted all the same", *([""] * len(months)), found.doubled])
    rows.writerow([f"Recorded crime: {wanted.given['type'] or 'all types'}; people: mid-2020, district codes of 2024"])
    rows.writerow([LICENCE])
    return _file(out.getvalue(), "recorded-crime.csv", "text/csv; charset=utf-8")


@page("Area", None)
def area_map(request: HttpRequest) -> HttpResponse:
    """Give the map as an SVG with its own style, its key, the names of the districts and the licence."""
    wanted = asked(request)
    found = wanted.found
    if found is None:
        raise Http404
    values = [line.per_1000 for line in found.lines]
    heading = (
        f"{wanted.given['type'] or 'All crime'} per 1,000 people, {wanted.given['first']} to {wanted.given['last']}"
    )
    picture = drawn(_names(found), shapes(wanted.using), values, finding(found))
    if not picture:
        raise Http404
    named = " · ".join(f"{line.number} {line.district.name} {line.per_1000:.1f}" for line in found.lines)
    return _file(
        alone(picture, heading=heading, key=key_of(classes_of(values)), foot=f"{named}. {LICENCE}"),
        "recorded-crime.svg",
        "image/svg+xml",
    )


def _names(found: Recorded) -> list[str]:
    return [line.district.name for line in found.lines]


def _file(text: str, name: str, kind: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


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
        "spark": spark(line.months, largest),
    }
