"""What somebody reads who asks what an agency holds about them: collected, reviewed, released; alike for all (S2)."""

import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from concerted.access.models import BulkKey
from concerted.cases.models import Action, Case
from concerted.data_protection.access_requests.actions import receive_request
from concerted.data_protection.access_requests.keeping import keep_answers
from concerted.data_protection.access_requests.third_parties import third_parties, without
from concerted.data_protection.models import Disclosable, Rectification, SubjectAccess
from concerted.data_protection.tests.rows import (
    AT,
    FAMILY,
    GIVEN,
    OWNER,
    agency,
    dump,
    events,
    somebody,
    with_everything,
)
from concerted.files.storage import path_of
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import AgreementLine
from concerted.sharing.models import Notice
from concerted.web.testing.county import make_record
from concerted.web.testing.engine import as_engine
from concerted.web.testing.victims.rows import marac_case, safe_address, scope_of, victim_note

ROLE = "data_protection_officer"
SENT = {"who": f"{GIVEN} {FAMILY}", "identified_by": "Passport seen", "regime": "part_3", "received_on": "31/1/2027"}


@pytest.fixture(autouse=True)
def state_folder(county, settings, tmp_path):
    settings.STATE_DIR = tmp_path
    return tmp_path


@pytest.fixture
def client(client_for):
    return client_for(ROLE)


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def received(client, record, **fields) -> SubjectAccess:
    identifier = str(new_id())
    sent = {"identifier": identifier, "records": [str(record.pk)], **SENT, **fields}
    answer = client.post(f"/rights/see/new?person={record.person.reference}", sent)
    assert answer.status_code == 302, unescape(answer.content.decode())[:3000]
    return SubjectAccess.objects.using(OWNER).get(pk=identifier)


def decided(client, held) -> None:
    """Collect, and give everything with a reason."""
    client.post(f"/rights/see/{held.reference}/collect")
    client.post(f"/rights/see/{held.reference}/give")
    for entry in Disclosable.objects.using(OWNER).filter(request=held, decision="").order_by("number"):
        sent = {"version": entry.version, "decision": "redact", "words": "\n".join(entry.third_parties)}
        done = client.post(f"/rights/see/{held.reference}/entries/{entry.number}", sent)
        assert done.status_code == 302, unescape(done.content.decode())[:2000]


def released(client, record, **fields) -> SubjectAccess:
    held = received(client, record, **fields)
    decided(client, held)
    version = SubjectAccess.objects.using(OWNER).get(pk=held.pk).version
    done = client.post(f"/rights/see/{held.reference}/release", {"version": version})
    assert done.status_code == 302, unescape(done.content.decode())[:2000]
    return SubjectAccess.objects.using(OWNER).get(pk=held.pk)


def files(held: SubjectAccess) -> dict[str, bytes]:
    reference = held.reference.encode()
    return {
        name: Path(path_of(held.files[name])).read_bytes().replace(reference, b"C-000000") for name in ("pdf", "json")
    }


def test_a_request_is_due_one_month_later_and_written_once(client):
    record = somebody()
    held = received(client, record)
    assert (held.due_on, held.state, held.records) == (date(2027, 2, 28), "received", [record.pk])
    assert f"{GIVEN} {FAMILY}" in text(client.get("/rights"))


def test_the_agencys_own_records_are_collected_in_words_with_their_source(client):
    held = received(client, with_everything(somebody()))
    client.post(f"/rights/see/{held.reference}/collect")
    entries = list(Disclosable.objects.using(OWNER).filter(request=held).order_by("number"))
    told = " ".join(f"{entry.heading} {entry.text}" for entry in entries)
    for words in (
        "Name: ",
        "17 Lanternjaw Mews",
        "Arrested.",
        "Source: Police",
        "needs a home",
        "You agreed that this is",
    ):
        assert words in told, words
    assert "We know" not in told, "what probation wrote is not the police's to give"
    assert entries[0].category == "identity"
    client.post(f"/rights/see/{held.reference}/collect")
    assert Disclosable.objects.using(OWNER).filter(request=held).count() == len(entries)


