"""What was shared: the log of the agency and of one person, on paper and as a file, and the page of one disclosure."""

import csv
import io
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.access.categories import CATEGORIES, in_words
from concerted.access.permissions import may
from concerted.kernel.pages import page
from concerted.kernel.spreadsheets import shielded
from concerted.partnership.clock import last_day, today
from concerted.partnership.models import Agency
from concerted.partnership.models.agreement import REGIMES
from concerted.people.queries.records import visible_person
from concerted.sharing.actions.end_disclosure import end_disclosure
from concerted.sharing.disclosure_forms import EndForm, LogForm
from concerted.sharing.queries.about import About, about_of
from concerted.sharing.queries.contents import contents
from concerted.sharing.queries.disclosures import Filters, Shared, log, one
from concerted.sharing.terms import PURPOSES, RESTS_ON, purpose_in_words, role_in_words
from concerted.sharing.views.steps import Step, messages, show, take, viewer_of

IS_FOR = "share about people, or answer for it"
A_PAGE = 50
A_FILE = 5_000
"""The most rows of a file or a print, which says so at its end when there are more."""
CUT = "Only the newest {:,} are here: choose fewer days for the rest."
HEADINGS = (
    "From", "To", "Role", "About", "What", "Purpose", "Regime", "Gateway", "Rests on", "Line", "Why", "Given at",
    "Last day", "Ended at", "State", "By",
)  # fmt: skip


@page("The log of what was shared", "sharing.read", is_for=IS_FOR, personal=True)
@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    """The agency's log, newest first; what is shown stands in the address."""
    form = _form(request)
    after = _after(request.GET.get("after"))
    rows = log(viewer_of(request), _filters(form), after=after, limit=A_PAGE + 1)
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    asked = _asked(request.GET)
    context = {
        "form": form,
        "rows": rows_in_words(request, rows),
        "older": f"?{_with(asked, after=f'{rows[-1].from_at.isoformat()},{rows[-1].id}')}" if more else "",
        "newer": f"/sharing?{asked.urlencode()}" if after else "",
        "query": f"?{asked.urlencode()}" if asked else "",
        "filtered": any(value for key, value in asked.items()),
        "messages": messages(request),
    }
    return render(request, "sharing/log.html", context)


@page("The log of what was shared, on paper", "sharing.read", is_for=IS_FOR, personal=True)
@require_safe
def log_print(request: HttpRequest) -> HttpResponse:
    """The same rows on paper."""
    viewer = viewer_of(request)
    rows = log(viewer, _filters(_form(request)), limit=A_FILE + 1)
    cut, rows = len(rows) > A_FILE, rows[:A_FILE]
    printed = {
        "handling": "Official-Sensitive. Destroy after use",
        "by": f"{viewer.holder}, {viewer.title}",
        "at": timezone.localtime(),
        "reference": "What was shared",
        "landscape": True,
    }
    return render(
        request,
        "sharing/log_print.html",
        {"rows": rows_in_words(request, rows), "printed": printed, "cut": CUT.format(A_FILE) if cut else ""},
    )


@page("The log of what was shared, as a file", "sharing.read", is_for=IS_FOR, personal=True)
@require_safe
def log_file(request: HttpRequest) -> HttpResponse:
    """The same rows as CSV; a cell that a spreadsheet might run has an apostrophe in front."""
    rows = log(viewer_of(request), _filters(_form(request)), limit=A_FILE + 1)
    cut, rows = len(rows) > A_FILE, rows[:A_FILE]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for row in rows_in_words(request, rows):
        writer.writerow([shielded(cell) for cell in _cells(row)])
    if cut:
        writer.writerow([CUT.format(A_FILE)])
    headers = {"Content-Disposition": 'attachment; filename="what-was-shared.csv"'}
    return HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8", headers=headers)


@page("What was shared about a person", "sharing.read", is_for=IS_FOR, personal=True)
@require_safe
def person_log(request: HttpRequest, reference: str) -> HttpResponse:
    """What was opened about one person one by one, given or received."""
    viewer = viewer_of(request)
    who = visible_person(viewer, reference)
    show(request, *who.shown)
    rows = log(viewer, Filters(subjects=who.shown), limit=A_FILE)
    context = {
        "who": who,
        "spoken": who.pronouns,
        "rows": rows_in_words(request, rows),
        "gives": may(viewer.role_class, "disclose") and any(r.agency_id == viewer.agency_id for r in who.records),
        "messages": messages(request),
    }
    return render(request, "sharing/person_log.html", context)


