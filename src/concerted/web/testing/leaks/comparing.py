"""One drawn county put to the test: every session against the oracle, in what it sees, writes, discloses and ends."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import timezone

from concerted.access.protection import PROTECTED, Protection
from concerted.web.testing.leaks import acts, asking, looking
from concerted.web.testing.leaks.drawn_county import Chances, Drawn, Spoken, draw
from concerted.web.testing.leaks.drawn_rows import add_rows, new_identifier
from concerted.web.testing.leaks.oracle import Oracle
from concerted.web.testing.leaks.pouring import facts_of, pour

Faults = list[str]
ADDED_TO = 3
"""How many tables a session tries to add rows to."""


def county_of(seed: int, size: int = 4, *, rows: bool = True) -> Drawn:
    """Draw a county, with rows in every protected table unless only its keys are wanted."""
    drawn = draw(seed, timezone.now(), size)
    if rows:
        add_rows(drawn, Chances(seed), most=2 * size)
    return drawn


def copied(drawn: Drawn) -> Drawn:
    """Return a copy whose facts may be changed."""
    return replace(drawn, rows={label: [dict(row) for row in rows] for label, rows in drawn.rows.items()})


def oracle_of(drawn: Drawn, session: Spoken) -> Oracle:
    """What a session may do now, by the drawn facts."""
    return Oracle(facts_of(drawn), session.secret, looking.clock())


def faults(drawn: Drawn, sessions: list[Spoken] | None = None) -> Faults:
    """Write the county, compare, undo; return in words each thing in which the database and the oracle differ."""
    chances = Chances(drawn.seed)
    with looking.raw().transaction(force_rollback=True):
        pour(drawn)
        stands = asking.standing()
        found: Faults = []
        for session in sessions or drawn.sessions:
            found += seen_by(drawn, stands, session)
        chosen = chances.one(sessions or drawn.sessions)
        found += written_by(drawn, stands, chosen, chances)
        found += done_by(drawn, stands, chosen, chances)
        found += after_a_merge(drawn, stands, chosen)
    return found


def seen_by(drawn: Drawn, stands: asking.Standing, session: Spoken) -> Faults:
    """Compare what a session sees: every table and history, its own scopes, and the log of disclosures."""
    oracle = oracle_of(drawn, session)
    found = [
        f"{session.words} ({session.role}) sees of {table} too much: {sorted(more)}, too little: {sorted(less)}"
        for table, (more, less) in asking.wrongly_shown(stands, oracle, session.secret, session.role).items()
    ]
    return found + told_to(drawn, oracle, session)


TOLD = """
select 'who it is' as what, concat_ws('|', post_id, agency_code, purpose, several) as told from access.me()
union all select 'its post', access.post()::text where access.post() is not null
union all select 'its agency', access.agency()::text where access.agency() is not null
union all select 'scopes', unnest(access.scopes())::text
union all select 'scopes to write in', unnest(access.write_scopes())::text
union all select 'scopes of its own', unnest(access.own_scopes())::text
union all select 'single keys', concat_ws('|', subject_id, scope_id) from access.my_key
union all select 'keys that write', concat_ws('|', subject_id, scope_id) from access.my_key where may_write
union all select 'disclosures', concat_ws('|', id, category, role_class, subject_kind) from access.my_disclosure
union all select 'permissions', p from unnest(array['disclose', 'today', 'posts.keep', 'audit.read']) p
  where access.may(p)