def test_another_agencys_records_are_neither_offered_nor_collected(client):
    record = somebody()
    make_record("courts", person=record.person, family_name="Courtname")
    page = text(client.get(f"/rights/see/new?person={record.person.reference}"))
    assert "Courtname" not in page
    other = make_record("courts")
    assert client.get(f"/rights/see/new?person={other.person.reference}").status_code == 404
    held = received(client, record, records=[str(record.pk)])
    client.post(f"/rights/see/{held.reference}/collect")
    assert not Disclosable.objects.using(OWNER).filter(text__contains="Courtname").exists()


def test_nothing_is_released_before_every_entry_is_decided_and_who_asks_is_proven(client):
    held = received(client, with_everything(somebody()), identified_by="")
    client.post(f"/rights/see/{held.reference}/collect")

    def tried() -> str:
        version = SubjectAccess.objects.using(OWNER).get(pk=held.pk).version
        return text(client.post(f"/rights/see/{held.reference}/release", {"version": version}))

    assert "proven who asks" in tried()
    version = SubjectAccess.objects.using(OWNER).get(pk=held.pk).version
    client.post(f"/rights/see/{held.reference}/identity", {"version": version, "how": "Passport"})
    assert "not decided yet" in tried()
    assert not list(Path(path_of("0" * 40)).parent.glob("*"))


def test_somebody_else_is_marked_and_taken_out(client):
    record = somebody()
    with_everything(record)
    held = received(client, record)
    client.post(f"/rights/see/{held.reference}/collect")
    entry = Disclosable.objects.using(OWNER).get(request=held, text__contains="Decided by R")
    address = f"/rights/see/{held.reference}/entries/{entry.number}"
    assert "R" in entry.third_parties or entry.third_parties == []
    wrong = {"version": entry.version, "decision": "redact", "words": "Nobodyhere"}
    assert "does not stand in the entry" in text(client.post(address, wrong))
    bare = {"version": entry.version, "decision": "withhold", "words": "", "exemption": ""}
    assert "by which exemption" in text(client.post(address, bare))
    stale = {"version": 0, "decision": "give", "words": "", "because": "x"}
    assert "Yours is not saved" in text(client.post(address, stale))


def test_a_name_that_is_left_among_words_taken_out_needs_its_reason(client):
    held = received(client, somebody())
    client.post(f"/rights/see/{held.reference}/collect")
    entry = Disclosable.objects.using(OWNER).filter(request=held).first()
    changed = {
        "text": "Ada Brightling and Mr Coldharbour saw it.",
        "third_parties": ["Ada Brightling", "Mr Coldharbour"],
    }
    Disclosable.objects.using(OWNER).filter(pk=entry.pk).update(**changed)
    address = f"/rights/see/{held.reference}/entries/{entry.number}"
    half = {"version": entry.version, "decision": "redact", "words": "Ada Brightling"}
    assert "“Mr Coldharbour” is left" in text(client.post(address, half))
    assert client.post(address, half | {"because": "He agreed in writing"}).status_code == 302
    both = half | {"version": entry.version + 1, "words": "ada brightling\nmr coldharbour"}
    assert client.post(address, both).status_code == 302
    now = Disclosable.objects.using(OWNER).get(pk=entry.pk)
    assert now.redacted == "[taken out] and [taken out] saw it."


