"""Propose somebody: look for the person, say why, and the panel has one more to decide about."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.cases.actions.propose_person import propose_person
from concerted.cases.models import Case
from concerted.cases.views.steps import Step, show, take, viewer_of
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.people.queries.records import visible_person
from concerted.people.search import search
from concerted.programmes.iom.forms import ProposeForm
from concerted.programmes.iom.queries.listed import OPEN
from concerted.programmes.iom.rules.may_be_considered import may_be_considered
from concerted.programmes.iom.words import SCHEME

IS_FOR = "write down who is proposed"


@page("Propose somebody", "iom.propose", is_for=IS_FOR, personal=True)
def look_for(request: HttpRequest) -> HttpResponse:
    """Find the person to propose, among those whom the viewer's post may see."""
    viewer, text = viewer_of(request), request.GET.get("q", "").strip()[:100]
    found = search(viewer, text, today()) if text else []
    show(request, *(one for thing in found for one in thing.about))
    rows = [{"found": thing, "reference": thing.href.rpartition("/")[2]} for thing in found]
    return render(request, "iom/look_for.html", {"text": text, "rows": rows})


@page("Propose somebody", "iom.propose", is_for=IS_FOR, personal=True)
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Say why somebody is proposed; the proposal waits for the panel."""
    viewer, day = viewer_of(request), today()
    who = visible_person(viewer, reference)
    show(request, *who.shown)
    person = who.person.pk
    may = may_be_considered(birth_dates=[r.born_on for r in who.records if r.born_on], on=day)
    held = Case.objects.filter(programme=SCHEME, person_id=person, stage__in=OPEN).first()
    form = ProposeForm(request.POST) if request.method == "POST" else ProposeForm()
    spoken = who.pronouns
    step = Step(
        title=f"Why should the panel talk about {spoken.them}?",
        button="Propose to the panel",
        failed="Nobody is proposed yet",
        back="/selection",
        back_words="Selection",
        kicker=who.name,
        done="proposed",
        answer="A named person decides, with reasons. You see the proposal on Today until it is decided.",
        refused_at="because",
        template="iom/propose.html",
        more={"may": may, "held": held, "spoken": spoken, "who": who},
    )

    def act(written: dict[str, Any]) -> None:
        if not may:
            raise Refused(may.because)
        propose_person(person=person, programme=SCHEME, on=day, by=viewer, **written)

    return take(request, step, form, act)
