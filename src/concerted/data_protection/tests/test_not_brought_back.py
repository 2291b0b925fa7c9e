"""A file never brings back by itself what its agency erased; it says so, and the officer may allow it again."""

import pytest

from concerted.data_protection.models import Erasure
from concerted.data_protection.retention.erasing import erase_what_waits
from concerted.data_protection.tests.rows import OWNER, confirmed, dump
from concerted.exchange.finding import feeds
from concerted.exchange.importing.receive import receive_path
from concerted.exchange.importing.run import import_sending
from concerted.exchange.models import Sending
from concerted.people.models import Record
from concerted.places.shipped import load_districts
from concerted.web.testing.engine import as_engine

FEED = feeds()["police_events"]
ROW = {
    "role": "suspect", "given_name": "Alex", "family_name": "Wrenfield", "birth_date": "1990-05-14", "kind": "arrest",
    "happened_at": "2026-01-05 10:00", "district": "Colchester",
}  # fmt: skip


@pytest.fixture(autouse=True)
def state_folder(county, settings, tmp_path):
    settings.STATE_DIR = tmp_path / "state"
    with as_engine():
        load_districts()
    return tmp_path


def sent(folder, *rows: dict[str, str]) -> Sending:
    """Import a file of police events and return its sending."""
    path = folder / "police_events.csv"
    lines = [",".join(FEED.names), *(",".join((ROW | row).get(name, "") for name in FEED.names) for row in rows)]
    path.write_text("\n".join(lines) + "\n")
    with as_engine():
        (waiting,) = receive_path(path)
        import_sending(waiting.pk)
    done = Sending.objects.using(OWNER).get(pk=waiting.pk)
    assert done.state == "loaded", done.message
    return done


def erased(key: str) -> Erasure:
    erasure = confirmed(Record.objects.using(OWNER).get(source_key=key))
    with as_engine():
        erase_what_waits()
    done = Erasure.objects.using(OWNER).get(pk=erasure.pk)
    assert done.state == "done", done.stopped_because
    return done


def keys() -> list[str]:
    return sorted(Record.objects.using(OWNER).filter(source="police").values_list("source_key", flat=True))


FIRST = {"event_ref": "E1", "police_id": "PX771"}
SECOND = {"event_ref": "E2", "police_id": "PX772", "family_name": "Oakhurst"}


def test_the_same_file_again_leaves_the_person_out_and_says_so(state_folder):
    sent(state_folder, FIRST, SECOND)
    erased("PX771")
    again = sent(state_folder, FIRST, SECOND)
    assert keys() == ["PX772"]
    assert [(look["code"], look["count"]) for look in again.look] == [("erased", 1)]
    assert "whose record your agency erased" in again.look[0]["text"]


def test_no_key_and_no_name_of_the_left_out_row_stays_in_the_tables(state_folder):
    sent(state_folder, FIRST, SECOND)
    erased("PX771")
    sent(state_folder, FIRST, SECOND)
    assert [line for line in dump().splitlines() if "PX771" in line or "Wrenfield" in line] == []


def test_another_person_of_the_same_name_is_loaded(state_folder):
    sent(state_folder, FIRST)
    erased("PX771")
    sent(state_folder, {"event_ref": "E3", "police_id": "PX773"})
    assert keys() == ["PX773"]


def test_the_officer_may_allow_the_record_again(state_folder, client_for):
    sent(state_folder, FIRST)
    done = erased("PX771")
    client = client_for("data_protection_officer")
    assert client_for("data_protection_officer", "housing_colchester").post(
        f"/retention/erasures/{done.reference}/allow-again"
    ).status_code == 404  # fmt: skip
    assert client.post(f"/retention/erasures/{done.reference}/allow-again").status_code == 302
    sent(state_folder, FIRST)
    assert keys() == ["PX771"]
