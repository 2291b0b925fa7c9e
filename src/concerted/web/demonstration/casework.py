"""Opens the demonstration's casework: proposals, cohort, plans; run once by the engine, all of it or nothing."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from concerted.access.models import Subject
from concerted.access.scoping import scope_id
from concerted.cases.models import Case, CohortLock, LockedMember, Need, Review, Step
from concerted.partnership.models import Post
from concerted.programmes.iom.models import LocalSetting, Standing
from concerted.programmes.iom.programme import PROGRAMME
from concerted.web.demonstration.casework_asked import Asking
from concerted.web.demonstration.casework_people import Cast, Member, cast

EVERY = {"red": 14, "amber": 42, "green": 56, "custody": 90}
"""Days between the demonstration's own reviews; amber has no local setting, so its days are set one by one."""


def seed_casework(path: Path, as_at: date) -> None:
    """Write the casework of the cohort file at `path` as it stands on a day; nothing when there are cases already.

    Rows are those that the acts of `cases` and of the programme would have written, with their subjects and keys.
    """
    if Case.objects.exists():
        return
    words = tomllib.loads(files("concerted.web.demonstration").joinpath("casework.toml").read_text())
    with transaction.atomic():
        Casework(cast(path, as_at), words, as_at).write()
    with connection.cursor() as cursor:
        # Without statistics of the new rows the first pages took eight times as long as they need.
        cursor.execute("select access.refresh_statistics()")


