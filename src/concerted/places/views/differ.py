"""Which districts differ beyond chance: a funnel whose limits allow for recorded crime being over-dispersed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.analytics.comparison.funnel import Funnel, Overdispersion, Place, Settings, funnel
from concerted.analytics.drawing.frame import DESK, PHONE
from concerted.analytics.drawing.funnel_plot import drawn
from concerted.analytics.drawing.standalone import standalone
from concerted.analytics.intervals import Count
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.places.forms import AreaForm
from concerted.places.queries.recorded_crime import Recorded
from concerted.places.views.asked import LICENCE, Asked, asked
from concerted.places.wording import in_words, sentence

WIDENED = Settings(overdispersion=Overdispersion.ALWAYS)
"""Recorded crime comes in clusters: limits from chance alone would call nearly every district unusual."""


@page("Area", None)
def differ(request: HttpRequest) -> HttpResponse:
    """Say which districts lie outside the range that is usual for their number of people."""
    wanted = asked(request)
    found = wanted.found
    shown, refused = _compared(found)
    context = {
        "signed_in": wanted.using == "default",
        "form": AreaForm(wanted.given, types=wanted.types, months=wanted.months, with_show=False),
        "given": wanted.given,
        "what": wanted.what,
        "found": found,
        "refused": refused,
        "shown": shown,
        "answer": _answer(shown) if shown else "",
        "charts": [drawn(shown, sizes="people", frame=frame, per=1000) for frame in (DESK, PHONE)] if shown else [],
        "rows": [
            {
                "name": area.name,
                "crimes": area.count.part,
                "people": area.count.whole,
                "per_1000": 1000 * area.count.rate,
                "low": 1000 * area.limits.low,
                "high": 1000 * area.limits.high,
                "place": sentence(str(area.place)),
                "outside": area.place is not Place.WITHIN,
            }
            for area in shown.areas
        ] if shown else [],
        "query": wanted.query,
        "licence": LICENCE,
    }  # fmt: skip
    return render(request, "places/differ.html", context)


@page("Area", None)
def differ_picture(request: HttpRequest) -> HttpResponse:
    """Give the funnel as an SVG with its own style and the licence."""
    wanted = asked(request)
    shown, _ = _compared(wanted.found)
    picture = (
        standalone(drawn(shown, sizes="people", per=1000), heading=_heading(wanted), foot=LICENCE) if shown else ""
    )
    headers = {"Content-Disposition": 'attachment; filename="districts.svg"'}
    return HttpResponse(picture, content_type="image/svg+xml", headers=headers, status=200 if picture else 404)


def _heading(wanted: Asked) -> str:
    given = wanted.given
    return f"{given['type'] or 'All crime'} for every 1,000 people, {given['first']} to {given['last']}"


def _compared(found: Recorded | None) -> tuple[Funnel | None, str]:
    """Return the funnel, or the reason why there is none."""
    if found is None or not found.months:
        return None, "No recorded crime is loaded yet."
    try:
        counts = {
            line.district.name: Count(min(line.crimes, line.district.population), line.district.population)
            for line in found.lines
            if line.district.population
        }
        return funnel(counts, WIDENED), ""
    except Refused as reason:
        return None, str(reason)


def _answer(shown: Funnel) -> str:
    """Say which districts are unusual, in alphabetical order."""
    above = [area.name for area in shown.unusual if area.place in (Place.ABOVE, Place.FAR_ABOVE)]
    below = [area.name for area in shown.unusual if area.place in (Place.BELOW, Place.FAR_BELOW)]
    parts = [f"{_listed(names)} {where}" for names, where in ((above, "above"), (below, "below")) if names]
    rest = len(shown.areas) - len(shown.unusual)
    if not parts:
        return f"None does: all {in_words(rest)} lie in the range that is usual for their size."
    few = sentence(in_words(rest))
    return f"{' and '.join(parts)} the usual range. {few} lie{'s' * (rest == 1)} within it."


def _listed(names: list[str]) -> str:
    verb = "lies" if len(names) == 1 else "lie"
    return f"{', '.join(names[:-1])} and {names[-1]} {verb}" if len(names) > 1 else f"{names[0]} {verb}"
