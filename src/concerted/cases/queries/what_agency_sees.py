"""What an agency sees of a plan: exactly the texts that it was told, or the plan that an agreement opens to it."""

from dataclasses import dataclass

from concerted.access.subjects import lines_in_force
from concerted.cases.models import Action, Case, Question
from concerted.cases.programme import programme
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, AgreementLine


@dataclass(frozen=True)
class AgencyView:
    """One agency's view: `told` word for word; `whole` says that a line of an agreement opens the plan itself to it,
    with the actions of the agencies in `reads`."""

    agency: Agency
    told: tuple[str, ...]
    whole: bool
    reads: frozenset[int]

    @property
    def heading(self) -> str:
        """What a panel of this view is called."""
        return f"What {self.agency.name} sees of this"


def agencies_asked(viewer: Viewer, case: Case) -> list[Agency]:
    """Return the agencies that are asked something in the plan, as far as the viewer sees it, by name."""
    asked = Action.objects.filter(case_id=case.pk).exclude(state="withdrawn").values("asked_of")
    return list(Agency.objects.filter(pk__in=asked).exclude(pk=viewer.agency_id).order_by("name"))


def what_agency_sees(viewer: Viewer, case: Case, agency: Agency) -> AgencyView:
    """Return what an agency reads of a case: its own actions and questions as told, and what agreements open to it."""
    actions = Action.objects.filter(case_id=case.pk, asked_of=agency).order_by("due_on", "id")
    questions = Question.objects.filter(case_id=case.pk, asked_of=agency, withdrawn_on=None).order_by("due_on", "id")
    told = (*actions.values_list("told", flat=True), *questions.values_list("told", flat=True))
    scheme = programme(case.programme).scheme
    whole = lines_in_force(giver=scheme, category="case", purpose=viewer.purpose)
    opens = whole.filter(receiver=agency, by_request=False).exists()
    reads = AgreementLine.objects.filter(receiver=agency, category="action", purpose=viewer.purpose, by_request=False)
    return AgencyView(agency, told, opens, frozenset({agency.pk, *reads.values_list("giver_id", flat=True)}))
