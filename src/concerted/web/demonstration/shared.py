"""What the demonstration's agencies have shared one by one: a few disclosures and consents; run once by the engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from concerted.access.models import Disclosure, SubjectKey
from concerted.access.scoping import scope_id
from concerted.access.subjects import lines_in_force
from concerted.cases.models import Case
from concerted.kernel.identifiers import new_id
from concerted.partnership.clock import end_of
from concerted.partnership.models import Agency, AgreementLine, Post
from concerted.people.models import Record
from concerted.people.naming import about
from concerted.people.queries.records import name_of
from concerted.sharing.letters import told_of_withdrawal
from concerted.sharing.models import Consent, Statement
from concerted.sharing.queries.consents import Consequence

HOUSING, PROBATION, POLICE, SERVICE = "housing_colchester", "probation", "police", "second_start"
PURPOSE = "iom"
WORDS = "I said that you may tell my probation officer where I stand on the housing list, until the summer."


@dataclass(frozen=True)
class Given:
    """What one invented disclosure rests on beside its line: a consent or an override, and when it was given."""

    rests_on: str = "agreement"
    gateway: str = ""
    consent: UUID | None = None
    because: str = ""
    ago: int = 1
    ended: int | None = None
    ended_because: str = ""


def seed_sharing(as_at: date) -> None:
    """Write a few disclosures and consents as their acts would have; nothing when there is a consent already."""
    if Consent.objects.exists():
        return
    with transaction.atomic():
        Seeding(as_at).write()


class Seeding:
    """The rows while they are being made."""

    def __init__(self, as_at: date) -> None:
        self.as_at, self.now = as_at, timezone.now()
        self.agencies = {agency.code: agency for agency in Agency.objects.all()}
        roles = ("housing_officer", "probation_officer", "drug_worker")
        posts = Post.objects.filter(role_class__in=roles).select_related("agency")
        self.posts = {post.agency.code: post for post in posts}

    def write(self) -> None:
        """Make every row."""
        housed = iter(self.records(HOUSING))
        for days, record in zip((3, 12, 40), housed, strict=False):
            self.say(record, "knows", POLICE, "We know him or her. Call the housing officer, 01632 960 103.", days)
        for days, record in zip((20,), housed, strict=False):
            self.agreed(record, days)
        for days, record in zip((60,), housed, strict=False):
            self.taken_back(record, days)
        for record in self.records(PROBATION)[:1]:
            self.override(record)
        served = list(Record.objects.filter(agency=self.agencies[SERVICE]).select_related("agency").order_by("pk")[:1])
        for record in served:
            self.say(record, "attends", POLICE, "Attends: yes.", 6)

    def records(self, code: str) -> list[Record]:
        """Return records of an agency, those of people with a case first."""
        rows = Record.objects.filter(agency=self.agencies[code], person__isnull=False).select_related("agency")
        with_case = Q(person__in=Case.objects.values("person_id"))
        return [*rows.filter(with_case).order_by("pk")[:6], *rows.exclude(with_case).order_by("pk")[:6]]

    def line(self, giver: str, category: str, receiver: str) -> AgreementLine | None:
        """Return the line in force that opens a category to an agency one by one."""
        lines = lines_in_force(giver=giver, category=category, purpose=PURPOSE)
        return lines.filter(receiver__code=receiver, by_request=True).select_related("agreement").first()

    def say(self, record: Record, category: str, receiver: str, words: str, ago: int) -> None:
        """Make one sentence about somebody and disclose it under its line."""
        line = self.line(record.agency.code, category, receiver)
        if line is None:
            return
        post = self.posts[record.agency.code]
        Statement.objects.create(
            scope_id=scope_id(record.agency.code, category),
            record=record,
            about=about(name_of(record), record.born_on),
            words=words,
            said_at=self.back(ago),
            said_by=f"{post.title}, {record.agency.name}",
        )
        self.disclose(record, category, receiver, line.role_class, Given(ago=ago), line=line)

    def agreed(self, record: Record, ago: int) -> None:
        """Make a consent in date, and what rests on it beside what rests on a line."""
        consent = self.consent(record, ago)
        given = Given("consent", "consent", consent.pk, ago=ago)
        self.disclose(record, "identity", PROBATION, "probation_officer", given)
        line = self.line(HOUSING, "housing", PROBATION)
        if line is not None:
            self.disclose(record, "housing", PROBATION, line.role_class, Given(ago=ago), line=line)

    def taken_back(self, record: Record, ago: int) -> None:
        """Make a consent that was taken back, with what rested on it ended and what the person was told."""
        back_on = self.as_at - timedelta(days=8)
        consent = self.consent(
            record,
            ago,
            withdrawn_at=self.back(8),
            withdrawn_because="Rang, and said it is nobody's business any more.",
            told_on=back_on,
            told=told_of_withdrawal(
                given_on=self.as_at - timedelta(days=ago),
                today=back_on,
                found=Consequence([], [], []),
                named=[self.agencies[PROBATION]],
                categories=("identity", "housing"),
            ),
            version=2,
        )
        given = Given("consent", "consent", consent.pk, ago=ago, ended=8, ended_because="Consent was withdrawn.")
        self.disclose(record, "identity", PROBATION, "probation_officer", given)

    def override(self, record: Record) -> None:
        """Make an override with its reason, ended by now."""
        because = "Said on the telephone that he would not live through the night; housing had to knock."
        given = Given("override", "vital-interests", because=because, ago=15, ended=14, ended_because="Found well.")
        for category in ("identity", "whereabouts"):
            self.disclose(record, category, HOUSING, "housing_officer", given)

    def consent(self, record: Record, ago: int, **more: object) -> Consent:
        """Make one consent to probation."""
        return Consent.objects.create(
            scope_id=scope_id(HOUSING, "consent"),
            record=record,
            purpose=PURPOSE,
            categories=["identity", "housing"],
            to_agencies=[self.agencies[PROBATION].pk],
            words=WORDS,
            how="face_to_face",
            given_on=self.as_at - timedelta(days=ago),
            until_on=self.as_at + timedelta(days=150),
            recorded_by=self.posts[HOUSING],
            recorded_at=self.back(ago),
            **more,
        )

    def disclose(
        self, record: Record, category: str, receiver: str, role: str, given: Given, line: AgreementLine | None = None
    ) -> None:
        """Open one scope of one record, as the functions of the database do."""
        shared = {
            "subject_id": record.pk,
            "scope_id": scope_id(record.agency.code, category),
            "purpose": PURPOSE,
            "from_at": self.back(given.ago),
            "until_at": end_of(self.as_at + timedelta(days=90), today=self.as_at),
        }
        disclosure = Disclosure(
            id=new_id(),
            act_id=new_id(),
            from_agency_id=record.agency_id,
            to_agency=self.agencies[receiver],
            regime=line.regime if line else "uk_gdpr",
            gateway_id=line.agreement.gateway_id if line else given.gateway,
            rests_on=given.rests_on,
            agreement_line=line,
            consent_id=given.consent,
            because=given.because,
            ended_at=None if given.ended is None else self.back(given.ended),
            ended_because=given.ended_because,
            by_post=self.posts[record.agency.code],
            **shared,
        )
        key = SubjectKey(agency=self.agencies[receiver], role_class=role, disclosure_id=disclosure.id, **shared)
        _write([disclosure], [key])

    def back(self, days: int) -> datetime:
        """Return an instant so many days ago."""
        return self.now - timedelta(days=days)


def _write(disclosures: Iterable[Disclosure], keys: Iterable[SubjectKey]) -> None:
    Disclosure.objects.bulk_create(disclosures)
    SubjectKey.objects.bulk_create(keys)
