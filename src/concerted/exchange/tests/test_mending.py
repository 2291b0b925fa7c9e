"""Rows that wait: mended, mended in bulk, sent again as they were, left out and taken back."""

import io

import pytest
from django.db import connections

from concerted.exchange.actions.leave_rows_out import leave_rows_out
from concerted.exchange.actions.mend_in_bulk import mend_in_bulk
from concerted.exchange.actions.receive_upload import receive_upload
from concerted.exchange.actions.take_back import take_back
from concerted.exchange.finding import feeds
from concerted.exchange.models import Fault, Sending, WaitingRow
from concerted.exchange.quarantine import write_rows_to_mend
from concerted.exchange.queries.quarantine import faults_of, groups, waiting
from concerted.kernel.errors import BadFile, Refused
from concerted.kernel.identifiers import new_id

FEED = feeds()["police_events"]
NAME = "police_events.csv"
ROW = "E{n},N{n},suspect,Alex,Wrenfield,{born},M,1 Mill Lane,CO1 1AA,{district},{day} 10:00,crime,04600,Theft,charged"


def rows(*changes: dict[str, str]) -> str:
    usual = {"born": "14/05/1990", "district": "Colchester", "day": "03/02/2026"}
    lines = [ROW.format(n=n, **{**usual, **change}) for n, change in enumerate(changes, 1)]
    return "\n".join([",".join(FEED.names), *lines]) + "\n"


BAD = rows({}, {"district": "Colchestr"}, {"day": "31/02/2026"}, {"district": "Colchestr "}, {})


@pytest.fixture
def steward(as_role):
    return as_role("data_steward", "police")


def file_to_mend(sending: Sending) -> str:
    sent = waiting(sending)
    return write_rows_to_mend(sent, faults_of(sending, sent, FEED)).decode()


def upload(engine, steward, text: str, mends: Sending | None = None) -> Sending:
    (made,) = receive_upload(file=io.BytesIO(text.encode()), name=NAME, feeds=[FEED], by=steward, mends=mends)
    return engine.run(made)


def events(kind: str) -> int:
    with connections["migrator"].cursor() as cursor:
        cursor.execute("select count(*) from audit_event where kind = %s", [kind])
        return int(cursor.fetchone()[0])


def test_mended_rows_load_and_wait_no_longer(engine, steward):
    first = upload(engine, steward, BAD)
    assert (first.rows_loaded, first.rows_waiting) == (2, 3)
    mended = file_to_mend(first).replace("31/02/2026", "28/02/2026")
    again = upload(engine, steward, mended, mends=first)
    first.refresh_from_db()
    assert (again.rows_sent, again.rows_loaded, again.rows_waiting) == (3, 1, 2)
    assert (first.rows_waiting, first.rows_mended) == (0, 1)
    assert set(WaitingRow.objects.values_list("sending", flat=True)) == {again.pk}


def test_rows_not_sent_again_wait_on_where_they_were(engine, steward):
    first = upload(engine, steward, BAD)
    lines = file_to_mend(first).splitlines()
    only = "\r\n".join([lines[0], next(line for line in lines if "31/02" in line).replace("31/02", "28/02")])
    upload(engine, steward, only + "\r\n", mends=first)
    first.refresh_from_db()
    assert first.rows_waiting == 2
    assert [kind["rows"] for kind in first.kinds] == [2]
    assert set(Fault.objects.values_list("code", flat=True)) == {"unknown_code"}


def test_rows_mended_in_the_agency_own_file_are_known_by_their_key(engine, steward):
    first = upload(engine, steward, BAD)
    upload(engine, steward, rows({}, {"district": "Colchester"}), mends=first)
    first.refresh_from_db()
    assert (first.rows_waiting, first.rows_mended) == (2, 1)


def test_a_repair_in_bulk_reaches_all_rows_with_that_likely_meaning_and_no_other(engine, steward):
    first = upload(engine, steward, BAD)
    ident = new_id()
    made = mend_in_bulk(sending=first.pk, column="district", suggestion="Colchester", identifier=ident, by=steward)
    twice = mend_in_bulk(sending=first.pk, column="district", suggestion="Colchester", identifier=ident, by=steward)
    done = engine.run(made)
    first.refresh_from_db()
    assert twice.pk == made.pk
    assert (done.rows_loaded, done.rows_waiting) == (2, 0)
    assert (first.rows_waiting, first.rows_mended) == (1, 2)
    assert events("sending.mended") == 1


def test_a_repair_that_no_row_needs_is_refused(engine, steward):
    first = upload(engine, steward, BAD)
    with pytest.raises(Refused, match="No row waits for this repair"):
        mend_in_bulk(sending=first.pk, column="district", suggestion="Harlow", identifier=new_id(), by=steward)


def test_the_same_file_sent_twice_leaves_each_row_waiting_once(engine, steward):
    first = upload(engine, steward, BAD)
    second = upload(engine, steward, BAD)
    first.refresh_from_db()
    assert (first.rows_waiting, second.rows_waiting) == (0, 3)
    assert WaitingRow.objects.count() == 3


def test_rows_are_left_out_with_a_reason_and_taken_back(engine, steward):
    first = upload(engine, steward, BAD)
    with pytest.raises(Refused, match="Say why"):
        leave_rows_out(sending=first.pk, because=" ", by=steward)
    for _ in range(2):
        leave_rows_out(sending=first.pk, because="Sent in error.", by=steward)
    assert events("sending.left_out") == 1
    for _ in range(2):
        take_back(sending=first.pk, by=steward)
    assert events("sending.taken_back") == 1
    first.refresh_from_db()
    assert (first.left_out_because, first.rows_waiting) == ("", 3)


def test_a_steward_sends_for_no_other_agency(engine, steward):
    with pytest.raises(Refused, match="not a file that Police sends"):
        receive_upload(file=io.BytesIO(b"x"), name="c.csv", feeds=[feeds()["court_results"]], by=steward)


def test_a_file_of_the_wrong_kind_is_refused_at_once_and_not_kept(engine, steward, settings):
    with pytest.raises(BadFile, match="PDF"):
        receive_upload(file=io.BytesIO(b"%PDF-1.7 ..."), name=NAME, feeds=[FEED], by=steward)
    assert not list((settings.STATE_DIR / "files").iterdir())
    assert not Sending.objects.exists()


def test_the_file_to_mend_holds_every_row_though_not_every_fault_is_kept(engine, steward):
    first = upload(engine, steward, BAD)
    connections["migrator"].cursor().execute("delete from exchange_fault where row = 3")
    lines = file_to_mend(first).splitlines()
    assert lines[0].startswith("event_ref,police_id,role")
    assert len(lines) == 4
    assert all("Looks like Colchester" in line for line in lines if "Colchestr" in line)


def test_a_group_shows_three_examples_and_all_when_asked(engine, steward):
    first = upload(engine, steward, rows(*[{"day": "31/02/2026"}] * 9))
    (group,) = groups(first, FEED)
    assert (group.rows, len(group.examples), group.other) == (9, 3, 6)
    (group,) = groups(first, FEED, "date")
    assert (len(group.examples), group.other, group.beyond) == (9, 0, 0)
