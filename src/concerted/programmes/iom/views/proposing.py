"""Propose somebody: look for the person, say why, and the panel has one more to decide about."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode

from concerted.cases.actions.propose_person import propose_person
from concerted.cases.models import Case
from concerted.cases.views.steps import Step, show, take, viewer_of
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.people.forms import SamePersonForm
from concerted.people.queries.records import visible_person
from concerted.people.searching.same_person import candidates
from concerted.people.searching.sealing import seal, unseal
from concerted.programmes.iom.forms import ProposeForm
from concerted.programmes.iom.queries.listed import OPEN
from concerted.programmes.iom.rules.may_be_considered import may_be_considered
from concerted.programmes.iom.words import SCHEME

IS_FOR = "write down who is proposed"


@page("Propose somebody", "iom.propose", is_for=IS_FOR, personal=True)
def look_for(request: HttpRequest) -> HttpResponse:
    """Find the person to propose, among those whom the viewer's post may see; the address holds it sealed."""
    viewer = viewer_of(request)
    if request.method == "POST":
        form = SamePersonForm(request.POST)
        if form.is_valid():
            sealed = urlencode({"asked": seal(request, form.cleaned_data)})
            answer = HttpResponseRedirect(f"/iom/propose?{sealed}")
            answer.status_code = 303
            return answer
    else:
        typed = unseal(request, request.GET.get("asked", ""))
        form = SamePersonForm(typed)
    looked = request.method == "GET" and form.is_bound and form.is_valid()
    found = candidates(viewer, form.typed, today()) if looked else []
    show(request, *(one for candidate in found for one in candidate.about))
    return render(request, "iom/look_for.html", {"form": form, "looked": looked, "candidates": found})


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
