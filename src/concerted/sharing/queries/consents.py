"""What somebody consented to, as the viewer's agency recorded it, and what taking it back stops and does not stop."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from concerted.access.categories import in_words
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, AgreementLine
from concerted.people.wording import joined
from concerted.sharing.models import Consent
from concerted.sharing.queries.disclosures import Shared, given_of, resting_on
from concerted.sharing.terms import HOW_GIVEN, purpose_in_words


@dataclass(frozen=True)
class Given:
    """One consent in words."""

    consent: Consent
    what: str
    whom: str
    purpose: str
    how: str
    state: str

    @property
    def in_force(self) -> bool:
        """Whether it covers anything today."""
        return self.state == "in force"


@dataclass(frozen=True)
class Whole:
    """What lines of one agreement open of every record to one agency."""

    receiver: Agency
    what: str
    categories: tuple[str, ...]
    purpose: str
    agreement: str


@dataclass(frozen=True)
class Consequence:
    """What taking a consent back stops, and what goes on and on what that rests.

    `unseen` are disclosures that stop too, which colleagues gave for a purpose of which the viewer's post reads no log:
    the id of each and who receives it.
    """

    stops: list[Shared]
    goes_on: list[Shared]
    whole: list[Whole]
    unseen: list[tuple[UUID, int]] = field(default_factory=list)


def consents_of(viewer: Viewer, records: Sequence[UUID], *, today: date) -> list[Given]:
    """Return the consents about some records that the viewer may see, the newest first."""
    rows = Consent.objects.filter(record_id__in=records).order_by("-given_on", "-recorded_at")
    return _in_words(list(rows), today)


def consent_of(viewer: Viewer, consent: UUID, *, today: date) -> Given:
    """Return one consent in words. Raises Consent.DoesNotExist where the viewer sees none."""
    held = Consent.objects.select_related("record__person", "recorded_by").get(pk=consent)
    return _in_words([held], today)[0]


def consequence(viewer: Viewer, consent: Consent) -> Consequence:
    """Return what taking a consent back would stop now, and what goes on without it."""
    stops = [shared for shared in resting_on(viewer, consent.pk) if shared.open]
    ending = {shared.id for shared in stops}
    goes_on = [shared for shared in given_of(viewer, consent.record_id) if shared.id not in ending]
    with connection.cursor() as cursor:
        cursor.execute("select disclosure, receiver from public.sharing_resting_on(%s)", [consent.pk])
        unseen = [(pk, receiver) for pk, receiver in cursor.fetchall() if pk not in ending]
    return Consequence(stops, goes_on, _whole(viewer), unseen)


def _whole(viewer: Viewer) -> list[Whole]:
    now = timezone.now()
    lines = (
        AgreementLine.objects.filter(giver_id=viewer.agency_id, by_request=False, from_at__lte=now)
        .exclude(until_at__lte=now)
        .select_related("agreement", "receiver")
        .order_by("receiver__name", "agreement__title", "number")
    )
    found: dict[tuple[Agency, str, str], list[str]] = {}
    for line in lines:
        names = found.setdefault((line.receiver, line.purpose, line.agreement.title), [])
        if line.category not in names:
            names.append(line.category)
    return [
        Whole(receiver, joined([in_words(name) for name in names]), tuple(names), purpose, title)
        for (receiver, purpose, title), names in found.items()
    ]


def _in_words(rows: list[Consent], today: date) -> list[Given]:
    names = dict(Agency.objects.filter(pk__in={pk for row in rows for pk in row.to_agencies}).values_list("pk", "name"))
    return [
        Given(
            row,
            joined([in_words(category) for category in row.categories]),
            joined([names[pk] for pk in row.to_agencies if pk in names]),
            purpose_in_words(row.purpose),
            HOW_GIVEN.get(row.how, row.how),
            _state(row, today),
        )
        for row in rows
    ]


def _state(row: Consent, today: date) -> str:
    if row.withdrawn_at is not None:
        return "taken back"
    return "out of date" if row.until_on < today else "in force"
