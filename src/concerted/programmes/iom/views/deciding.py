"""The decision: should somebody join the cohort? Choices left, what the panel may rely on right."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from concerted.access.subjects import lines_in_force
from concerted.cases.models import Case, CohortLock
from concerted.cases.models import Step as CaseStep
from concerted.cases.queries.who import Who, who
from concerted.cases.views.steps import Step, show, take, viewer_of
from concerted.kernel.days import completed_years
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.people.queries.records import district_name
from concerted.people.wording import Pronouns, joined
from concerted.programmes.iom.actions.record_decision import record_decision
from concerted.programmes.iom.forms import DecisionForm
from concerted.programmes.iom.programme import PROGRAMME
from concerted.programmes.iom.queries.cohort import districts_of, live_count
from concerted.programmes.iom.queries.equality import taken_of_the_last
from concerted.programmes.iom.queries.evidence import evidence
from concerted.programmes.iom.queries.local_settings import Settings, settings_on
from concerted.programmes.iom.rules.may_be_considered import may_be_considered
from concerted.programmes.iom.words import COLOURS, HARM_MEASURES, KINDS, SCHEME

IS_FOR = "record the panel's decisions"


@page("A decision of the panel", "iom.decide", is_for=IS_FOR, personal=True)
def decide(request: HttpRequest, case: UUID) -> HttpResponse:
    """Record what the panel decided about somebody proposed, or for whom something was missing."""
    viewer, day = viewer_of(request), today()
    held = case_to_decide(case)
    show(request, held.pk, held.person_id)
    person = who(viewer, held.person_id)
    known = evidence(viewer, held.person_id, person.pronouns, today=day)
    settings = settings_on(day)
    intervals = {colour: settings.number(f"review.days.{colour}") for colour in COLOURS}
    within = settings.number("tell.within_days")
    spoken = person.pronouns
    initial = {"version": held.version, "tell_by_on": day + timedelta(days=within) if within else None}
    form = _form(request, initial, spoken, intervals=intervals, today=day)
    step = Step(
        title=f"Should {spoken.they} join the IOM cohort?",
        button="Record the decision",
        failed="The decision is not recorded yet",
        back="/cohort",
        back_words="Cohort",
        kicker="",
        done="decided",
        refused_at="outcome",
        template="iom/decide.html",
        more={
            "case": held,
            "person": person,
            "facts": _facts(held, person, day),
            "proposal": CaseStep.objects.filter(case_id=held.pk, stage="proposed").order_by("recorded_at").first(),
            "last": _last(held),
            "spoken": spoken,
            "evidence": known,
            "measures": HARM_MEASURES,
            "intervals": _intervals(intervals),
            "not_configured": [colour for colour, days in intervals.items() if days is None],
            "meanings": [(kind, settings.words(f"kind.{kind}")) for kind in KINDS],
            "whose": settings.whose("kind.Fixed"),
            "colours": COLOURS,
            "happens": _happens(viewer, day),
            "taken": taken_of_the_last(viewer),
        },
    )

    def act(written: dict[str, Any]) -> None:
        may = may_be_considered(birth_dates=known.birth_dates, on=day)
        if written["outcome"] == "adopted" and not may:
            raise Refused(may.because)
        record_decision(
            case=held.pk,
            outcome=written["outcome"],
            because=written["because"],
            decided_by=written["decided_by"],
            parts=form.parts,
            on=day,
            by=viewer,
            review_due_on=review_day(written, settings, day),
            version=written["version"],
        )

    return take(request, step, form, act, lambda: _now(held.pk))


def _form(request: HttpRequest, initial: dict[str, Any], spoken: Pronouns, **given: Any) -> DecisionForm:
    """Return the form, in words that speak of the person as recorded."""
    form = DecisionForm(request.POST, **given) if request.method == "POST" else DecisionForm(initial=initial, **given)
    form.fields[
        "because"
    ].help_text = (
        f"The reason {spoken.they} will be told. Facts and what support is meant to change; no character, no guesses."
    )
    form.fields["told"].label = f"When {'were' if spoken.plural else 'was'} {spoken.they} told?"
    return form


def case_to_decide(case: UUID) -> Case:
    """Return a case that the panel may decide about. Raises Http404 alike when it is hidden, missing or of another."""
    found = Case.objects.select_related("person").filter(pk=case, programme=SCHEME).first()
    if found is None:
        raise Http404
    return found


def review_day(written: dict[str, Any], settings: Settings, day: date) -> date | None:
    """Return the day on which the case is looked at again: as written, else by the county's interval of the colour."""
    if written["outcome"] == "not_yet":
        return written["missing_by_on"]  # type: ignore[no-any-return]
    if written["outcome"] != "adopted":
        return None
    if written["review_due_on"]:
        return written["review_due_on"]  # type: ignore[no-any-return]
    days = settings.number(f"review.days.{written['colour']}")
    return day + timedelta(days=days) if days else None


def _facts(case: Case, person: Who, day: date) -> str:
    age = str(completed_years(person.born_on, day)) if person.born_on else "birth date not known"
    district = districts_of([case.person_id]).get(case.person_id, "")
    return ", ".join(part for part in (age, district_name(district) if district else "") if part)


def _last(case: Case) -> CaseStep | None:
    """Return the step at which the case stands, unless that is the proposal itself."""
    if case.stage == PROGRAMME.first_stage.code:
        return None
    return CaseStep.objects.filter(case_id=case.pk, stage=case.stage).order_by("-recorded_at").first()


def _intervals(intervals: dict[str, int | None]) -> str:
    """Return how often each colour is reviewed, as far as the county has configured it."""
    known = [f"{colour} every {days} days" for colour, days in intervals.items() if days is not None]
    return joined(known)


def _happens(viewer: Viewer, day: date) -> list[str]:
    """Return what happens when the decision to adopt is recorded."""
    live = live_count()
    lock = CohortLock.objects.filter(programme=SCHEME).order_by("-locked_on").first()
    locked = f" The locked cohort of {lock.locked_on.day} {lock.locked_on:%B %Y} does not change." if lock else ""
    lines = lines_in_force(giver=PROGRAMME.scheme, category="case", purpose=viewer.purpose).select_related("receiver")
    agencies = sorted({line.receiver.name for line in lines if not line.by_request})
    return [
        f"The live cohort goes from {live} to {live + 1}.{locked}",
        f"{joined(agencies)} read the plan under the IOM agreement. Every other agency reads only what it is asked.",
        f"A plan opens with {len(PROGRAMME.pathways)} empty pathways. You keep it.",
    ]


def _now(case: UUID) -> dict[str, Any]:
    """Return what stands there now, for one whose form is older."""
    now = Case.objects.get(pk=case)
    step = CaseStep.objects.filter(case_id=case).order_by("-recorded_at").first()
    stands = f"{PROGRAMME.stage(now.stage).title}. {step.because} {step.decided_by}" if step else ""
    return {"version": now.version, "text": stands}