def test_the_answer_is_a_pdf_and_json_and_each_download_is_logged(client):
    held = released(client, with_everything(somebody()))
    pdf = client.get(f"/rights/see/{held.reference}/file.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert held.reference in pdf["Content-Disposition"]
    told = json.loads(client.get(f"/rights/see/{held.reference}/file.json").content)
    assert told["to"] == f"{GIVEN} {FAMILY}"
    assert [entry["number"] for entry in told["entries"]] == list(range(1, len(told["entries"]) + 1))
    assert len(events("rights.downloaded")) == 2
    assert client.get(f"/rights/see/{held.reference}/file.exe").status_code == 404


def test_the_same_decisions_give_the_same_bytes(client):
    held = released(client, somebody())
    again = SubjectAccess.objects.using(OWNER).get(pk=held.pk)
    assert files(held) == files(again)


def test_after_release_the_entries_and_their_history_are_emptied_by_the_engine(client):
    held = released(client, with_everything(somebody()))
    with as_engine():
        keep_answers(date(2027, 3, 3))
    rows = [line for line in dump().splitlines() if "data_protection_disclosable" in line.split(" ", 1)[0]]
    assert rows
    assert [line for line in rows if FAMILY in line] == []
    assert "emptied" in text(client.get(f"/rights/see/{held.reference}"))
    version = {"version": held.version}
    assert "released" in text(client.post(f"/rights/see/{held.reference}/release", version))


def test_the_files_go_when_their_time_is_up(client):
    held = released(client, somebody())
    with as_engine():
        keep_answers(date.fromisoformat(held.files["until"]))
        assert path_of(held.files["pdf"]).exists()
        keep_answers(date(2099, 1, 1))
    assert not path_of(held.files["pdf"]).exists()
    assert client.get(f"/rights/see/{held.reference}/file.pdf").status_code == 404


def test_more_time_is_taken_once_and_never_under_part_3(client):
    record = somebody()
    law = received(client, record)
    refused = client.post(f"/rights/see/{law.reference}/more-time", {"version": 1, "because": "Many records"})
    assert "knows no extension" in text(refused)
    other = received(client, record, regime="uk_gdpr")
    client.post(f"/rights/see/{other.reference}/more-time", {"version": 1, "because": "Many records"})
    assert SubjectAccess.objects.using(OWNER).get(pk=other.pk).due_on == date(2027, 4, 30)
    assert "once" in text(client.post(f"/rights/see/{other.reference}/more-time", {"version": 2, "because": "x"}))


def test_hidden_and_missing_requests_are_the_same(client, client_for):
    held = received(client, somebody())
    other = client_for(ROLE, "housing_colchester")
    for tail in ("", "/identity", "/release", "/entries/1", "/file.pdf"):
        assert other.get(f"/rights/see/{held.reference}{tail}").status_code == 404
        assert other.get(f"/rights/see/C-000000{tail}").status_code == 404


class TestS2VictimAndOffenderApart:
    """An offender's answer is the same whether or not a victim's case exists."""

    @pytest.fixture(autouse=True)
    def one_reference(self, monkeypatch):
        monkeypatch.setattr(receive_request, "new_reference", lambda: "C-SAMESA")

    def with_case(self, record):
        """Hang on an offender what tells of a victim, and give the officer the key to it."""
        victim = make_record("lantern", given_name="Kept", family_name="Safe")
        marac_case(victim.person, record.person, "Sealed words")
        victim_note(victim, f"He, {GIVEN} {FAMILY}, came back")
        safe_address(victim, "1 Hidden Row", "AA1 1AA")
        scope = scope_of("police", "marac")
        BulkKey.objects.using(OWNER).create(
            agency=agency("police"),
            scope_id=scope,
            role_class=ROLE,
            purpose="data_protection",
            from_at=AT.replace(year=2020),
        )
        case = Case.objects.using(OWNER).create(
            scope_id=scope, programme="marac", person=record.person, stage="open", since_on=AT, opened_on=AT,
            own_words="Sealed words of the case",
        )  # fmt: skip
        Action.objects.using(OWNER).create(
            scope_id=scope_of("police", "action"), case=case, asked_of=agency("police"), programme="marac",
            pathway="safety", words="Sealed act", about="Kept Safe", told="Sealed act for a victim",
            due_on=AT.date(), state="done", asked_on=AT.date(), asked_by="N. A",
        )  # fmt: skip

    def test_bytes_entries_pages_and_queries_are_the_same(self, client):
        record = with_everything(somebody())
        answers = []
        for case in (False, True):
            if case:
                self.with_case(record)
            held = received(client, record)
            with CaptureQueriesContext(connections["default"]) as asked:
                client.post(f"/rights/see/{held.reference}/collect")
            page = re.sub(r'value="[^"]{64}"', "", text(client.get(f"/rights/see/{held.reference}")))
            decided(client, held)
            version = SubjectAccess.objects.using(OWNER).get(pk=held.pk).version
            client.post(f"/rights/see/{held.reference}/release", {"version": version})
            held = SubjectAccess.objects.using(OWNER).get(pk=held.pk)
            answers.append((files(held), page, [query["sql"].split(" WHERE ")[0][:60] for query in asked]))
            SubjectAccess.objects.using(OWNER).all().delete()
        for without_case, with_case in zip(*answers, strict=True):
            assert without_case == with_case
        assert b"Sealed" not in answers[1][0]["json"]
        assert b"marac" not in answers[1][0]["json"].lower()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Arrested with Mr Coldharbour.", ["Mr Coldharbour"]),
        ("Decided by R. Okonjo-Fairweather.", ["R. Okonjo-Fairweather"]),
        ("Zebedee Quillfeather said so.", []),
        ("He lives in Colchester.", []),
        ("Proven on 3 February 2027.", []),
        ("Told to Ada Brightling and to Zebedee.", ["Ada Brightling"]),
    ],
)
def test_names_of_others_are_found_and_ones_own_are_not(words, found):
    assert third_parties(words, own=["Zebedee Quillfeather"], not_people=["Colchester"]) == found