class Casework:
    """The rows of the demonstration's casework while they are being made, in the order in which they depend."""

    def __init__(self, people: Cast, words: dict[str, Any], as_at: date) -> None:
        self.people, self.words, self.as_at = people, words, as_at
        self.scope = scope_id(PROGRAMME.scheme, "case")
        self.keeper = Post.objects.filter(role_class=PROGRAMME.lead_role).values_list("pk", flat=True).first()
        self.chairs = cycle(words["chairs"])
        self.proposers = cycle(entry["by"] for entry in words["proposer"])
        self.turns = {name: cycle(texts) for name, texts in words["needs"].items()}
        self.reasons = {name: cycle(t) for name, t in words["reasons"].items() if isinstance(t, list)}
        self.cases: list[Case] = []
        self.steps: list[Step] = []
        self.standings: list[Standing] = []
        self.reviews: list[Review] = []
        self.needs: list[Need] = []

    def write(self) -> None:
        """Make every row and write them all."""
        live = [member for member in self.people.members if member.left_on is None]
        late = next((m for m in live if m.colour == "red" and not m.tale), None)
        if late is not None:
            late.tale = "review overdue"
        cases = [(member, self.member(member, number)) for number, member in enumerate(self.people.members)]
        self.undecided()
        Subject.objects.bulk_create(Subject(id=case.pk, kind="case") for case in self.cases)
        Case.objects.bulk_create(self.cases)
        Step.objects.bulk_create(self.steps)
        Standing.objects.bulk_create(self.standings)
        Review.objects.bulk_create(self.reviews)
        Need.objects.bulk_create(self.needs)
        Asking(self.words, self.as_at).write([(m, case) for m, case in cases if m.left_on is None])
        self.lock(cases)

    def at(self, day: date) -> datetime:
        """Return ten in the morning of a day."""
        return datetime.combine(day, time(10), tzinfo=timezone.get_current_timezone())

    def member(self, member: Member, number: int) -> Case:
        """Make the case of somebody adopted, with steps, standing, reviews and needs; return it."""
        proposed_on = member.adopted_on - timedelta(days=6)
        case = self.case(member.person, "adopted", member.adopted_on, proposed_on)
        self.step(case, "proposed", proposed_on, next(self.reasons["proposed"]), next(self.proposers))
        chair = next(self.chairs)
        self.step(case, "adopted", member.adopted_on, next(self.reasons["adopted"]), chair)
        self.standing(case, member, number)
        self.review(case, member, number)
        pathways = [pathway.code for pathway in PROGRAMME.pathways]
        for place in range(2 + number % 2):
            pathway = pathways[(number * 3 + place * 2) % len(pathways)]
            none = number % 9 == 8 and place == 1
            self.need(case, pathway, "" if none else next(self.turns[pathway]), member.adopted_on)
        if member.left_on is not None:
            case.stage, case.since_on, case.review_due_on = "left", member.left_on, None
            self.step(case, "left", member.left_on, next(self.reasons["left"]), chair)
        return case

    def case(self, person: UUID, stage: str, since_on: date, opened_on: date) -> Case:
        """Make a case and return it."""
        case = Case(
            scope_id=self.scope,
            programme=PROGRAMME.code,
            person_id=person,
            stage=stage,
            since_on=since_on,
            opened_on=opened_on,
        )
        self.cases.append(case)
        return case

    def step(self, case: Case, stage: str, on: date, because: str, decided_by: str) -> None:
        """Make one step of a case."""
        self.steps.append(
            Step(
                scope_id=self.scope,
                case=case,
                stage=stage,
                on=on,
                because=because,
                decided_by=decided_by,
                recorded_by_id=self.keeper,
                recorded_at=self.at(on),
            )
        )

    def standing(self, case: Case, member: Member, number: int) -> None:
        """Make kind, colour and when the person was told; some leave a part for later."""
        within = LocalSetting.objects.filter(name="tell.within_days").values_list("value", flat=True).first()
        tell_by = member.adopted_on + timedelta(days=int(within)) if within else None
        told = member.tale != "untold"
        because = self.words["reasons"]["not_told"] if told and number % 17 == 16 else ""
        self.standings.append(
            Standing(
                scope_id=self.scope,
                case=case,
                kind=member.kind,
                colour=member.colour,
                told_on=member.adopted_on + timedelta(days=1 + number % 6) if told and not because else None,
                not_told_because=because,
                tell_by_on=tell_by,
            )
        )

    def review(self, case: Case, member: Member, number: int) -> None:
        """Make the last reviews of a member and set the day of the next."""
        every = EVERY.get(member.colour, 28)
        until = member.left_on or self.as_at
        due = self.as_at + timedelta(days=1 + (number * 5) % every)
        if member.tale == "review overdue":
            due = self.as_at - timedelta(days=6)
        texts: Iterator[str] = cycle(self.words["reviews"]["words"][number % 4 :] + self.words["reviews"]["words"])
        held = [due - timedelta(days=every * back) for back in (2, 1)] if member.left_on is None else []
        for day in (d for d in held if member.adopted_on < d < until):
            self.reviews.append(
                Review(
                    scope_id=self.scope,
                    case=case,
                    due_on=day,
                    held_on=day,
                    words=next(texts),
                    recorded_by_id=self.keeper,
                    next_on=day + timedelta(days=every),
                )
            )
        case.review_due_on = due

    def need(self, case: Case, pathway: str, words: str, on: date) -> None:
        """Make one need, or that there is none where no words are given."""
        self.needs.append(
            Need(
                scope_id=self.scope,
                case=case,
                pathway=pathway,
                words=words,
                none_needed=not words,
                written_by_id=self.keeper,
                written_at=self.at(on),
            )
        )

    def undecided(self) -> None:
        """Make two open proposals, one that waits for something, and one that the panel did not adopt."""
        day, said = self.as_at, self.words["reasons"]
        for back, person, proposer in zip((2, 1), self.people.proposed, self.words["proposer"], strict=False):
            on = day - timedelta(days=back)
            case = self.case(person, "proposed", on, on)
            self.step(case, "proposed", on, next(self.reasons["proposed"]), proposer["by"])
        others = ((self.people.not_yet, "not_yet", 14), (self.people.declined, "declined", 20))
        for other, stage, back in others:
            if other is None:
                continue
            on = day - timedelta(days=back)
            case = self.case(other, stage, on, on - timedelta(days=5))
            self.step(case, "proposed", case.opened_on, next(self.reasons["proposed"]), next(self.proposers))
            self.step(case, stage, on, said[stage], next(self.chairs))
            more = {"missing": said["not_yet_missing"]} if stage == "not_yet" else {"held_by": said["declined_held_by"]}
            self.standings.append(Standing(scope_id=self.scope, case=case, **more))
            case.review_due_on = day + timedelta(days=15) if stage == "not_yet" else None

    def lock(self, cases: list[tuple[Member, Case]]) -> None:
        """Lock the cohort as it stood when the quarter of the day began."""
        on = date(self.as_at.year, (self.as_at.month - 1) // 3 * 3 + 1, 1)
        lock = CohortLock.objects.create(
            scope_id=self.scope,
            programme=PROGRAMME.code,
            locked_on=on,
            words="The quarter's own list, for measuring",
            locked_by_id=self.keeper,
        )
        inside = [case for m, case in cases if m.adopted_on <= on and (m.left_on is None or m.left_on > on)]
        LockedMember.objects.bulk_create(LockedMember(scope_id=self.scope, lock=lock, case=case) for case in inside)
