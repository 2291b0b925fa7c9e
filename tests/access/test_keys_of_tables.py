"""Unique keys, processes' environments and conflicts reveal nothing of rows that are hidden."""

import json

from concerted.access.protection import PROTECTED
from concerted.kernel.identifiers import new_id
from concerted.web.embedded import connections as addresses
from concerted.web.starting.processes import environment
from concerted.web.testing.leaks import looking

COUNTED = {"cases_lockedmember": "its number says only how many members all locked cohorts have together"}
"""Tables that requests write under a counted id, and what that tells."""


def unique_keys(table: str) -> list[list[str]]:
    rows = looking.as_owner(
        "select array_agg(a.attname::text) as columns, array_agg(a.atttypid::regtype::text) as types "
        "from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) "
        "where i.indrelid = %s::regclass and i.indisunique group by i.indexrelid",
        [table],
    )
    return [list(zip(row["columns"], row["types"], strict=True)) for row in rows]


def test_a_unique_key_that_requests_can_try_holds_its_scope_or_a_random_key(leaks):
    for protection in PROTECTED.values():
        if not protection.app_writes:
            continue
        keys = unique_keys(protection.table)
        assert keys, protection.table
        for key in keys:
            columns = {name for name, _ in key}
            random = len(key) == 1 and key[0][1] == "uuid"
            assert "scope_id" in columns or random or protection.table in COUNTED, (protection.table, columns)


def test_a_conflict_does_not_tell_a_closed_scope_s_row_from_none(leaks):
    oracle = leaks.county.oracle(leaks.sessions["iom_coordinator"].secret)
    hidden = next(r for r in leaks.county.rows["people_link"] if not oracle.sees(r, None))
    shown = next(r for r in leaks.county.rows["people_record"] if oracle.sees(r, "id"))
    leaks.speak("iom_coordinator")
    statement = (
        "insert into people_link (id, scope_id, record_l_id, record_r_id, evidence, state, linkage_version, "
        "ruled_because, before_ruling, waits) values (%s, %s, %s, %s, '[]', 'linked', '', '', '', false)"
    )
    said = {
        looking.refusal(f"{statement} {end}", [new_id(), hidden["scope_id"], left, right])
        for end in ("", "on conflict do nothing", "on conflict (scope_id, record_l_id, record_r_id) do nothing")
        for left, right in ((hidden["record_l_id"], hidden["record_r_id"]), (shown["id"], shown["id"]))
    }
    assert said == {'42501: new row violates row-level security policy for table "people_link"'}


def test_the_web_process_is_not_given_the_engine_s_address():
    given = environment("app", "gate", "front")
    roles = set(json.loads(given[addresses.HANDED_DOWN]))
    assert roles == {"app", "gate", "front"}
    assert not any("engine:" in value or "migrator:" in value for value in given.values())
    assert not [name for name in given if name.startswith("DATABASE_URL")]
