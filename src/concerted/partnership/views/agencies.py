"""Agencies: the list, one page each, and what their keepers do."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.actions.keep_agency import add_agency, change_agency
from concerted.partnership.actions.keep_contact import add_contact, end_contact
from concerted.partnership.actions.keep_team import add_team, end_team
from concerted.partnership.actions.replace_agency import replace_agency
from concerted.partnership.forms import (
    AgenciesShown,
    AgencyForm,
    ContactForm,
    NewAgencyForm,
    SuccessorForm,
    TeamForm,
)
from concerted.partnership.kinds import SCHEME, kind_title, kinds
from concerted.partnership.models import Agency, AgencyContact, Team
from concerted.partnership.queries.agencies import (
    agencies,
    agency,
    contacts,
    moves_with,
    permitted,
    posts_now,
    teams,
)
from concerted.partnership.showing import is_shown_by
from concerted.partnership.views.steps import Step, messages, take, viewer_of, went

READERS = "hold a post"
KEEPERS = "keep the list of agencies"
ADMINISTRATORS = "keep an agency's posts"
FIELDS = ("name", "kind", "duty_number", "competent_authority", "health_or_care", "existence_protected", "version")


WOULD_SHOW = (
    "From the same second others learn whom it knows: its name stands in answers to “who else knows?”, in the log and "
    "the letters of disclosures and in answers to subject access; opening in an emergency reaches what it holds; and "
    "one line of an agreement can open everybody it knows without an assessment. A refuge, a service for sexual "
    "violence, sexual health, drugs and alcohol, mental health or children must stay secret."
)
"""What others learn when whom an agency knows is no secret any more (S3)."""


def _asks_whether_shown(form: AgencyForm, step: Step, held: Agency | None) -> None:
    """Where a form sent would let others learn whom an agency knows, say what, and ask for a reason and a tick."""
    sent = form.data
    secret = bool(sent.get("existence_protected"))
    if form.is_bound and is_shown_by(held, kind=str(sent.get("kind", "")), existence_protected=secret):
        form.ask_whether_shown()
        step.answer, step.ends = WOULD_SHOW, True


def _found(viewer: Viewer, code: str) -> Agency:
    try:
        return agency(viewer, code)
    except Agency.DoesNotExist as missing:
        raise Http404 from missing


@page("Agencies", "agreements.read", is_for=READERS)
@require_safe
def agencies_page(request: HttpRequest) -> HttpResponse:
    """Who are our partners, and how is each reached?"""
    viewer = viewer_of(request)
    shown = AgenciesShown(request.GET)
    chosen = shown.cleaned_data if shown.is_valid() else {}
    found = agencies(viewer, kind=chosen.get("kind", ""), replaced=bool(chosen.get("replaced")))
    may = permitted("agencies.keep")
    rows = [{"agency": held, "kind": kind_title(held.kind)} for held in found]
    context = {"rows": rows, "shown": shown, "may_keep": may["agencies.keep"], "messages": messages(request)}
    return render(request, "partnership/agencies.html", context)


@page("An agency", "agreements.read", is_for=READERS)
@require_safe
def agency_page(request: HttpRequest, code: str) -> HttpResponse:
    """Who is this agency, how is it reached, and what is it in law?"""
    viewer = viewer_of(request)
    held = _found(viewer, code)
    may = permitted("agencies.keep", "posts.keep")
    context = {
        "agency": held,
        "kind": kind_title(held.kind),
        "contacts": contacts(held),
        "teams": teams(held),
        "posts": posts_now(held),
        "successor": Agency.objects.filter(predecessor=held).first(),
        "may_keep": may["agencies.keep"] and held.closed_on is None and held.kind != SCHEME,
        "may_posts": may["posts.keep"] and held.pk == viewer.agency_id,
        "scheme": held.kind == SCHEME,
        "messages": messages(request),
    }
    return render(request, "partnership/agency.html", context)


@page("Add an agency", "agencies.keep", is_for=KEEPERS)
def add_page(request: HttpRequest) -> HttpResponse:
    """Which agency joins us?"""
    viewer = viewer_of(request)
    form = NewAgencyForm(request.POST or None)
    step = Step(
        title="Which agency joins us?",
        button="Add it to the list",
        failed="The agency is not in the list yet",
        back="/agencies",
        back_words="Agencies",
        done="agency_added",
        refused_at="code",
        more={
            "beside": {
                "What happens": [
                    "It can be named in agreements.",
                    "It reads nothing: keys come by its own roles and by agreements alone.",
                ],
                "Kinds and their roles": [
                    f"{kind.title}: {len(kind.roles)} roles" for kind in kinds().values() if kind.roles
                ],
            }
        },
    )

    _asks_whether_shown(form, step, None)

    def act(given: dict[str, Any]) -> str:
        return f"/agencies/{add_agency(by=viewer, **given).code}"

    return take(request, step, form, act)


@page("Change an agency", "agencies.keep", is_for=KEEPERS)
def change_page(request: HttpRequest, code: str) -> HttpResponse:
    """What does the list say of this agency?"""
    viewer = viewer_of(request)
    held = _found(viewer, code)
    form = AgencyForm(request.POST or None, initial={name: getattr(held, name) for name in FIELDS})
    step = Step(
        title=f"What does the list say of {held.name}?",
        button="Keep this",
        failed="The change is not kept yet",
        back=f"/agencies/{code}",
        back_words=held.name,
        done="agency_changed",
        refused_at="competent_authority",
    )

    _asks_whether_shown(form, step, held)

    def act(given: dict[str, Any]) -> None:
        change_agency(agency=code, by=viewer, **given)

    return take(request, step, form, act)


@page("Replace an agency", "agencies.keep", is_for=KEEPERS)
def successor_page(request: HttpRequest, code: str) -> HttpResponse:
    """Which body takes over, and what moves to it?"""
    viewer = viewer_of(request)
    held = _found(viewer, code)
    if held.kind == SCHEME:
        raise Http404
    moves = moves_with(held)
    form = SuccessorForm(request.POST or None, initial={"kind": held.kind})
    step = Step(
        title=f"Which body takes the place of {held.name}?",
        button="Let it take over",
        failed="Nothing has moved yet",
        back=f"/agencies/{code}",
        back_words=held.name,
        done="succeeded",
        answer="It has the people, the agreements and the keys from the same second; the past keeps its name.",
        refused_at="code",
        ends=True,
        template="partnership/successor.html",
        more={"moves": moves, "agency": held},
    )

    def act(given: dict[str, Any]) -> str:
        made = replace_agency(agency=code, code=given["code"], name=given["name"], kind=given["kind"], by=viewer)
        return f"/agencies/{made.code}"

    return take(request, step, form, act)


@page("Add a contact", "posts.keep", is_for=ADMINISTRATORS)
def contact_page(request: HttpRequest) -> HttpResponse:
    """How is your agency reached?"""
    viewer = viewer_of(request)
    step = Step(
        title=f"How is {viewer.agency_name} reached?",
        button="Add this contact",
        failed="The contact is not in the list yet",
        back=f"/agencies/{viewer.agency_code}",
        back_words=viewer.agency_name,
        done="contact_added",
    )

    def act(given: dict[str, Any]) -> None:
        add_contact(by=viewer, **given)

    return take(request, step, ContactForm(request.POST or None), act)


@page("Add a team", "posts.keep", is_for=ADMINISTRATORS)
def team_page(request: HttpRequest) -> HttpResponse:
    """Which team is missing?"""
    viewer = viewer_of(request)
    step = Step(
        title=f"Which team of {viewer.agency_name} is missing?",
        button="Add this team",
        failed="The team is not in the list yet",
        back=f"/agencies/{viewer.agency_code}",
        back_words=viewer.agency_name,
        done="team_added",
    )

    def act(given: dict[str, Any]) -> None:
        add_team(by=viewer, **given)

    return take(request, step, TeamForm(request.POST or None), act)


@page("Take a contact out", "posts.keep", is_for=ADMINISTRATORS)
@require_POST
def end_contact_page(request: HttpRequest, contact: int) -> HttpResponse:
    """Take a contact of the viewer's own agency out of the list."""
    viewer = viewer_of(request)
    try:
        end_contact(contact=contact, by=viewer)
    except AgencyContact.DoesNotExist as missing:
        raise Http404 from missing
    return went(f"/agencies/{viewer.agency_code}", "contact_ended")


@page("Take a team out", "posts.keep", is_for=ADMINISTRATORS)
@require_POST
def end_team_page(request: HttpRequest, team: int) -> HttpResponse:
    """Take a team of the viewer's own agency out of the list."""
    viewer = viewer_of(request)
    try:
        end_team(team=team, by=viewer)
    except Team.DoesNotExist as missing:
        raise Http404 from missing
    return went(f"/agencies/{viewer.agency_code}", "team_ended")
