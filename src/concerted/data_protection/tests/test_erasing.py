"""Erasure reaches everything that hangs on a record and on nobody else, and leaves a certificate."""

import pytest

from concerted.data_protection.models import Erasure, LegalHold
from concerted.data_protection.retention.certificate import seal_of
from concerted.data_protection.retention.erasing import ANOTHERS, erase_what_waits
from concerted.data_protection.tests.rows import (
    AT,
    BORN,
    FAMILY,
    GIVEN,
    OWNER,
    confirmed,
    dump,
    events,
    found_in,
    in_quarantine,
    somebody,
    with_everything,
)
from concerted.exchange.finding import feeds
from concerted.files.storage import path_of
from concerted.people.models import ErasedKey, Person, Record
from concerted.web.testing.county import make_record, owners_scope, post_of
from concerted.web.testing.engine import as_engine
from concerted.web.testing.victims.models import MaracCase
from concerted.web.testing.victims.rows import marac_case

FEED = feeds()["police_events"]


def a_file(*people: tuple[str, str]) -> bytes:
    """A file of police events about one name, with keys and birth dates."""
    rows = [",".join(FEED.names)]
    for key, born in people:
        given = {"police_id": key, "given_name": GIVEN, "family_name": FAMILY, "birth_date": born, "role": "suspect"}
        rows.append(",".join(given.get(name, "") for name in FEED.names))
    return "\n".join(rows).encode()


@pytest.fixture(autouse=True)
def state_folder(county, settings, tmp_path):
    settings.STATE_DIR = tmp_path
    return tmp_path


def erased(record, **fields):
    erasure = confirmed(record, **fields)
    with as_engine():
        erase_what_waits()
    return Erasure.objects.using(OWNER).get(pk=erasure.pk)


def bytes_below(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_byte_of_name_birth_date_or_address_is_left_anywhere(state_folder):
    record = with_everything(somebody())
    row = {"police_id": record.source_key, "family_name": FAMILY, "given_name": GIVEN, "birth_date": "03/02/1971"}
    in_quarantine(record, [row, row], a_file((record.source_key, "03/02/1971")))
    assert len(found_in(dump())) > 20
    done = erased(record)
    assert (done.state, done.stopped_because) == ("done", "")
    assert found_in(dump()) == []
    assert FAMILY.encode() not in bytes_below(state_folder)


def test_the_certificate_counts_rows_and_is_sealed_in_the_trail(state_folder):
    record = with_everything(somebody())
    done = erased(record)
    tables = done.counts["tables"]
    assert tables["people_record"] == tables["people_event"] == tables["cases_case"] == 1
    assert "sharing_relay" not in tables, "what another agency held is not for this certificate to tell"
    assert done.counts["history"] > 0
    ((about, detail),) = events("erasure.done")
    assert about == [done.pk, record.pk]
    assert detail["seal"] == done.seal == seal_of(done)
    done.counts = {**done.counts, "tables": {}}
    assert seal_of(done) != done.seal


def test_a_person_without_records_disappears_and_one_with_others_stays(state_folder):
    record = somebody()
    other = make_record("courts", person=record.person, given_name="Kept", family_name="Here")
    erased(record)
    assert Record.objects.using(OWNER).get(pk=other.pk).family_name == "Here"
    assert Person.objects.using(OWNER).filter(pk=other.person_id).exists()
    alone = somebody()
    erased(alone)
    assert not Person.objects.using(OWNER).filter(pk=alone.person_id).exists()


def test_an_agency_erases_its_own_records_only(state_folder):
    theirs = make_record("courts", given_name="Not", family_name="Ours")
    done = erased(theirs)
    assert Record.objects.using(OWNER).filter(pk=theirs.pk).exists()
    assert done.counts["tables"] == {}


def test_a_hold_placed_meanwhile_stops_it(state_folder):
    record = somebody()
    LegalHold.objects.using(OWNER).create(
        scope_id=owners_scope("police", "retention"), record=record, because="inquiry", ordered_by="a judge",
        from_at=AT, placed_by=post_of("data_protection_officer"),
    )  # fmt: skip
    done = erased(record)
    assert done.state == "stopped"
    assert "legal hold" in done.stopped_because
    assert Record.objects.using(OWNER).filter(pk=record.pk).exists()
    assert events("erasure.done") == []


def test_an_open_case_of_the_last_record_stops_it_and_its_programme_is_not_told(state_folder):
    done = erased(with_everything(somebody(), stage="adopted"))
    assert done.state == "stopped"
    assert done.stopped_because == ANOTHERS


def test_an_erasure_done_twice_is_done_once(state_folder):
    record = somebody()
    first = erased(record)
    with as_engine():
        assert erase_what_waits() == 0
    assert Erasure.objects.using(OWNER).get(pk=first.pk).seal == first.seal


def test_files_left_by_a_killed_engine_are_removed_at_the_next_look(state_folder):
    record = somebody()
    sending = in_quarantine(record, [], a_file((record.source_key, str(BORN))))
    confirmed(record, state="erased", files_left=[sending.file_key], done_at=AT)
    assert path_of(sending.file_key).exists()
    with as_engine():
        erase_what_waits()
    assert not path_of(sending.file_key).exists()
    assert not Erasure.objects.using(OWNER).exclude(state="done").exists()


def test_a_file_and_a_row_of_somebody_else_stay(state_folder):
    record = somebody()
    row = {"police_id": "P1", "family_name": FAMILY, "given_name": GIVEN, "birth_date": "01/01/2001"}
    sending = in_quarantine(record, [row], a_file(("P1", "01/01/2001")))
    erased(record)
    assert sending.waiting.using(OWNER).count() == 1
    assert path_of(sending.file_key).exists()


def test_the_key_is_remembered_as_a_salted_hash_and_not_in_clear(state_folder):
    record = somebody()
    erased(record)
    (kept,) = ErasedKey.objects.using(OWNER).all()
    assert record.source_key not in f"{kept.salt!r} {kept.hash!r}"
    assert len(bytes(kept.hash)) == 32


def test_a_victims_case_about_the_person_changes_nothing_that_can_be_read_and_stays(state_folder):
    """S2: the certificate of somebody about whom a MARAC case exists is that of anybody else."""
    certificates = []
    for about_him in (False, True):
        record = with_everything(somebody())
        if about_him:
            victim = make_record("lantern", given_name="Kept", family_name="Safe")
            case = marac_case(victim.person, record.person, "Sealed")
        certificates.append(erased(record))
    plain, other = certificates
    assert (plain.state, plain.counts) == (other.state, other.counts)
    kept = MaracCase.objects.using(OWNER).get(pk=case.pk)
    assert (kept.words, kept.harmed_by_id) == ("Sealed", record.person_id)
    assert not Record.objects.using(OWNER).filter(person_id=record.person_id).exists()
