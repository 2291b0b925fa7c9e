"""What happened to a person, from the records that the viewer may see."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from concerted.analytics.harm.weights import default_edition
from concerted.kernel.days import in_words, months_after
from concerted.kernel.viewer import Viewer
from concerted.people import kinds
from concerted.people.models import CaseloadRow, Event, Harm, Score
from concerted.people.story.court import court_days
from concerted.people.story.custody import releases, standing
from concerted.people.story.lines import StoryLine
from concerted.people.story.others import arrests, contacts, housing, plain, scores


@dataclass(frozen=True)
class Happened:
    """The events, scores and newest caseload row of a person's records."""

    events: list[Event]
    scores: list[Score]
    caseload: CaseloadRow | None


def happened(viewer: Viewer, records: list[UUID]) -> Happened:
    """Return what is known of records, in three queries whatever there is.

    What an existence-protected agency wrote reaches that agency alone, should a record ever be opened to another.
    """
    own = ~Q(kind__in=kinds.EXISTENCE_PROTECTED) | Q(record__agency_id=viewer.agency_id)
    events = Event.objects.filter(own, record_id__in=records).select_related("record__agency")
    sent = Score.objects.filter(record_id__in=records).select_related("record__agency")
    newest = CaseloadRow.objects.filter(record_id__in=records).order_by("-snapshot_on", "-pk").first()
    return Happened(list(events), list(sent), newest)


def story_lines(told: Happened, harm: Harm | None, today: date) -> list[StoryLine]:
    """Return every line of the story that the events and scores give."""
    points = PointsWithin(harm)
    return [
        *court_days(told.events, points),
        *releases(told.events, today),
        *arrests(told.events),
        *contacts(told.events),
        *housing(told.events),
        *plain(told.events),
        *scores(told.scores),
    ]


def order_in_words(told: Happened, today: date) -> str:
    """Return what stands today: in prison, on licence, under which order; empty when nothing visible says so."""
    by_prison = standing(told.events, today)
    if by_prison:
        return by_prison
    row = told.caseload
    if row is None or not row.order_name or (row.ends_on is not None and row.ends_on <= today):
        return ""
    name = f"on {row.order_name}" if row.order_name == "licence" else row.order_name
    return f"{name} to {in_words(row.ends_on)}" if row.ends_on else name


class PointsWithin:
    """The harm points of an offence within the 24 months of a harm that the viewer may see."""

    def __init__(self, harm: Harm | None) -> None:
        edition = default_edition()
        self.weights = edition if harm is not None and harm.edition == edition.name else None
        self.until = harm.as_at_on if harm is not None else date.min
        self.since = months_after(self.until, -24) if harm is not None else date.min

    def __call__(self, event: Event) -> float | None:
        on = event.committed_on
        if self.weights is None or on is None or not self.since <= on < self.until:
            return None
        return self.weights.weight_of(event.offence_code).days
