"""On what each choice of a disclosure would rest: lines, consents and what was shared already, put to the rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from concerted.access.categories import CATEGORIES, Category
from concerted.access.permissions import may
from concerted.access.subjects import own_scopes
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, AgreementLine, Gateway
from concerted.partnership.models.agreement import PART_3
from concerted.people.models import Record
from concerted.sharing.models import Consent
from concerted.sharing.queries.disclosures import Shared, in_force_between
from concerted.sharing.queries.receivers import Receiver
from concerted.sharing.rules.may_disclose import ConsentFound, Ground, Law, may_disclose
from concerted.sharing.terms import line_in_words

SAID_ALONE = ("attends", "knows")
"""Categories that are one sentence: they need no record to be read."""


@dataclass(frozen=True)
class Choice:
    """What somebody would share: which records and categories, with whom, for what, until when, by which law."""

    records: tuple[Record, ...]
    receiver: Receiver
    purpose: str
    categories: tuple[str, ...]
    until_on: date | None
    regime: str
    law: Gateway | None = None
    overrides: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Weighed:
    """One category of one record: the rule's decision, what it rests on, and whether it is shared already."""

    record: Record
    scope: int
    category: Category
    goes_along: bool
    ground: Ground
    line: AgreementLine | None = None
    consent: UUID | None = None
    already: Shared | None = None

    @property
    def to_do(self) -> bool:
        """Whether anything is left to disclose."""
        return bool(self.ground) and bool(self.ground.rests_on) and self.already is None


def shareable(scopes: dict[str, int]) -> list[Category]:
    """Return the categories of some scopes that are shared one person at a time, the least first."""
    return sorted((CATEGORIES[c] for c in scopes if c in CATEGORIES and CATEGORIES[c].share), key=lambda c: c.least)


def weigh(viewer: Viewer, choice: Choice, *, today: date) -> list[Weighed]:
    """Put each category of each record to the rule, the least first.

    Who somebody is goes along with whatever hangs on a record, or the other side could not open it.
    """
    scopes = own_scopes()
    chosen = [c for c in shareable(scopes) if c.code in choice.categories]
    along = "identity" in scopes and any(c.code not in (*SAID_ALONE, "identity") for c in chosen)
    if along and "identity" not in choice.categories:
        chosen = sorted([*chosen, CATEGORIES["identity"]], key=lambda c: c.least)
    weighing = _Weighing(viewer, choice, today)
    return [
        weighing.one(record, category, scopes[category.code], goes_along=category.code not in choice.categories)
        for record in choice.records
        for category in chosen
    ]


class _Weighing:
    """The facts of one choice, read once: lines between the two agencies, consents, disclosures in force."""

    def __init__(self, viewer: Viewer, choice: Choice, today: date) -> None:
        self.viewer, self.choice, self.today, self.now = viewer, choice, today, timezone.now()
        self.giver = Agency.objects.get(pk=viewer.agency_id)
        records = [record.pk for record in choice.records]
        self.lines = list(
            AgreementLine.objects.filter(
                giver_id=viewer.agency_id,
                receiver=choice.receiver.agency,
                role_class=choice.receiver.role_class,
                purpose=choice.purpose,
                from_at__lte=self.now,
            )
            .select_related("agreement", "giver")
            .order_by("-from_at", "number")
        )
        self.consents = list(
            Consent.objects.filter(record_id__in=records, scope__agency_id=viewer.agency_id).order_by("-until_on")
        )
        self.shared = in_force_between(viewer, records, choice.receiver.agency.pk, choice.receiver.role_class)

    def one(self, record: Record, category: Category, scope: int, *, goes_along: bool) -> Weighed:
        """Put one category of one record to the rule."""
        choice, agency = self.choice, self.choice.receiver.agency
        of_category = [line for line in self.lines if line.category == category.code]
        lines = [line for line in of_category if line.until_at is None or line.until_at > self.now]
        whole = next((line for line in lines if not line.by_request), None)
        single = next((line for line in lines if line.by_request), None)
        found, consent = self._consent(record, category)
        ground = may_disclose(
            receiver=agency.name,
            purpose=choice.purpose,
            until_on=choice.until_on,
            today=self.today,
            to_police=agency.kind == "police",
            works_for_purpose=choice.purpose in choice.receiver.purposes,
            part_3=choice.regime == PART_3,
            both_competent=self.giver.competent_authority and agency.competent_authority,
            opened_by=_begun(line_in_words(whole)) if whole else "",
            line=line_in_words(single) if single else "",
            ended_line=_begun(line_in_words(of_category[0])) if of_category and not lines else "",
            consent=found,
            law=self._law(),
            patient=category.health_or_care or self.giver.kind == "health",
            overrides=choice.overrides,
            may_override=may(self.viewer.role_class, "disclose.override"),
            reason=choice.reason,
        )
        already = next(
            (s for s in self.shared if s.subject == record.pk and s.scope == scope and s.purpose == choice.purpose),
            None,
        )
        return Weighed(
            record,
            scope,
            category,
            goes_along,
            ground,
            single if ground.rests_on == "agreement" else None,
            consent if ground.rests_on == "consent" else None,
            already,
        )

    def _law(self) -> Law | None:
        law = self.choice.law
        if law is None:
            return None
        begun = law.from_on is None or law.from_on <= self.today
        return Law(
            law.title,
            in_force=begun and (law.until_on is None or self.today < law.until_on),
            needs_no_agreement=law.without_agreement,
            nobody_named=law.depersonalised_only,
            no_patients=law.excludes_patient_information,
        )

    def _consent(self, record: Record, category: Category) -> tuple[ConsentFound | None, UUID | None]:
        """Return the consent that comes nearest: one that covers, else why the nearest does not."""
        mine = [consent for consent in self.consents if consent.record_id == record.pk]
        fitting = [c for c in mine if self._fits(c, category)]
        states = [(_state(consent, self.today), consent) for consent in fitting]
        for state in ("covers", "withdrawn", "expired", "not_yet"):
            for found, consent in states:
                if found == state:
                    return ConsentFound(state, consent.until_on), consent.pk
        return (ConsentFound("other"), None) if mine else (None, None)

    def _fits(self, consent: Consent, category: Category) -> bool:
        right = consent.purpose == self.choice.purpose and category.code in consent.categories
        return right and self.choice.receiver.agency.pk in consent.to_agencies


def _state(consent: Consent, today: date) -> str:
    if consent.withdrawn_at is not None:
        return "withdrawn"
    if today < consent.given_on:
        return "not_yet"
    return "expired" if consent.until_on < today else "covers"


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def blocked(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Return what the rule refuses."""
    return [one for one in weighed if not one.ground and one.already is None]
