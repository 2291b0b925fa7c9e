"""What a key to one scope of one record lets be read: for the giver before it is given, for the receiver after.

The same queries under the policies of whoever looks: a receiver whose key is shut reads nothing here.
"""

from uuid import UUID

from concerted.kernel.days import in_words
from concerted.people.kinds import WORDS
from concerted.people.models import Address, CaseloadRow, Event, Record, Score
from concerted.people.naming import about
from concerted.people.queries.records import district_name, name_of
from concerted.people.wording import per_cent
from concerted.sharing.models import Statement

SEXES = {"M": "male", "F": "female"}


def contents(record: UUID, scope: int) -> list[str]:
    """Return the lines that a key to this scope of this record lets be read; none where there is nothing in it."""
    return [
        *_identity(record, scope),
        *_addresses(record, scope),
        *_caseload(record, scope),
        *_scores(record, scope),
        *_events(record, scope),
        *_statements(record, scope),
    ]


def _identity(record: UUID, scope: int) -> list[str]:
    found = Record.objects.filter(pk=record, scope_id=scope).select_related("agency").first()
    if found is None:
        return []
    former = f"formerly {found.former_family_name}" if found.former_family_name else ""
    place = district_name(found.district) if found.district else ""
    facts = [about(name_of(found), found.born_on), former, SEXES.get(found.sex, ""), place]
    return [f"{', '.join(fact for fact in facts if fact)}. Known there as {found.source_key}."]


def _addresses(record: UUID, scope: int) -> list[str]:
    rows = Address.objects.filter(record_id=record, scope_id=scope).order_by("-seen_on", "id")
    return [", ".join(part for part in (row.line, row.postcode) if part) for row in rows]


def _caseload(record: UUID, scope: int) -> list[str]:
    rows = CaseloadRow.objects.filter(record_id=record, scope_id=scope).order_by("-snapshot_on")
    return [
        f"{in_words(row.snapshot_on)}: {row.order_name or 'an order'}"
        f"{f', until {in_words(row.ends_on)}' if row.ends_on else ''}"
        for row in rows
    ]


def _scores(record: UUID, scope: int) -> list[str]:
    rows = Score.objects.filter(record_id=record, scope_id=scope).order_by("-scored_on")
    return [f"{in_words(row.scored_on)}: {row.predictor}, {per_cent(float(row.percent))}" for row in rows]


def _events(record: UUID, scope: int) -> list[str]:
    rows = Event.objects.filter(record_id=record, scope_id=scope).order_by("-happened_on", "-id")
    lines = []
    for row in rows:
        facts = [WORDS.get(row.kind, row.kind), row.words, row.outcome]
        until = f", until {in_words(row.until_on)}" if row.until_on else ""
        lines.append(f"{in_words(row.happened_on)}: {', '.join(fact for fact in facts if fact)}{until}")
    return lines


def _statements(record: UUID, scope: int) -> list[str]:
    rows = Statement.objects.filter(record_id=record, scope_id=scope).order_by("-said_at")
    return [f"{row.about}: {row.words} Said by {row.said_by}." for row in rows]