@page("One disclosure", "sharing.read", is_for=IS_FOR, personal=True)
@require_safe
def disclosure_page(request: HttpRequest, disclosure: UUID) -> HttpResponse:
    """One disclosure: what, from whom to whom, why; and to whoever may open it, exactly what is read."""
    viewer = viewer_of(request)
    held = one(viewer, disclosure)
    if held is None:
        raise Http404
    (row,) = rows_in_words(request, [held])
    show(request, held.id, held.subject)
    context = {
        "row": row,
        "given": held.giver == viewer.agency_id,
        "ends": held.giver == viewer.agency_id and held.open and may(viewer.role_class, "disclose"),
        "reads": contents(held.subject, held.scope) if held.open and held.subject_kind == "record" else [],
        "messages": messages(request),
    }
    return render(request, "sharing/disclosure.html", context)


@page("End a disclosure", "disclose", is_for="work with people", personal=True)
def end_page(request: HttpRequest, disclosure: UUID) -> HttpResponse:
    """Say what ending means, ask why, and end a disclosure."""
    viewer = viewer_of(request)
    held = one(viewer, disclosure)
    if held is None or held.giver != viewer.agency_id:
        raise Http404
    show(request, held.id, held.subject)
    step = Step(
        title="End this disclosure?",
        button="End it now",
        failed="It is not ended yet",
        back=f"/sharing/{held.id}",
        back_words="Back to the disclosure",
        kicker=f"{in_words(held.category)}, to {held.receiver_name}",
        done="disclosure_ended",
        answer=f"{held.receiver_name} cannot open it any more, at once. They see that it ended, not why. "
        "What they wrote down before stays with them.",
        refused_at="because",
    )
    form = EndForm(request.POST) if request.method == "POST" else EndForm()

    def act(written: dict[str, Any]) -> None:
        end_disclosure(disclosure=held.id, by=viewer, **written)

    return take(request, step, form, act)


def _form(request: HttpRequest) -> LogForm:
    agencies = Agency.objects.exclude(kind="scheme").order_by("name")
    return LogForm(request.GET, agencies=agencies, categories=CATEGORIES.values(), purposes=PURPOSES)


def _filters(form: LogForm) -> Filters:
    """Take the filters that can be read; one that cannot is said at its field and filters nothing."""
    form.is_valid()
    return Filters(**{name: form.cleaned_data[name] for name in form.fields if form.cleaned_data.get(name)})


def _asked(query: QueryDict) -> QueryDict:
    """Return the address without the place in the list and what was said."""
    kept = query.copy()
    for name in ("after", "said"):
        kept.pop(name, None)
    return kept


def _with(query: QueryDict, **more: str) -> str:
    kept = query.copy()
    for name, value in more.items():
        kept[name] = value
    return kept.urlencode()


def _after(written: str | None) -> tuple[datetime, UUID] | None:
    """Take the place in the list from the address. Raises Http404 when it is none."""
    if not written:
        return None
    at, _, key = written.partition(",")
    try:
        instant = datetime.fromisoformat(at)
        if instant.tzinfo is None:
            raise ValueError(at)
        return instant, UUID(key)
    except ValueError as wrong:
        raise Http404 from wrong


def rows_in_words(request: HttpRequest, rows: list[Shared]) -> list[dict[str, Any]]:
    """Return rows in words, and name them in the page's audit row."""
    show(request, *(row.id for row in rows))
    about = about_of(rows)
    return [row_in_words(row, about[row.id]) for row in rows]


def row_in_words(row: Shared, about: About) -> dict[str, Any]:
    """Return one disclosure in the words of the log."""
    day = today()
    state = "Open now" if row.open else ("Ended" if row.ended_at else "Over")
    if not row.open and row.ended_at is None and (row.until_at is None or timezone.now() < row.until_at):
        state = "Ended with its line"
    return {
        "shared": row,
        "about": about,
        "what": in_words(row.category),
        "role": role_in_words(row.role_class),
        "purpose": purpose_in_words(row.purpose),
        "regime": REGIMES.get(row.regime, row.regime),
        "rests_on": RESTS_ON.get(row.rests_on, row.rests_on),
        "last_on": last_day(row.until_at, today=day) if row.until_at else None,
        "state": state,
        "kind": "moving" if row.open else "neutral",
    }


def _cells(row: dict[str, Any]) -> list[str]:
    """Return one row of the file in the order of its headings."""
    held: Shared = row["shared"]
    return [
        held.giver_name, held.receiver_name, row["role"], row["about"].name, row["what"], row["purpose"], row["regime"],
        held.gateway, row["rests_on"], held.line, held.because, _at(held.from_at),
        row["last_on"].isoformat() if row["last_on"] else "", _at(held.ended_at), row["state"], held.by,
    ]  # fmt: skip


def _at(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes") if at else ""
