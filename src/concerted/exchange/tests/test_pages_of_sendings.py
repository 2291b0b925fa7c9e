"""Pages of what agencies send: as a steward sees them, as others do not, and an upload from the form to the rows."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test.utils import CaptureQueriesContext

from concerted.exchange.finding import feeds
from concerted.exchange.models import Sending
from concerted.exchange.reading import sent as reading_limits
from concerted.exchange.views import uploads
from concerted.kernel.identifiers import new_id

FEED = feeds()["police_events"]
NAME = "police_events.csv"
ROW = (
    "E{n},N{n},suspect,Alex,Wrenfield,14/05/1990,M,1 Mill Lane,CO1 1AA,{district},{day} 10:00,crime,04600,Theft,charged"
)
OTHERS = ("iom_coordinator", "probation_officer", "housing_officer", "drug_worker", "analyst")


def a_file(good: int = 2, bad_days: int = 0, bad_districts: int = 0) -> bytes:
    kinds = [("Colchester", "03/02/2026")] * good + [("Colchester", "31/02/2026")] * bad_days
    kinds += [("Colchestr", "03/02/2026")] * bad_districts
    lines = [ROW.format(n=n, district=district, day=day) for n, (district, day) in enumerate(kinds)]
    return "\n".join([",".join(FEED.names), *lines]).encode() + b"\n"


def queued() -> Sending:
    return Sending.objects.using("migrator").latest("sent_at")


def uploaded(engine, client, data: bytes, **more: str) -> tuple[str, Sending]:
    answer = client.post("/imports/send", {"file": SimpleUploadedFile(NAME, data), **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], engine.run(queued())


def test_a_file_goes_from_the_form_to_the_rows(engine, client_for):
    client = client_for("data_steward", "police")
    answer = client.post("/imports/send", {"file": SimpleUploadedFile(NAME, a_file(2, 9, 6))})
    sending = queued()
    assert answer["Location"] == f"/imports/{sending.pk}?said=received"
    assert "It waits its turn" in client.get(f"/imports/{sending.pk}").content.decode()
    engine.run(sending)
    page = client.get(f"/imports/{sending.pk}").content.decode()
    assert "15 rows did not load. Here is how to mend them" in page
    assert "2 of 17 rows are in." in page
    assert "A date that cannot be" in page
    assert "Show the other 6" in page
    assert "Use Colchester in all 6 rows" in page
    with connections["migrator"].cursor() as cursor:
        cursor.execute("select count(*) from audit_event where kind = 'sending.received'")
        assert cursor.fetchone() == (1,)


def test_the_form_sent_twice_queues_the_file_once(engine, client_for):
    client = client_for("data_steward", "police")
    once = str(new_id())
    for _ in range(2):
        assert (
            client.post("/imports/send", {"file": SimpleUploadedFile(NAME, a_file()), "once": once}).status_code == 302
        )
    assert Sending.objects.using("migrator").count() == 1


def test_a_whole_file_says_so(engine, client_for):
    client = client_for("data_steward", "police")
    where, _ = uploaded(engine, client, a_file(3))
    assert "All 3 rows are in. Nothing to mend" in client.get(where).content.decode()


def test_the_list_shows_feeds_and_sendings(engine, client_for):
    client = client_for("data_steward", "police")
    uploaded(engine, client, a_file(2, 1))
    page = client.get("/imports").content.decode()
    assert "What Police sends" in page
    assert "1 row waits" in page
    assert "Never sent" in page
    assert "Police events" in client.get("/today").content.decode()


def test_the_rows_to_mend_come_as_they_were_sent(engine, client_for):
    client = client_for("data_steward", "police")
    _, sending = uploaded(engine, client, a_file(2, 1))
    answer = client.get(f"/imports/{sending.pk}/rows-to-mend")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.decode().splitlines()[0].startswith(",".join(FEED.names))
    assert "31 February does not exist" in answer.content.decode()


def test_a_repair_in_bulk_is_shown_before_it_is_done(engine, client_for):
    client = client_for("data_steward", "police")
    _, sending = uploaded(engine, client, a_file(0, 0, 6))
    address = f"/imports/{sending.pk}/mend?column=district&use=Colchester"
    assert "Use Colchester in all 6 rows?" in client.get(address).content.decode()
    assert client.get(f"/imports/{sending.pk}/mend?column=district&use=Harlow").status_code == 404
    client.post(address, {"column": "district", "use": "Colchester"})
    engine.run(queued())
    page = client.get(f"/imports/{sending.pk}").content.decode()
    assert "All 6 rows are in" in page


def test_rows_are_left_out_with_a_reason_and_taken_back_on_the_page(engine, client_for):
    client = client_for("data_steward", "police")
    _, sending = uploaded(engine, client, a_file(1, 2))
    where = f"/imports/{sending.pk}"
    assert "Say why" in client.post(f"{where}/leave-out", {"because": ""}).content.decode()
    client.post(f"{where}/leave-out", {"because": "Test rows."})
    assert "2 rows are left out" in client.get(where).content.decode()
    client.post(f"{where}/take-back")
    assert "2 rows did not load" in client.get(where).content.decode()


def test_other_roles_are_told_whom_to_ask(client_for):
    for role in OTHERS:
        answer = client_for(role).get("/imports")
        assert answer.status_code == 403, role
        assert "Data steward" in answer.content.decode()


def test_another_agency_s_sending_is_the_same_as_a_missing_one(engine, client_for):
    _, sending = uploaded(engine, client_for("data_steward", "police"), a_file(1, 1))
    probation = client_for("data_steward", "probation")
    for path in ("", "/rows-to-mend", "/send-mended", "/mend?column=district&use=Colchester", "/leave-out"):
        hidden = probation.get(f"/imports/{sending.pk}{path}")
        missing = probation.get(f"/imports/{new_id()}{path}")
        assert (hidden.status_code, hidden.content) == (404, missing.content)
        assert missing.status_code == 404
    assert probation.post(f"/imports/{sending.pk}/take-back").status_code == 404
    assert "Police events" not in probation.get("/imports").content.decode()
    assert probation.get("/imports/feeds/police_events").status_code == 404


def test_a_steward_cannot_send_a_file_of_another_agency(engine, client_for):
    client = client_for("data_steward", "police")
    answer = client.post("/imports/send", {"file": SimpleUploadedFile("court_results.csv", b"result_ref\n")})
    assert "is a file of another agency. You send for Police." in answer.content.decode()
    answer = client.post("/imports/send", {"file": SimpleUploadedFile("holiday.csv", b"x\n")})
    assert "Choose what is in it." in answer.content.decode()
    assert not Sending.objects.using("migrator").exists()


def test_a_picture_is_refused_on_the_form_with_what_to_send(engine, client_for):
    client = client_for("data_steward", "police")
    answer = client.post("/imports/send", {"file": SimpleUploadedFile(NAME, b"\x89PNG\r\n" + b"\0" * 50)})
    assert "is not taken. This is a picture (PNG)" in answer.content.decode()
    assert "The file is not sent yet" in answer.content.decode()


def test_a_request_larger_than_is_read_is_answered_and_nothing_is_kept(engine, client_for, monkeypatch):
    monkeypatch.setattr(uploads, "MOST", reading_limits.Most(file_bytes=1000))
    client = client_for("data_steward", "police")
    answer = client.post("/imports/send", {"file": SimpleUploadedFile(NAME, a_file(50))})
    assert answer.status_code == 200
    assert "This file is larger than 1 KB" in answer.content.decode()
    assert not Sending.objects.using("migrator").exists()


def test_a_file_without_the_form_s_token_is_not_taken(engine, client_for):
    client = client_for("data_steward", "police")
    client.handler.enforce_csrf_checks = True
    assert client.post("/imports/send", {"file": SimpleUploadedFile(NAME, a_file())}).status_code == 403
    assert not Sending.objects.using("migrator").exists()


def test_a_full_disk_is_said_and_nothing_is_queued(engine, client_for, monkeypatch):
    def full(stream):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("concerted.exchange.actions.receive_upload.keep", full)
    client = client_for("data_steward", "police")
    answer = client.post("/imports/send", {"file": SimpleUploadedFile(NAME, a_file())})
    assert "the disk of this installation is full" in answer.content.decode()
    assert not Sending.objects.using("migrator").exists()


def test_a_refused_file_says_how_to_mend_it(engine, client_for):
    client = client_for("data_steward", "police")
    where, _ = uploaded(engine, client, a_file().replace(b"outcome", b"result"))
    page = client.get(where).content.decode()
    assert "This file was not taken" in page
    assert "A column is missing: outcome" in page


def test_the_page_of_a_feed_says_what_it_expects_and_whether_it_is_linked(client_for):
    page = client_for("data_steward", "police").get("/imports/feeds/police_events").content.decode()
    assert "happened_at" in page
    assert "Crime and Disorder Act 1998" in page
    assert "so its people are linked in bulk" in page
    assert "Assumed:" in page


def test_queries_of_a_sending_do_not_grow_with_its_rows(engine, client_for):
    client = client_for("data_steward", "police")
    counts = []
    for rows in (2, 60):
        where, _ = uploaded(engine, client, a_file(1, rows, rows))
        client.get(where)
        with (
            CaptureQueriesContext(connections["migrator"]) as few,
            CaptureQueriesContext(connections["default"]) as many,
        ):
            client.get(where.partition("?")[0])
        counts.append(len(few) + len(many))
    assert counts[0] == counts[1] > 0
