"""People in the scheme, as its acts make them, and rows of the stored list as the engine makes them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from concerted.cases.actions.propose_person import propose_person
from concerted.cases.models import Case
from concerted.people.models import Event, Person, Record
from concerted.programmes.iom.actions.record_decision import Parts, record_decision
from concerted.programmes.iom.demonstration import CHOICES, LABEL
from concerted.programmes.iom.models import Listing, ListingSummary, LocalSetting
from concerted.web.testing.county import owners_scope

TODAY = date(2027, 3, 3)
SHARES = {
    "sourced_points": 100.0,
    "assumed_points": 0.0,
    "sourced_events": 2,
    "assumed_events": 0,
    "unweighted_events": 0,
    "may_draw": True,
    "edition": "Edition 1",
}


@dataclass
class Scheme:
    """A county with the demonstration's own choices, and ways to write into it."""

    as_role: Any
    make_record: Any

    @property
    def keeper(self) -> Any:
        return self.as_role("iom_coordinator")

    def person(self, **fields: Any) -> UUID:
        return self.make_record("police", **fields).person_id

    def propose(self, person: UUID | None = None, **more: Any) -> Case:
        by = self.keeper
        given = {"because": "Two burglaries since November.", "on": TODAY, **more}
        return propose_person(person=person or self.person(), programme="iom", by=by, **given)

    def decide(self, case: Case, outcome: str = "adopted", on: date = TODAY, **more: Any) -> Case:
        parts = Parts(**more.pop("parts", {}))
        given = {"because": "Support with housing.", "decided_by": "Inspector T. Ferncastle", **more}
        return record_decision(case=case.pk, outcome=outcome, parts=parts, on=on, by=self.keeper, **given)

    def adopt(self, person: UUID | None = None, **parts: Any) -> Case:
        said = {"kind": "Fixed", "colour": "amber", "told_on": TODAY, **parts}
        return self.decide(self.propose(person), parts=said)

    @staticmethod
    def reference(person: UUID) -> str:
        return Person.objects.using("migrator").get(pk=person).reference

    @staticmethod
    def listed(person: UUID, name: str = "Kieran Listed", **more: Any) -> Listing:
        Record.objects.using("migrator").filter(person_id=person).update(given_name=name, family_name="")
        given = {
            "as_at_on": TODAY,
            "band": "high",
            "band_order": 1,
            "percent": 84.0,
            "sent_by": "probation",
            "scored_on": date(2027, 1, 11),
            "points_12": 403.0,
            "points_24": 407.0,
            "district": "E07000071",
            "sex": "M",
            "age": 27,
            "facts": "27, Colchester. No current order",
            "reasons": ["1 robbery, convicted", "Missed 2 appointments"],
            "shown": ["1 charge pending"],
            "shares": SHARES,
            **more,
        }
        scope = owners_scope("iom", "listing")
        return Listing.objects.using("migrator").create(scope_id=scope, person_id=person, name=name, **given)

    @staticmethod
    def event(record: Any, kind: str, on: date, *, agency: str, category: str, **more: Any) -> Event:
        key = f"{record.pk} {kind} {on} {more.get('stated_on', '')}"[:80]
        return Event.objects.using("migrator").create(
            scope_id=owners_scope(agency, category),
            record=record,
            source=agency,
            source_key=key[-80:],
            kind=kind,
            happened_on=on,
            **more,
        )


@pytest.fixture
def scheme(as_role, make_record) -> Scheme:
    LocalSetting.objects.using("migrator").bulk_create(
        LocalSetting(name=name, value=value, from_on=date(2025, 3, 3), set_by="Demonstration county", label=LABEL)
        for name, value in CHOICES.items()
    )
    ListingSummary.objects.using("migrator").create(
        scope_id=owners_scope("iom", "listing"),
        as_at_on=TODAY,
        made_at=timezone.now(),
        listed=43,
        new_since_a_year=31,
        left_since_a_year=29,
        a_year_ago=41,
        not_ranked=6,
        counts={"at_least": {"75": {"listed": 43, "new": 31, "left": 29, "a_year_ago": 41}}},
        shares={},
        edition="Edition 1",
    )
    return Scheme(as_role, make_record)
