"""Selection: who should the panel talk about, and why; on screen, on paper and as a file."""

import csv
import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from concerted.audit.record import record
from concerted.cases.queries.who import Who, who_many
from concerted.cases.views.steps import viewer_of
from concerted.kernel.days import in_words
from concerted.kernel.identifiers import new_reference
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.people.wording import per_cent, points_in_words
from concerted.programmes.iom.districts import offered
from concerted.programmes.iom.forms import SelectionForm
from concerted.programmes.iom.models import Listing
from concerted.programmes.iom.queries.equality import equality
from concerted.programmes.iom.queries.listed import OPEN, ORDERS, Listed, Stands, listed, stands_of, summary
from concerted.programmes.iom.queries.local_settings import Settings, settings_on
from concerted.programmes.iom.views.said import said
from concerted.programmes.iom.words import HANDLING, HARM_MEASURES

IS_FOR = "prepare the panel of Integrated Offender Management"
SHOWN = 25
"""Rows of the first page; "Show the other 36" gives up to MORE at a time."""
MORE = 200


def _row(row: Listing, name: str, stands: Stands | None, *, draws: bool) -> dict[str, Any]:
    """Return one listed person as the table shows it."""
    ours = row.sent_by == "ours"
    return {
        "name": name,
        "reference": row.person.reference,
        "facts": row.facts,
        "percent": per_cent(row.percent),
        "said_on": row.scored_on,
        "ours": ours,
        "points_12": points_in_words(row.points_12),
        "points_24": points_in_words(row.points_24),
        "harm": row.points_12,
        "bar": draws and bool(row.shares.get("may_draw")),
        "why": row.reasons,
        "shown": row.shown,
        "stands": stands,
        "is_open": stands is not None and stands.stage in OPEN,
    }


def _found(request: HttpRequest, *, start: int, limit: int) -> dict[str, Any]:
    """Return what screen, paper and file share: the filters, the rows, and the notes."""
    day = today()
    settings = settings_on(day)
    least = settings.number("select.percent_at_least") or 0
    form = SelectionForm(request.GET, least=least, districts=offered())
    found = listed(form.asked, start=start, limit=limit)
    stands = stands_of(row.person_id for row in found.rows)
    # The same name as on every other page of the viewer: the list keeps one of its own only to be sorted by.
    names = who_many(viewer_of(request), (row.person_id for row in found.rows))
    request.shown += [row.person_id for row in found.rows]  # type: ignore[attr-defined]
    bands = [
        {
            "heading": band.heading,
            "note": _note(len(band.rows), band.count),
            "rows": [
                _row(row, _name(row, names[row.person_id]), stands.get(row.person_id), draws=found.draws)
                for row in band.rows
            ],
        }
        for band in found.bands
    ]
    whole, kept = summary(), settings.number("list.kept_for_days")
    return {
        "form": form,
        "asked": form.asked,
        "found": found,
        "bands": bands,
        "day": day,
        "settings": settings,
        "summary": whole,
        "months": settings.number("select.convicted_within_months"),
        "order": ORDERS[form.asked.first][0].lower(),
        "whose": _whose(settings),
        "turnover": (whole.counts.get("at_least", {}) if whole else {}).get(str(form.asked.at_least)),
        "measures": HARM_MEASURES,
        "ends_on": day + timedelta(days=kept) if kept else None,
        "address": urlencode(form.data),
    }


def _name(row: Listing, found: Who) -> str:
    """Return the name by the records that the viewer may see, else the one that the list has."""
    return found.name if found.record is not None else row.name


def _note(shown: int, count: int) -> str:
    people = "person" if count == 1 else "people"
    return f"{shown:,} of {count:,} {people}"


def _whose(settings: Settings) -> str:
    return settings.whose("select.percent_at_least")


def _start(request: HttpRequest) -> tuple[int, int]:
    """Return from which row on, and how many: the first page is short, further ones are long."""
    start = request.GET.get("from", "")
    return (int(start), MORE) if start.isdigit() and len(start) < 7 and int(start) else (0, SHOWN)


@page("Selection", "iom.select", is_for=IS_FOR, personal=True)
def selection_page(request: HttpRequest) -> HttpResponse:
    """Show the stored list: bands of likelihood, then harm, with reasons and where each person stands."""
    start, limit = _start(request)
    context = _found(request, start=start, limit=limit)
    found: Listed = context["found"]
    shown = start + len(found.rows)
    rest = found.count - shown
    context |= {
        "messages": said(request),
        "start": start,
        "rest": min(rest, MORE) if rest > 0 else 0,
        "more": f"?{context['address']}&from={shown}",
        "first_page": f"?{context['address']}",
        "shown": f"{start + 1:,} to {shown:,} of {found.count:,}",
    }
    return render(request, "iom/selection.html", context)


