"""Rows that the room's tests write as the owner: events, scores, tokens, links, derived values."""

from datetime import date
from typing import Any

from concerted.analytics.harm.weights import DEFAULT_NAME
from concerted.kernel.identifiers import new_id
from concerted.people.models import (
    Address,
    CaseloadRow,
    Event,
    Harm,
    Likelihood,
    Link,
    Person,
    Record,
    Score,
    SearchToken,
)
from concerted.people.searching.tokens import postcode as postcode_token
from concerted.people.searching.tokens import tokens
from concerted.web.testing.county import owners_scope

AS_AT = date(2027, 3, 3)


def happen(record: Record, kind: str, on: date, category: str, **fields: Any) -> Event:
    """Write one event of a record under its agency's category."""
    return Event.objects.using("migrator").create(
        scope_id=owners_scope(record.agency.code, category),
        record=record,
        source=record.source,
        source_key=str(new_id()),
        kind=kind,
        happened_on=on,
        **fields,
    )


def find_under(record: Record) -> Record:
    """Write a record's search tokens, as loading does."""
    found = tokens(record.given_name, record.family_name, record.former_family_name, record.born_on, record.source_key)
    for kind, value in found:
        SearchToken.objects.using("migrator").create(scope_id=record.scope_id, record=record, kind=kind, value=value)
    return record


def link(left: Record, right: Record, state: str = "linked", **fields: Any) -> Link:
    """Write a link of the scheme between two records."""
    evidence = [
        {"field": "birth date", "level": "same", "words": "Same birth date.", "weight": 11.0},
        {"field": "surname", "level": "letter", "words": "The surname differs by a letter.", "weight": -2.0},
    ]
    given = {"probability": 0.997, "weight": 8.4, "evidence": evidence, "linkage_version": "test"}
    return Link.objects.using("migrator").create(
        id=new_id(),
        scope_id=owners_scope("iom", "link"),
        record_l=left,
        record_r=right,
        state=state,
        **{**given, **fields},
    )


def derive(person: Person) -> None:
    """Write harm and likelihood of a person for the scheme."""
    scope = owners_scope("iom", "derived")
    part = {"words": "1 robbery", "code": "03401", "count": 1, "cautions": 0, "each": 365.0, "points": 365.0}
    Harm.objects.using("migrator").create(
        scope_id=scope, person=person, as_at_on=AS_AT, points_12=365.0, points_24=384.0, sourced_12=365.0,
        offences_12=1, offences_24=2, parts=[{**part, "basis": "sourced"}], edition=DEFAULT_NAME,
    )  # fmt: skip
    terms = [
        {"factor": "sanctions", "words": "8 sanctions", "adds": 1.0, "difference": 0.9, "raises": True},
        {"factor": "months", "words": "4 months since", "adds": -0.2, "difference": -0.2, "raises": False},
    ]
    common = {"scope_id": scope, "person": person, "band": "high"}
    rows = Likelihood.objects.using("migrator")
    rows.create(
        **common, sent_by="probation", percent=84.0, predictor="All Reoffending Predictor", version="static",
        scored_on=date(2027, 1, 11),
    )  # fmt: skip
    rows.create(
        **common, sent_by="ours", percent=81.26, predictor="All Reoffending Predictor, static", version="HMPPS 2026",
        scored_on=AS_AT, terms=terms,
    )  # fmt: skip


def live_at(record: Record, line: str, postcode: str) -> Address:
    """Write an address of a record, and the token of its postcode."""
    scope = owners_scope(record.agency.code, "whereabouts")
    tokens = SearchToken.objects.using("migrator")
    tokens.create(scope_id=scope, record=record, kind="post", value=postcode_token(postcode))
    return Address.objects.using("migrator").create(scope_id=scope, record=record, line=line, postcode=postcode)


def score(record: Record, percent: float, on: date) -> Score:
    """Write a score that probation sent."""
    return Score.objects.using("migrator").create(
        scope_id=owners_scope("probation", "score"), record=record, scored_on=on, percent=percent,
        predictor="All Reoffending Predictor", version="static",
    )  # fmt: skip


def on_caseload(record: Record, order: str, ends_on: date) -> CaseloadRow:
    """Write that a record stood on probation's caseload."""
    return CaseloadRow.objects.using("migrator").create(
        scope_id=owners_scope("probation", "supervision"), record=record, snapshot_on=date(2026, 12, 31),
        order_name=order, ends_on=ends_on,
    )  # fmt: skip
