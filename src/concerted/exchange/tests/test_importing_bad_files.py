"""Every bad file through the real import: a clear message, nothing lost, nothing half loaded, the process alive."""

import gzip
import io
import zipfile

import pytest
from django.db import connections

from concerted.exchange.finding import feeds
from concerted.exchange.importing import keeping
from concerted.exchange.models import Fault, Sending, WaitingRow
from concerted.exchange.reading import sent as reading_limits
from concerted.kernel.errors import BadFile

HEADER = ",".join(feeds()["court_results"].names)
GOOD = "R1,CP1,Alex,Wrenfield,1990-05-14,M,CO1 1AA,Colchester,04600,Shoplifting,2026-01-05,2026-02-05,fine,"
NAME = "court_results.csv"


def a_file(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def records() -> int:
    with connections["migrator"].cursor() as cursor:
        cursor.execute("select count(*) from people_record")
        return int(cursor.fetchone()[0])


def zip_bomb() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    return sink.getvalue()


REFUSED = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 600, "picture"),
    "an empty file": (b"", "empty"),
    "a missing column": (a_file(GOOD).replace("disposal", "outcome"), "A column is missing: disposal"),
    "a doubled column": (a_file(GOOD).replace("order_ends_on", "disposal"), "disposal is there twice"),
    "NUL bytes in the header": (a_file(GOOD).replace("result_ref", "result\0ref"), "NUL"),
    "UTF-16": (a_file(GOOD).encode("utf-16"), "UTF-16"),
    "a zip bomb": (zip_bomb(), "grows past"),
    "a gzip bomb": (gzip.compress(b"a" * (513 << 20), 9), "grows past"),
    "a cut archive": (gzip.compress(a_file(GOOD).encode())[:-12], "cut"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_mend(engine, what):
    data, words = REFUSED[what]
    (sending,) = engine.send(data, NAME)
    assert sending.state == "refused"
    assert words in sending.message
    assert records() == 0
    (after,) = engine.send(a_file(GOOD), NAME)
    assert (after.state, after.rows_new) == ("loaded", 1)


def test_a_file_that_is_too_large_is_refused_by_its_size(engine):
    path = engine.folder / NAME
    with path.open("wb") as file:
        file.write(a_file(GOOD).encode())
        file.truncate(reading_limits.MOST.file_bytes + 1)
    (sending,) = engine.send_path(path)
    assert sending.state == "refused"
    assert "512 MB" in sending.message
    assert records() == 0


CELLS = {
    "a date of 1900": (GOOD.replace("2026-02-05", "1900-02-05"), "proven_on", "date"),
    "a date of 2099": (GOOD.replace("2026-02-05", "2099-02-05"), "proven_on", "date"),
    "a day that does not exist": (GOOD.replace("2026-02-05", "2026-02-31"), "proven_on", "date"),
    "a formula": (GOOD.replace("Wrenfield", "=B2*1.1"), "family_name", "formula"),
    "a NUL byte": (GOOD.replace("Wrenfield", "Wren\0field"), "family_name", "unseen"),
    "too few cells": (GOOD.removesuffix(",fine,"), "", "ragged"),
}


@pytest.mark.parametrize("what", CELLS)
def test_a_bad_row_waits_as_it_was_sent_and_the_others_load(engine, what):
    row, column, code = CELLS[what]
    other = GOOD.replace("R1", "R2").replace("CP1", "CP2")
    (sending,) = engine.send(a_file(row, other), NAME)
    assert (sending.state, sending.rows_loaded, sending.rows_waiting) == ("loaded", 1, 1), sending.message
    faults = Fault.objects.using("migrator").values_list("row", "column", "code")
    assert (2, column, code) in faults
    assert {row for row, _, _ in faults} == {2}
    assert WaitingRow.objects.using("migrator").get().cells["result_ref"] == "R1"
    assert records() == 1


def test_mixed_encodings_are_read_or_refused_and_never_guessed_silently(engine):
    rows = a_file(GOOD).encode() + GOOD.replace("R1", "R2").replace("Wrenfield", "Noël").encode("latin-1") + b"\n"
    (sending,) = engine.send(rows, NAME)
    assert sending.state == "refused"
    assert "UTF-8" in sending.message
    assert records() == 0


def test_a_file_that_no_feed_knows_is_named_in_the_answer(engine):
    with pytest.raises(BadFile, match="No feed knows a file named holidays"):
        engine.send(a_file(GOOD), "holidays.csv")


def test_of_many_faults_of_a_kind_the_first_are_kept_and_every_row_waits(engine, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KEPT", 5)
    rows = [GOOD.replace("R1", f"R{n}").replace("Colchester", "Nowhere") for n in range(12)]
    (sending,) = engine.send(a_file(*rows), NAME)
    assert Fault.objects.using("migrator").count() == 5
    assert WaitingRow.objects.using("migrator").count() == sending.rows_waiting == 12
    assert [(kind["kind"], kind["rows"]) for kind in sending.kinds] == [("unknown_code:district", 12)]


def test_a_victim_leaves_no_trace_but_the_count(engine):
    header = ",".join(feeds()["police_events"].names)
    person = "victim,Alex,Wrenfield,14/05/1990,F,1 Mill Lane,CO1 1AA,Colchester"
    row = f"E1,N1,{person},03/02/2026 10:00,crime,04600,Theft,charged"
    (sending,) = engine.send(f"{header}\n{row}\n", "police_events.csv")
    assert (sending.state, sending.rows_waiting, sending.rows_refused) == ("loaded", 0, 1)
    assert not WaitingRow.objects.using("migrator").exists()
    with connections["migrator"].cursor() as cursor:
        cursor.execute("select count(*) from exchange_fault f where f::text like '%Wrenfield%'")
        assert cursor.fetchone() == (0,)


def test_a_fault_of_ours_marks_the_file_and_leaves_nothing(engine, monkeypatch):
    monkeypatch.setattr("concerted.exchange.importing.run.keep", lambda *args: 1 / 0)
    (sending,) = engine.send(a_file(GOOD), NAME)
    assert sending.state == "failed"
    assert "ZeroDivision" not in sending.message
    assert records() == 0


def test_a_finished_file_is_not_imported_again(engine):
    (sending,) = engine.send(a_file(GOOD), NAME)
    seconds = Sending.objects.using("migrator").get().ended_at
    engine.run(sending)
    assert Sending.objects.using("migrator").get().ended_at == seconds
