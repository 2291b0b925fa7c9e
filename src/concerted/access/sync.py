"""Brings the database's rights to what the declarations say; run after every migration, changes only what differs."""

import hashlib
from pathlib import Path

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from concerted.access.categories import CATEGORIES
from concerted.access.directory import Kept, directory
from concerted.access.permissions import ROLES
from concerted.access.policies import TRIGGERS, digest, grants, policies, triggers
from concerted.access.protection import PROTECTED, Protection
from concerted.access.schemas import DOOR
from concerted.partnership.kinds import kinds

LOCK = 4_020_411
"""The advisory lock that lets one sync run at a time."""

GATE_FUNCTIONS = (
    "access.mint(bytea, uuid, uuid, interval, interval, text, text)",
    "access.change_post(bytea, bytea, uuid)",
    "access.revoke(bytea)",
    "access.revoke_account(uuid)",
    "access.session_of(bytea)",
    "access.answers_for(int, uuid)",
)
OWN_SQL = (
    "functions.sql",
    "sign_in.sql",
    "triggers.sql",
    "agreements_functions.sql",
    "posts_functions.sql",
    "succession_functions.sql",
)
REQUEST_FUNCTIONS = (
    "access.secret()",
    "access.post()",
    "access.agency()",
    "access.me()",
    "access.scopes()",
    "access.write_scopes()",
    "access.name_subject(uuid, text, int)",
    "access.may(text)",
    "access.own_scopes()",
    "access.holder()",
    "access.disclose(uuid, uuid, int, int, text, boolean, text, int, timestamptz, uuid, text)",
    "access.disclose_own(uuid, uuid, uuid, int, int, text, text, text, text, text, uuid, text, timestamptz)",
    "access.end_disclosure(uuid, text)",
    "access.end_resting_on(uuid, text)",
    "access.write_event(text, uuid[], jsonb)",
    "access.keeps_agreements()",
    "access.line_refusal(text, boolean, int, int, text, text, boolean)",
    "access.bound(bigint)",
    "access.lacks(bigint)",
    "access.send_agreement(bigint, int)",
    "access.take_back_agreement(bigint)",
    "access.remove_draft_line(bigint)",
    "access.sign_agreement(bigint, int)",
    "access.put_into_force(bigint)",
    "access.end_agreement(bigint, text)",
    "access.end_line(bigint, text)",
    "access.withdraw_party(bigint, text)",
    "access.hangs_on(bigint[])",
    "access.post_refusal(int, text, text, uuid)",
    "access.open_role(text)",
    "access.own_categories(text)",
    "access.succeed(int, text, text, text)",
    "access.moves_with(int)",
    "access.touch()",
    "access.my_sessions()",
    "access.end_sessions(uuid)",
)


def synchronise(alias: str = "migrator") -> list[str]:
    """Apply functions, row security, policies, triggers and grants in one transaction; return the tables re-made."""
    changed: list[str] = []
    with connections[alias].cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        try:
            with transaction.atomic(using=alias):
                fill_registers(cursor)
                for text in _functions():
                    cursor.execute(text)
                for label in sorted(PROTECTED):
                    if _apply(cursor, PROTECTED[label]):
                        changed.append(PROTECTED[label].table)
                changed += [kept.table for kept in directory() if _apply_kept(cursor, kept)]
                _grant(cursor)
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])
    return changed


def _functions() -> list[str]:
    """Return this room's SQL and every upper room's `sql/*functions.sql`; those grant their functions themselves."""
    own = Path(__file__).parent / "sql"
    found = [own / name for name in OWN_SQL]
    for room in apps.get_app_configs():
        if room.name.startswith("concerted.") and room.label != "access":
            found += sorted(Path(room.path, "sql").glob("*functions.sql"))
    return [file.read_text(encoding="utf-8") for file in found]


def fill_registers(cursor: CursorWrapper) -> None:
    """Write the registers of categories and permissions where they differ from the code."""
    flags = ("existence_protected", "emergency", "victims", "named", "health_or_care", "one_service")
    categories = [(c.code, *(getattr(c, flag) for flag in flags)) for c in CATEGORIES.values()]
    permissions = [(code, name) for code, role in ROLES.items() for name in sorted(role.permissions)]
    for table, columns, rows in (
        ("access.access_category", ", ".join(("code", *flags)), categories),
        ("access.access_permission", "role_class, permission", permissions),
        ("access.access_roleinkind", "kind, role_class, purpose, category, may_write", roles_in_kinds()),
    ):
        cursor.execute(f"select {columns} from {table}")
        if sorted(cursor.fetchall()) != sorted(rows):
            cursor.execute(f"delete from {table}")
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"insert into {table} ({columns}) values ({marks})", rows)


def roles_in_kinds() -> list[tuple[str, str, str, str, bool]]:
    """Return what each role opens of its own agency in each kind of agency where it may be opened."""
    rows = []
    for kind in kinds().values():
        for code, given in kind.roles.items():
            role = ROLES[code]
            opened = {"": False}
            for written in (*given, *role.own):
                category = written.rstrip("*")
                opened[category] = opened.get(category, False) or written.endswith("*")
            rows += [(kind.code, code, role.purpose, category, writes) for category, writes in opened.items()]
    return rows


