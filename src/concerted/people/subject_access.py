"""What this room gives to somebody who asks what an agency holds about them."""

from typing import Any
from uuid import UUID

from concerted.kernel.answering import Entry
from concerted.kernel.days import in_words
from concerted.kernel.viewer import Viewer
from concerted.people.answerable import answerable
from concerted.people.kinds import WORDS
from concerted.people.models import Address, CaseloadRow, Event, Harm, Likelihood, Record, Score
from concerted.people.naming import full_name
from concerted.people.queries.records import district_name
from concerted.people.wording import points_counted


def entries(viewer: Viewer, records: list[UUID]) -> list[Entry]:
    """Return records, addresses, events, scores and derived values; the same queries whatever there is."""
    mine = answerable(viewer)
    held = list(Record.objects.filter(mine, pk__in=records).select_related("agency"))
    kept = [record.pk for record in held]
    found = [_record(record) for record in held]
    found += [_address(row) for row in Address.objects.filter(mine, record_id__in=kept).select_related("scope__agency")]
    found += [_event(row) for row in Event.objects.filter(mine, record_id__in=kept).select_related("scope__agency")]
    found += [_score(row) for row in Score.objects.filter(mine, record_id__in=kept).select_related("scope__agency")]
    places = CaseloadRow.objects.filter(mine, record_id__in=kept).select_related("scope__agency")
    found += [_caseload(row) for row in places]
    persons = [record.person_id for record in held if record.person_id]
    derived = {"person_id__in": persons}
    found += [_harm(row) for row in Harm.objects.filter(mine, **derived).select_related("scope__agency")]
    found += [_likely(row) for row in Likelihood.objects.filter(mine, **derived).select_related("scope__agency")]
    return found


def _said(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _source(row: Any) -> str:
    return str(row.scope.agency.name)


def _record(record: Record) -> Entry:
    text = _said(
        f"Name: {full_name(record.given_name, record.family_name)}.",
        f"Former family name: {record.former_family_name}." if record.former_family_name else "",
        f"Born on {in_words(record.born_on)}." if record.born_on else "",
        f"Sex as recorded: {record.sex}." if record.sex else "",
        f"District: {district_name(record.district)}." if record.district else "",
        f"Number: {record.source_key}.",
    )
    return Entry("identity", "Who you are", text, record.agency.name)


def _address(row: Address) -> Entry:
    where = ", ".join(part for part in (row.line, row.postcode) if part)
    return Entry("whereabouts", "An address", f"{where}.", _source(row), row.seen_on)


def _event(row: Event) -> Entry:
    text = _said(
        f"{WORDS.get(row.kind, row.kind)}.",
        f"{row.words}." if row.words else "",
        f"Offence of {in_words(row.committed_on)}." if row.committed_on else "",
        f"Proven on {in_words(row.proven_on)}." if row.proven_on else "",
        f"Outcome: {row.outcome}." if row.outcome else "",
        f"Until {in_words(row.until_on)}." if row.until_on else "",
    )
    return Entry(row.scope.category, "Something that happened", text, _source(row), row.happened_on)


def _score(row: Score) -> Entry:
    text = f"{row.predictor}{f', version {row.version}' if row.version else ''}: {row.percent}%."
    return Entry("score", "A score", text, _source(row), row.scored_on)


def _caseload(row: CaseloadRow) -> Entry:
    text = _said(
        f"On the caseload on {in_words(row.snapshot_on)}.",
        f"{row.order_name}." if row.order_name else "",
        f"Until {in_words(row.ends_on)}." if row.ends_on else "",
    )
    return Entry("supervision", "Supervision", text, _source(row), row.snapshot_on)


def _harm(row: Harm) -> Entry:
    text = (
        f"{points_counted(row.points_12)} for offences proven in the 12 months before {in_words(row.as_at_on)}, "
        f"{points_counted(row.points_24)} in 24 months, by {row.edition}. Harm points measure sentences, not suffering."
    )
    return Entry("derived", "Harm points", text, _source(row), row.as_at_on)


def _likely(row: Likelihood) -> Entry:
    value = f"{row.percent:.1f}%" if row.percent is not None else "not worked out"
    text = (
        f"Likelihood of reoffending: {value}, by {row.predictor}{f' {row.version}' if row.version else ''}. "
        "A probability for people like you, not a forecast of you."
    )
    return Entry("derived", "A likelihood", text, _source(row), row.scored_on)
