"""One district: what was recorded there by type and by month, beside the county."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.kernel.pages import page
from concerted.places.drawing.months import DESK, PHONE, drawn
from concerted.places.forms import AreaForm
from concerted.places.queries.one_district import one_district
from concerted.places.queries.recorded_crime import Line
from concerted.places.views.asked import LICENCE, asked
from concerted.places.wording import in_words


@page("Area", None)
def district(request: HttpRequest, code: str) -> HttpResponse:
    """Say how much of a type of crime was recorded in a district for the people who live there."""
    wanted = asked(request)
    found = wanted.found
    line = next((line for line in found.lines if line.district.code == code), None) if found else None
    if found is None or line is None:
        raise Http404
    types = one_district(code, wanted.first, wanted.last, wanted.using)
    here = [1000 * crimes / line.district.population for crimes in line.months]
    everywhere = [1000 * total / found.population for total in found.totals]
    months = [
        {"on": on, "crimes": crimes, "per_1000": rate, "county": county}
        for on, crimes, rate, county in zip(found.months, line.months, here, everywhere, strict=True)
    ]
    name = line.district.name
    title = f"{wanted.given['type'] or 'All crime'} in {name} and in the county by month, for every 1,000 people"
    context = {
        "signed_in": wanted.using == "default",
        "form": AreaForm(wanted.given, types=wanted.types, months=wanted.months, with_show=False),
        "given": wanted.given,
        "what": wanted.what,
        "line": line,
        "name": name,
        "found": found,
        "against": _against(line),
        "in_months": f"{in_words(len(found.months))} month{'s' * (len(found.months) != 1)}",
        "charts": [drawn(found.months, [here, everywhere], [name, "County"], title, frame) for frame in (DESK, PHONE)],
        "months": months,
        "types": types,
        "query": wanted.query,
        "licence": LICENCE,
        "low": 1000 * line.interval.low,
        "high": 1000 * line.interval.high,
    }
    return render(request, "places/district.html", context)


def _against(line: Line) -> str:
    return {"Above": "That lies above the county's", "Below": "That lies below the county's"}.get(
        line.beside, "That is not clearly different from the county's"
    )
