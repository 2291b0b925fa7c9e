"""Whole tables by ADBC and by COPY: the same rows and types, under the engine's role, one moment for all reads."""

from datetime import date

import adbc_driver_manager
import pyarrow as pa
import pytest
from django.db import connection, transaction

from concerted.people.bulk.reading import one_snapshot, read_arrow
from concerted.web.testing.engine import as_engine

TYPES = {
    "person": pa.string(), "words": pa.string(), "on": pa.date32(), "small": pa.int16(), "many": pa.int64(),
    "percent": pa.float64(), "linked": pa.bool_(),
}  # fmt: skip
SELECT = """
  select * from (values
    ('00000000-0000-0000-0000-00000000000a'::uuid, 'Ōé, "quoted"' || chr(10) || '50%% of it', date '2024-02-29',
      7::smallint, 9000000000, 0.1::float8, true),
    (null, '', null, null, null, null, null),
    ('00000000-0000-0000-0000-00000000000b'::uuid, null, date '0001-01-01', -1::smallint, 0, 'nan'::float8, false)
  ) as given (person, words, "on", small, many, percent, linked) where small is distinct from %s"""


@pytest.fixture
def engine(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), as_engine():
        yield


def test_adbc_and_copy_give_the_same_rows_and_types(engine):
    with one_snapshot() as read:
        by_adbc = read(SELECT, TYPES, (8,))
    with transaction.atomic():
        by_copy = read_arrow(SELECT, TYPES, (8,))
    assert by_adbc.schema == by_copy.schema == pa.schema(TYPES.items())
    assert str(by_adbc.to_pylist()) == str(by_copy.to_pylist())
    assert by_adbc["words"].to_pylist() == ['Ōé, "quoted"\n50% of it', "", None]
    assert by_adbc["on"].to_pylist() == [date(2024, 2, 29), None, date(1, 1, 1)]


def test_a_select_without_rows_has_its_columns(engine):
    with one_snapshot() as read:
        assert read(f"select * from ({SELECT}) as none_of_them where false", TYPES, (8,)).schema == pa.schema(
            TYPES.items()
        )


def test_it_reads_under_the_role_of_the_engine_and_writes_nothing(engine):
    with one_snapshot() as read:
        assert read("select current_user::text", {"who": pa.string()}, ()).to_pylist() == [{"who": "engine"}]
        with pytest.raises(adbc_driver_manager.Error, match="permission denied"):
            read("select hash::text from access.access_token", {"hash": pa.string()}, ())
    with one_snapshot() as read, pytest.raises((adbc_driver_manager.Error, OSError), match="read-only"):
        read("select id from figures_run for update", {"id": pa.int64()}, ())


def test_all_reads_of_a_snapshot_see_one_moment(engine):
    select, types = "select pg_current_snapshot()::text, now()::text", {"seen": pa.string(), "at": pa.string()}
    with one_snapshot() as read:
        first = read(select, types, ())
        with connection.cursor() as cursor:
            cursor.execute("select pg_current_xact_id()")
        assert read(select, types, ()) == first


def test_what_a_transaction_has_written_is_read_through_it(engine):
    with transaction.atomic(), one_snapshot() as read:
        assert read is read_arrow
