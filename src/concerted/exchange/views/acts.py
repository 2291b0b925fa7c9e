"""The acts: send a file, send mended rows, mend in bulk, leave rows out, take that back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from concerted.exchange.actions.leave_rows_out import leave_rows_out
from concerted.exchange.actions.mend_in_bulk import mend_in_bulk
from concerted.exchange.actions.receive_upload import receive_upload
from concerted.exchange.actions.take_back import take_back
from concerted.exchange.finding import feeds
from concerted.exchange.forms import FileForm, Once, ReasonForm, UploadForm
from concerted.exchange.queries.sendings import feeds_of
from concerted.exchange.views.seeing import STEWARDS, found_sending, viewer_of
from concerted.exchange.views.uploads import takes_a_file, too_large
from concerted.exchange.wording import counted
from concerted.kernel.errors import BadFile, Refused
from concerted.kernel.pages import page

NOT_KEPT = "The file could not be kept: the disk of this installation is full. Nothing was lost. Send it again later."


@page("Send a file", "imports", is_for=STEWARDS, personal=True)
@takes_a_file
@require_http_methods(["GET", "POST"])
def send_page(request: HttpRequest) -> HttpResponse:
    """Send a file of one of my agency's feeds."""
    viewer = viewer_of(request)
    form = UploadForm(request.POST or None, request.FILES or None, viewer=viewer, offered=feeds_of(viewer))
    if request.method == "POST" and _holds_a_file(request, form):
        first = form.identifier()
        wanted = form.cleaned_data["feeds"]
        ids = [UUID(int=(first.int + place) % (1 << 128)) for place in range(len(wanted))]
        made = _receive(request, form, feeds=wanted, identifiers=ids)
        if made:
            where = f"/imports/{made[0]}" if len(made) == 1 else "/imports"
            return HttpResponseRedirect(f"{where}?said=received")
    step = {"title": f"Send a file of {viewer.agency_name}", "failed": "The file is not sent yet", "button": "Send it"}
    return _step(request, form, step, "/imports", f"What {viewer.agency_name} sends")


@page("Send mended rows", "imports", is_for=STEWARDS, personal=True)
@takes_a_file
@require_http_methods(["GET", "POST"])
def send_mended_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Send rows again that did not load."""
    sending = found_sending(request, identifier)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and _holds_a_file(request, form):
        made = _receive(request, form, feeds=[feeds()[sending.feed]], mends=sending, identifiers=[form.identifier()])
        if made:
            return HttpResponseRedirect(f"/imports/{made[0]}?said=mended")
    step = {
        "title": "Send mended rows",
        "failed": "The rows are not sent yet",
        "button": "Send them",
        "answer": "Only the rows in the file change; the others stay. Rows that are still wrong wait again.",
    }
    return _step(request, form, step, f"/imports/{sending.pk}", "The rows that wait")


def _holds_a_file(request: HttpRequest, form: forms.Form) -> bool:
    """Say whether a form came with a file; say at its field what to do when it is too large."""
    if problem := too_large(request):
        form.is_bound = True
        form.full_clean()
        form.errors.pop("file", None)
        form.add_error("file", problem)
        return False
    if not form.is_bound:
        form.is_bound = True
    return form.is_valid()


def _receive(request: HttpRequest, form: forms.Form, **wanted: Any) -> list[UUID]:
    """Take the file in, or say at its field why it is not taken; return the ids of what is queued."""
    file = form.cleaned_data["file"]
    try:
        made = receive_upload(file=file, name=file.name, by=viewer_of(request), **wanted)
    except BadFile as bad:
        form.add_error("file", str(bad))
        return []
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return []
    except OSError:
        form.add_error("file", NOT_KEPT)
        return []
    request.shown += [one.pk for one in made]  # type: ignore[attr-defined]
    return [one.pk for one in made]


@page("Mend rows in bulk", "imports", is_for=STEWARDS, personal=True)
@require_http_methods(["GET", "POST"])
def mend_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Use one value in all rows that have the same likely repair: shown first, done when confirmed."""
    sending = found_sending(request, identifier)
    given = request.POST if request.method == "POST" else request.GET
    column, suggestion = given.get("column", ""), given.get("use", "")
    rows = next((r for kind in sending.kinds for c, s, r in kind["bulk"] if (c, s) == (column, suggestion)), 0)
    form = Once(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = mend_in_bulk(
                sending=sending.pk, column=column, suggestion=suggestion, identifier=form.identifier(),
                by=viewer_of(request),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(f"/imports/{made.pk}?said=bulk")
    elif not rows:
        raise Http404
    step = {
        "title": f"Use {suggestion} in {'all ' if rows != 1 else ''}{counted(rows, 'row')}?",
        "failed": "Nothing is mended yet",
        "button": f"Use {suggestion} in {counted(rows, 'row')}",
        "answer": f"Column {column}. The rows are checked again; those with another fault wait on.",
        "hidden": [("column", column), ("use", suggestion)],
    }
    return _step(request, form, step, f"/imports/{sending.pk}", "The rows that wait")


@page("Leave rows out", "imports", is_for=STEWARDS, personal=True)
@require_http_methods(["GET", "POST"])
def leave_out_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Leave the rows that wait out, and say why."""
    sending = found_sending(request, identifier)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            leave_rows_out(sending=sending.pk, because=form.cleaned_data["because"], by=viewer_of(request))
        except Refused as refusal:
            form.add_error("because", str(refusal))
        else:
            return HttpResponseRedirect(f"/imports/{sending.pk}?said=left_out")
    rows = counted(sending.rows_waiting or 0, "row")
    step = {
        "title": f"Leave {rows} out?",
        "failed": "The rows still wait",
        "button": f"Leave {rows} out",
        "answer": "They stay here as they were sent, and you can take them back. No figure counts them.",
    }
    return _step(request, form, step, f"/imports/{sending.pk}", "The rows that wait")


@page("Take rows back that were left out", "imports", is_for=STEWARDS, personal=True)
@require_POST
def take_back_act(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let rows that were left out wait again: one button."""
    sending = found_sending(request, identifier)
    take_back(sending=sending.pk, by=viewer_of(request))
    return HttpResponseRedirect(f"/imports/{sending.pk}?said=taken_back")


def _step(request: HttpRequest, form: forms.Form, step: dict[str, Any], back: str, back_words: str) -> HttpResponse:
    context = {"form": form, "step": {**step, "back": back, "back_words": back_words}}
    return render(request, "exchange/step.html", context)
