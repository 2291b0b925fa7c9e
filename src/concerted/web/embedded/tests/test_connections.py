"""Each process gets the addresses of the roles that it may use, and no others."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import cluster, connections, folders, passwords, roles


def test_the_embedded_database_is_reached_by_its_socket_with_the_roles_own_password(home: Path):
    made = passwords.make()
    entry = connections.connection("app")

    assert entry["USER"] == "app"
    assert entry["PASSWORD"] == made["app"] != made["engine"]
    assert entry["HOST"] == str(folders.sockets())


def test_a_process_given_two_roles_cannot_have_a_third(home: Path, monkeypatch: pytest.MonkeyPatch):
    passwords.make()
    handed = connections.handed_down("app", "gate")
    monkeypatch.setenv("CONCERTED_CONNECTIONS", handed)

    assert passwords.stored()["engine"] not in handed
    assert connections.roles_given() == ("app", "gate")
    assert connections.connection("gate")["USER"] == "gate"
    with pytest.raises(ConcertedError, match="not given the database role 'engine'"):
        connections.connection("engine")


def test_an_address_for_one_role_goes_before_the_servers(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:b@db.example:6000/county?sslmode=require")
    monkeypatch.setenv("DATABASE_URL_APP", "postgresql://app_user:p%40ss@other.example/county")
    app, gate = connections.connection("app"), connections.connection("gate")

    assert (app["HOST"], app["PORT"], app["USER"], app["PASSWORD"]) == ("other.example", "5432", "app_user", "p@ss")
    assert (gate["HOST"], gate["PORT"], gate["USER"]) == ("db.example", "6000", "gate")
    assert gate["OPTIONS"] == {"sslmode": "require"}
    assert not connections.uses_embedded()


@pytest.mark.parametrize("host", ["db.example", "/run/postgresql"])
def test_an_address_written_is_read_back_the_same(host: str):
    server = connections.Server(host, 5433, "county", "app", "p@s/s:%", {"sslmode": "require"})

    assert connections.read_url(connections.write_url(server, "app", "p@s/s:%")) == server


def test_an_address_that_is_none_is_refused_without_repeating_its_password():
    with pytest.raises(ConcertedError) as refused:
        connections.read_url("mysql://boss:hunter2@db/county")
    assert "hunter2" not in str(refused.value)


def test_there_is_no_eighth_role(home: Path):
    with pytest.raises(ConcertedError, match="no login role 'postgres'"):
        connections.connection("postgres")


def test_secrets_are_made_once_and_kept(home: Path):
    assert passwords.make() == passwords.make()
    assert len(set(passwords.stored().values())) == len(passwords.stored())


def test_a_server_older_than_15_is_refused_with_the_reason():
    class Fourteen:
        info = SimpleNamespace(server_version=140012)

    with pytest.raises(ConcertedError, match="PostgreSQL 14; Concerted needs 15 or newer: its views"):
        roles._check(Fourteen(), connections.server())


def test_production_refuses_the_embedded_database(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CONCERTED_PRODUCTION", "1")
    with pytest.raises(ConcertedError, match="set DATABASE_URL"):
        cluster.start()
    assert not list(home.iterdir())
