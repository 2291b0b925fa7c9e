"""What happened in cases, for the story on a person's page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from concerted.cases.models import Review, Step
from concerted.cases.programme import programme
from concerted.cases.queries.case_of import cases_of_person
from concerted.kernel.viewer import Viewer


@dataclass(frozen=True)
class Happening:
    """One line of a story: when, which programme, what in bold, one grey line, and the case's plan."""

    on: date
    who: str
    what: str
    grey: str
    case: UUID


def timeline_steps(viewer: Viewer, person: UUID) -> list[Happening]:
    """Return the steps and reviews of a person's cases that the viewer may see, the newest first. Three queries."""
    cases = {case.pk: programme(case.programme) for case in cases_of_person(viewer, person)}
    steps = Step.objects.filter(case_id__in=list(cases)).order_by("-recorded_at")
    reviews = Review.objects.filter(case_id__in=list(cases))
    lines = [
        Happening(
            on=step.on,
            who=cases[step.case_id].short,
            what=cases[step.case_id].stage(step.stage).title,
            grey=f"{step.because} {step.decided_by}".strip(),
            case=step.case_id,
        )
        for step in steps
    ]
    lines += [
        Happening(on=r.held_on, who=cases[r.case_id].short, what="Reviewed", grey=r.words, case=r.case_id)
        for r in reviews
    ]
    return sorted(lines, key=lambda line: line.on, reverse=True)
