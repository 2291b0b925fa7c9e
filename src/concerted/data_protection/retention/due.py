"""The records of the viewer's agency whose time is up by its schedule, the oldest first; a page at a time."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from concerted.access.models import Scope
from concerted.data_protection.models import LegalHold, RetentionPeriod
from concerted.data_protection.retention.schedule import in_force
from concerted.data_protection.retention.standing import Standing, in_the_way
from concerted.data_protection.rules.time_is_up import time_is_up
from concerted.kernel.decision import Decision
from concerted.kernel.erasing import Doomed
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record
from concerted.people.queries.records import name_of

A_PAGE = 25
SHOWN = {"due": "whose time is up", "clear": "whose time is up and that nothing holds", "held": "under a legal hold"}
"""What the list can show, in words."""

_WRITTEN = "to_timestamp(('x' || substr(replace(r.id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)::date"
"""The day on which a record came here: the first 48 bits of its id."""

_LAST = f"""
  with h as (
    select scope_id, max(day) as last from (
      select e.scope_id, greatest(e.happened_on, e.until_on, e.proven_on) as day from people_event e
        where e.record_id = r.id
      union all select a.scope_id, a.seen_on from people_address a where a.record_id = r.id
      union all select s.scope_id, s.scored_on from people_score s where s.record_id = r.id
      union all select c.scope_id, greatest(c.snapshot_on, c.ends_on) from people_caseloadrow c where c.record_id = r.id
    ) rows group by scope_id)
  select scope_id, coalesce(last, {_WRITTEN}) as last, {_WRITTEN} as written from h
  union all select r.scope_id, coalesce((select max(last) from h), {_WRITTEN}), {_WRITTEN}"""  # noqa: S608
"""Of one record, by scope: the last day of anything recorded, and the day on which the record came here."""

_QUEUE = f"""
  with periods (scope_id, months, recorded) as (
    select * from unnest(%(scopes)s::int[], %(months)s::int[], %(recorded)s::boolean[]))
  select r.id, d.due_on, d.last_on from people_record r cross join lateral (
    select max((case when p.recorded then g.written else g.last end + make_interval(months => p.months))::date)
             as due_on,
           bool_and(p.months is not null) as known, max(g.last) as last_on
    from ({_LAST}) g left join periods p on p.scope_id = g.scope_id) d
  where r.scope_id = any (%(identity)s::int[]) and d.known and d.due_on <= %(on)s
    and (%(district)s = '' or r.district = %(district)s)
    and (%(hold)s::boolean is null or %(hold)s::boolean = exists (select 1 from data_protection_legalhold l
      where l.record_id = r.id and (l.until_at is null or l.until_at > clock_timestamp())))
    and not exists (select 1 from data_protection_retentionreview v
      where v.record_id = r.id and v.decision = 'keep' and v.keep_until_on > %(on)s)
    and not exists (select 1 from data_protection_erasure x
      where x.state in ('asked', 'confirmed', 'erased') and r.id = any (x.subjects))
    and (d.due_on, r.id) > (%(after_on)s, %(after_id)s)
  order by d.due_on, r.id limit %(limit)s"""  # noqa: S608 - built of constants, values are bound

_ONE = f"select g.scope_id, g.last, g.written from people_record r cross join lateral ({_LAST}) g where r.id = %s"  # noqa: S608


@dataclass(frozen=True)
class Due:
    """A record in the list: since when its time is up, the last thing recorded, and what stands in the way."""

    record: Record
    due_on: date
    last_on: date
    standing: Standing = field(default_factory=Standing)

    @property
    def name(self) -> str:
        """The name for reading."""
        return name_of(self.record)


def due(
    viewer: Viewer, on: date, *, show: str = "due", district: str = "", after: tuple[date, UUID] | None = None,
    limit: int = A_PAGE,
) -> list[Due]:  # fmt: skip
    """Return the records of the agency that are due on a day, oldest first, after the last one shown.

    A record is due when the time of every category that it has is up; one category without a configured period keeps
    it out, as does a decision to keep it.
    """
    after_on, after_id = after or (date.min, UUID(int=0))
    values = _periods(viewer, on) | {
        "on": on,
        "district": district,
        "hold": {"clear": False, "held": True}.get(show),
        "after_on": after_on,
        "after_id": after_id,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, values)
        found = cursor.fetchall()
    records = Record.objects.select_related("person").in_bulk([row[0] for row in found])
    return [
        Due(records[key], due_on, last_on, standing_of(records[key]))
        for key, due_on, last_on in found
        if key in records
    ]


def standing_of(record: Record) -> Standing:
    """Return what stands in the way of erasing one record."""
    person = (record.person_id,) if record.person_id else ()
    return in_the_way(Doomed(record.agency_id, "", (record.pk,), person, person, ()))


@dataclass(frozen=True)
class Time:
    """The time of one category of a record: the day it counts from, how long it is kept, and whether it is up."""

    category: str
    counted_from: date
    period: RetentionPeriod | None
    decision: Decision


def times_of(viewer: Viewer, record: Record, on: date, kept_until: date | None) -> list[Time]:
    """Return the time of each category that a record has, by the schedule of the viewer's agency."""
    periods = in_force(viewer.agency_id, on)
    categories = dict(Scope.objects.filter(agency_id=viewer.agency_id).values_list("id", "category"))
    with connection.cursor() as cursor:
        cursor.execute(_ONE, [record.pk])
        rows = cursor.fetchall()
    found = []
    for scope, last, written in rows:
        category = categories.get(scope, "")
        period = periods.get(category)
        day = written if period and period.counted_from == "recorded" else last
        decision = time_is_up(
            on=on, counted_from=day, months=period.months if period else None, configured=period is not None,
            review_months=period.review_months if period else None, kept_until=kept_until,
        )  # fmt: skip
        found.append(Time(category, day, period, decision))
    return sorted(found, key=lambda time: time.category)


def held(viewer: Viewer) -> list[LegalHold]:
    """Return the legal holds of the agency that stand, the newest first."""
    rows = LegalHold.objects.filter(until_at=None, record__agency_id=viewer.agency_id)
    return list(rows.select_related("record", "placed_by").order_by("-from_at")[:A_PAGE])


def _periods(viewer: Viewer, on: date) -> dict[str, Any]:
    """Return the agency's scopes with the months of each; a review is due after its own months."""
    periods = in_force(viewer.agency_id, on)
    scopes = list(Scope.objects.filter(agency_id=viewer.agency_id).values_list("id", "category"))
    rows = [(scope, periods.get(category)) for scope, category in scopes]
    return {
        "scopes": [scope for scope, _ in rows],
        "months": [(p.months if p.months is not None else p.review_months) if p else None for _, p in rows],
        "recorded": [p is not None and p.counted_from == "recorded" for _, p in rows],
        "identity": [scope for scope, category in scopes if category == "identity"],
    }
