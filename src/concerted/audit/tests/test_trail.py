"""The trail only grows, says who from the token, and shows what was tampered with."""

from uuid import uuid4

import psycopg
import pytest
from django.db import Error, connections, transaction

from concerted.audit.record import record
from concerted.audit.sealing import seal, verify
from concerted.web.testing.county import owner_sql


@pytest.fixture
def events(as_role) -> list[int]:
    """Seven events of two posts, sealed in two batches."""
    as_role("iom_coordinator")
    for number in range(4):
        record("test.read", about=[uuid4(), uuid4()], number=number, text="café", none=None)
    as_role("housing_officer")
    for number in range(3):
        record("test.read", number=number)
    assert seal(4, using="engine") == 4
    assert seal(using="engine") == 3
    return [row[0] for row in owner_sql("select id from audit_event order by at, id")]


def tamper(statement: str, *tables: str) -> None:
    """Change the trail as an owner can who switches its triggers off."""
    for table in tables:
        owner_sql(f"alter table {table} disable trigger user")
    owner_sql(statement)


def test_an_event_says_which_post_and_agency_and_process_wrote_it(as_role):
    viewer = as_role("iom_coordinator")
    about = uuid4()
    record("test.read", about=[about, about], count=3)
    found = owner_sql("select kind, post_id, agency_id, purpose, about, detail::text from audit_event")
    assert found == [("test.read", viewer.post_id, viewer.agency_id, "iom", [about], '{"count": 3}')]


def test_a_session_without_a_token_writes_an_event_without_a_post(county):
    record("test.read")
    assert owner_sql("select post_id, agency_id from audit_event") == [(None, None)]


@pytest.mark.parametrize(
    "statement", ["update audit_event set kind = 'x'", "delete from audit_event", "truncate audit_event"]
)
@pytest.mark.parametrize("alias", ["migrator", "engine", "default"])
def test_the_trail_only_grows_even_for_its_owner(events, alias, statement):
    with pytest.raises(Error) as said, transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(statement)
    assert isinstance(said.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize("table", ["audit_leaf", "audit_root", "audit_node", "audit_checkpoint", "audit_signingkey"])
@pytest.mark.parametrize("statement", ["update {} set {}", "delete from {}", "truncate {}"])
@pytest.mark.parametrize("alias", ["migrator", "engine"])
def test_leaves_and_roots_only_grow(events, alias, statement, table):
    columns = {"audit_leaf": "index", "audit_node": "index", "audit_signingkey": "origin"}
    column = f"{columns.get(table, 'size')} = {columns.get(table, 'size')}"
    with pytest.raises(Error), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(statement.format(table, column))


def test_a_sealed_trail_that_nobody_touched_holds(events):
    assert verify(using="engine") == []
    assert owner_sql("select size from audit_root order by 1") == [(4,), (7,)]
    assert seal(using="engine") == 0


def test_an_empty_trail_holds(county):
    assert seal(using="engine") == 0
    assert verify(using="engine") == []


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'x'",
        "post_id = null",
        "agency_id = 0",
        "purpose = 'x'",
        "process = 'x'",
        "about = '{}'",
        "detail = '{}'",
    ],
)
def test_a_changed_event_is_named(events, change):
    tamper(f"update audit_event set {change} where id = {events[2]}", "audit_event")
    faults = verify(using="engine")
    assert len(faults) == 1
    assert f"Event {events[2]} " in faults[0]


def test_an_event_that_is_gone_is_named(events):
    tamper(f"delete from audit_event where id = {events[5]}", "audit_event")
    assert verify(using="engine") == [f"Event {events[5]} is sealed as leaf 5 and is gone."]


def test_an_event_and_its_leaf_changed_alike_leave_roots_that_do_not_follow(events):
    tamper(f"update audit_leaf set hash = sha256('x') where event_id = {events[6]}", "audit_leaf")
    faults = verify(using="engine")
    assert f"Event {events[6]} " in faults[0]
    assert faults[1] == "The root of the first 7 leaves does not follow from them."


