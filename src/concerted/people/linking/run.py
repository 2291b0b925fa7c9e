"""A run of linkage over the county: records get their persons, pairs their links; all of it, or nothing."""

from collections.abc import Callable, Collection
from uuid import UUID

import pyarrow as pa
from django.db import connection, transaction
from django.utils import timezone

from concerted.analytics.linkage import Linkage, NothingToCompare, Ruling, link
from concerted.people.linking.keeping import write_links
from concerted.people.linking.moving import move_records
from concerted.people.linking.reading import hash_of, linkable_records, rulings
from concerted.people.models import Link, LinkageRun

Progress = Callable[[str], None]
LOCK = "people.linking"
"""The advisory lock that lets one run, or one application of rulings, be at it at a time."""


def link_county(say: Progress = lambda text: None, *, held: Collection[UUID] = ()) -> LinkageRun:
    """Link all records that may be linked in bulk, obeying every ruling; return the run.

    Persons keep their ids as far as they can, those in `held` (with a case) before others. Records of feeds that may
    not be linked are not read; each has a person of its own (S18). Running it again on the same records changes
    nothing. Everything is one transaction.
    """
    ran_at = timezone.now()
    with transaction.atomic():
        lock()
        records, ruled = linkable_records(), rulings()
        say(f"{records.num_rows:,} records")
        found = _link(records, ruled, say)
        groups = dict(
            zip(
                found.clusters.column("record_id").to_pylist(),
                found.clusters.column("cluster").to_pylist(),
                strict=True,
            )
        )
        persons = move_records(groups, held=held)
        _part_the_unlinkable()
        doubtful = write_links(found, groups)
        Link.objects.filter(waits=True).update(waits=False)
        say(f"{records.num_rows:,} records of {persons:,} people, {doubtful:,} pairs to look at")
        return LinkageRun.objects.create(
            version=found.version,
            ran_at=ran_at,
            records=records.num_rows,
            persons=persons,
            doubtful=doubtful,
            data_hash=hash_of(records, ruled),
        )


def lock() -> None:
    """Wait until nobody else moves records, and keep others waiting until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [LOCK])


def _link(records: pa.Table, ruled: list[Ruling], say: Progress) -> Linkage:
    try:
        return link(records, decisions=ruled, progress=say)
    except NothingToCompare:
        alone = pa.table(
            {"record_id": records.column("record_id"), "cluster": pa.array(range(records.num_rows), pa.int64())}
        )
        return Linkage(alone, pa.table({"record_l": pa.array([], pa.string())}), "nothing to compare")


def _part_the_unlinkable() -> None:
    """Give every record that may not be linked a person of its own, whatever it had."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.id from people_record r where not r.linkable and (r.person_id is null or exists "
            "(select 1 from people_record o where o.person_id = r.person_id and o.id <> r.id))"
        )
        alone = [str(row[0]) for row in cursor.fetchall()]
    if alone:
        move_records({record: record for record in alone}, among_unlinkable=True)
