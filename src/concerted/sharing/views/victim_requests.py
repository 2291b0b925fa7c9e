"""Requests for a victim's information: made by the police, answered by the service, read in the log of both."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.partnership.models import Gateway
from concerted.sharing.actions.answer_victim_request import answer_victim_request
from concerted.sharing.actions.make_victim_request import Wanted, make_victim_request
from concerted.sharing.actions.withdraw_victim_request import withdraw_victim_request
from concerted.sharing.models import VictimRequest
from concerted.sharing.queries import victim_requests as kept
from concerted.sharing.rules.may_answer_victim_request import may_answer_victim_request
from concerted.sharing.terms import POWER
from concerted.sharing.victim_facts import facts
from concerted.sharing.victim_forms import DECISIONS, AnswerForm, RequestForm
from concerted.sharing.views.places import link_to, place_in
from concerted.sharing.views.steps import Step, messages, show, take, viewer_of

MAKERS = "investigate crime"
SERVICE = "support victims"
OFFICERS = "answer for how personal data is used"


@page("Requests for a victim's information", "victim_requests.make", is_for=MAKERS, personal=True)
@require_safe
def made_page(request: HttpRequest) -> HttpResponse:
    """What did we ask of victims' services, and what did they answer?"""
    return _list(request, "sharing/victim_requests.html")


@page("The log of requests for victims' information", "victim_requests.read", is_for=OFFICERS, personal=True)
@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    """Which requests were made or received, on which grounds, and how were they answered?"""
    return _list(request, "sharing/victim_request_log.html")


@page("Requests put to our service", "victim_requests.answer", is_for=SERVICE, personal=True)
@require_safe
def asked_page(request: HttpRequest) -> HttpResponse:
    """Who asks our service for a victim's information?"""
    return _list(request, "sharing/victim_requests_asked.html")


def _list(request: HttpRequest, template: str) -> HttpResponse:
    rows, older = kept.requests(viewer_of(request), after=place_in(request.GET.get("after")))
    show(request, *(row.held.pk for row in rows))
    context = {
        "rows": [(row, DECISIONS.get(row.answer.decision, "") if row.answer else "") for row in rows],
        "waiting": sum(row.standing == "asked" for row in rows),
        "older": link_to("after", older),
        "today": today(),
        "messages": messages(request),
    }
    return render(request, template, context)


@page("Request a victim's information", "victim_requests.make", is_for=MAKERS, personal=True)
def make_page(request: HttpRequest) -> HttpResponse:
    """Is this victim's information necessary? The form asks for what the law wants, and says what is presumed."""
    viewer, on = viewer_of(request), today()
    services = kept.services()
    form = RequestForm(request.POST or None, services=services)
    identifier = form["identifier"].value()
    step = Step(
        title="Is this victim’s information necessary?",
        button="Make the request",
        failed="The request is not made yet",
        back="/victim-requests",
        back_words="Requests for victims’ information",
        goes_to=f"/victim-requests/{identifier}",
        done="requested",
        template="sharing/make_victim_request.html",
        more={"power": Gateway.objects.filter(pk=POWER).first(), "in_force": kept.power_in_force(on)},
    )

    def act(written: dict[str, Any]) -> None:
        pk = written.pop("identifier")
        make_victim_request(identifier=pk, wanted=Wanted(**written), on=on, by=viewer)

    return take(request, step, form, act)


def _ours(request: HttpRequest, pk: UUID) -> kept.Request:
    try:
        one = kept.asked_by_us(viewer_of(request), pk)
    except VictimRequest.DoesNotExist as missing:
        raise Http404 from missing
    show(request, one.held.pk, *([one.answer.pk] if one.answer else []))
    return one


@page("A request for a victim's information", "victim_requests.make", is_for=MAKERS, personal=True)
@require_safe
def request_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request of ours: what the service reads, and its answer."""
    one = _ours(request, pk)
    return render(request, "sharing/victim_request.html", {**_shown(one), "messages": messages(request)})


def _shown(one: kept.Request) -> dict[str, Any]:
    power = Gateway.objects.filter(pk=POWER).first()
    decision = DECISIONS.get(one.answer.decision, "") if one.answer else ""
    return {
        "one": one,
        "held": one.held,
        "answer": one.answer,
        "decision": decision,
        "power": power,
        "facts": facts(one.held, power.title if power else "not configured"),
    }


@page("Take a request back", "victim_requests.make", is_for=MAKERS, personal=True)
def withdraw_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm that a request is taken back."""
    one = _ours(request, pk)
    if request.method == "POST":
        withdraw_victim_request(request=one.held.pk, by=viewer_of(request))
        return HttpResponseRedirect(f"/victim-requests/{one.held.pk}?said=request_withdrawn")
    return render(request, "sharing/withdraw_victim_request.html", _shown(one))


@page("A request on paper", "victim_requests.make", is_for=MAKERS, personal=True)
@require_safe
def print_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request of ours on paper."""
    return _paper(request, _ours(request, pk))


def _theirs(viewer: Viewer, request: HttpRequest, pk: UUID) -> kept.Request:
    try:
        held, answer = kept.asked_of_us(viewer, pk)
    except VictimRequest.DoesNotExist as missing:
        raise Http404 from missing
    show(request, held.pk, *([answer.pk] if answer else []))
    return kept.Request(held, answer)


@page("A request put to our service", "victim_requests.answer", is_for=SERVICE, personal=True)
def answer_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do we provide what is asked? The service decides; the notes never go through this system."""
    viewer = viewer_of(request)
    one = _theirs(viewer, request, pk)
    form = AnswerForm(request.POST or None)
    may_answer = may_answer_victim_request(withdrawn=one.held.withdrawn_at is not None, answered=one.answer is not None)
    step = Step(
        title=f"Do we provide what {one.held.asked_by.agency.name} asks?",
        button="Answer",
        failed="The request is not answered yet",
        back="/victim-requests/asked",
        back_words="Requests put to us",
        kicker=one.held.reference,
        goes_to=f"/victim-requests/asked/{one.held.pk}",
        done="request_answered",
        template="sharing/answer_victim_request.html",
        more={**_shown(one), "may_answer": may_answer, "messages": messages(request)},
    )

    def act(written: dict[str, Any]) -> None:
        answer_victim_request(request=one.held.pk, by=viewer, **written)

    return take(request, step, form, act)


@page("A request put to us, on paper", "victim_requests.answer", is_for=SERVICE, personal=True)
@require_safe
def answer_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request to our service on paper."""
    return _paper(request, _theirs(viewer_of(request), request, pk))


def _paper(request: HttpRequest, one: kept.Request) -> HttpResponse:
    viewer = viewer_of(request)
    printed = {
        "handling": "Official: sensitive. About a victim. Destroy after use",
        "by": f"{viewer.holder}, {viewer.title}",
        "at": timezone.localtime(),
        "reference": one.held.reference,
        "landscape": False,
    }
    return render(request, "sharing/victim_request_print.html", {**_shown(one), "printed": printed})
