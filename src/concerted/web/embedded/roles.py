"""The seven login roles and the database, made or brought back to what they must be, however often it is run."""

from typing import TypeAlias

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import connections, passwords

Admin: TypeAlias = "psycopg.Connection[tuple[object, ...]]"
OLDEST = 150000
_ONE_AT_A_TIME = 0x434F4E43
PLAIN = "login nosuperuser nobypassrls nocreatedb nocreaterole noreplication"
# The last line of defence against a role that is used for something else: what each login role may be.
ATTRIBUTES = {
    "migrator": "login nosuperuser bypassrls nocreatedb nocreaterole noreplication",
    "app": PLAIN,
    "gate": PLAIN,
    "front": PLAIN,
    "worker": PLAIN,
    "engine": "login nosuperuser bypassrls nocreatedb nocreaterole noreplication",
    "backup": "login nosuperuser bypassrls nocreatedb nocreaterole noreplication",
}
MAY_MAKE_TEMPORARY_TABLES = ("worker", "engine")
BORROWED_IN_TESTS = ("app", "gate", "front", "worker", "engine")


def prepare(server: connections.Server | None = None, *, tests: bool = False) -> None:
    """Make the roles and the database on a server, by default the one configured; change nothing that is right.

    `server` needs a superuser (only one may give BYPASSRLS). `tests` lets migrator create databases and take on
    the other roles; never on a server that holds real data. Raises ConcertedError where the server is older
    than 15, cannot be reached, or the user may not.
    """
    target = server or connections.server()
    secrets = passwords.make()
    with _connected(target, "postgres") as admin:
        _check(admin, target)
        admin.execute("select pg_advisory_lock(%s)", [_ONE_AT_A_TIME])  # until the connection closes
        for role in passwords.LOGIN_ROLES:
            _make_role(admin, role, secrets[role])
        if tests:
            _lend_roles(admin)
        _make_database(admin, target.database)
        with _connected(target, target.database) as inside:
            _close_database(inside, target.database)


def drop_database(server: connections.Server | None = None) -> None:
    """Drop the database with all that it holds, ending the sessions that use it."""
    target = server or connections.server()
    with _connected(target, "postgres") as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(target.database)))


def is_empty(server: connections.Server) -> bool:
    """Whether the database holds no table yet."""
    query = "select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema') limit 1"
    with _connected(server, server.database) as admin:
        return admin.execute(query).fetchone() is None


def _connected(server: connections.Server, database: str) -> Admin:
    where = {"host": server.host, "port": str(server.port), "dbname": database}
    who = {"user": server.user, "password": server.password}
    address = make_conninfo(**{name: value for name, value in {**where, **who, **server.options}.items() if value})
    try:
        return psycopg.connect(address, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise ConcertedError(f"The database server cannot be reached: {str(error).strip()}") from error


def _check(admin: Admin, server: connections.Server) -> None:
    version = admin.info.server_version
    if version < OLDEST:
        raise ConcertedError(
            f"This server is PostgreSQL {version // 10000}; Concerted needs 15 or newer: its views must check the "
            "rights of who reads them (security_invoker), which older ones cannot."
        )
    found = admin.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    if found is None or not found[0]:
        raise ConcertedError(f"{server.user!r} is no superuser, and only one may make roles that pass row security.")


def _make_role(admin: Admin, role: str, password: str) -> None:
    known = admin.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = "alter" if known else "create"
    # The password goes as its SCRAM verifier, so that no log of statements ever holds it.
    verifier = admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    admin.execute(
        sql.SQL("{verb} role {role} with {attributes} password {verifier}").format(
            verb=sql.SQL(verb),
            role=sql.Identifier(role),
            attributes=sql.SQL(ATTRIBUTES[role]),
            verifier=sql.Literal(verifier),
        )
    )
    if role == "backup":
        admin.execute("alter role backup set default_transaction_read_only = on")
        admin.execute("grant pg_read_all_data to backup")


def _lend_roles(admin: Admin) -> None:
    # Before 16 a role that inherits nothing does not own the public schema of its databases either.
    inherits = "noinherit" if admin.info.server_version >= 160000 else "inherit"
    admin.execute(f"alter role migrator createdb {inherits}")
    options = " with inherit false, set true" if admin.info.server_version >= 160000 else ""
    for role in BORROWED_IN_TESTS:
        admin.execute(sql.SQL("grant {} to migrator" + options).format(sql.Identifier(role)))


def _make_database(admin: Admin, database: str) -> None:
    if admin.execute("select 1 from pg_database where datname = %s", [database]).fetchone() is None:
        name = sql.Identifier(database)
        admin.execute(sql.SQL("create database {} owner migrator encoding 'UTF8' template template0").format(name))


def _close_database(admin: Admin, database: str) -> None:
    """Take from everybody what PostgreSQL gives by default, and give each role what it needs."""
    name = sql.Identifier(database)
    admin.execute(sql.SQL("revoke all on database {} from public").format(name))
    admin.execute("revoke create on schema public from public")
    for role in passwords.LOGIN_ROLES:
        admin.execute(sql.SQL("revoke all on database {} from {}").format(name, sql.Identifier(role)))
    admin.execute(sql.SQL("grant all on database {} to migrator").format(name))
    roles = sql.SQL(", ").join(sql.Identifier(role) for role in passwords.LOGIN_ROLES)
    admin.execute(sql.SQL("grant connect on database {} to {}").format(name, roles))
    temporary = sql.SQL(", ").join(sql.Identifier(role) for role in MAY_MAKE_TEMPORARY_TABLES)
    admin.execute(sql.SQL("grant temporary on database {} to {}").format(name, temporary))
