"""Single decisions of the database, asked as a request asks, against those of the oracle in plain Python.

Facts are drawn at random: posts that have ended or are to come, accounts that sleep, clearances, scopes of every
sensitivity, keys and lines in and out of force, what a line needs of a post, disclosures that were ended, keys that
name a subject in another scope than its row's. Every row of a table is then one decision for every session.
"""

import hashlib
import random
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from cluster import opened
from loading import Owner, Table
from psycopg.rows import dict_row

from concerted.web.testing.leaks.looking import FACTS
from concerted.web.testing.leaks.oracle import Facts, Oracle

RECORDS, SESSIONS, LINES = 400, 25, 40
ROLES = ("iom_coordinator", "probation_officer", "housing_officer")
PURPOSES = ("iom", "measure")
Draw = random.Random


def compare(decisions: int, seed: int = 1) -> int:
    """Compare so many decisions, print what differs; return 1 where any does.

    Each world of facts has its own seed, which is printed where it differs.
    """
    owner, app = opened("migrator"), opened("app")
    _rows(owner, Draw(seed))
    began, done, worlds, differing, seen = time.perf_counter(), 0, 0, 0, 0
    while done < decisions:
        secrets = _world(owner, Draw(seed + worlds))
        facts = Facts(**{name: _all(owner, table) for name, table in FACTS.items()})
        records = _all(owner, "people_record")
        for secret in [*secrets, "forged", None]:
            oracle = Oracle(facts, secret, datetime.now(UTC))
            wanted = oracle.visible(records, "id", "id")
            found, written = _asked(app, secret)
            seen += len(found)
            if found != wanted or written != oracle.write_scopes:
                differing += len(found ^ wanted) or 1
                print(f"world {seed + worlds}: too much {sorted(found - wanted)}, too little {sorted(wanted - found)}")
            done += len(records)
        worlds += 1
    took = time.perf_counter() - began
    print(
        f"{done:,} decisions in {worlds} worlds, {seen:,} of them open, {took:.0f} s: "
        + (f"{differing:,} differ" if differing else "the database and the oracle agree on each")
    )
    return 1 if differing else 0


def _all(owner: Owner, table: str) -> list[dict[str, Any]]:
    with owner.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(f"select * from {table}").fetchall()


def _asked(app: psycopg.Connection[Any], secret: str | None) -> tuple[set[Any], set[int]]:
    """Return the records that a session sees and the scopes in which it may write."""
    with app.transaction():
        app.execute("select set_config('app.token', %s, true)", [secret or ""])
        rows = {row[0] for row in app.execute("select id from people_record")}
        (scopes,) = app.execute("select access.write_scopes()").fetchone() or ([],)
    return rows, set(scopes)


def _rows(owner: Owner, draw: Draw) -> None:
    """Write scopes of every sensitivity, and a record in each of many."""
    agencies = [row[0] for row in owner.execute("select id from partnership_agency order by id")]
    Table(owner, "access.access_scope", ("agency_id", "category", "sensitivity")).load(
        (agency, "identity", level) for agency in agencies for level in (1, 2, 3)
    )
    scopes = [row[0] for row in owner.execute("select id from access.access_scope order by id")]
    ids = [uuid.UUID(int=draw.getrandbits(128)) for _ in range(RECORDS)]
    Table(owner, "access.access_subject", ("id", "kind")).load((one, "record") for one in ids)
    Table(owner, "people_record", ("id", "scope_id", "agency_id", "source", "source_key")).load(
        (one, draw.choice(scopes), draw.choice(agencies), "drawn", str(n)) for n, one in enumerate(ids)
    )


def _world(owner: Owner, draw: Draw) -> list[str]:
    """Put new facts in place of the old ones; return the secrets of the sessions."""
    with owner.transaction():
        owner.execute("delete from access.access_subjectkey; delete from access.access_disclosure")
        owner.execute("delete from access.access_bulkkey; delete from access.access_token")
        agencies = [row[0] for row in owner.execute("select id from partnership_agency order by id limit 3")]
        scopes = [row[0] for row in owner.execute("select id from access.access_scope order by id")]
        records = owner.execute("select id, scope_id from people_record order by id").fetchall()
        lines = _lines(owner, draw)
        secrets = _sessions(owner, draw, agencies)
        _bulk_keys(owner, draw, agencies, scopes, lines)
        _single_keys(owner, draw, agencies, scopes, records, lines)
    return secrets


def _period(draw: Draw) -> tuple[str, str | None]:
    """Draw a period: mostly in force, else over or to come."""
    now = datetime.now(UTC)
    begins = now + timedelta(hours=draw.choice((-48, -24, -24, -2, -2, 2)))
    until = draw.choice((None, None, 24, 48, -1))
    ends = None if until is None else max(now + timedelta(hours=until), begins + timedelta(hours=0.5))
    return begins.isoformat(), ends and ends.isoformat()


