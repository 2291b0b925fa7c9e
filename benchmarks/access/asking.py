"""What is asked in SQL as a request would: lists, searches, the audit row, the end of an agreement; in milliseconds."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction
from loading import Owner

from concerted.access.listing import page
from concerted.access.tokens import set_token, viewer
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record
from concerted.people.search import search

TODAY = date(2027, 3, 3)
ORDER = ("family_name", "given_name", "id")


class Times(NamedTuple):
    """The median and the 95th percentile of some times."""

    p50: float
    p95: float


def of(taken: list[float]) -> Times:
    """Return the median and the 95th percentile."""
    ordered = sorted(taken)
    return Times(statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))])


@contextmanager
def signed_in(secret: str) -> Iterator[Viewer]:
    """Open a transaction under a session's token; yield who the database says is looking."""
    with transaction.atomic():
        set_token(secret)
        found = viewer()
        assert found is not None
        yield found


def in_sql(act: Callable[[], object]) -> float:
    """Return the milliseconds that an act spends in its statements, fetching included."""
    spent = 0.0

    def clocked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal spent
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent += time.perf_counter() - began

    with connection.execute_wrapper(clocked):
        act()
    return 1000 * spent


def list_of_50(secret: str, rounds: int = 40) -> tuple[Times, int]:
    """Return the times of the first page of records by name, and how many rows it has."""
    with signed_in(secret):
        rows = len(page(Record.objects.all(), ORDER))
        taken = [in_sql(lambda: list(page(Record.objects.all(), ORDER))) for _ in range(rounds)]
    return of(taken), rows


def searches(secret: str, rows: list[tuple[str, int]]) -> tuple[Times, float]:
    """Return the times of searches for surname and year of birth, and how many people one finds on average."""
    taken, found = [], []
    with signed_in(secret) as looking:
        for family, year in rows:
            text = f"{family} {year}"
            taken.append(in_sql(lambda text=text: found.extend(search(looking, text, TODAY))))  # type: ignore[misc]
    return of(taken), len(found) / len(rows)


def wanted(owner: Owner, many: int) -> list[tuple[str, int]]:
    """Return surnames and years of birth of records drawn at random, so that common names come as often as they are."""
    chance = random.Random(7)
    last = owner.execute("select count(*) from people_person").fetchone() or (1,)
    drawn = [chance.randrange(last[0]) for _ in range(many)]
    found = owner.execute(
        "select family_name, extract(year from born_on)::int from people_record where source_key = any (%s)",
        [[f"B{n}" for n in drawn]],
    ).fetchall()
    return [(family, year) for family, year in found]


def audit_row(secret: str, shown: int = 50, rounds: int = 100) -> Times:
    """Return the times of writing a page's reading down, in its own transaction, commit included."""
    with signed_in(secret):
        ids = [row.pk for row in page(Record.objects.all(), ORDER, limit=shown)]
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        with transaction.atomic():
            set_token(secret)
            record("page.opened", about=ids, page="Cohort", method="GET")
        taken.append(1000 * (time.perf_counter() - began))
    return of(taken)


def end_agreement(owner: Owner, secret: str) -> tuple[float, int, int]:
    """End the lines by which the police are open to others; return ms, and the rows a post sees before and after.

    The session asks in a transaction that began before the end: its next statement sees nothing of it.
    """
    (post, scope, agreement) = owner.execute(
        "select p.id, k.scope_id, l.agreement_id from access.access_bulkkey k "
        "join partnership_agreementline l on l.id = k.agreement_line_id "
        "join partnership_post p on p.agency_id = k.agency_id and p.role_class = k.role_class "
        "join access.access_scope s on s.id = k.scope_id "
        "join partnership_agency a on a.id = s.agency_id "
        "where a.code = 'probation' and s.category = 'identity' and p.role_class = 'iom_coordinator' limit 1"
    ).fetchone()  # type: ignore[misc]
    del post
    with signed_in(secret):
        rows = Record.objects.filter(scope_id=scope)[:50]
        before = len(rows)
        began = time.perf_counter()
        owner.execute(
            "update partnership_agreementline set until_at = clock_timestamp() where agreement_id = %s", [agreement]
        )
        took = 1000 * (time.perf_counter() - began)
        after = len(Record.objects.filter(scope_id=scope)[:50])
    owner.execute(
        "update partnership_agreementline set until_at = now() + interval '1 year' where agreement_id = %s",
        [agreement],
    )
    return took, before, after
