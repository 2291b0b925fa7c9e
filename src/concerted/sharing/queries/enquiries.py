"""Who else knows somebody: what my agency asked and what came back, and what it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from concerted.access.listing import page
from concerted.access.scoping import scope_id
from concerted.access.subjects import lines_in_force
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, Agreement, AgreementLine
from concerted.sharing.models import Enquiry, EnquiryAnswer, Relay

ORDER = ("-asked_at", "id")
A_PAGE = 25
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Answered:
    """One answer to a question: which agency knows, what it says and whom to call, and until when it may be used.

    `quiet`: that the agency knows somebody is itself secret, so that it stands on the question's page and nowhere else.
    """

    id: UUID
    enquiry_id: UUID
    agency: str
    words: str
    contact: str
    answered_at: datetime
    answered_by: str
    quiet: bool


@dataclass(frozen=True)
class Asked:
    """A question of my agency's with the answers that my post may read."""

    enquiry: Enquiry
    answers: list[Answered]
    standing: str


def agreement_of(purpose: str) -> Agreement | None:
    """Return the agreement in force under which a purpose's questions are passed on, or None."""
    found = Agreement.objects.filter(purpose=purpose, state="in_force", is_template=False)
    return found.order_by("in_force_at", "pk").first()


def asked_today(viewer: Viewer) -> int:
    """Return how many questions the viewer's post has asked on the real clock's day."""
    start = datetime.combine(timezone.localdate(), time(), tzinfo=timezone.get_current_timezone())
    return Enquiry.objects.filter(asked_by_id=viewer.post_id, asked_at__gte=start).count()


def asked_of_person(viewer: Viewer, person: UUID, today: date) -> list[Asked]:
    """Return my agency's questions about a person, the newest first, with their answers."""
    rows = Enquiry.objects.filter(scope_id=_mine(viewer, "asking"), person_id=person)
    return _with_answers(rows.order_by(*ORDER)[:A_PAGE], today)


def asked_by_us(viewer: Viewer, today: date, *, after: Place | None = None) -> tuple[list[Asked], Place | None]:
    """Return a page of my agency's questions for my purpose, the newest first, and where the next page begins."""
    rows = list(page(Enquiry.objects.filter(purpose=viewer.purpose), ORDER, after=after, limit=A_PAGE + 1))
    shown = rows[:A_PAGE]
    beyond = (shown[-1].asked_at, shown[-1].pk) if len(rows) > A_PAGE else None
    return _with_answers(shown, today), beyond


def asked(viewer: Viewer, enquiry: UUID, today: date) -> Asked:
    """Return one question of my agency's. Raises Enquiry.DoesNotExist, hidden or missing."""
    return _with_answers([Enquiry.objects.select_related("person", "asked_by").get(pk=enquiry)], today)[0]


def _with_answers(rows: Iterable[Enquiry], today: date) -> list[Asked]:
    """Join answers to questions, in one further query whatever there is."""
    questions = list(rows)
    found = EnquiryAnswer.objects.filter(enquiry_id__in=[q.pk for q in questions])
    answers: dict[UUID, list[Answered]] = {}
    for answer in found.select_related("scope__agency").order_by("answered_at", "pk"):
        agency: Agency = answer.scope.agency
        answers.setdefault(answer.enquiry_id, []).append(
            Answered(
                answer.pk, answer.enquiry_id, agency.name, answer.words, answer.contact, answer.answered_at,
                answer.answered_by, agency.existence_protected,
            )
        )  # fmt: skip
    return [Asked(q, answers.get(q.pk, []), standing(q, today)) for q in questions]


def standing(enquiry: Enquiry, today: date) -> str:
    """Return where a question stands: open, lapsed or withdrawn; never whether anybody knows."""
    if enquiry.withdrawn_at is not None:
        return "withdrawn"
    return "lapsed" if enquiry.until_on < today else "open"


def asked_of_us(
    viewer: Viewer, today: date, *, states: tuple[str, ...] = ("open",), after: Place | None = None
) -> tuple[list[Relay], Place | None]:
    """Return a page of what my agency is asked in some states and may still answer, and where the next page begins."""
    mine = Relay.objects.filter(state__in=states, until_on__gte=today).select_related("asker")
    rows = list(page(mine, ORDER, after=after, limit=A_PAGE + 1))
    shown = rows[:A_PAGE]
    return shown, ((shown[-1].asked_at, shown[-1].pk) if len(rows) > A_PAGE else None)


def relayed(viewer: Viewer, relay: UUID) -> tuple[Relay, EnquiryAnswer | None]:
    """Return what my agency is asked, with its own answer. Raises Relay.DoesNotExist, hidden or missing."""
    held = Relay.objects.select_related("asker").get(pk=relay)
    own = EnquiryAnswer.objects.filter(enquiry_id=held.enquiry_id, scope_id=_mine(viewer, "knows"))
    return held, own.order_by("answered_at").first()


def lines_to_answer(viewer: Viewer, relay: Relay) -> QuerySet[AgreementLine]:
    """Return the lines in force that let my agency tell those who asked that it knows somebody."""
    lines = lines_in_force(giver=viewer.agency_code, category="knows", purpose=relay.purpose)
    return lines.filter(by_request=True, receiver_id=relay.asker_id).select_related("giver", "receiver")


def _mine(viewer: Viewer, category: str) -> int:
    """Return the id of a scope of the viewer's own agency; one that there is not holds nothing."""
    try:
        return scope_id(viewer.agency_code, category)
    except LookupError:
        return -1
