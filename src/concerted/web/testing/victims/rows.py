"""Rows about victims that tests write as the owner, each in a scope of its category."""

from typing import Any, TypeVar

from django.db import models

from concerted.access.models import Scope, Subject
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency
from concerted.people.models import Person, Record
from concerted.web.testing.victims.models import MaracCase, ReleasedIntelligence, SafeAddress, VictimNote

OWNER = "migrator"
M = TypeVar("M", bound=models.Model)


def scope_of(agency: str, category: str) -> int:
    """Return the scope of an agency's category, made when it is not there; nobody holds a key to a new one."""
    owner = Agency.objects.using(OWNER).get(code=agency)
    return Scope.objects.using(OWNER).get_or_create(agency=owner, category=category, sensitivity=0)[0].pk


def victim_note(record: Record, words: str, *, service: str = "lantern") -> VictimNote:
    """Write a service's note about somebody whose record it holds."""
    return _written(VictimNote, service, "victim_notes", record=record, words=words)


def safe_address(record: Record, line: str, postcode: str, *, custodian: str = "lantern") -> SafeAddress:
    """Write an address that one custodian keeps."""
    return _written(SafeAddress, custodian, "protected_address", record=record, line=line, postcode=postcode)


def marac_case(victim: Person, harmed_by: Person, words: str, *, owner: str = "police") -> MaracCase:
    """Write a MARAC case about a victim and the person who harms."""
    identifier = new_id()
    Subject.objects.using(OWNER).create(id=identifier, kind="case")
    given = {"id": identifier, "victim": victim, "harmed_by": harmed_by, "words": words}
    return _written(MaracCase, owner, "marac", **given)


def released_intelligence(record: Record, words: str, handling: str, *, force: str = "police") -> ReleasedIntelligence:
    """Write a line of intelligence that the force released."""
    return _written(ReleasedIntelligence, force, "intelligence", record=record, words=words, handling=handling)


def _written(model: type[M], agency: str, category: str, **fields: Any) -> M:
    return model._default_manager.using(OWNER).create(scope_id=scope_of(agency, category), **fields)
