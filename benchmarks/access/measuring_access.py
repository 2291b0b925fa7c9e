"""The goals of access, one after the other, each held against what was measured."""

import time
from collections.abc import Iterator

from asking import audit_row, end_agreement, list_of_50, searches, wanted
from cluster import loaded, opened, signed_in
from county import Sizes, load
from loading import Owner
from pages import site, with_and_without

Goal = tuple[str, str, bool]
CLIENTS, SECONDS = 16, 12.0


def goals(records: int, keys_a_record: float, *, new: bool) -> Iterator[Goal]:
    """Load where the database is new, then yield each goal: what was wanted, what was found, whether it is met."""
    owner = opened("migrator")
    if new:
        began = time.perf_counter()
        load(owner, Sizes(records, int(records * keys_a_record)))
        loaded()
        print(f"loaded in {time.perf_counter() - began:.0f} s")
    print(_sizes(owner))
    yield from _in_sql(owner)
    yield from _by_pages(owner)


def _post(owner: Owner, title: str) -> str:
    found = owner.execute(
        "select id from partnership_post where role_class = 'iom_coordinator' "
        "and (title = 'Adviser') = %s limit 1", [title == "Adviser"],
    ).fetchone()  # fmt: skip
    assert found is not None
    return signed_in(owner, found[0])


def _sizes(owner: Owner) -> str:
    lines = []
    for table in ("people_record", "people_searchtoken", "people_event", "access.access_subjectkey"):
        rows, size = owner.execute(
            "select reltuples::bigint, pg_size_pretty(pg_total_relation_size(oid)) from pg_class "
            "where oid = %s::regclass",
            [table],
        ).fetchone() or (0, "")
        lines.append(f"{table}: {rows:,} rows, {size}")
    return "; ".join(lines)


def _in_sql(owner: Owner) -> Iterator[Goal]:
    coordinator, rare = _post(owner, ""), _post(owner, "Adviser")
    taken, rows = list_of_50(coordinator)
    yield (
        f"list of {rows} in SQL, {_holds(owner, coordinator)}: 10 ms",
        f"p50 {taken.p50:.1f} ms, p95 {taken.p95:.1f} ms", taken.p50 <= 10,
    )  # fmt: skip
    taken, rows = list_of_50(rare)
    yield f"list of a rare agency ({rows} rows) in SQL: 5 ms", f"p50 {taken.p50:.1f} ms", taken.p50 <= 5
    asked = wanted(owner, 250)
    searches(coordinator, asked[:20])
    taken, people = searches(coordinator, asked)
    yield (
        f"surname and year of birth in SQL ({len(asked)} searches): p95 20 ms",
        f"p95 {taken.p95:.1f} ms, p50 {taken.p50:.1f} ms; {people:.1f} people each", taken.p95 <= 20,
    )  # fmt: skip
    ended = [end_agreement(owner, coordinator) for _ in range(5)]
    took, before, after = max(ended)
    yield (
        "ending an agreement: 50 ms, effective in the next statement",
        f"{took:.1f} ms; {before} rows of it before, {after} after", took <= 50 and before > 0 and after == 0,
    )  # fmt: skip
    taken = audit_row(coordinator)
    yield "the audit row of a page of 50: 2 ms", f"p50 {taken.p50:.2f} ms", taken.p50 <= 2


def _holds(owner: Owner, secret: str) -> str:
    with opened("app") as app, app.transaction():
        app.execute("select set_config('app.token', %s, true)", [secret])
        scopes, keys = app.execute(
            "select cardinality(access.scopes()), (select count(*) from access.my_key)"
        ).fetchone() or (0, 0)
    return f"{scopes} scopes, {keys} keys"


def _by_pages(owner: Owner) -> Iterator[Goal]:
    secret = _post(owner, "")
    (reference,) = owner.execute(
        "select p.reference from people_person p join cases_case c on c.person_id = p.id order by c.id limit 1"
    ).fetchone() or ("",)
    with site(secret) as running:
        running.times("/cohort", 40)
        held, bare = with_and_without(owner, running, "/cohort")
        yield (
            "a caseload page (50 people) beside the same page without policies: 1.5 x",
            f"{held / bare:.2f} x ({held:.1f} ms, {bare:.1f} ms without)", held / bare <= 1.5,
        )  # fmt: skip
        path = f"/people/{reference}"
        running.times(path, 10)
        held, bare = with_and_without(owner, running, path, rounds=3)
        yield (
            "a person's page: p50 40 ms",
            f"{held:.1f} ms ({bare:.1f} ms without policies, {held / bare:.2f} x)", held <= 40,
        )  # fmt: skip
        running.a_second("/cohort", CLIENTS, 3)
        rate = running.a_second("/cohort", CLIENTS, SECONDS)
        yield (
            f"{CLIENTS} clients on a caseload, two workers: 150 requests a second",
            f"{rate:.0f} a second",
            rate >= 150,
        )
