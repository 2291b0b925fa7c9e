"""One sending: what became of its rows, how to mend those that wait, and the file to mend."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.exchange.finding import feeds
from concerted.exchange.importing.run import NOBODY
from concerted.exchange.models import Sending
from concerted.exchange.quarantine import write_rows_to_mend
from concerted.exchange.queries.quarantine import faults_of, groups, waiting
from concerted.exchange.queries.sendings import ENDED, count_of_feed, mending, time_before
from concerted.exchange.views.listing import row_of
from concerted.exchange.views.seeing import STEWARDS, found_sending, messages
from concerted.exchange.wording import FORMS, STEPS, size_in_words
from concerted.kernel.pages import page

CONTENT_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


@page("One sending", "imports", is_for=STEWARDS, personal=True)
@require_safe
def sending_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Which rows did not load, and how are they mended?"""
    sending = found_sending(request, identifier)
    feed = feeds()[sending.feed]
    facts: dict[str, Any] = {
        "sending": sending,
        "feed": feed,
        "at": timezone.localtime(sending.sent_at),
        "size": size_in_words(sending.file_size),
        "form": FORMS.get(sending.form.get("form", ""), ""),
        "messages": messages(request),
    }
    if sending.state not in ENDED:
        return render(request, "exchange/moving.html", {**facts, "step": STEPS[sending.state]})
    if sending.state != "loaded":
        return render(request, "exchange/not_taken.html", facts)
    again = mending(sending)
    context = {
        **facts,
        **_counts(sending, again),
        "groups": groups(sending, feed, request.GET.get("show", "")) if sending.kinds else [],
        "before": time_before(sending),
        "all_sendings": count_of_feed(sending),
        "again": [row_of(one) for one in again],
        "look": _look(sending, request.GET.get("look", "")),
    }
    return render(request, "exchange/sending.html", context)


def _counts(sending: Sending, again: list[Sending]) -> dict[str, Any]:
    """Return how many rows are in, wait here, wait in a later sending; with those never taken, those sent."""
    sent, waits = sending.rows_sent or 0, sending.rows_waiting or 0
    inside = (sending.rows_loaded or 0) + (sending.rows_twice or 0) + sending.rows_mended
    nobody = sum(look["count"] for look in sending.look if look["code"] == NOBODY)
    elsewhere = max(0, sent - inside - waits - sending.rows_refused - nobody)
    return {
        "inside": inside,
        "waits": waits,
        "elsewhere": elsewhere,
        "nobody": nobody,
        "share": waits / sent if sent else 0.0,
        "moving": any(one.state not in ENDED for one in again),
    }


def _look(sending: Sending, wanted: str) -> list[dict[str, Any]]:
    """Return what loaded and should be looked at, with row numbers where they are asked for."""
    keyed = [(f"{look['code']}:{look['column']}", look) for look in sending.look]
    return [
        {**look, "key": key, "shown": key == wanted, "beyond": look["count"] - len(look["rows"])} for key, look in keyed
    ]


@page("Rows to mend, as a file", "imports", is_for=STEWARDS, personal=True)
@require_safe
def rows_to_mend(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Every row that waits, in the form in which it was sent, with what is wrong and how to mend it."""
    sending = found_sending(request, identifier)
    sent = waiting(sending) if sending.state == "loaded" else None
    if sent is None or not sent.rows:
        return render(request, "exchange/nothing_to_mend.html", {"sending": sending}, status=404)
    content = write_rows_to_mend(sent, faults_of(sending, sent, feeds()[sending.feed]))
    response = HttpResponse(content, content_type=CONTENT_TYPES[sent.form])
    response["Content-Disposition"] = f'attachment; filename="{sending.feed}-rows-to-mend.{sent.form}"'
    return response
