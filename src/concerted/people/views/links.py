"""Pairs of records to sort out: the queue, one pair side by side, a ruling and its undoing."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.people.actions.rule_on_link import rule_on_link, undo_ruling
from concerted.people.forms import RulingForm, StateForm
from concerted.people.models import Link
from concerted.people.queries.links import STATES, SideBySide, queue, side_by_side
from concerted.people.queries.records import name_of

IS_FOR = "look after the links between records"
SAID = {"same": "Recorded: one person.", "different": "Recorded: two people.", "cannot_tell": "Recorded: cannot tell."}
UNDONE = "Taken back. The pair waits again."


def _viewer(request: HttpRequest) -> Viewer:
    viewing: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewing


@page("Records to sort out", "people.link", is_for=IS_FOR, personal=True)
def queue_page(request: HttpRequest) -> HttpResponse:
    """Show the pairs that wait, those of people whom a programme works with first."""
    state = request.GET.get("state", "doubtful")
    state = state if state in STATES else "doubtful"
    found = queue(_viewer(request), state=state, after=request.GET.get("after", ""))
    rows = [*found.first, *found.rest]
    request.shown += [record.pk for row in rows for record in (row.left, row.right)]  # type: ignore[attr-defined]
    context = {
        "queue": found,
        "state": state,
        "state_words": STATES[state],
        "form": StateForm(STATES, state),
        "next": f"/links?{urlencode({'state': state, 'after': found.after})}" if found.after else "",
        "newest": f"/links?{urlencode({'state': state})}" if request.GET.get("after") else "",
        "count": len(rows),
    }
    return render(request, "people/links.html", context)


@page("Two records side by side", "people.link", is_for=IS_FOR, personal=True)
def pair_page(request: HttpRequest, link: UUID) -> HttpResponse:
    """Show a pair with what speaks for and against one person, and record what a post says of it."""
    pair = side_by_side(link)
    form = RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ruling = form.cleaned_data["ruling"]
        try:
            rule_on_link(link_id=link, ruling=ruling, because=form.cleaned_data["because"], by=_viewer(request))
        except Link.DoesNotExist as error:
            raise Http404 from error
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(f"/links/{link}?said={ruling}")
    return _pair(request, pair, form)


@page("Two records side by side", "people.link", is_for=IS_FOR, personal=True)
def undo(request: HttpRequest, link: UUID) -> HttpResponse:
    """Take a ruling back."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        undo_ruling(link_id=link, by=_viewer(request))
    except Link.DoesNotExist as error:
        raise Http404 from error
    except Refused as refusal:
        return _pair(request, side_by_side(link), RulingForm(), str(refusal))
    return HttpResponseRedirect(f"/links/{link}?said=undone")


def _pair(request: HttpRequest, pair: SideBySide, form: RulingForm, message: str = "") -> HttpResponse:
    records = pair.records
    request.shown += [record.pk for record in records]  # type: ignore[attr-defined]
    said = request.GET.get("said", "")
    message = message or (UNDONE if said == "undone" else SAID.get(said, "") if said == pair.link.state else "")
    context: dict[str, Any] = {
        "pair": pair,
        "link": pair.link,
        "left": records[0],
        "right": records[1],
        "names": [name_of(record) for record in records],
        "form": form,
        "ruled": pair.link.state in ("same", "different"),
        "together": records[0].person_id is not None and records[0].person_id == records[1].person_id,
        "messages": [message] if message else [],
    }
    return render(request, "people/pair.html", context, status=200)
