"""A person's page in its tabs; a hidden person and a missing one are answered alike."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.access.permissions import may
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.people.found_by_name import lines_of_others
from concerted.people.queries.evidence import belief
from concerted.people.queries.figures import harm_row, harm_shown, likelihood_of
from concerted.people.queries.happened import happened, order_in_words, story_lines
from concerted.people.queries.links import addresses_of
from concerted.people.queries.records import Who, district_name, name_of, visible_person
from concerted.people.queries.sharing import opened_by_agreements
from concerted.people.story.telling import tell

IS_FOR = "work with people"


def _viewer(request: HttpRequest) -> Viewer:
    viewing: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewing


def _head(request: HttpRequest, who: Who, tab: str) -> dict[str, Any]:
    """Return what every tab shows of a person, and name the person in the page's audit row."""
    request.shown += who.shown  # type: ignore[attr-defined]
    return {
        "who": who,
        "spoken": who.pronouns,
        "reference": who.person.reference,
        "person_id": who.person.pk,
        "age": who.age(today()),
        "tab": tab,
        "may_link": may(_viewer(request).role_class, "people.link"),
    }


def _year(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) == 4 else None


@page("A person's page", "people.read", is_for=IS_FOR, personal=True)
def person_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what matters now: what happened, why the records are one person, likelihood and harm."""
    viewing = _viewer(request)
    who = visible_person(viewing, reference)
    day = today()
    told = happened(viewing, [record.pk for record in who.records])
    found, likelihood = harm_row(who.person.pk), likelihood_of(who.person.pk)
    child = who.may_be_child(day)
    harm = None if child else found
    lines = [*story_lines(told, harm, day), *lines_of_others(viewing, who.person.pk)]
    story = tell(lines, show=request.GET.get("show", ""), until=_year(request.GET.get("until", "")), today=day)
    context = {
        **_head(request, who, "now"),
        "order": order_in_words(told, day),
        "story": story,
        "written": [(record, name_of(record)) for record in who.records],
        "belief": belief(who.records),
        "likelihood": None if child else likelihood,
        "not_scored": child and bool(found or likelihood),
        "harm": harm_shown(harm),
        "day": day,
    }
    return render(request, "people/person.html", context)


@page("A person's records", "people.read", is_for=IS_FOR, personal=True)
def records_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show each record as its agency writes it, and the evidence for each pair in words."""
    who = visible_person(_viewer(request), reference)
    addresses = addresses_of(record.pk for record in who.records)
    written = [
        {
            "record": record,
            "name": name_of(record),
            "district": district_name(record.district),
            "addresses": addresses.get(record.pk, []),
        }
        for record in who.records
    ]
    context = {
        **_head(request, who, "records"),
        "written": written,
        "belief": belief(who.records),
        "sees_addresses": any(addresses.values()),
    }
    return render(request, "people/records.html", context)


@page("Who may see what of a person", "people.read", is_for=IS_FOR, personal=True)
def who_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show which agreement lines open what to whom, and what of this person was opened by itself."""
    viewing = _viewer(request)
    who = visible_person(viewing, reference)
    context = {
        **_head(request, who, "who"),
        "opened": opened_by_agreements(viewing),
    }
    return render(request, "people/who.html", context)
