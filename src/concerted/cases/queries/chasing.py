"""What the keeper of plans has to chase, decide and expect."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from concerted.access.listing import page
from concerted.cases.closing import OPEN_STATES
from concerted.cases.models import Action, Case
from concerted.cases.programme import find_programmes
from concerted.kernel.viewer import Viewer

MOST = 200
"""How many overdue actions are read at most; Today shows a dozen of them and says how many more there are."""


@dataclass(frozen=True)
class AgencyLoad:
    """How many actions an agency has open, and how many of them are overdue."""

    name: str
    open: int
    overdue: int


def programmes_led(viewer: Viewer) -> list[str]:
    """Return the codes of the programmes whose plans the viewer's role keeps."""
    return [code for code, declared in find_programmes().items() if declared.lead_role == viewer.role_class]


def overdue_by_agency(viewer: Viewer, *, today: date) -> tuple[list[Action], list[AgencyLoad]]:
    """Return overdue actions of the plans that the viewer keeps, by agency and day, and every asked agency's load."""
    led = Action.objects.filter(programme__in=programmes_led(viewer), state__in=OPEN_STATES)
    late = page(led.filter(due_on__lt=today).select_related("asked_of"), ("due_on", "id"), limit=MOST)
    loads = led.values("asked_of__name").annotate(open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)))
    return (
        sorted(late, key=lambda action: (action.asked_of.name, action.due_on, action.id)),
        [AgencyLoad(row["asked_of__name"], row["open"], row["overdue"]) for row in loads.order_by("asked_of__name")],
    )


def due_soon(viewer: Viewer, *, today: date, days: int, limit: int = 50) -> list[Action]:
    """Return open actions of the plans that the viewer keeps that fall due from today until so many days later."""
    led = Action.objects.filter(programme__in=programmes_led(viewer), state__in=OPEN_STATES)
    soon = led.filter(due_on__range=(today, today + timedelta(days=days)))
    return list(page(soon.select_related("asked_of"), ("due_on", "id"), limit=limit))


def sent_back(viewer: Viewer, *, limit: int = 50) -> list[Action]:
    """Return actions that an agency sent back as not its own and that nobody has asked of another or withdrawn."""
    back = Action.objects.filter(programme__in=programmes_led(viewer), state="not_ours").select_related("asked_of")
    return list(page(back, ("due_on", "id"), limit=limit))


def due_reviews(viewer: Viewer, *, until: date, limit: int = 50) -> list[Case]:
    """Return the open cases of the programmes that the viewer leads whose review falls due by a day, by that day."""
    stages = Q(pk=None)
    for code in programmes_led(viewer):
        stages |= Q(programme=code, stage__in=find_programmes()[code].open_stages)
    return list(Case.objects.filter(stages, review_due_on__lte=until).order_by("review_due_on", "id")[:limit])


def done_since(viewer: Viewer, *, since: date) -> int:
    """Return how many actions of the plans that the viewer keeps were done since a day."""
    return Action.objects.filter(programme__in=programmes_led(viewer), state="done", ended_on__gte=since).count()
