"""About whom a disclosure is, as far as the viewer may know it: a record that they see, or the sentence they were told.

A subject that is no record (a question, a case) is named by its kind alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from concerted.people.models import Record
from concerted.people.queries.records import name_of
from concerted.sharing.models import Statement
from concerted.sharing.queries.disclosures import Shared

KINDS = {
    "question": "A question to a service",
    "case": "A case and its plan",
    "enquiry": "A question who knows somebody",
    "request": "A request for information",
    "victim_request": "A request for information",
}
NOBODY = "A record that your post may not see"


@dataclass(frozen=True)
class About:
    """Whom or what a disclosure is about, and the person's page where the viewer has one."""

    name: str
    reference: str = ""


def about_of(rows: Sequence[Shared]) -> dict[UUID, About]:
    """Return about whom each disclosure is, by its id; two queries."""
    subjects = {row.subject for row in rows if row.subject_kind == "record"}
    seen = {
        record.pk: About(name_of(record), record.person.reference if record.person else "")
        for record in Record.objects.filter(pk__in=subjects).select_related("person")
    }
    told = {
        statement.record_id: About(statement.about.partition(",")[0])
        for statement in Statement.objects.filter(record_id__in=subjects - set(seen)).order_by("said_at")
    }
    return {row.id: seen.get(row.subject) or told.get(row.subject) or _by_kind(row) for row in rows}


def _by_kind(row: Shared) -> About:
    return About(KINDS.get(row.subject_kind, NOBODY))
