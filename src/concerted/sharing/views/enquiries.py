"""Who else knows this person? Asking, what came back, and what we are asked."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from concerted.access.permissions import may
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.people.queries.records import Who, visible_person
from concerted.people.searching.same_person import Typed, candidates
from concerted.sharing.actions.answer_enquiry import answer_enquiry
from concerted.sharing.actions.ask_who_knows import ask_who_knows
from concerted.sharing.actions.keep_silent import keep_silent
from concerted.sharing.actions.withdraw_enquiry import withdraw_enquiry
from concerted.sharing.enquiry_forms import AnswerForm, AskForm
from concerted.sharing.local_settings import ENQUIRIES_A_DAY, limit
from concerted.sharing.models import Enquiry, Relay
from concerted.sharing.queries import enquiries as kept
from concerted.sharing.rules.may_answer_enquiry import may_answer_enquiry
from concerted.sharing.terms import purpose_in_words
from concerted.sharing.views.places import link_to, place_in
from concerted.sharing.views.steps import Step, messages, show, take, viewer_of
from concerted.sharing.wording import PASSED_ON, name_told

ASKERS = "work with people"


def _who(request: HttpRequest, reference: str) -> Who:
    found = visible_person(viewer_of(request), reference)
    show(request, *found.shown)
    return found


def _own(viewer: Viewer, who: Who) -> dict[str, Any]:
    """Return what the form starts with: name and birth date as the viewer's own agency writes them, else nothing.

    What another agency wrote is not passed on to a third.
    """
    own = next((record for record in who.records if record.agency_id == viewer.agency_id), None)
    if own is None:
        return {}
    return {"given_name": own.given_name, "family_name": own.family_name, "born_on": own.born_on}


@page("Ask who else knows somebody", "enquiries.ask", is_for=ASKERS, personal=True)
def ask_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask who else knows a person; the answer is always the same."""
    viewer, on = viewer_of(request), today()
    who = _who(request, reference)
    own = _own(viewer, who)
    form = AskForm(request.POST) if request.method == "POST" else AskForm(initial=own)
    identifier = str(form["identifier"].value())
    step = Step(
        title=f"Who else knows {who.name}?",
        button="Pass the question on",
        failed="The question is not passed on yet",
        back=f"/people/{who.person.reference}",
        back_words=f"Back to {who.name}",
        goes_to=f"/who-knows/asked/{identifier}",
        done="asked",
        answer=f"The answer on this page is always: “{PASSED_ON}”",
        template="sharing/ask.html",
        more={
            "who": who,
            "spoken": who.pronouns,
            "own": bool(own),
            "agreement": kept.agreement_of(viewer.purpose),
            "limit": limit(ENQUIRIES_A_DAY, on),
        },
    )

    def act(written: dict[str, Any]) -> None:
        ask_who_knows(person=who.person.pk, on=on, by=viewer, **written)

    return take(request, step, form, act)


@page("Who else knows somebody", "enquiries.answer", is_for=ASKERS, personal=True)
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """What we are asked, and what we asked."""
    viewer, on = viewer_of(request), today()
    shown = "left" if request.GET.get("show") == "left" else "open"
    states = ("kept_silent",) if shown == "left" else ("open",)
    waiting, older = kept.asked_of_us(viewer, on, states=states, after=place_in(request.GET.get("after")))
    mine: list[kept.Asked] = []
    mine_older = None
    if may(viewer.role_class, "enquiries.ask"):
        mine, mine_older = kept.asked_by_us(viewer, on, after=place_in(request.GET.get("ours_after")))
    show(request, *(relay.pk for relay in waiting), *(one.enquiry.pk for one in mine))
    context = {
        "waiting": [(relay, name_told(relay.told)) for relay in waiting],
        "shown": shown,
        "older": link_to("after", older, **({"show": "left"} if shown == "left" else {})),
        "mine": [(one, name_told(one.enquiry.told)) for one in mine],
        "mine_older": link_to("ours_after", mine_older),
        "today": on,
        "messages": messages(request),
    }
    return render(request, "sharing/who_knows.html", context)


