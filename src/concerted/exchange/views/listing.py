"""What an agency sends: its feeds, its sendings newest first, and what one feed expects."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from concerted.exchange.checking import ASSUMED, Limits
from concerted.exchange.checking.groups import date_hint
from concerted.exchange.finding import feeds
from concerted.exchange.forms import UploadForm
from concerted.exchange.models import Sending
from concerted.exchange.queries.sendings import ENDED, feed_lines, feeds_of, sendings
from concerted.exchange.views.seeing import STEWARDS, messages, viewer_of
from concerted.exchange.wording import FORMS, STATES, counted, size_in_words
from concerted.kernel.feeds import DELIMITERS, JOINED_ONE_BY_ONE, Column, Feed
from concerted.kernel.pages import page
from concerted.partnership.clock import today

A_PAGE = 25


@page("What an agency sends", "imports", is_for=STEWARDS, personal=True)
@require_safe
def imports_page(request: HttpRequest) -> HttpResponse:
    """What does my agency send, what came of it, and what waits?"""
    viewer = viewer_of(request)
    only = request.GET.get("feed", "")
    after = _after(request.GET.get("after"))
    lines = feed_lines(viewer)
    if only and only not in {line.feed.code for line in lines}:
        raise Http404
    found = sendings(viewer, feed=only, after=after, limit=A_PAGE + 1)
    more, found = len(found) > A_PAGE, found[:A_PAGE]
    request.shown += [sending.pk for sending in found]  # type: ignore[attr-defined]
    last = found[-1] if found else None
    older = {"after": f"{last.sent_at.isoformat()},{last.pk}"} if last and more else {}
    context = {
        "lines": [(line, timezone.localtime(line.last.sent_at) if line.last else None) for line in lines],
        "waiting": sum(line.waiting for line in lines),
        "rows": [row_of(sending) for sending in found],
        "moving": any(sending.state not in ENDED for sending in found),
        "only": feeds()[only] if only else None,
        "older": f"?{urlencode({**older, **({'feed': only} if only else {})})}" if older else "",
        "newer": (f"?feed={only}" if only else "/imports") if after else "",
        "form": UploadForm(viewer=viewer, offered=feeds_of(viewer)),
        "messages": messages(request),
    }
    return render(request, "exchange/imports.html", context)


def row_of(sending: Sending) -> dict[str, Any]:
    """Return a sending as a line of the list: when, what, its state in words."""
    kind, words = STATES[sending.state]
    note = ""
    if sending.state == "loaded":
        if sending.rows_waiting:
            rows = counted(sending.rows_waiting, "row")
            left = bool(sending.left_out_because)
            kind, words = ("neutral", f"{rows} left out") if left else ("due", f"{rows} to mend")
        note = f"{counted(sending.rows_sent or 0, 'row')} sent: {_changes(sending)}"
    elif sending.state in ("refused", "failed"):
        note = sending.message
    return {
        "sending": sending,
        "title": feeds()[sending.feed].title,
        "at": timezone.localtime(sending.sent_at),
        "size": size_in_words(sending.file_size),
        "kind": kind,
        "words": words,
        "note": note,
    }


def _changes(sending: Sending) -> str:
    parts = [
        f"{number:,} {word}"
        for number, word in (
            (sending.rows_new, "new"), (sending.rows_changed, "changed"), (sending.rows_same, "known already"),
        )
        if number
    ]  # fmt: skip
    return ", ".join(parts) or "none loaded"


def _after(written: str | None) -> tuple[datetime, UUID] | None:
    """Take the place in the list from the address. Raises Http404 when it is none."""
    if not written:
        return None
    at, _, key = written.partition(",")
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(at)
        return moment.astimezone(UTC), UUID(key)  # the database refuses offsets of more than 16 hours
    except (ValueError, OverflowError) as wrong:
        raise Http404 from wrong


@page("What a feed expects", "imports", is_for=STEWARDS)
@require_safe
def feed_page(request: HttpRequest, code: str) -> HttpResponse:
    """What must a file of this feed look like, and on what ground is it sent?"""
    viewer = viewer_of(request)
    feed = feeds().get(code)
    if feed is None or feed.agency != viewer.agency_code:
        raise Http404
    limits = Limits(today=today())
    context = {
        "feed": feed,
        "columns": [(column, _kind(column, feed), _codes(column)) for column in feed.columns],
        "form": _form(feed),
        "linked": _linked(feed),
        "limits": [(_limit(name, limits), words) for name, words in ASSUMED.items()],
    }
    return render(request, "exchange/feed.html", context)


def _kind(column: Column, feed: Feed) -> str:
    words = {
        "text": f"Text, up to {column.max_length:,} characters",
        "date": date_hint(feed).removeprefix("Write dates as ").join(("A date: ", "")),
        "instant": "A day and a time of day, as clocks show it here",
        "integer": "A whole number",
        "decimal": "A number, with a point before the decimals",
        "code": column.hint or "One of a list",
        "yes_no": "yes or no",
    }
    return words[column.kind]


def _codes(column: Column) -> list[str]:
    """Return what may be sent for a code, each stored value once, by the first way to write it."""
    first: dict[str, str] = {}
    for sent, stored in column.codes.items():
        first.setdefault(stored, sent)
    return list(first.values())


def _form(feed: Feed) -> str:
    if feed.file_pattern.endswith("xlsx"):
        return f"{FORMS['xlsx']}, the sheet “{feed.sheet}”" if feed.sheet else f"{FORMS['xlsx']}, one sheet"
    encodings = " or ".join(name.upper() for name in feed.encodings)
    return (
        f"{FORMS['csv']} in {encodings}, cells separated by {DELIMITERS[feed.delimiter]}; XLSX and Parquet are read too"
    )


def _linked(feed: Feed) -> tuple[bool, str]:
    """Say whether the feed's people are linked in bulk, and why or why not (S18)."""
    if feed.linkable:
        return True, "A gateway, an agreement and an assessment are recorded, so its people are linked in bulk."
    if feed.category in JOINED_ONE_BY_ONE:
        return False, "Never linked in bulk: that a person is in it is itself protected. People join one by one."
    return False, "Not linked in bulk until a gateway, an agreement and an assessment are recorded."


def _limit(name: str, limits: Limits) -> dict[str, Any]:
    titles = {
        "latest_end_on": "Ends are accepted up to",
        "earliest_event_on": "Events are accepted from",
        "oldest_age": "Oldest age that is believed",
        "default_birth_dates": "Birth dates that mean “not known”",
    }
    value = getattr(limits, name)
    days = sorted(value) if isinstance(value, frozenset) else []
    return {"title": titles[name], "value": value, "days": days, "is_day": name.endswith("_on")}
