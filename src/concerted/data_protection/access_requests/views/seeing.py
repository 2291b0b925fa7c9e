"""Requests to see what is held: the list, one request with its entries, and the acts up to the released answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.audit.record import record
from concerted.data_protection.access_requests.actions.collect_entries import collect_entries
from concerted.data_protection.access_requests.actions.decide_entry import decide_entry, give_what_names_nobody
from concerted.data_protection.access_requests.actions.receive_request import (
    extend_request,
    prove_identity,
    receive_request,
)
from concerted.data_protection.access_requests.actions.release_answer import release_answer
from concerted.data_protection.access_requests.documents import title_of
from concerted.data_protection.access_requests.exemptions import REGIMES
from concerted.data_protection.access_requests.forms import EntryForm, IdentityForm, MoreTimeForm, RequestForm
from concerted.data_protection.access_requests.queries import (
    STATES,
    entries_of,
    own_records,
    progress_of,
    request_to_see,
    requests_to_mend,
    requests_to_see,
)
from concerted.data_protection.access_requests.wording import ANSWER, IS_FOR, messages
from concerted.data_protection.local_settings import days_kept
from concerted.data_protection.models import Disclosable, SubjectAccess
from concerted.files.storage import path_of
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.partnership.models import Agency
from concerted.people.queries.records import name_of
from concerted.sharing.fields import Versioned
from concerted.sharing.views.steps import Step, show, take, viewer_of

STEP = "data_protection/step.html"
KINDS = {"pdf": "application/pdf", "json": "application/json"}
DECIDED = {"give": "It is given.", "redact": "It is given with words taken out.", "withhold": "It is withheld."}
WITH_FORM = require_http_methods(["GET", "HEAD", "POST"])


@page("What people ask", ANSWER, is_for=IS_FOR, personal=True)
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Which requests of people about their own records are open, and by when?"""
    viewer, on = viewer_of(request), today()
    waiting, done = requests_to_see(viewer, released=False), requests_to_see(viewer, released=True)
    wrong, decided = requests_to_mend(viewer, decided=False), requests_to_mend(viewer, decided=True)
    show(request, *(one.pk for one in (*waiting, *done, *wrong, *decided)))
    context = {
        "waiting": [(one, *STATES[one.state]) for one in waiting],
        "done": done,
        "wrong": [(one, name_of(one.record)) for one in wrong],
        "decided": [(one, name_of(one.record)) for one in decided],
        "late": sum(one.due_on < on for one in waiting) + sum(one.due_on < on for one in wrong),
        "on": on,
        "messages": messages(request),
    }
    return render(request, "data_protection/rights.html", context)


@page("A request to see records", ANSWER, is_for=IS_FOR, personal=True)
@WITH_FORM
def new_page(request: HttpRequest) -> HttpResponse:
    """Write down that somebody asks to see what is held about them."""
    viewer, on = viewer_of(request), today()
    reference = request.GET.get("person", "")
    records = own_records(viewer, reference) if reference else []
    if reference and not records:
        raise Http404
    show(request, *(one.pk for one in records))
    part_3 = Agency.objects.filter(pk=viewer.agency_id, competent_authority=True).exists()
    initial = {
        "received_on": on, "records": [str(one.pk) for one in records], "who": name_of(records[0]) if records else "",
    }  # fmt: skip
    given: dict[str, Any] = {"records": records, "part_3": part_3, "initial": initial}
    form = RequestForm(request.POST, **given) if request.method == "POST" else RequestForm(**given)
    made: list[SubjectAccess] = []

    def act(written: dict[str, Any]) -> None:
        made.append(receive_request(**{"records": [], **written}, on=on, by=viewer))
        step.goes_to = f"/rights/see/{made[0].reference}"

    step = Step(
        title="Who asks to see what you hold about them?", button="Write the request down",
        failed="The request is not written down yet", back="/rights", back_words="What people ask", done="received",
        refused_at="received_on", template="data_protection/rights_new.html", more={"found": bool(records)},
    )  # fmt: skip
    return take(request, step, form, act)


@page("One request to see records", ANSWER, is_for=IS_FOR, personal=True)
@require_safe
def request_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What is held, what was decided on each entry, and what is next?"""
    held, on = found(request, reference), today()
    entries = entries_of(held)
    only = request.GET.get("show", "")
    shown = [entry for entry in entries if not entry.decision] if only == "open" else entries
    kind, words = STATES[held.state]
    days, assumed = days_kept(on)
    context = {
        "held": held,
        "kind": kind,
        "state": words,
        "regime": REGIMES[held.regime],
        "progress": progress_of(entries),
        "groups": _groups(shown),
        "only": only,
        "on": on,
        "days": days,
        "assumed": assumed,
        "withheld": sum(entry.decision == "withhold" for entry in entries),
        "messages": messages(request),
    }
    return render(request, "data_protection/rights_request.html", context)


@page("Collect what is held", ANSWER, is_for=IS_FOR, personal=True)
@require_POST
def collect_act(request: HttpRequest, reference: str) -> HttpResponse:
    """Collect from every room."""
    held = found(request, reference)
    try:
        collect_entries(request=held.pk, version=held.version, by=viewer_of(request))
    except Refused as refusal:
        return _refused(request, held, str(refusal))
    return HttpResponseRedirect(f"/rights/see/{held.reference}?said=collected")


@page("Give what names nobody else", ANSWER, is_for=IS_FOR, personal=True)
@require_POST
def give_act(request: HttpRequest, reference: str) -> HttpResponse:
    """Give all entries in which nobody else was found."""
    held = found(request, reference)
    try:
        give_what_names_nobody(request=held.pk, by=viewer_of(request))
    except Refused as refusal:
        return _refused(request, held, str(refusal))
    return HttpResponseRedirect(f"/rights/see/{held.reference}?said=given")


@page("Decide an entry", ANSWER, is_for=IS_FOR, personal=True)
@WITH_FORM
def entry_page(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Give an entry, take words out of it, or withhold it."""
    held, viewer = found(request, reference), viewer_of(request)
    entry = Disclosable.objects.filter(request=held, number=number).first()
    if entry is None:
        raise Http404
    initial = {"version": entry.version, "words": "\n".join(entry.third_parties), "decision": entry.decision or None}
    form = EntryForm(request.POST) if request.method == "POST" else EntryForm(initial=initial)
    step = Step(
        title="May they read this?", button="Record the decision", failed="The decision is not recorded yet",
        back=f"/rights/see/{held.reference}", back_words=f"Request {held.reference}", kicker=held.who, done="decided",
        goes_to=_next(held, entry), template="data_protection/rights_entry.html", more={"entry": entry, "held": held},
    )  # fmt: skip

    def act(written: dict[str, Any]) -> None:
        decide_entry(entry=entry.pk, by=viewer, **written)

    def latest() -> dict[str, Any]:
        now = Disclosable.objects.get(pk=entry.pk)
        return {"version": now.version, "text": DECIDED.get(now.decision, "")}

    return take(request, step, form, act, latest)