def _day(draw: Draw) -> date | None:
    gone = draw.choice((None, -30, -1, 0, 1, 400))
    return None if gone is None else datetime.now(UTC).date() + timedelta(days=gone)


def _lines(owner: Owner, draw: Draw) -> list[int]:
    """Give each line of an agreement a period and needs; some are not in force yet."""
    lines = [row[0] for row in owner.execute("select id from partnership_agreementline order by id limit %s", [LINES])]
    for line in lines:
        begins, ends = _period(draw)
        owner.execute(
            "update partnership_agreementline set from_at = %s, until_at = %s, needs_vetting = %s, "
            "needs_training = %s, needs_declaration = %s where id = %s",
            [None if draw.random() < 0.1 else begins, ends, *(draw.random() < 0.2 for _ in range(3)), line],
        )
    return lines


def _sessions(owner: Owner, draw: Draw, agencies: list[int]) -> list[str]:
    """Write accounts, a post each and a session each; some have ended or run out."""
    made = [(uuid.UUID(int=draw.getrandbits(128)), f"{draw.getrandbits(64):x}") for _ in range(SESSIONS)]
    Table(owner, "door.accounts_account", ("id", "email", "is_active")).load(
        (one, f"{one}@demo.invalid", "f" if draw.random() < 0.1 else "t") for one, _ in made
    )
    posts, tokens = [], []
    for one, secret in made:
        purpose, (begins, ends) = draw.choice(PURPOSES), _period(draw)
        posts.append((one, one, draw.choice(agencies), draw.choice(ROLES), purpose, draw.randrange(4), begins, ends,
                      _day(draw), _day(draw), _day(draw)))  # fmt: skip
        spoken = purpose if draw.random() < 0.9 else draw.choice(PURPOSES)
        until = datetime.now(UTC) + timedelta(hours=draw.choice((-1, 5, 5, 5, 5)))
        tokens.append((r"\\x" + hashlib.sha256(secret.encode()).hexdigest(), one, spoken, until.isoformat()))
    Table(owner, "partnership_post", (
        "id", "account_id", "agency_id", "role_class", "purpose", "clearance", "from_at", "until_at",
        "vetting_until_on", "trained_until_on", "declared_until_on",
    )).load(posts)  # fmt: skip
    Table(owner, "access.access_token", ("hash", "post_id", "purpose", "until_at")).load(tokens)
    return [secret for _, secret in made]


def _bulk_keys(owner: Owner, draw: Draw, agencies: list[int], scopes: list[int], lines: list[int]) -> None:
    def drawn() -> Iterator[tuple[object, ...]]:
        for _ in range(1_500):
            yield (
                draw.choice(agencies), draw.choice(scopes), draw.choice(ROLES), draw.choice(PURPOSES),
                draw.choice("tf"), draw.choice((None, *lines)) if draw.random() < 0.7 else None, *_period(draw),
            )  # fmt: skip

    Table(owner, "access.access_bulkkey", (
        "agency_id", "scope_id", "role_class", "purpose", "may_write", "agreement_line_id", "from_at", "until_at",
    )).load(drawn())  # fmt: skip


def _single_keys(
    owner: Owner, draw: Draw, agencies: list[int], scopes: list[int], records: list[tuple[Any, ...]], lines: list[int]
) -> None:
    """Write disclosures with a key each; some name a subject in another scope than its row's, some are one post's."""
    posts = [row[0] for row in owner.execute("select id from partnership_post order by from_at desc, id limit 40")]
    (gate,) = owner.execute("select min(code) from partnership_gateway").fetchone() or ("",)
    disclosed, keys = [], []
    for _ in range(2_000):
        one, (subject, scope) = uuid.UUID(int=draw.getrandbits(128)), draw.choice(records)
        agency, purpose, (begins, ends) = draw.choice(agencies), draw.choice(PURPOSES), _period(draw)
        opened_scope = scope if draw.random() < 0.8 else draw.choice(scopes)
        ended = draw.choice((None, None, None, -1, 2))
        ended_at = None if ended is None else (datetime.now(UTC) + timedelta(hours=ended)).isoformat()
        line = draw.choice(lines) if draw.random() < 0.7 else None
        disclosed.append((one, subject, opened_scope, agency, agency, purpose, gate, line, begins, ends, ended_at))
        keys.append((
            agency, draw.choice(posts) if draw.random() < 0.2 else None, draw.choice(("", *ROLES)), purpose, subject,
            opened_scope, draw.choice("tf"), one, begins, ends,
        ))  # fmt: skip
    Table(owner, "access.access_disclosure", (
        "id", "subject_id", "scope_id", "from_agency_id", "to_agency_id", "purpose", "gateway_id", "agreement_line_id",
        "from_at", "until_at", "ended_at",
    )).load(disclosed)  # fmt: skip
    Table(owner, "access.access_subjectkey", (
        "agency_id", "post_id", "role_class", "purpose", "subject_id", "scope_id", "may_write", "disclosure_id",
        "from_at", "until_at",
    )).load(keys)  # fmt: skip
