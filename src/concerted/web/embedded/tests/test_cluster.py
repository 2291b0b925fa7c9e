"""The embedded database on a cluster of its own: private, and alive again after whatever happened to it."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import binaries, cluster, connections, folders, passwords, postmaster, roles

pytestmark = pytest.mark.cluster


def as_superuser(**changed: str) -> psycopg.Connection:
    where = {"host": str(folders.sockets()), "dbname": "postgres", "user": passwords.SUPERUSER}
    password = passwords.stored()[passwords.SUPERUSER]
    return psycopg.connect(**{**where, "password": password, **changed}, autocommit=True)


def as_role(role: str) -> psycopg.Connection:
    entry = connections.connection(role)
    return psycopg.connect(
        host=entry["HOST"], dbname=entry["NAME"], user=entry["USER"], password=entry["PASSWORD"], autocommit=True
    )


def having(admin: psycopg.Connection, attribute: str) -> list[str]:
    own = "rolname !~ '^pg_' and rolname <> 'postgres'"
    found = admin.execute(f"select rolname from pg_roles where ({attribute}) and {own} order by 1").fetchall()
    return [name for (name,) in found]


def test_an_unprivileged_user_owns_the_data_and_the_server(home: Path):
    now = cluster.start()

    assert now.state == "running"
    assert folders.data().stat().st_uid == folders.owner().uid != 0
    assert Path(f"/proc/{now.pid}").stat().st_uid == folders.owner().uid
    assert stat.S_IMODE(folders.data().stat().st_mode) == 0o700


def test_socket_folder_and_passwords_are_private_and_nothing_listens_on_the_network(home: Path):
    cluster.start()

    assert stat.S_IMODE(folders.sockets().stat().st_mode) == 0o700
    assert stat.S_IMODE(passwords.file().stat().st_mode) == 0o600
    with as_superuser() as admin:
        assert admin.execute("show listen_addresses").fetchone() == ("",)
        assert admin.execute("show unix_socket_permissions").fetchone() == ("0700",)


def test_every_connection_needs_its_password(home: Path):
    cluster.start()

    with pytest.raises(psycopg.OperationalError, match="password"):
        as_superuser(password="wrong")
    with as_superuser() as admin:
        methods = admin.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
    assert methods == [("scram-sha-256",)]


def test_a_second_start_leaves_the_running_server_alone(home: Path):
    assert cluster.start().pid == cluster.start().pid


def test_two_starts_at_once_make_one_server(home: Path):
    program = (
        "from concerted.web.embedded import cluster, roles; pid = cluster.start().pid; roles.prepare(); print(pid)"
    )
    starts = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {start.communicate(timeout=60)[0].strip() for start in starts}

    assert [start.returncode for start in starts] == [0, 0, 0]
    assert said == {str(cluster.status().pid)}


def copy_and_kill(pid: int) -> None:
    with as_superuser() as admin, admin.cursor().copy("copy t from stdin") as rows:
        for n in range(2_000_000):
            rows.write(f"{n}\n")
            if n == 100_000:
                os.kill(pid, signal.SIGKILL)


def test_a_server_killed_during_a_copy_starts_again_with_nothing_half_loaded(home: Path):
    pid = cluster.start().pid
    assert pid is not None
    with as_superuser() as admin:
        admin.execute("create table t (n int)")
        admin.execute("insert into t values (1)")
    with pytest.raises(psycopg.OperationalError):
        copy_and_kill(pid)
    started = time.monotonic()
    again = cluster.start()

    assert again.pid != pid
    assert time.monotonic() - started < 15
    with as_superuser() as admin:
        assert admin.execute("select count(*), max(n) from t").fetchone() == (1, 1)


def test_a_pid_file_whose_number_now_belongs_to_another_process_does_not_stop_a_start(home: Path):
    pid = cluster.start().pid
    held = (folders.data() / "postmaster.pid").read_text()
    cluster.stop()
    other = subprocess.Popen(["sleep", "60"], user=folders.owner().uid)
    try:
        (folders.data() / "postmaster.pid").write_text(held.replace(str(pid), str(other.pid)))
        assert cluster.status().state == "stopped"
        assert cluster.start().state == "running"
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_killed_first_start_leaves_no_data_folder_half_made(home: Path):
    (home / "database").mkdir()
    (home / "database" / "data.new").mkdir()
    (home / "database" / "data.new" / "PG_VERSION").write_text("18\n")

    assert cluster.start().state == "running"
    assert not (home / "database" / "data.new").exists()


def test_data_of_another_major_version_is_refused_with_the_way_to_move_it(home: Path):
    cluster.start()
    cluster.stop()
    version = folders.data() / "PG_VERSION"
    version.write_text("14\n")

    with pytest.raises(ConcertedError, match=r"PostgreSQL 14(.|\n)*database dump FILE(.|\n)*database restore FILE"):
        cluster.start()
    assert cluster.status() == cluster.Status("stopped", None, 14)


def test_a_full_disk_is_named_as_the_reason_and_leaves_nothing_half_made(home: Path):
    small = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(home)]
    if os.geteuid() != 0 or subprocess.run(small, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk, and not everywhere")
    try:
        with pytest.raises(ConcertedError, match="is full"):
            cluster.start()
        assert cluster.status().state == "not made"
        assert not list((home / "database").glob("data*"))
    finally:
        subprocess.run(["umount", str(home)], check=True)


def test_programs_out_of_the_owners_reach_are_copied_and_run(home: Path):
    who = folders.owner()
    if not who.is_other:
        pytest.skip("only root starts PostgreSQL as another user")
    found = binaries.find(who)
    hidden = home / "hidden"
    install = found.folder.parent
    shutil.copytree(install.parent, hidden / install.parent.name, symlinks=True)
    libraries = install.parent.with_name(install.parent.name + ".libs")
    shutil.copytree(libraries, hidden / libraries.name, symlinks=True)
    hidden.chmod(0o700)
    os.environ["CONCERTED_PG_BIN"] = str(hidden / install.parent.name / install.name / "bin")
    try:
        assert binaries.find(who).folder.is_relative_to(home / "binaries")
        assert cluster.start().state == "running"
        psql = subprocess.run([binaries.find(who).program("psql"), "--version"], user=who.uid, check=False, cwd="/")
        assert psql.returncode == 0
    finally:
        del os.environ["CONCERTED_PG_BIN"]


def test_a_long_state_folder_still_has_a_socket_short_enough(home: Path, monkeypatch: pytest.MonkeyPatch):
    deep = home / ("d" * 60) / ("e" * 60)
    monkeypatch.setenv("CONCERTED_HOME", str(deep))
    try:
        assert cluster.start().state == "running"
        with as_superuser() as admin:
            assert admin.execute("select 1").fetchone() == (1,)
    finally:
        cluster.stop()
        shutil.rmtree(folders.sockets(), ignore_errors=True)


def test_stop_says_whether_a_server_ran_and_keeps_the_data(home: Path):
    assert cluster.stop() is False
    cluster.start()
    with as_superuser() as admin:
        admin.execute("create table kept ()")
    assert cluster.stop() is True
    assert postmaster.read(folders.data()) is None
    cluster.start()
    with as_superuser() as admin:
        admin.execute("select from kept")


def test_roles_are_what_the_access_design_says_and_stay_so(home: Path):
    cluster.start()
    roles.prepare()
    with as_superuser() as admin:
        admin.execute("alter role app bypassrls createrole")
        admin.execute("grant create, temporary on database concerted to app")
    roles.prepare()
    with as_superuser() as admin:
        assert having(admin, "rolbypassrls") == ["backup", "engine", "migrator"]
        assert having(admin, "rolsuper or rolcreatedb or rolcreaterole or rolreplication") == []
        assert having(admin, "rolcanlogin") == sorted(passwords.LOGIN_ROLES)
    for role in ("app", "gate", "front", "backup"):
        with as_role(role) as session, pytest.raises(psycopg.Error):
            session.execute("create temporary table t ()")
    for role in ("app", "gate", "front", "worker", "engine", "backup"):
        with as_role(role) as session, pytest.raises(psycopg.Error, match="permission denied|read-only"):
            session.execute("create table public.t ()")
        with as_role(role) as session, pytest.raises(psycopg.Error):
            session.execute("set role migrator")
    with as_role("migrator") as session:
        session.execute("create table public.t ()")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("set role app")


OLDER = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.mark.parametrize("folder", OLDER, ids=lambda path: path.parent.name)
def test_the_systems_own_postgresql_serves_as_well(home: Path, monkeypatch: pytest.MonkeyPatch, folder: Path):
    monkeypatch.setenv("CONCERTED_PG_BIN", str(folder))
    assert cluster.start(tests=True).major == int(folder.parent.name)
    roles.prepare(tests=True)
    with as_superuser(dbname="concerted") as admin:
        assert having(admin, "rolbypassrls") == ["backup", "engine", "migrator"]
        admin.execute("create table only_app as select 1 as n")
        admin.execute("grant select on only_app to app")
    with as_role("migrator") as session:
        if session.info.server_version >= 160000:  # before, the owner of a test database inherits what it is lent
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("select n from only_app")
        session.execute("set role app")
        assert session.execute("select n from only_app").fetchone() == (1,)


def test_backup_reads_everything_and_writes_nothing(home: Path):
    cluster.start()
    roles.prepare()
    with as_role("migrator") as owner:
        owner.execute("create table public.t as select 1 as n")
        owner.execute("alter table t enable row level security")
        owner.execute("alter table t force row level security")
    with as_role("backup") as session:
        assert session.execute("select n from t").fetchone() == (1,)
        with pytest.raises(psycopg.Error):
            session.execute("delete from t")
    with as_role("app") as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute("select n from t")


def test_in_tests_the_migrator_takes_on_roles_but_does_not_inherit_them(home: Path):
    cluster.start(tests=True)
    roles.prepare(tests=True)
    with as_superuser(dbname="concerted") as admin:
        admin.execute("create table only_app as select 1 as n")
        admin.execute("grant select on only_app to app")
    with as_role("migrator") as session:
        if session.info.server_version >= 160000:  # before, the owner of a test database inherits what it is lent
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("select n from only_app")
        session.execute("set role app")
        assert session.execute("select n from only_app").fetchone() == (1,)
        session.execute("reset role")
        session.execute("create database another")


def test_a_dump_restores_into_a_new_database(home: Path, tmp_path: Path):
    concerted = [sys.executable, "-c", "from concerted.cli.main import main; main()", "database"]
    file = tmp_path / "dump"
    subprocess.run([*concerted, "start"], check=True)
    with as_role("migrator") as owner:
        owner.execute("create table public.t as select 7 as n")
        owner.execute("grant select on t to app")
    subprocess.run([*concerted, "dump", str(file)], check=True)
    assert subprocess.run([*concerted, "restore", str(file)], check=False).returncode == 2
    cluster.stop()
    folders.data().rename(home / "database" / "old")
    subprocess.run([*concerted, "restore", str(file)], check=True)
    with as_role("app") as session:
        assert session.execute("select n from t").fetchone() == (7,)


def test_a_server_of_ones_own_is_prepared_and_reached_by_its_roles(home: Path, monkeypatch: pytest.MonkeyPatch):
    cluster.start()
    embedded = connections.server()._replace(database="county")
    address = connections.write_url(embedded, passwords.SUPERUSER, passwords.stored()[passwords.SUPERUSER])
    monkeypatch.setenv("DATABASE_URL", address)
    roles.prepare()

    assert connections.connection("app")["NAME"] == "county"
    with as_role("app") as session:
        assert session.execute("select current_user, current_database()").fetchone() == ("app", "county")


def test_a_server_is_prepared_by_a_superuser_only(home: Path):
    cluster.start()
    roles.prepare()
    migrator = connections.server()._replace(user="migrator", password=passwords.stored()["migrator"])

    with pytest.raises(ConcertedError, match="'migrator' is no superuser"):
        roles.prepare(migrator)