@page("Selection, printed", "iom.select", is_for=IS_FOR, personal=True)
def selection_print(request: HttpRequest) -> HttpResponse:
    """The list for the panel on paper, with a column to write in; a rank stands on paper alone."""
    viewer = viewer_of(request)
    context = _found(request, start=0, limit=MORE)
    rows = [row for band in context["bands"] for row in band["rows"]]
    context["rows"] = [{**row, "stands_in_words": _stands_in_words(row["stands"])} for row in rows]
    context["rest"] = context["found"].count - len(rows)
    reference = new_reference().replace("C-", "P-")
    ends: date | None = context["ends_on"]
    latest = f", by {in_words(ends)} at the latest" if ends else ""
    context["printed"] = {
        "handling": f"{HANDLING}. For the IOM panel only. Destroy after it{latest}",
        "by": f"{viewer.title} ({viewer.agency_name})",
        "at": timezone.localtime(),
        "reference": reference,
        "landscape": True,
    }
    record("list.printed", about=request.shown, reference=reference)  # type: ignore[attr-defined]
    return render(request, "iom/selection_print.html", context)


@page("Selection, as a file", "iom.select", is_for=IS_FOR, personal=True)
def selection_file(request: HttpRequest) -> HttpResponse:
    """The rows that the page shows, as CSV with its handling line; made whole in the request, and in the trail."""
    start, limit = _start(request)
    context = _found(request, start=start, limit=limit)
    text = _csv(context, viewer_of(request).title)
    record("list.downloaded", about=request.shown, rows=len(context["found"].rows))  # type: ignore[attr-defined]
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="selection-{context["day"]:%Y-%m-%d}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _csv(context: dict[str, Any], by: str) -> str:
    """Return the file's text: handling line, heads, rows; a cell that a sheet would run is shielded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    ends: date | None = context["ends_on"]
    end = f"Ends {in_words(ends)}" if ends else "When a copy ends is not configured"
    writer.writerow([f"{HANDLING}. Made by {by}, {in_words(context['day'])}. {end}. {HARM_MEASURES}."])
    writer.writerow(
        ["Person", "Reference", "Facts", "Band", "Likelihood, 2 years", "Said by", "Said on", "Harm points, 12 months",
         "Harm points, 24 months", "Why on this list", "Shown, not counted", "Where it stands"]
    )  # fmt: skip
    for band in context["bands"]:
        for row in band["rows"]:
            stands = row["stands"]
            cells = [
                row["name"], row["reference"], row["facts"], band["heading"], row["percent"],
                "Ours" if row["ours"] else "Probation", row["said_on"].isoformat(), row["points_12"], row["points_24"],
                ". ".join(row["why"]), ". ".join(row["shown"]) or "none", _stands_in_words(stands),
            ]  # fmt: skip
            writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@" else cell for cell in cells])
    return out.getvalue()


def _stands_in_words(stands: Stands | None) -> str:
    if stands is None:
        return "Not proposed"
    titles = {
        "proposed": "Proposed",
        "adopted": "In cohort",
        "declined": "Declined",
        "not_yet": "Not yet",
        "left": "Left",
    }
    colour = f": {stands.colour.upper()}" if stands.stage == "adopted" and stands.colour else ""
    return f"{titles[stands.stage]}{colour}, {in_words(stands.on)}"


@page("Equality check", "iom.select", is_for=IS_FOR)
def equality_page(request: HttpRequest) -> HttpResponse:
    """Show who is listed, proposed and taken, by sex and age: counts, and what may be said of them."""
    day = today()
    settings = settings_on(day)
    least = settings.number("select.percent_at_least") or 0
    check = equality(viewer_of(request), at_least=least, today=day)
    tables = [("By sex as recorded", check.by_sex), ("By age when proposed; listed: age now", check.by_age)]
    context = {"check": check, "tables": tables, "least": least, "whose": _whose(settings)}
    return render(request, "iom/equality.html", context)


@page("Turnover of the list", "iom.select", is_for=IS_FOR)
def turnover_page(request: HttpRequest) -> HttpResponse:
    """Show how new the list is at each likelihood: why last year's list is not this year's."""
    whole = summary()
    rows = sorted((whole.counts.get("at_least", {}) if whole else {}).items(), key=lambda item: -int(float(item[0])))
    newest = Listing.objects.aggregate(day=Max("as_at_on"))["day"]
    return render(request, "iom/turnover.html", {"rows": rows, "summary": whole, "newest": newest})
