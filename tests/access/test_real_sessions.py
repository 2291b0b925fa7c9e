"""Several real sessions of the real roles: what one may learn of another."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections, transaction

from concerted.access.tokens import set_token

SECRET = "a-secret-that-nobody-else-may-read-0123456789"


def connected(role: str) -> "psycopg.Connection":
    """A connection of our own, signed in as a role, to the tests' database."""
    return psycopg.connect(**{"default": connections["default"]}[role].get_connection_params(), autocommit=True)


@pytest.fixture
def two(django_db_setup: None, django_db_blocker) -> Iterator["psycopg.Connection"]:
    with django_db_blocker.unblock():
        params = connections["default"].get_connection_params()
        for name in ("cursor_factory", "context", "prepare_threshold"):
            params.pop(name, None)
        with psycopg.connect(**params, autocommit=True) as other:
            yield other
        connections["default"].close()


def test_the_process_is_really_signed_in_as_app(two):
    assert two.execute("select session_user::text, current_user::text").fetchone() == ("app", "app")


def test_a_session_s_secret_does_not_stand_in_the_list_of_what_others_run(two):
    with transaction.atomic():
        set_token(SECRET)
        running = two.execute("select query from pg_stat_activity where usename = 'app'").fetchall()
        assert any("set_config('app.token'" in query for (query,) in running), running
        assert not any(SECRET in query for (query,) in running)


def test_the_secret_ends_with_its_transaction(two):
    with transaction.atomic():
        set_token(SECRET)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("select coalesce(current_setting('app.token', true), '')")
        assert cursor.fetchone() == ("",)


@pytest.mark.parametrize(
    "statement",
    ["set session authorization migrator", "set role migrator", "set role gate", "set role engine", "set role backup"],
)
def test_app_takes_on_no_other_role(two, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        two.execute(statement)


def test_another_session_of_app_is_not_shown_what_is_not_yet_committed(two):
    with transaction.atomic():
        set_token(SECRET)
        assert two.execute("select current_setting('app.token', true)").fetchone()[0] in ("", None)
