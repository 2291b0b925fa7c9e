"""Two real sessions: a sealer at work keeps no writer waiting, and a writer no sealer."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections, transaction

from concerted.audit.sealing import seal

WRITE = "select access.write_event('test.read', '{}', '{}')"


@pytest.fixture
def writer(django_db_setup: None, django_db_blocker) -> Iterator["psycopg.Connection"]:
    with django_db_blocker.unblock():
        params = connections["default"].get_connection_params()
        for name in ("cursor_factory", "context", "prepare_threshold"):
            params.pop(name, None)
        with psycopg.connect(**params) as other:
            other.execute("set lock_timeout = '500ms'")
            yield other
            other.rollback()
        connections["engine"].close()


def sealed_within_this_transaction() -> int:
    with connections["engine"].cursor() as cursor:
        cursor.execute("set local lock_timeout = '500ms'")
        cursor.execute(WRITE)
    return seal(using="engine")


def test_a_sealer_in_the_middle_of_its_work_keeps_no_writer_waiting(writer):
    with transaction.atomic(using="engine"):
        assert sealed_within_this_transaction() >= 1
        writer.execute(WRITE)
        transaction.set_rollback(True, using="engine")


def test_an_act_that_is_not_yet_committed_keeps_no_sealer_waiting(writer):
    writer.execute(WRITE)
    with transaction.atomic(using="engine"):
        assert sealed_within_this_transaction() >= 1
        transaction.set_rollback(True, using="engine")


def test_of_two_sealers_one_works_and_the_other_goes_away_at_once(writer):
    with transaction.atomic(using="engine"):
        assert sealed_within_this_transaction() >= 1
        held = writer.execute("select pg_try_advisory_xact_lock(4020412)").fetchone()
        assert held == (False,)
        transaction.set_rollback(True, using="engine")