"""
"""All that the functions and views which decide tell a session, in one statement."""


def told_to(drawn: Drawn, oracle: Oracle, session: Spoken) -> Faults:
    """Compare what the functions and views that decide tell a session, without any protected row."""
    looking.speak(session.secret, session.role)
    told: dict[str, set[str]] = {}
    for what, words in looking.answer(TOLD):
        told.setdefault(what, set()).add(words)
    wanted = {what: words for what, words in _to_be_told(drawn, oracle).items() if words}
    return [
        f"{session.words} is told of {what} too much: {told.get(what, set()) - wanted.get(what, set())}, "
        f"too little: {wanted.get(what, set()) - told.get(what, set())}"
        for what in sorted({*told, *wanted})
        if told.get(what, set()) != wanted.get(what, set())
    ]


def _to_be_told(drawn: Drawn, oracle: Oracle) -> dict[str, set[str]]:
    """What the oracle says a session must be told."""

    def said(rows: Iterable[Any]) -> set[str]:
        return {"|".join(str(part) for part in row if part is not None) for row in rows}

    post = oracle.post
    named = ("disclose", "today", "posts.keep", "audit.read")
    codes = {row["id"]: row["code"] for row in drawn.of("partnership.agency")}
    several = "t" if oracle.holds_several else "f"
    return {
        "who it is": said([(post["id"], codes[post["agency_id"]], oracle.purpose, several)] if post else []),
        "its post": said([(post["id"],)] if post else []),
        "its agency": said([(post["agency_id"],)] if post else []),
        "scopes": said((scope,) for scope in oracle.scopes),
        "scopes to write in": said((scope,) for scope in oracle.write_scopes),
        "scopes of its own": said((scope,) for scope in oracle.own_scopes),
        "single keys": said(oracle.keys),
        "keys that write": said(oracle.write_keys),
        "disclosures": said(acts.log_of(drawn, oracle)),
        "permissions": said((name,) for name in named if acts.may(oracle, name)),
    }


def written_by(drawn: Drawn, stands: asking.Standing, session: Spoken, chances: Chances) -> Faults:
    """Compare what a session may change and add."""
    oracle = oracle_of(drawn, session)
    found = [
        f"{session.words} changes of {table} too much: {sorted(more)}, too little: {sorted(less)}"
        for table, (more, less) in asking.wrongly_changed(stands, oracle, session.secret, session.role).items()
    ]
    written = [p for p in PROTECTED.values() if p.app_writes and drawn.of(p.model._meta.label_lower)]
    for protection in chances.dice.sample(written, ADDED_TO):
        for _ in range(3):
            found += _added(drawn, stands, session, oracle, protection, chances)
    return found


def _added(
    drawn: Drawn, stands: asking.Standing, session: Spoken, oracle: Oracle, protection: Protection, chances: Chances
) -> Faults:
    """Try a copy of a row under a new id, in a scope and under parents drawn anew."""
    label = protection.model._meta.label_lower
    row = dict(chances.one(drawn.of(label)))
    unnamed = [s for s in drawn.subjects if all(s != r["id"] for r in drawn.of(label))]
    row["id"] = chances.one(unnamed) if protection.subject == "id" and unnamed else new_identifier(protection, chances)
    row["scope_id"] = chances.one(drawn.of("access.scope"))["id"]
    seen = True
    for column, parent in protection.parents:
        if parent != protection.table and row[column] is not None:
            key, named, scope = chances.one(stands[parent])
            row[column] = UUID(key) if isinstance(row[column], UUID) else int(key)
            seen = seen and oracle.opens(scope, named)
    subject = row[protection.subject] if protection.subject else None
    allowed = seen and oracle.writable(row["scope_id"], subject)
    changed = {
        name: str(row[name])
        for name in ("id", "scope_id", *(c for c, _ in protection.parents))
        if row[name] is not None
    }
    as_json = looking.as_owner(
        f"select (to_jsonb(t) || %s)::text as row from {protection.table} t limit 1", [json.dumps(changed)]
    )
    if not as_json:
        return []  # its only rows were erased
    looking.speak(session.secret, session.role)
    through = looking.allowed(
        f"insert into {protection.table} select * from jsonb_populate_record(null::public.{protection.table}, %s)",
        [as_json[0]["row"]],
    )
    return (
        []
        if through == allowed
        else [f"{session.words} adds to {protection.table}: {through} where {allowed}: {changed}"]
    )


def done_by(drawn: Drawn, stands: asking.Standing, session: Spoken, chances: Chances) -> Faults:
    """Compare what a session discloses and ends; one lawful disclosure is done, and its receivers are compared anew."""
    oracle, laws, found, lawful = oracle_of(drawn, session), acts.gateways(), Faults(), []
    tried = list(acts.attempts(drawn, oracle, chances, laws))
    looking.speak(session.secret, session.role)
    for attempt in tried:
        through = attempt.goes_through()
        if through != attempt.lawful:
            found.append(f"{session.words} {attempt.words}: {through} where {attempt.lawful}: {attempt.given}")
        if through and attempt.lawful and attempt.function != "name_subject":
            lawful.append(attempt)
    drawn = copied(drawn)
    if lawful:
        done = chances.one(lawful)
        done.do()
        acts.take_in(drawn, done, oracle)
    found += ended_by(drawn, oracle, session, chances)
    return found + [fault for each in drawn.sessions[:3] for fault in seen_by(drawn, stands, each)]


def ended_by(drawn: Drawn, oracle: Oracle, session: Spoken, chances: Chances, most: int = 4) -> Faults:
    """End a few disclosures and what rested on one consent; note what must have ended, and read what has."""
    looking.speak(session.secret, session.role)
    wanted = set()
    consents = [row["consent_id"] for row in drawn.of("access.disclosure") if row["consent_id"]]
    for consent in consents[:3]:
        rested = acts.resting_on(drawn, oracle, consent)
        looking.answer("select access.end_resting_on(%s, 'drawn')", [consent])
        wanted |= rested
        for row in drawn.of("access.disclosure"):
            if row["id"] in rested:
                row["ended_at"] = oracle.now
    given = drawn.of("access.disclosure")
    for row in chances.dice.sample(given, min(most, len(given))):
        looking.answer("select access.end_disclosure(%s, 'drawn')", [row["id"]])
        if acts.may_end(drawn, oracle, row["id"]):
            wanted.add(row["id"])
            row["ended_at"] = oracle.now
    ended = {r["id"] for r in looking.as_owner("select id from access.access_disclosure where ended_because = 'drawn'")}
    return [] if ended == wanted else [f"{session.words} ended {ended - wanted} too much, {wanted - ended} too little"]


def after_a_merge(drawn: Drawn, stands: asking.Standing, session: Spoken) -> Faults:
    """Believe all records to be one person, then part them again: nobody sees another row (S24)."""
    one = drawn.of("people.person")[0]["id"]
    for change in (f"'{one}'", "(select p.id from people_person p order by md5(p.id::text || r.id::text) limit 1)"):
        looking.as_owner(f"update people_record r set person_id = {change}")
        wrong = asking.wrongly_shown(stands, oracle_of(drawn, session), session.secret, session.role)
        wrong.pop("people_record_history", None)
        if wrong:
            return [f"after a merge {session.words} sees {wrong}"]
    return []


def shrunk(drawn: Drawn, fails: Callable[[Drawn], bool]) -> Drawn:
    """Take away sessions, keys and rows for as long as the county still fails; return the smallest found."""
    smaller = drawn
    for label in ("sessions", "access.subjectkey", "access.bulkkey", *sorted(drawn.rows)):
        if label == "sessions" or label.startswith(("access.subjectkey", "access.bulkkey")) or label in PROTECTED:
            smaller = _halved(smaller, label, fails)
    return smaller


def _halved(drawn: Drawn, label: str, fails: Callable[[Drawn], bool]) -> Drawn:
    rows: list[Any] = drawn.sessions if label == "sessions" else drawn.of(label)
    step = len(rows)
    while step:
        start = 0
        while start < len(rows):
            fewer = rows[:start] + rows[start + step :]
            trial = copied(drawn)
            if label == "sessions":
                trial.sessions = list(fewer)
            else:
                trial.rows[label] = list(fewer)
            if fewer and fails(trial):
                drawn, rows = trial, fewer
            else:
                start += step
        step //= 2
    return drawn