def _asked(viewer: Viewer, enquiry: UUID, on: date) -> kept.Asked:
    try:
        return kept.asked(viewer, enquiry, on)
    except Enquiry.DoesNotExist as missing:
        raise Http404 from missing


@page("A question that we asked", "enquiries.ask", is_for=ASKERS, personal=True)
@require_safe
def asked_page(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """One question of ours: passed on, and what came back if anything did."""
    viewer, on = viewer_of(request), today()
    one = _asked(viewer, enquiry, on)
    show(request, one.enquiry.pk, one.enquiry.person_id, *(answer.id for answer in one.answers))
    context = {
        "one": one,
        "name": name_told(one.enquiry.told),
        "passed_on": PASSED_ON,
        "agreement": kept.agreement_of(one.enquiry.purpose),
        "messages": messages(request) if request.GET.get("said") != "asked" else [],
    }
    return render(request, "sharing/asked.html", context)


@page("Take a question back", "enquiries.ask", is_for=ASKERS, personal=True)
def withdraw_page(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """Confirm that a question is taken back."""
    viewer, on = viewer_of(request), today()
    one = _asked(viewer, enquiry, on)
    show(request, one.enquiry.pk, one.enquiry.person_id)
    back = f"/who-knows/asked/{one.enquiry.pk}"
    if request.method == "POST":
        withdraw_enquiry(enquiry=one.enquiry.pk, by=viewer)
        return HttpResponseRedirect(f"{back}?said=withdrawn")
    context = {"one": one, "name": name_told(one.enquiry.told), "back": back}
    return render(request, "sharing/withdraw_enquiry.html", context)


@page("A question put to us", "enquiries.answer", is_for=ASKERS, personal=True)
def relay_page(request: HttpRequest, relay: UUID) -> HttpResponse:
    """Who asks, about whom and why; whether it is somebody we know; say so, or say nothing."""
    viewer, on = viewer_of(request), today()
    held, own = _relayed(viewer, relay)
    born = f"{held.born_on:%d/%m/%Y}" if held.born_on else ""
    likely = candidates(viewer, Typed(held.given_name, held.family_name, born), on) if _finds(viewer) else []
    show(request, held.pk, *(pk for one in likely for pk in one.about))
    initial = {"version": held.version}
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm(initial=initial)
    lines = list(kept.lines_to_answer(viewer, held))
    may_say = may_answer_enquiry(
        state=held.state, until_on=held.until_on, today=on, under_line=bool(lines), asker=held.asker.name
    )
    step = Step(
        title=f"Do we know {name_told(held.told)}?",
        button="Say that we know",
        failed="Your answer is not told yet",
        back="/who-knows",
        back_words="Who else knows somebody",
        goes_to=f"/who-knows/{held.pk}",
        done="answered",
        template="sharing/relay.html",
        more={
            "relay": held,
            "own": own,
            "candidates": likely,
            "finds": _finds(viewer),
            "lines": lines,
            "may_say": may_say,
            "agreement": kept.agreement_of(held.purpose),
            "purpose": purpose_in_words(held.purpose),
            "messages": messages(request),
        },
    )

    def act(written: dict[str, Any]) -> None:
        answer_enquiry(relay=held.pk, on=on, by=viewer, **written)

    def latest() -> dict[str, Any]:
        now, _ = kept.relayed(viewer, held.pk)
        return {"version": now.version}

    return take(request, step, form, act, latest)


def _finds(viewer: Viewer) -> bool:
    return may(viewer.role_class, "people.read")


def _relayed(viewer: Viewer, relay: UUID) -> tuple[Relay, Any]:
    try:
        return kept.relayed(viewer, relay)
    except Relay.DoesNotExist as missing:
        raise Http404 from missing


@page("Say nothing to a question", "enquiries.answer", is_for=ASKERS, personal=True)
@require_POST
def silent(request: HttpRequest, relay: UUID) -> HttpResponse:
    """Lay a question aside: one button, and nobody is told."""
    viewer = viewer_of(request)
    held, _ = _relayed(viewer, relay)
    show(request, held.pk)
    keep_silent(relay=held.pk, by=viewer)
    return HttpResponseRedirect("/who-knows?said=silent")
