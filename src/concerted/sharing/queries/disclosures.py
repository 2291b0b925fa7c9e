"""What was shared one by one: what the viewer's agency gave or received, as far as the post may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from concerted.kernel.viewer import Viewer

_SELECT = """select d.id, d.act_id, d.subject_id, coalesce(d.subject_kind, ''), d.scope_id, d.from_agency_id, g.name,
  d.to_agency_id, r.name, coalesce(d.role_class, ''), d.category, d.purpose, d.regime, w.title, d.rests_on,
  case when l.id is null then '' else format('line %%s of %%s, edition %%s', l.number, a.title, a.edition) end,
  d.consent_id, d.because, d.from_at, d.until_at, d.ended_at, d.ended_because,
  coalesce(format('%%s, %%s', p.holder, p.title), ''),
  (d.ended_at is null or clock_timestamp() < d.ended_at) and (d.until_at is null or clock_timestamp() < d.until_at)
    and (l.id is null or (l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at)))
from access.my_disclosure d
join partnership_agency g on g.id = d.from_agency_id
join partnership_agency r on r.id = d.to_agency_id
join partnership_gateway w on w.code = d.gateway_id
left join partnership_agreementline l on l.id = d.agreement_line_id
left join partnership_agreement a on a.id = l.agreement_id
left join partnership_post p on p.id = d.by_post_id
"""
_OPEN = (
    "(d.ended_at is null or clock_timestamp() < d.ended_at) and (d.until_at is null or clock_timestamp() < d.until_at) "
    "and (l.id is null or (l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at)))"
)


@dataclass(frozen=True)
class Shared:
    """One disclosure as the log has it; never its content. `open` says whether its key opens anything now."""

    id: UUID
    act: UUID | None
    subject: UUID
    subject_kind: str
    scope: int
    giver: int
    giver_name: str
    receiver: int
    receiver_name: str
    role_class: str
    category: str
    purpose: str
    regime: str
    gateway: str
    rests_on: str
    line: str
    consent: UUID | None
    because: str
    from_at: datetime
    until_at: datetime | None
    ended_at: datetime | None
    ended_because: str
    by: str
    open: bool


@dataclass(frozen=True)
class Filters:
    """What of the log is asked for; empty asks for all."""

    agency: int | None = None
    category: str = ""
    purpose: str = ""
    rests_on: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    subjects: Sequence[UUID] | None = None
    own: bool = field(default=False)


def log(
    viewer: Viewer, filters: Filters, *, after: tuple[datetime, UUID] | None = None, limit: int = 50
) -> list[Shared]:
    """Return disclosures that the viewer's agency gave or received and that the post may know of, newest first."""
    conditions: list[tuple[str, list[Any]]] = []
    if filters.agency is not None:
        conditions.append(("%s in (d.from_agency_id, d.to_agency_id)", [filters.agency]))
    for name in ("category", "purpose", "rests_on"):
        if getattr(filters, name):
            conditions.append((f"d.{name} = %s", [getattr(filters, name)]))
    if filters.state:
        conditions.append((_OPEN if filters.state == "open" else f"not ({_OPEN})", []))
    if filters.since is not None:
        conditions.append(("d.from_at >= %s", [_midnight(filters.since)]))
    if filters.until is not None:
        conditions.append(("d.from_at < %s", [_midnight(filters.until + timedelta(days=1))]))
    if filters.subjects is not None:
        conditions.append(("d.subject_id = any (%s::uuid[])", [list(filters.subjects)]))
    if filters.own:
        conditions.append(("d.purpose = %s", [viewer.purpose]))
    if after is not None:
        conditions.append(("(d.from_at, d.id) < (%s, %s)", list(after)))
    return _read(conditions, limit)


def one(viewer: Viewer, disclosure: UUID) -> Shared | None:
    """Return one disclosure, or None where there is none that the viewer's post may know of."""
    return next(iter(_read([("d.id = %s", [disclosure])], 1)), None)


def of_act(viewer: Viewer, act: UUID) -> list[Shared]:
    """Return what one act disclosed."""
    return _read([("d.act_id = %s", [act])], 200)


def resting_on(viewer: Viewer, consent: UUID) -> list[Shared]:
    """Return what the viewer's agency shared on one consent and what of it is still open."""
    return _read([("d.consent_id = %s", [consent])], 500)


def given_of(viewer: Viewer, record: UUID) -> list[Shared]:
    """Return what the viewer's agency shares of one record now."""
    return _read([("d.subject_id = %s and d.from_agency_id = %s", [record, viewer.agency_id]), (_OPEN, [])], 500)


def in_force_between(viewer: Viewer, records: Sequence[UUID], receiver: int, role_class: str) -> list[Shared]:
    """Return what the viewer's agency shares of some records with one role of another agency now."""
    given = "d.subject_id = any (%s::uuid[]) and d.from_agency_id = %s and d.to_agency_id = %s and d.role_class = %s"
    return _read([(given, [list(records), viewer.agency_id, receiver, role_class]), (_OPEN, [])], 500)


def _read(conditions: list[tuple[str, list[Any]]], limit: int) -> list[Shared]:
    where = " and ".join(f"({text})" for text, _ in conditions) or "true"
    values = [value for _, given in conditions for value in given]
    statement = f"{_SELECT} where {where} order by d.from_at desc, d.id desc limit %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, limit])
        return [Shared(*row) for row in cursor.fetchall()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
