"""A person in a programme, as the acts of the room make them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from concerted.cases.actions.decide_case import decide_case
from concerted.cases.actions.propose_person import propose_person
from concerted.cases.models import Case
from concerted.cases.programme import find_programmes
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency

TODAY = date(2027, 3, 3)
PROGRAMME = "iom"


@dataclass
class World:
    """A county with one person, and ways to look at it as each role."""

    sign_in: Callable[..., Viewer]
    make_record: Callable[..., Any]
    lead: str

    def person(self, **fields: Any) -> UUID:
        return self.make_record("police", **fields).person_id

    def propose(self, person: UUID | None = None, **more: Any) -> Case:
        by = self.sign_in(self.lead)
        more = {"because": "Two burglaries since November.", "on": TODAY, **more}
        return propose_person(person=person or self.person(), programme=PROGRAMME, by=by, **more)

    def adopt(self, case: Case | None = None) -> Case:
        case = case or self.propose()
        return decide_case(
            case=case.pk, to="adopted", because="Support.", decided_by="R. O", on=TODAY, by=self.sign_in(self.lead)
        )

    @staticmethod
    def events(kind: str) -> list[dict[str, Any]]:
        """Return the details of the audit events of a kind, oldest first."""
        with connections["migrator"].cursor() as cursor:
            cursor.execute("select detail::text from audit_event where kind = %s order by id", [kind])
            return [json.loads(detail) for (detail,) in cursor.fetchall()]

    @staticmethod
    def agency(code: str) -> int:
        return Agency.objects.get(code=code).pk


@pytest.fixture
def world(as_role, make_record) -> World:
    return World(as_role, make_record, find_programmes()[PROGRAMME].lead_role)