def _apply_kept(cursor: CursorWrapper, kept: Kept) -> bool:
    """Re-make the policies and the trigger of a table of the directory when they differ; return whether it did."""
    cursor.execute(f"alter table {kept.table} enable row level security")
    cursor.execute(f"alter table {kept.table} force row level security")
    if _comment(cursor, kept.table) == f"{kept.digest()} {printed(cursor, kept.table)}":
        return False
    cursor.execute("select policyname from pg_policies where tablename = %s", [kept.table])
    for (policy,) in cursor.fetchall():
        cursor.execute(f'drop policy "{policy}" on {kept.table}')
    cursor.execute(f"drop trigger if exists keep_fixed on {kept.table}")
    for statement in [*kept.policies(), *kept.triggers()]:
        cursor.execute(statement)
    cursor.execute(f"comment on policy read on {kept.table} is '{kept.digest()} {printed(cursor, kept.table)}'")
    return True


def _comment(cursor: CursorWrapper, table: str) -> str | None:
    cursor.execute(
        "select obj_description(p.oid, 'pg_policy') from pg_policy p "
        "where polrelid = %s::regclass and polname = 'read'",
        [table],
    )
    found = cursor.fetchone()
    return found[0] if found else None


def _apply(cursor: CursorWrapper, protection: Protection) -> bool:
    """Re-make a table's policies and triggers when declared or printed text differs; return whether it did."""
    table, history = protection.table, protection.history_table
    for name in (table, history):
        cursor.execute(f"alter table {name} enable row level security")
        cursor.execute(f"alter table {name} force row level security")
    if _comment(cursor, table) == f"{digest(protection)} {printed(cursor, table, history)}":
        return False
    for name in (table, history):
        cursor.execute("select policyname from pg_policies where tablename = %s", [name])
        for (policy,) in cursor.fetchall():
            cursor.execute(f'drop policy "{policy}" on {name}')
    for trigger in TRIGGERS:
        cursor.execute(f"drop trigger if exists {trigger} on {table}")
    for statement in [*policies(protection), *triggers(protection)]:
        cursor.execute(statement)
    cursor.execute(f"comment on policy read on {table} is '{digest(protection)} {printed(cursor, table, history)}'")
    return True


def printed(cursor: CursorWrapper, table: str, history: str = "") -> str:
    """Return the hash of policies and triggers as PostgreSQL prints them, so that one altered by hand is noticed."""
    cursor.execute(
        "select tablename, policyname, roles::text, cmd, qual, with_check from pg_policies "
        "where tablename in (%s, %s) order by 1, 2",
        [table, history],
    )
    found = cursor.fetchall()
    cursor.execute(
        "select t.tgname, t.tgenabled::text, pg_get_triggerdef(t.oid), f.prosrc, f.prosecdef, f.proconfig::text "
        "from pg_trigger t join pg_proc f on f.oid = t.tgfoid "
        "where t.tgrelid = %s::regclass and not t.tgisinternal order by 1",
        [table],
    )
    return hashlib.sha256(repr([*found, *cursor.fetchall()]).encode()).hexdigest()[:16]


def _grant(cursor: CursorWrapper) -> None:
    """Apply every right anew: rights are derived state, and a new table has none until this has run."""
    cursor.execute("grant usage on schema public to app, worker, front, gate, engine, backup")
    cursor.execute("grant usage on schema access to app, worker, gate, engine, backup")
    cursor.execute("grant usage on schema door to gate, backup")
    cursor.execute("revoke all on all functions in schema access from public")
    for function in REQUEST_FUNCTIONS:
        cursor.execute(f"grant execute on function {function} to app, worker, engine, gate")
    for function in GATE_FUNCTIONS:
        cursor.execute(f"grant execute on function {function} to gate")
    cursor.execute("grant execute on function access.refresh_statistics() to engine")
    cursor.execute("grant select on access.my_key, access.my_disclosure to app, worker")
    cursor.execute("grant select, insert, update, delete on all tables in schema door to gate")
    cursor.execute("grant usage, select on all sequences in schema door to gate")
    cursor.execute("grant select on all tables in schema access to engine")
    cursor.execute("grant insert on access.access_subject to engine")
    # Opening a demonstration's casework writes the keys that its acts would have opened; no request runs as engine.
    cursor.execute("grant insert on access.access_disclosure, access.access_subjectkey to engine")
    cursor.execute("grant select on all tables in schema public to backup")
    cursor.execute("grant select on all tables in schema access to backup")
    cursor.execute("revoke all on access.access_token, access.session from backup, engine")
    _no_temporary_tables(cursor)
    for model in apps.get_models():
        rights: dict[str, str] = getattr(model, "rights", {})
        if rights:
            cursor.execute(f"revoke all on {model._meta.db_table} from app, worker, front, gate, engine")
        for role, verbs in rights.items():
            verbs = "select, insert, update, delete" if verbs == "all" else verbs
            cursor.execute(f"grant {verbs} on {model._meta.db_table} to {role}")
    for protection in PROTECTED.values():
        for statement in grants(protection):
            cursor.execute(statement)
    _door_is_shut(cursor)


def _no_temporary_tables(cursor: CursorWrapper) -> None:
    """Take the making of temporary tables from everybody but those who load by way of them."""
    cursor.execute("select current_database()")
    (name,) = cursor.fetchone() or ("",)
    database = cursor.db.ops.quote_name(name)
    cursor.execute(f"revoke temporary on database {database} from public, app, gate, front, backup")
    cursor.execute(f"grant temporary on database {database} to worker, engine")


def _door_is_shut(cursor: CursorWrapper) -> None:
    """Raise RuntimeError when a role of requests can read a table behind the door."""
    cursor.execute(
        "select table_name, grantee from information_schema.role_table_grants "
        "where table_schema = 'door' and grantee in ('app', 'worker', 'front', 'engine', 'PUBLIC')"
    )
    leaks = cursor.fetchall()
    if leaks:
        raise RuntimeError(f"Tables of {', '.join(sorted(DOOR))} are readable: {leaks}")
