"""What the keeper of a plan writes: actions, questions, needs, own words, reviews, and what is taken back."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse

from concerted.access.models import Scope
from concerted.access.subjects import lines_in_force, writable
from concerted.cases.actions.ask_action import ask_action
from concerted.cases.actions.ask_service import ask_service
from concerted.cases.actions.record_own_words import record_own_words
from concerted.cases.actions.record_review import record_review
from concerted.cases.actions.withdraw_action import withdraw_action
from concerted.cases.actions.withdraw_question import withdraw_question
from concerted.cases.actions.write_need import write_need
from concerted.cases.closing import OPEN_STATES
from concerted.cases.forms import ActionForm, NeedForm, OwnWordsForm, QuestionForm, ReviewForm, WithdrawForm
from concerted.cases.models import Action, Case, Need, Question
from concerted.cases.programme import programme
from concerted.cases.queries.who import Who, who
from concerted.cases.views.plans import found_case
from concerted.cases.views.steps import Step, show, take, viewer_of
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.partnership.models import Agency

KEEPERS = "keep a plan"


def _opened(request: HttpRequest, case: UUID) -> tuple[Viewer, Case, Who]:
    """Return viewer, case and person of a form page, and note that they were shown."""
    viewer = viewer_of(request)
    held = found_case(viewer, case)
    show(request, held.pk, held.person_id)
    return viewer, held, who(viewer, held.person_id)


def _step(case: Case, person: Who, **given: Any) -> Step:
    return Step(back=f"/cases/{case.pk}/plan", back_words="Back to the plan", kicker=person.name, **given)


@page("Add an action", "plan.write", is_for=KEEPERS, personal=True)
def add_action(request: HttpRequest, case: UUID) -> HttpResponse:
    """Ask an agency for something by a day."""
    viewer, held, person = _opened(request, case)
    declared = programme(held.programme)
    open_ones = Action.objects.filter(case_id=held.pk, state__in=OPEN_STATES).order_by("due_on", "id")
    given: dict[str, Any] = {
        "programme": declared,
        "agencies": _askable(),
        "before": open_ones.values_list("pk", "words"),
        "initial": {"pathway": request.GET.get("pathway", "")} | _instead_of(held, request.GET.get("instead_of")),
    }
    form = ActionForm(request.POST, **given) if request.method == "POST" else ActionForm(**given)
    step = _step(
        held,
        person,
        title="What is to be done, by whom, by when?",
        button="Ask for it",
        failed="The action is not asked yet",
        done="asked",
        refused_at="words",
        template="cases/add_action.html",
        more={"case": held, "person": person, "viewer": viewer},
    )

    def act(written: dict[str, Any]) -> None:
        ask_action(case=held.pk, on=today(), by=viewer, **written)

    return take(request, step, form, act)


def _askable() -> QuerySet[Agency]:
    """Return the agencies of which the viewer may ask an action: a line of an agreement lets them write there."""
    scopes = Scope.objects.filter(pk__in=writable("action"))
    return Agency.objects.filter(pk__in=scopes.values("agency")).order_by("name")


def _instead_of(case: Case, action: str | None) -> dict[str, Any]:
    """Return what a new form starts with when an agency sent an action back."""
    if not action:
        return {}
    try:
        back = Action.objects.get(pk=UUID(action), case_id=case.pk)
    except (Action.DoesNotExist, ValueError) as missing:
        raise Http404 from missing
    return {"words": back.words, "note": back.note, "due_on": max(back.due_on, today()), "pathway": back.pathway}


@page("Ask a service", "plan.write", is_for=KEEPERS, personal=True)
def add_question(request: HttpRequest, case: UUID) -> HttpResponse:
    """Ask a service whether one person attends."""
    viewer, held, person = _opened(request, case)
    declared = programme(held.programme)
    lines = lines_in_force(giver=declared.scheme, category="question", purpose=viewer.purpose).filter(by_request=True)
    given: dict[str, Any] = {
        "programme": declared,
        "services": Agency.objects.filter(pk__in=lines.values("receiver")).order_by("name"),
        "initial": {"pathway": request.GET.get("pathway", "")},
    }
    form = QuestionForm(request.POST, **given) if request.method == "POST" else QuestionForm(**given)
    spoken = person.pronouns
    step = _step(
        held,
        person,
        title=f"{spoken.does.capitalize()} {spoken.they} attend?",
        button="Ask the service",
        failed="The question is not asked yet",
        done="question",
        refused_at="due_on",
        template="cases/add_question.html",
        more={"case": held, "person": person, "lines": lines.select_related("agreement", "receiver")},
    )

    def act(written: dict[str, Any]) -> None:
        ask_service(case=held.pk, today=today(), by=viewer, **written)

    return take(request, step, form, act)


@page("A need", "plan.write", is_for=KEEPERS, personal=True)
def need(request: HttpRequest, case: UUID, pathway: str) -> HttpResponse:
    """Write down what is needed on one pathway, or that nothing is."""
    viewer, held, person = _opened(request, case)
    title = programme(held.programme).pathway_titles.get(pathway)
    if title is None:
        raise Http404

    def stands() -> Need | None:
        return Need.objects.filter(case_id=held.pk, pathway=pathway).order_by("-written_at").first()

    def latest() -> dict[str, Any]:
        now = stands()
        text = (now.words or "Nothing is needed here") if now else ""
        return {"text": text, "after": now.pk if now else ""}

    now = stands()
    initial = {"after": now.pk, "words": now.words, "none_needed": now.none_needed} if now else {}
    form = NeedForm(request.POST) if request.method == "POST" else NeedForm(initial=initial)
    step = _step(
        held,
        person,
        title=f"{title}: what is needed?",
        button="Write it down",
        failed="The need is not written down yet",
        done="need",
        refused_at="words",
    )

    def act(written: dict[str, Any]) -> None:
        write_need(case=held.pk, pathway=pathway, by=viewer, **written)

    return take(request, step, form, act, latest)


@page("Own words", "plan.write", is_for=KEEPERS, personal=True)
def own_words(request: HttpRequest, case: UUID) -> HttpResponse:
    """Keep what the person says in their own words."""
    viewer, held, person = _opened(request, case)
    initial = {
        "version": held.version,
        "words": held.own_words,
        "said_to": held.own_words_to,
        "said_on": held.own_words_on,
    }
    form = OwnWordsForm(request.POST) if request.method == "POST" else OwnWordsForm(initial=initial)
    step = _step(
        held,
        person,
        title=f"What {'do' if person.pronouns.plural else 'does'} {person.pronouns.they} want?",
        button="Keep it",
        failed="The words are not kept yet",
        done="own_words",
        refused_at="words",
    )

    def act(written: dict[str, Any]) -> None:
        record_own_words(case=held.pk, by=viewer, **written)

    return take(request, step, form, act, lambda: _case_now(held.pk, "own_words"))


@page("Record a review", "plan.write", is_for=KEEPERS, personal=True)
def review(request: HttpRequest, case: UUID) -> HttpResponse:
    """Record that the case was reviewed, and when it is looked at next."""
    viewer, held, person = _opened(request, case)
    initial = {"version": held.version, "held_on": today()}
    form = ReviewForm(request.POST) if request.method == "POST" else ReviewForm(initial=initial)
    step = _step(
        held,
        person,
        title="What did the review find?",
        button="Record the review",
        failed="The review is not recorded yet",
        done="reviewed",
        refused_at="next_on",
    )

    def act(written: dict[str, Any]) -> None:
        record_review(case=held.pk, today=today(), by=viewer, **written)

    return take(request, step, form, act, lambda: _case_now(held.pk, None))


def _case_now(case: UUID, field: str | None) -> dict[str, Any]:
    """Return what stands in a case now, and its version, for one whose form is older."""
    now = Case.objects.get(pk=case)
    return {"version": now.version, "text": getattr(now, field) if field else ""}


@page("Withdraw an action", "plan.write", is_for=KEEPERS, personal=True)
def withdraw(request: HttpRequest, action: UUID) -> HttpResponse:
    """Say what happens, ask why, and take an action back."""
    viewer = viewer_of(request)
    held = Action.objects.filter(pk=action).select_related("asked_of").first()
    if held is None:
        raise Http404
    show(request, held.pk, held.case_id)
    case = found_case(viewer, held.case_id)
    initial = {"version": held.version}
    form = WithdrawForm(request.POST) if request.method == "POST" else WithdrawForm(initial=initial)
    step = _step(
        case,
        who(viewer, case.person_id),
        title="Withdraw this action?",
        button="Withdraw it",
        failed="The action is not withdrawn yet",
        done="withdrawn",
        refused_at="because",
        template="cases/withdraw.html",
        more={"told": held.told, "consequence": f"{held.asked_of.name} is told that it is no longer asked."},
    )

    def act(written: dict[str, Any]) -> None:
        withdraw_action(action=held.pk, on=today(), by=viewer, **written)

    return take(request, step, form, act, lambda: {"version": Action.objects.get(pk=action).version})


@page("Withdraw a question", "plan.write", is_for=KEEPERS, personal=True)
def unask(request: HttpRequest, question: UUID) -> HttpResponse:
    """Say what happens, and take a question back."""
    viewer = viewer_of(request)
    held = Question.objects.filter(pk=question).first()
    if held is None:
        raise Http404
    show(request, held.pk, held.case_id)
    case = found_case(viewer, held.case_id)
    form = Form(request.POST) if request.method == "POST" else Form()
    step = _step(
        case,
        who(viewer, case.person_id),
        title="Withdraw this question?",
        button="Withdraw it",
        failed="The question is not withdrawn yet",
        done="unasked",
        template="cases/withdraw.html",
        more={"told": held.told, "consequence": "The service cannot open it any more."},
    )
    return take(request, step, form, lambda _: withdraw_question(question=held.pk, on=today(), by=viewer))
