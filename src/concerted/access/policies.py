"""The SQL of a protected table, rendered from its declaration: policies, history, kept scope, grants."""

import hashlib

from concerted.access.directory import directory
from concerted.access.protection import PROTECTED, Protection

REQUESTS = "app, worker"
TRIGGERS = ("history_update", "history_delete", "keep_scope", "look_up_parents")
"""All triggers that a protected table may have; the last only where a key leads elsewhere than to its subject."""


def opened(protection: Protection, table: str, *, writes: bool = False) -> str:
    """Return the condition under which a row is open: the key to its scope, or a single key to its subject.

    The scalar sub-select over single keys is on purpose: EXISTS cost six times as much.
    """
    scopes = "access.write_scopes()" if writes else "access.scopes()"
    leg = f"scope_id = any ((select {scopes})::int[])"
    if protection.subject is None:
        return leg
    subject = "row_id" if table == protection.history_table and protection.subject == "id" else protection.subject
    may = " and k.may_write" if writes else ""
    return (
        f"{leg} or (select true from access.my_key k where k.subject_id = {table}.{subject} "
        f"and k.scope_id = {table}.scope_id{may} limit 1)"
    )


def policies(protection: Protection) -> list[str]:
    """Return the statements that create the policies of a table and of its history."""
    table, history = protection.table, protection.history_table
    write = opened(protection, table, writes=True)
    seen = "".join(
        f" and ({column} is null or exists (select 1 from {parent} p where p.id = {table}.{column}))"
        for column, parent in protection.parents
        if parent != table  # a policy that asked its own table would never end: a trigger looks those up
    )
    lines = [f"create policy read on {table} for select to {REQUESTS} using ({opened(protection, table)})"]
    if protection.app_writes:
        lines += [
            f"create policy add on {table} for insert to {REQUESTS} with check (({write}){seen})",
            f"create policy change on {table} for update to {REQUESTS} using ({write}) with check ({write})",
        ]
    if protection.removable:
        lines.append(f"create policy remove on {table} for delete to {REQUESTS} using ({write})")
    lines.append(f"create policy read on {history} for select to {REQUESTS} using ({opened(protection, history)})")
    return lines


def triggers(protection: Protection) -> list[str]:
    """Return the statements for history (whole statements, definer) and for keeping scope and subject as written."""
    table, history = protection.table, protection.history_table
    source = ", ".join(f'"{c}"' for c in protection.columns)
    target = ", ".join('"row_id"' if c == "id" else f'"{c}"' for c in protection.columns)
    body = (
        f"insert into public.{history} ({target}, change, by_post_id, changed_at) "
        f"select {source}, lower(tg_op), (select access.post()), clock_timestamp() from was; return null;"
    )
    lines = [
        f"create or replace function public.{table}_keep_history() returns trigger language plpgsql security definer "
        f"set search_path = public, access, pg_temp as $$ begin {body} end $$",
        f"revoke execute on function public.{table}_keep_history() from public",
    ]
    for verb in ("update", "delete"):
        lines.append(
            f"create trigger history_{verb} after {verb} on {table} referencing old table as was "
            f"for each statement execute function public.{table}_keep_history()"
        )
    kept = ["scope_id"] + ([protection.subject] if protection.subject else [])
    moved = " or ".join(f"old.{c} is distinct from new.{c}" for c in kept)
    lines.append(
        f"create trigger keep_scope before update of {', '.join(kept)} on {table} for each row when ({moved}) "
        "execute function access.refuse_move()"
    )
    return lines + _looked_up(protection)


def _looked_up(protection: Protection) -> list[str]:
    """Return the trigger that refuses a parent which the writer cannot see, where a policy cannot.

    It looks up under the writer's own policies, and refuses a hidden and a missing parent in the words of a policy.
    """
    table = protection.table
    moving = [(c, parent) for c, parent in protection.parents if c != protection.subject]
    if not protection.app_writes or not moving:
        return []
    checks = " ".join(
        f"if new.{column} is distinct from old.{column} and new.{column} is not null "
        f"and not exists (select 1 from public.{parent} p where p.id = new.{column}) then "
        f"raise exception 'new row violates row-level security policy for table \"{table}\"' "
        "using errcode = '42501'; end if;"
        for column, parent in moving
    )
    events = "insert or update of" if any(parent == table for _, parent in moving) else "update of"
    return [
        f"create or replace function public.{table}_look_up_parents() returns trigger language plpgsql "
        f"set search_path = public, access, pg_temp as $$ begin {checks} return new; end $$",
        f"revoke execute on function public.{table}_look_up_parents() from public",
        f"create trigger look_up_parents before {events} {', '.join(c for c, _ in moving)} on {table} "
        f"for each row execute function public.{table}_look_up_parents()",
    ]


def grants(protection: Protection) -> list[str]:
    """Return the rights on a table and its history; requests may only read history."""
    verbs = "select" + (", insert, update" if protection.app_writes else "")
    verbs += ", delete" if protection.removable else ""
    table, history = protection.table, protection.history_table
    return [
        f"revoke all on {table}, {history} from app, worker, front, gate",
        f"grant {verbs} on {table} to {REQUESTS}",
        f"grant select on {history} to {REQUESTS}",
        f"grant select, insert, update, delete on {table}, {history} to engine",
        f"grant select on {table}, {history} to backup",
    ]


def digest(protection: Protection) -> str:
    """Return the hash of all that is declared of a table."""
    text = "\n".join([*policies(protection), *triggers(protection)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rendered() -> str:
    """Return the whole rendered SQL, as it is kept in docs/policies.sql for readers and reviewers."""
    parts = ["-- Generated from the declarations of protected tables by `concerted access --write`. Do not edit.\n"]
    for label in sorted(PROTECTED):
        protection = PROTECTED[label]
        parts.append(f"-- {label}\n" + ";\n".join([*policies(protection), *triggers(protection), *grants(protection)]))
    parts += [
        f"-- {kept.label}, of the directory\n" + ";\n".join([*kept.policies(), *kept.triggers()])
        for kept in directory()
    ]
    return ";\n\n".join(parts) + ";\n"
