"""Compares the rights in the database with what is declared, without locks: what a hand or a restore has changed."""

from django.apps import apps
from django.db import connections

from concerted.access.directory import Kept, directory
from concerted.access.policies import TRIGGERS, digest, triggers
from concerted.access.protection import PROTECTED, Protection
from concerted.access.sync import printed

OPEN_BY_DESIGN = {
    "access.my_key": "shows a session the single keys of its own post, under the clock",
    "access.my_disclosure": "shows an agency the disclosures that it gave or received, never their content",
    "access.session": "read by the owner's functions and views alone",
}
"""Views that run with their owner's rights on purpose, each behind a security barrier, and why."""


def problems(alias: str) -> list[str]:
    """Return, in words, everything in which the database behind a connection differs from the declarations.

    Needs a role that may read the catalogue, so any. Empty where nothing does.
    """
    found = [fault for label in sorted(PROTECTED) for fault in _of_table(alias, PROTECTED[label])]
    found += [fault for kept in directory() for fault in _of_directory(alias, kept)]
    return [*found, *_undeclared(alias), *_views(alias), *_functions(alias), *_grants(alias)]


def _rows(alias: str, statement: str, *params: str) -> list[tuple[object, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, params)
        rows: list[tuple[object, ...]] = cursor.fetchall()
        return rows


def _of_table(alias: str, protection: Protection) -> list[str]:
    """Row security, policies and triggers of one table and its history."""
    found: list[str] = []
    wanted = {protection.table: ["read"], protection.history_table: ["read"]}
    if protection.app_writes:
        wanted[protection.table] += ["add", "change"]
    if protection.removable:
        wanted[protection.table].append("remove")
    for table, names in wanted.items():
        security = _rows(
            alias, "select relrowsecurity, relforcerowsecurity from pg_class where oid = to_regclass(%s)", table
        )
        if not security:
            found.append(f"{table} does not exist.")
            continue
        if security != [(True, True)]:
            found.append(f"{table}: row security is not enabled and forced.")
        there = {str(row[0]) for row in _rows(alias, "select policyname from pg_policies where tablename = %s", table)}
        found += [f"{table}: the policy {name} is missing." for name in names if name not in there]
        found += [f"{table}: the policy {name} is declared nowhere." for name in sorted(there - set(names))]
    return found or _triggers(alias, protection) or _hashes(alias, protection)


def _of_directory(alias: str, kept: Kept) -> list[str]:
    """Row security and the hashes of one table of the directory."""
    security = _rows(
        alias, "select relrowsecurity, relforcerowsecurity from pg_class where oid = to_regclass(%s)", kept.table
    )
    if security != [(True, True)]:
        return [f"{kept.table}: row security is not enabled and forced."]
    declared, as_printed = _comment(alias, kept.table)
    with connections[alias].cursor() as cursor:
        now = printed(cursor, kept.table)
    if declared != kept.digest():
        return [f"{kept.table}: the declaration has changed since the policies were made."]
    return [f"{kept.table}: a policy or trigger was altered by hand."] if as_printed != now else []


def _comment(alias: str, table: str) -> tuple[str, str]:
    """Return the two hashes that the comment on a table's policy keeps."""
    comment = _rows(
        alias,
        "select obj_description(oid, 'pg_policy') from pg_policy where polrelid = to_regclass(%s) and polname = 'read'",
        table,
    )
    declared, _, as_printed = str(comment[0][0] or "").partition(" ") if comment else ("", "", "")
    return declared, as_printed


def _hashes(alias: str, protection: Protection) -> list[str]:
    """Whether the comment on the policy names the declaration of today and the policies as they are printed."""
    declared, as_printed = _comment(alias, protection.table)
    with connections[alias].cursor() as cursor:
        now = printed(cursor, protection.table, protection.history_table)
    if declared != digest(protection):
        return [f"{protection.table}: the declaration has changed since the policies were made."]
    return [f"{protection.table}: a policy or trigger was altered by hand."] if as_printed != now else []


def _triggers(alias: str, protection: Protection) -> list[str]:
    there = _rows(
        alias,
        "select tgname from pg_trigger where tgrelid = to_regclass(%s) and not tgisinternal and tgenabled = 'O'",
        protection.table,
    )
    names = {str(row[0]) for row in there}
    declared = " ".join(triggers(protection))
    wanted = [name for name in TRIGGERS if f"create trigger {name} " in declared]
    return [f"{protection.table}: the trigger {name} is missing or off." for name in wanted if name not in names]


def _undeclared(alias: str) -> list[str]:
    """Tables with a scope that nobody protects, but for those that declare themselves the engine's alone."""
    known = {name for p in PROTECTED.values() for name in (p.table, p.history_table)}
    known |= {m._meta.db_table for m in apps.get_models() if set(getattr(m, "rights", {})) == {"engine"}}
    rows = _rows(
        alias,
        "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'scope_id' "
        "where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm') order by 1",
    )
    return [f"{name} has a scope and no declaration." for (name,) in rows if name not in known]


def _views(alias: str) -> list[str]:
    """Views must ask the rights of their reader, or be among the few that are known and stand behind a barrier."""
    rows = _rows(
        alias,
        "select n.nspname || '.' || c.relname, c.relkind::text, coalesce(c.reloptions, '{}')::text[] "
        "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname in ('public', 'access', 'door') and c.relkind in ('v', 'm') order by 1",
    )
    found = []
    for name, kind, options in rows:
        given = set(options) if isinstance(options, list) else set()
        barred = name in OPEN_BY_DESIGN and "security_barrier=true" in given
        if kind == "m" or not (barred or "security_invoker=true" in given):
            found.append(f"The view {name} shows rows with its owner's rights.")
    return found


def _functions(alias: str) -> list[str]:
    """Functions that run with their owner's rights have a fixed search path and are not open to everybody."""
    rows = _rows(
        alias,
        "select n.nspname || '.' || p.proname, p.prosecdef, "
        "exists (select 1 from unnest(p.proconfig) s where s like 'search_path=%%'), "
        "exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x "
        "        where x.grantee = 0 and x.privilege_type = 'EXECUTE') "
        "from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "where n.nspname in ('public', 'access', 'door') and not exists "
        "(select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1",
    )
    found = []
    for name, definer, fixed, public in rows:
        if definer and not fixed:
            found.append(f"The function {name} runs as its owner without a fixed search path.")
        if definer and public:
            found.append(f"The function {name} runs as its owner and everybody may call it.")
    return found


def _grants(alias: str) -> list[str]:
    """Requests may not delete, truncate or write history, and nobody but gate reads behind the door."""
    rows = _rows(
        alias,
        "select table_schema, table_name, grantee, privilege_type from information_schema.role_table_grants "
        "where table_schema in ('public', 'access', 'door') "
        "and grantee in ('app', 'worker', 'front', 'gate', 'PUBLIC')",
    )
    removable = {p.table for p in PROTECTED.values() if p.removable}
    histories = {p.history_table for p in PROTECTED.values()}
    found = []
    for schema, table, grantee, verb in rows:
        at_the_door = schema == "door" and grantee != "gate"
        too_much = (
            schema != "door" and verb in ("DELETE", "TRUNCATE", "REFERENCES", "TRIGGER") and table not in removable
        )
        if at_the_door or too_much or (table in histories and verb != "SELECT"):
            found.append(f"{grantee} may {verb} on {schema}.{table}.")
    return sorted(found)