@page("Prove who asks", ANSWER, is_for=IS_FOR, personal=True)
@WITH_FORM
def identity_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down how it was proven who asks."""
    held, viewer = found(request, reference), viewer_of(request)
    initial = {"version": held.version, "how": held.identified_by}
    form = IdentityForm(request.POST) if request.method == "POST" else IdentityForm(initial=initial)
    step = _step(held, "How was it proven who asks?", "Write it down", "It is not written down yet", "identified")
    return take(request, step, form, lambda w: prove_identity(request=held.pk, by=viewer, **w), lambda: _now(held))


@page("More time for an answer", ANSWER, is_for=IS_FOR, personal=True)
@WITH_FORM
def more_time_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Take two further months."""
    held, viewer = found(request, reference), viewer_of(request)
    form = MoreTimeForm(request.POST or None, initial={"version": held.version})
    step = _step(
        held, "Does the answer need two further months?", "Take more time", "The time is as it was", "extended"
    )
    return take(request, step, form, lambda w: extend_request(request=held.pk, by=viewer, **w), lambda: _now(held))


@page("Release an answer", ANSWER, is_for=IS_FOR, personal=True)
@WITH_FORM
def release_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what is handed over; then make the files."""
    held, viewer, on = found(request, reference), viewer_of(request), today()
    form = Versioned(request.POST or None, initial={"version": held.version})
    entries = entries_of(held)
    given = sum(entry.decision in ("give", "redact") for entry in entries)
    step = _step(held, "Release this answer?", "Release it", "The answer is not released", "released")
    step.answer = (
        f"{given} of {len(entries)} entries go into a PDF and a JSON file. The entries here are emptied then, and the "
        "answer cannot be changed any more."
    )
    return take(
        request, step, form, lambda w: release_answer(request=held.pk, version=w["version"], on=on, by=viewer),
        lambda: _now(held),
    )  # fmt: skip


@page("Download an answer", ANSWER, is_for=IS_FOR, personal=True)
@require_safe
def file_page(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Hand over one file of a released answer; each download is written down."""
    held = found(request, reference)
    key = held.files.get(kind)
    if kind not in KINDS or not key or not path_of(key).exists():
        raise Http404
    record("rights.downloaded", about=[held.pk], file=kind)
    response = HttpResponse(path_of(key).read_bytes(), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{held.reference}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def found(request: HttpRequest, reference: str) -> SubjectAccess:
    """Return a request and note what was shown. Raises Http404, hidden or missing."""
    try:
        held = request_to_see(viewer_of(request), reference)
    except SubjectAccess.DoesNotExist as missing:
        raise Http404 from missing
    show(request, held.pk, *held.records)
    return held


def _step(held: SubjectAccess, title: str, button: str, failed: str, done: str) -> Step:
    return Step(
        title=title, button=button, failed=failed, done=done, back=f"/rights/see/{held.reference}",
        back_words=f"Request {held.reference}", kicker=held.who, template=STEP,
    )  # fmt: skip


def _now(held: SubjectAccess) -> dict[str, Any]:
    return {"version": SubjectAccess.objects.get(pk=held.pk).version}


def _refused(request: HttpRequest, held: SubjectAccess, because: str) -> HttpResponse:
    form = Versioned({"version": held.version})
    form.is_valid()
    form.add_error(None, because)
    step = _step(held, "This was not done", "Back", because, "")
    return render(request, STEP, {"step": step, "form": form, "changed": None})


def _next(held: SubjectAccess, entry: Disclosable) -> str:
    """Return the next entry that is not decided, or the request."""
    rows = Disclosable.objects.filter(request=held, decision="").exclude(pk=entry.pk).order_by("number")
    after = rows.filter(number__gt=entry.number).first() or rows.first()
    return f"/rights/see/{held.reference}/entries/{after.number}" if after else f"/rights/see/{held.reference}"


def _groups(entries: list[Disclosable]) -> list[tuple[str, list[Disclosable]]]:
    groups: dict[str, list[Disclosable]] = {}
    for entry in entries:
        groups.setdefault(title_of(entry.category), []).append(entry)
    return list(groups.items())
