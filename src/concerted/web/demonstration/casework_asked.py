"""What the invented plans ask of agencies, and the two questions to a service with the keys that they open."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

from django.utils import timezone

from concerted.access.models import Disclosure, Subject, SubjectKey
from concerted.access.scoping import scope_id
from concerted.access.subjects import lines_in_force
from concerted.cases.models import Action, Answer, Case, Question
from concerted.cases.wording import told_of_action, told_of_question
from concerted.kernel.identifiers import new_id
from concerted.partnership.clock import end_of
from concerted.partnership.models import Agency, AgreementLine
from concerted.people.models import Record
from concerted.people.naming import about, full_name
from concerted.people.wording import pronouns
from concerted.programmes.iom.programme import PROGRAMME
from concerted.web.demonstration.casework_people import Member

SERVICE = "second_start"
USED_FOR = timedelta(days=180)
"""How long the demonstration's answers may be used."""


class Asking:
    """Actions and questions of the live plans, with what each agency reads."""

    def __init__(self, words: dict[str, Any], as_at: date) -> None:
        self.words, self.as_at, self.asker = words, as_at, words["coordinator"]
        self.agencies = {agency.code: agency for agency in Agency.objects.all()}
        self.about: dict[UUID, str] = {}
        self.sex: dict[UUID, str] = {}
        self.actions: list[Action] = []
        self.housed = False

    def write(self, plans: Sequence[tuple[Member, Case]]) -> None:
        """Write everything that the plans ask."""
        self.name([case.person_id for _, case in plans])
        for number, (member, case) in enumerate(plans):
            self.done(member, case, number)
            if number % 3 and self.as_at - member.adopted_on > timedelta(days=30):
                self.further(case, number)
        quiet = [case for member, case in plans if not member.tale and member.colour != "custody"]
        for entry, case in zip(self.words["open"], cycle(quiet) if quiet else [], strict=False):
            self.ask(case, entry)
        for member, case in plans:
            if member.tale == "moved" and member.until_on is not None:
                self.on_old_date(case, member.until_on, member.said_on or self.as_at)
            if member.tale == "out soon" and not self.housed:
                self.ask(case, self.words["housed"], asked_on=self.day(-20), ended_on=self.day(-6))
                self.housed = True
        Action.objects.bulk_create(self.actions)
        if len(quiet) > 1:
            self.question(quiet[-1], days_ago=30, attends=True)
            self.question(quiet[-2], days_ago=2, attends=None)

    def day(self, days: int) -> date:
        """Return a day so many days from the demonstration's own."""
        return self.as_at + timedelta(days=days)

    def further(self, case: Case, number: int) -> None:
        """Make one accepted action that is due in some weeks, so that a plan in the middle of its life is not empty."""
        entry = self.words["further"][number % len(self.words["further"])]
        self.ask(case, {**entry, "due": 16 + number * 7 % 45, "asked": 5 + number % 20, "accepted": 3 + number % 3})

    def name(self, persons: list[UUID]) -> None:
        """Find the name, birth date and sex that police write of each person."""
        rows = Record.objects.filter(person_id__in=persons, source="police").order_by("-id")
        for row in rows:
            assert row.person_id is not None
            self.about[row.person_id] = about(full_name(row.given_name, row.family_name), row.born_on)
            self.sex[row.person_id] = row.sex

    def done(self, member: Member, case: Case, number: int) -> None:
        """Make one or two actions that are done."""
        entries = self.words["done"]
        for place in range(1 + number % 2):
            asked_on = member.adopted_on + timedelta(days=3)
            ended_on = asked_on + timedelta(days=10 + number % 9)
            if ended_on < self.as_at - timedelta(days=5):
                self.ask(case, entries[(number + place) % len(entries)], asked_on=asked_on, ended_on=ended_on)

    def on_old_date(self, case: Case, old: date, said_on: date) -> None:
        """Make two actions that were planned on the release date that the prison has moved since."""
        for code, words, pathway in (
            ("probation", "Meet at the gate and go along to the first appointment", "thinking"),
            ("housing_tendring", "Hold a room from this day", "accommodation"),
        ):
            due = max(2, (old - self.as_at).days)
            before = (self.as_at - said_on).days
            entry = {"agency": code, "pathway": pathway, "words": words, "due": due}
            self.ask(case, {**entry, "asked": before + 6, "accepted": before + 4})

    def ask(
        self, case: Case, entry: dict[str, Any], *, asked_on: date | None = None, ended_on: date | None = None
    ) -> None:
        """Make one action as `entry` describes it, open, or done on a day."""
        agency, day = self.agencies[entry["agency"]], self.as_at
        asked_on = asked_on or day - timedelta(days=entry["asked"])
        due_on = ended_on + timedelta(days=3) if ended_on else day + timedelta(days=entry["due"])
        accepted = asked_on + timedelta(days=2) if ended_on else None
        if "accepted" in entry:
            accepted = day - timedelta(days=entry["accepted"])
        whom, note = self.about.get(case.person_id, "a person"), entry.get("note", "")
        self.actions.append(
            Action(
                scope_id=scope_id(agency.code, "action"),
                case=case,
                asked_of=agency,
                programme=PROGRAMME.code,
                pathway=entry["pathway"],
                words=entry["words"],
                about=whom,
                note=note,
                told=told_of_action(words=entry["words"], whom=whom, due_on=due_on, note=note, asked_by=self.asker),
                due_on=due_on,
                state="done" if ended_on else "accepted" if accepted else "asked",
                asked_on=asked_on,
                asked_by=self.asker,
                accepted_on=accepted,
                ended_on=ended_on,
                answer=entry["found"] if ended_on else "",
            )
        )

    def question(self, case: Case, *, days_ago: int, attends: bool | None) -> None:
        """Ask the service about one person, with the key that the act opens; answer it unless `attends` is None."""
        line = self.line(PROGRAMME.scheme, "question", SERVICE)
        if line is None:
            return
        service, asked_on = self.agencies[SERVICE], self.as_at - timedelta(days=days_ago)
        due_on, until_on = asked_on + timedelta(days=5), asked_on + USED_FOR
        spoken = pronouns(self.sex.get(case.person_id, ""))
        words = f"{spoken.does.capitalize()} {spoken.they} attend your service?"
        whom = self.about.get(case.person_id, "a person")
        question = Question(
            scope_id=scope_id(PROGRAMME.scheme, "question"),
            case=case,
            asked_of=service,
            programme=PROGRAMME.code,
            pathway="drugs",
            words=words,
            about=whom,
            asked_on=asked_on,
            asked_by=self.asker,
            told=told_of_question(words=words, whom=whom, due_on=due_on, until_on=until_on, asked_by=self.asker),
            due_on=due_on,
            until_on=until_on,
        )
        Subject.objects.bulk_create([Subject(id=question.pk, kind="question")])
        question.disclosure_id = self.disclose(question.pk, line, until_on)
        question.save(force_insert=True)
        if attends is None:
            return
        Answer.objects.create(
            scope_id=scope_id(SERVICE, "attends"),
            question=question,
            attends=attends,
            answered_on=due_on - timedelta(days=1),
            until_on=until_on,
            answered_by=f"Drug and alcohol worker, {service.name}",
        )
        for answering in lines_in_force(giver=SERVICE, category="attends", purpose=PROGRAMME.purpose):
            if answering.by_request:
                self.disclose(question.pk, answering, until_on)

    def line(self, giver: str, category: str, receiver: str) -> AgreementLine | None:
        """Return the line in force that opens a category to an agency on request."""
        lines = lines_in_force(giver=giver, category=category, purpose=PROGRAMME.purpose)
        return lines.filter(receiver__code=receiver, by_request=True).first()

    def disclose(self, subject: UUID, line: AgreementLine, until_on: date) -> UUID:
        """Open one subject's rows of the line's scope to its receiver, as `access.disclose` does; return the id."""
        now, until = timezone.now(), end_of(until_on, today=self.as_at)
        opened = scope_id(line.giver.code, line.category)
        shared = {"subject_id": subject, "scope_id": opened, "purpose": line.purpose, "from_at": now, "until_at": until}
        disclosure = new_id()
        Disclosure.objects.bulk_create(
            [
                Disclosure(
                    id=disclosure,
                    from_agency_id=line.giver_id,
                    to_agency_id=line.receiver_id,
                    gateway_id=line.agreement.gateway_id,
                    agreement_line=line,
                    **shared,
                )
            ]
        )
        key = SubjectKey(agency_id=line.receiver_id, role_class=line.role_class, disclosure_id=disclosure, **shared)
        SubjectKey.objects.bulk_create([key])
        return disclosure