def test_words_are_taken_out_whatever_their_case():
    assert without("Ada met ADA and Adam", ["Ada"]) == "[taken out] met [taken out] and [taken out]m"


def test_a_correction_is_decided_once_and_whoever_received_the_record_is_told(client):
    record = somebody()
    sent = {"identifier": str(new_id()), "wrong": "Born in 1971", "right": "Born in 1972", "received_on": "1/3/2027"}
    for _ in range(2):
        assert client.post(f"/rights/right/new/{record.pk}", sent).status_code == 302
    (held,) = Rectification.objects.using(OWNER).all()
    assert held.due_on == date(2027, 4, 1)
    assert "Probation" in text(client.get(f"/rights/right/{held.reference}"))
    decision = {"version": 1, "decision": "right", "because": "The court's file says 1972"}
    client.post(f"/rights/right/{held.reference}/decide", decision)
    held = Rectification.objects.using(OWNER).get()
    assert (held.decision, "Probation" in held.recipients) == ("right", True)
    told = Notice.objects.using(OWNER).filter(kind="rectified")
    assert {notice.scope.agency.code for notice in told} >= {"probation"}
    assert all(FAMILY not in notice.words and "1972" not in notice.words for notice in told)
    again = client.post(f"/rights/right/{held.reference}/decide", {**decision, "version": 2})
    assert "decided already" in text(again)


def test_whoever_received_the_record_is_told_after_the_line_has_ended_and_who_reads_counts_is_not(client):
    record, lines = somebody(), AgreementLine.objects.using(OWNER).filter(giver__code="police")
    asked = {"wrong": "w", "right": "r", "received_on": "31/1/2027"}
    client.post(f"/rights/right/new/{record.pk}", {"identifier": str(new_id()), **asked})
    page = f"/rights/right/{Rectification.objects.using(OWNER).get(record=record).reference}/decide"
    counts = lines.filter(category="identity", receiver__code="probation").first()
    counts.pk, counts.number, counts.category, counts.receiver = None, 901, "figures", agency("unit")
    counts.save(using=OWNER)

    def told() -> str:
        said = re.search(r"not what: (.*?)\. The record", text(client.get(page)))
        assert said is not None
        return said[1]

    assert "Probation" in told() and "Partnership unit" not in told(), "S20"
    named = lines.filter(by_request=False).exclude(category="figures")
    named.update(until_at=timezone.now() + timedelta(seconds=1))
    assert "Probation" in told()
    named.update(from_at=AT.replace(year=2019), until_at=AT.replace(year=2020))
    assert told() == "nobody", "they ended before the record came"


def test_a_refused_correction_tells_nobody_and_names_the_right_to_complain(client):
    record = somebody()
    sent = {"identifier": str(new_id()), "wrong": "a", "right": "b", "received_on": "1/3/2027"}
    client.post(f"/rights/right/new/{record.pk}", sent)
    held = Rectification.objects.using(OWNER).get()
    client.post(
        f"/rights/right/{held.reference}/decide", {"version": 1, "decision": "refused", "because": "It is right"}
    )
    assert not Notice.objects.using(OWNER).filter(kind="rectified").exists()
    assert "complain to the Information Commissioner" in text(client.get(f"/rights/right/{held.reference}"))