def test_leaves_cut_off_at_the_end_or_within_are_missed(events):
    tamper("delete from audit_leaf where index >= 5", "audit_leaf")
    assert "The root of 7 leaves has lost some of them." in verify(using="engine")
    owner_sql("delete from audit_leaf where index = 2")
    assert verify(using="engine") == ["Leaf 2 is missing."]


def test_a_root_that_was_removed_is_missed(events):
    tamper("delete from audit_root where size = 7", "audit_root")
    assert verify(using="engine") == ["The 7 leaves have no root."]


def partition() -> str:
    return owner_sql("select tableoid::regclass::text from audit_event limit 1")[0][0]


def test_a_row_changed_or_deleted_in_its_partition_is_named(events):
    name = partition()
    tamper(f"update {name} set kind = 'x' where id = {events[1]}", name)
    owner_sql(f"delete from {name} where id = {events[4]}")
    faults = verify(using="engine")
    assert len(faults) == 2
    assert f"Event {events[1]} " in faults[0]
    assert faults[1] == f"Event {events[4]} is sealed as leaf 4 and is gone."


@pytest.mark.parametrize("statement", ["truncate {}", "alter table audit_event detach partition {}"])
def test_a_partition_emptied_or_taken_away_is_missed_row_by_row(events, statement):
    tamper(statement.format(partition()))
    assert verify(using="engine") == [f"Event {e} is sealed as leaf {i} and is gone." for i, e in enumerate(events)]


def test_rows_that_changed_places_are_named(events):
    tamper(
        "update audit_event e set kind = o.kind, about = o.about, detail = o.detail from audit_event o "
        f"where (e.id, o.id) in (({events[0]}, {events[6]}), ({events[6]}, {events[0]}))",
        "audit_event",
    )
    faults = verify(using="engine")
    assert [f"Event {e} " in fault for e, fault in zip((events[0], events[6]), faults, strict=True)] == [True, True]


def test_leaves_that_changed_places_are_named(events):
    tamper("update audit_leaf set index = -1 where index = 1", "audit_leaf")
    owner_sql("update audit_leaf set index = 1 where index = 2")
    owner_sql("update audit_leaf set index = 2 where index = -1")
    assert verify(using="engine") == [
        "The root of the first 4 leaves does not follow from them.",
        "The root of the first 7 leaves does not follow from them.",
    ]


def test_a_node_that_was_changed_or_added_is_named(events):
    for _ in range(250):
        record("test.read")
    seal(using="engine")
    tamper("update audit_node set hash = sha256('x')", "audit_node")
    owner_sql("insert into audit_node values (8, 5, sha256('y'))")
    assert verify(using="engine") == [
        "Node 0 at level 8 does not follow from its leaves.",
        "Node 5 at level 8 has no leaves.",
    ]


def test_two_events_of_the_same_words_have_different_hashes(events):
    record("test.read")
    record("test.read")
    seal(using="engine")
    assert owner_sql(
        "select count(distinct salt) = count(*), count(distinct hash) = count(*) from audit_leaf l "
        "join audit_event e on e.id = l.event_id"
    ) == [(True, True)]


def test_an_event_slipped_in_behind_the_sealer_is_named_after_a_day(events):
    owner_sql("insert into audit_event (at, kind, process) values (now() - interval '3 days', 'x', 'x')")
    faults = verify(using="engine")
    assert len(faults) == 1
    assert faults[0].endswith("was never sealed.")


def test_an_event_committed_late_is_still_sealed(events):
    owner_sql("insert into audit_event (at, kind, process) values (now() - interval '3 hours', 'x', 'x')")
    assert seal(using="engine") == 1
    assert verify(using="engine") == []


def test_partitions_for_coming_months_are_made_once(county):
    for _ in range(2):
        owner_sql("select audit_make_partition('2041-05-17')")
    owner_sql("insert into audit_event (at, kind, process) values ('2041-05-31T23:30:00Z', 'x', 'x')")
    assert owner_sql("select tableoid::regclass::text from audit_event where kind = 'x'") == [("audit_event_2041_05",)]


def test_what_is_written_this_year_lies_in_a_partition_of_its_month(county):
    record("test.read")
    ((name,),) = owner_sql("select tableoid::regclass::text from audit_event")
    assert name != "audit_event_rest"
