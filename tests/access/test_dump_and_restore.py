"""A dump as the role backup, read into a new database, is complete under row security: rows, rights, policies."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from concerted.web.embedded.passwords import LOGIN_ROLES

pytestmark = [pytest.mark.cluster, pytest.mark.slow]
OURS = ("CONCERTED_", "DATABASE_URL", "DJANGO_", "PYTEST_")
POUR = """
import django; django.setup()
from django.db import transaction
from concerted.web.testing.leaks.comparing import county_of
from concerted.web.testing.leaks.pouring import pour
with transaction.atomic(using="migrator"):
    pour(county_of(41, size=5))
"""
RIGHTS = {
    "policies": "select * from pg_policies order by schemaname, tablename, policyname",
    "comments on policies": "select polname, polrelid::regclass::text, obj_description(oid, 'pg_policy') "
    "from pg_policy order by 1, 2",
    "row security": "select oid::regclass::text, relrowsecurity, relforcerowsecurity from pg_class "
    "where relkind in ('r', 'p') and relnamespace::regnamespace::text in ('public', 'access', 'door') order by 1",
    "grants": "select oid::regclass::text, (select array_agg(x::text order by x::text) from "
    "unnest(coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::\"char\", relowner))) x) "
    "from pg_class where relnamespace::regnamespace::text in ('public', 'access', 'door') order by 1",
    "functions": "select oid::regprocedure::text, prosecdef, proconfig::text, prosrc, "
    "(select array_agg(x::text order by x::text) from unnest(coalesce(proacl, acldefault('f', proowner))) x) "
    "from pg_proc where pronamespace::regnamespace::text in ('public', 'access', 'door') order by 1",
    "triggers": "select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled::text from pg_trigger "
    "where not tgisinternal order by 1, 2",
}


class Installation:
    """A state folder with a cluster of its own."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="concerted-dump-"))
        self.home.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = kept | {"CONCERTED_HOME": str(self.home)}

    def run(self, *typed: str, **more: str) -> None:
        found = subprocess.run(typed, env=self.environment | more, check=False, capture_output=True, text=True)
        assert found.returncode == 0, f"{typed}: {found.stdout[-2000:]}{found.stderr[-2000:]}"

    def concerted(self, *typed: str, **more: str) -> None:
        self.run(str(Path(sys.executable).with_name("concerted")), *typed, **more)

    def sql(self, statement: str) -> list[tuple]:
        secrets = json.loads((self.home / "secrets.json").read_text())
        where = {"host": str(self.home / "run"), "dbname": "concerted", "user": "postgres"}
        with psycopg.connect(**where, password=secrets["postgres"]) as connection:
            return connection.execute(statement).fetchall()

    def tables(self) -> dict[str, tuple]:
        """The count and the hash of the rows of every table."""
        names = self.sql(
            "select c.oid::regclass::text from pg_class c where c.relkind in ('r', 'p') "
            "and c.relnamespace::regnamespace::text in ('public', 'access', 'door') order by 1"
        )
        hashed = "select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {} t"
        return {name: self.sql(hashed.format(name))[0] for (name,) in names}


@pytest.fixture
def two():
    made = Installation(), Installation()
    yield made
    for one in made:
        one.concerted("database", "stop")
        shutil.rmtree(one.home, ignore_errors=True)


def test_a_dump_as_backup_restores_every_row_right_and_policy(two, tmp_path):
    first, second = two
    first.concerted("database", "start")
    settings = {"DJANGO_SETTINGS_MODULE": "concerted.web.settings", "CONCERTED_ROLE": "migrator"}
    first.run(sys.executable, "-m", "concerted.web.starting.tables", "--as-at", "2027-03-03", **settings)
    first.run(sys.executable, "-c", POUR, **settings)
    file = tmp_path / "county.dump"
    first.concerted("database", "dump", str(file))
    second.concerted("database", "restore", str(file))

    before, after = first.tables(), second.tables()
    assert sum(count for count, _ in before.values()) > 1_000
    assert {name: counted for name, counted in after.items() if counted != before.get(name)} == {}
    assert set(before) == set(after)
    for what, statement in RIGHTS.items():
        assert first.sql(statement) == second.sql(statement), what
    second.concerted("access", "--check")
    assert set(LOGIN_ROLES) <= {name for (name,) in second.sql("select rolname from pg_roles")}


def test_the_role_that_dumps_writes_nothing(two):
    first, _ = two
    first.concerted("database", "start")
    secrets = json.loads((first.home / "secrets.json").read_text())
    where = {"host": str(first.home / "run"), "dbname": "concerted", "user": "backup", "password": secrets["backup"]}
    with psycopg.connect(**where) as connection, pytest.raises(psycopg.Error):
        connection.execute("create table mine (a int)")
