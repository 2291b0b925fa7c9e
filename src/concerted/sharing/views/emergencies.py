"""Opening in an emergency, ending it, and its review."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from concerted.access.categories import CATEGORIES
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.people.models import Record
from concerted.people.queries.records import in_order, name_of, visible_person
from concerted.people.wording import joined
from concerted.sharing.actions.end_emergency import end_emergency
from concerted.sharing.actions.open_emergency import open_emergency
from concerted.sharing.actions.review_emergency import review_emergency
from concerted.sharing.emergency_forms import OUTCOMES, OpenForm, ReviewForm
from concerted.sharing.local_settings import EMERGENCY_HOURS, limit
from concerted.sharing.models import Emergency
from concerted.sharing.queries import emergencies as kept
from concerted.sharing.rules.may_review_emergency import may_review_emergency
from concerted.sharing.views.places import link_to, place_in
from concerted.sharing.views.steps import Step, messages, show, take, viewer_of

OPENERS = "may open records when somebody is in danger"
REVIEWERS = "answer for how personal data is used"


@page("Open records in an emergency", "emergency.open", is_for=OPENERS, personal=True)
def open_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Open what may be opened of a person, with a reason and for hours; it says beforehand what happens."""
    viewer, on = viewer_of(request), today()
    who = visible_person(viewer, reference)
    show(request, *who.shown)
    longest = limit(EMERGENCY_HOURS, on)
    form = OpenForm(request.POST or None, most=longest.number)
    step = Step(
        title=f"Open {who.name}’s records in an emergency?",
        button="Open them",
        failed="The records are not opened yet",
        back=f"/people/{who.person.reference}",
        back_words=f"Back to {who.name}",
        done="opened",
        template="sharing/open_emergency.html",
        more={
            "spoken": who.pronouns,
            "longest": longest,
            "categories": joined([c.title for c in CATEGORIES.values() if c.emergency]),
            "already": kept.open_now(viewer, who.person.pk),
        },
    )

    def act(written: dict[str, Any]) -> None:
        open_emergency(person=who.person.pk, on=on, by=viewer, **written)

    return take(request, step, form, act)


@page("End an opening", "emergency.open", is_for=OPENERS, personal=True)
@require_POST
def end(request: HttpRequest, emergency: UUID) -> HttpResponse:
    """End an opening of one's own: one button, since it only closes."""
    viewer = viewer_of(request)
    held = _found(viewer, emergency)
    if held.opened_by_id != viewer.post_id:
        raise Http404
    show(request, held.pk, held.person_id)
    end_emergency(emergency=held.pk, by=viewer)
    return HttpResponseRedirect(f"/people/{held.person.reference}?said=ended")


@page("Openings in an emergency", "emergency.review", is_for=REVIEWERS, personal=True)
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Which openings of my agency wait for a review?"""
    viewer = viewer_of(request)
    done = request.GET.get("show") == "reviewed"
    rows, older = (kept.reviewed if done else kept.to_review)(viewer, after=place_in(request.GET.get("after")))
    show(request, *(row.pk for row in rows), *(row.person_id for row in rows))
    context = {
        "rows": [(row, OUTCOMES.get(row.outcome, "").partition(":")[0]) for row in rows],
        "done": done,
        "older": link_to("after", older, **({"show": "reviewed"} if done else {})),
        "messages": messages(request),
    }
    return render(request, "sharing/emergencies.html", context)


@page("The review of an opening", "emergency.review", is_for=REVIEWERS, personal=True)
def review_page(request: HttpRequest, emergency: UUID) -> HttpResponse:
    """Was it right to open these records?"""
    viewer = viewer_of(request)
    held = _found(viewer, emergency)
    records = in_order(viewer, Record.objects.filter(person_id=held.person_id).select_related("agency"))
    show(request, held.pk, held.person_id, *(record.pk for record in records))
    name = name_of(records[0]) if records else held.person.reference
    same = kept.opened_by_same_person(viewer, held)
    form = ReviewForm(request.POST or None, initial={"version": held.version})
    step = Step(
        title=f"Was it right to open {name}’s records?",
        button="Record the review",
        failed="The review is not recorded yet",
        back="/emergencies",
        back_words="Openings in an emergency",
        kicker=held.person.reference,
        done="reviewed",
        template="sharing/review_emergency.html",
        more={
            "held": held,
            "outcome": OUTCOMES.get(held.outcome, ""),
            "opened": kept.what_it_opened(held.pk),
            "may_review": may_review_emergency(
                opened_by_reviewer=same, reviewed=held.reviewed_at is not None, finding="…"
            ),
        },
    )

    def act(written: dict[str, Any]) -> None:
        review_emergency(emergency=held.pk, by=viewer, **written)

    def latest() -> dict[str, Any]:
        now = _found(viewer, held.pk)
        return {"version": now.version, "text": OUTCOMES.get(now.outcome, "It was ended.")}

    return take(request, step, form, act, latest)


def _found(viewer: Viewer, emergency: UUID) -> Emergency:
    try:
        return kept.emergency_of(viewer, emergency)
    except Emergency.DoesNotExist as missing:
        raise Http404 from missing
