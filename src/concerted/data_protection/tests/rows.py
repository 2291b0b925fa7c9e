"""Somebody with everything that can hang on a record, and a search for words through the whole database."""

import io
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connections

from concerted.access.models import Disclosure, Subject, SubjectKey
from concerted.cases.models import Action, Case, Need, Step
from concerted.data_protection.models import Erasure
from concerted.exchange.models import Fault, Sending, WaitingRow
from concerted.files.storage import keep
from concerted.kernel.identifiers import new_id, new_reference
from concerted.partnership.models import Agency, Gateway
from concerted.people.models import Address, Event, Harm, Link, Record, SearchToken
from concerted.sharing.models import Consent, Enquiry, EnquiryAnswer, Relay
from concerted.web.testing.county import make_record, owners_scope, post_of

OWNER = "migrator"
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
GIVEN, FAMILY, FORMER = "Zebedee", "Quillfeather", "Oxbarrow"
STREET, POSTCODE = "17 Lanternjaw Mews", "ZZ9 9ZZ"
BORN = date(1971, 2, 3)
WORDS = (GIVEN, FAMILY, FORMER, "Lanternjaw", "ZZ9 9ZZ", "zz99zz", "1971-02-03", "03/02/1971", "19710203")
"""What must be found nowhere once the person is erased."""


def agency(code: str) -> Agency:
    """Return an agency as the owner sees it."""
    return Agency.objects.using(OWNER).get(code=code)


def somebody(code: str = "police", **fields: Any) -> Record:
    """Write a record with an address, events, tokens, and rows that were changed before, so that history names him."""
    given = {"given_name": GIVEN, "family_name": FAMILY, "born_on": BORN, "former_family_name": FORMER, **fields}
    record = make_record(code, **given)
    where, what = owners_scope(code, "whereabouts"), owners_scope(code, "offending")
    Address.objects.using(OWNER).create(
        scope_id=where, record=record, line=STREET, postcode=POSTCODE, seen_on=date(2015, 1, 5)
    )
    Event.objects.using(OWNER).create(
        scope_id=what, record=record, source="police", source_key=f"E{record.source_key}", kind="arrest",
        happened_on=date(2014, 6, 1), words=f"Arrest of {FAMILY}",
    )  # fmt: skip
    token = SearchToken.objects.using(OWNER).create(
        scope_id=record.scope_id, record=record, kind="name", value=FAMILY.lower()
    )
    SearchToken.objects.using(OWNER).create(scope_id=where, record=record, kind="post", value="@zz99zz")
    token.value = FORMER.lower()
    token.save(using=OWNER)
    record.sex = "F" if record.sex == "M" else "M"
    record.save(using=OWNER)
    return record


def with_everything(record: Record, *, stage: str = "left") -> Record:
    """Hang on a record's person what partners may hang: a case, what was asked and shared, links, derived values."""
    name = f"{GIVEN} {FAMILY}"
    lead = post_of("iom_coordinator")
    case = Case(
        id=new_id(), scope_id=owners_scope("iom", "case"), programme="iom", person_id=record.person_id, stage=stage,
        since_on=date(2016, 1, 1), opened_on=date(2015, 1, 1), own_words=f"I am {name}",
    )  # fmt: skip
    Subject.objects.using(OWNER).create(id=case.pk, kind="case")
    case.save(using=OWNER, force_insert=True)
    Step.objects.using(OWNER).create(
        scope_id=case.scope_id, case=case, stage="left", on=date(2016, 1, 1), because=f"{name} moved", decided_by="R",
        recorded_by=lead, recorded_at=AT,
    )  # fmt: skip
    Need.objects.using(OWNER).create(
        scope_id=case.scope_id, case=case, pathway="home", words=f"{name} needs a home", written_by=lead, written_at=AT
    )
    Action.objects.using(OWNER).create(
        scope_id=owners_scope("riverbank", "action"), case=case, asked_of=agency("riverbank"), programme="iom",
        pathway="home", words="Help", about=name, told=f"Help {name}, born 03/02/1971", due_on=date(2015, 5, 5),
        state="done", asked_on=date(2015, 4, 4), asked_by="N. A",
    )  # fmt: skip
    other = make_record("courts", given_name="Other", family_name="Nobody")
    Link.objects.using(OWNER).create(
        scope_id=owners_scope("iom", "link"), record_l=record, record_r=other, state="doubtful", linkage_version="1",
        evidence=[FAMILY], ruled_because=f"Not {name}",
    )  # fmt: skip
    Harm.objects.using(OWNER).create(
        scope_id=owners_scope("iom", "derived"), person_id=record.person_id, as_at_on=AT.date(), points_12=9,
        points_24=9, edition="x", parts=[{"words": f"of {FAMILY}"}],
    )  # fmt: skip
    _asked(record, name)
    return record


def _asked(record: Record, name: str) -> None:
    lead = post_of("iom_coordinator")
    asked = Enquiry.objects.using(OWNER).create(
        scope_id=owners_scope("police", "asking"), person_id=record.person_id, purpose="iom", told=name, because="b",
        asked_at=AT, asked_by=lead, until_on=date(2027, 6, 1),
    )  # fmt: skip
    Relay.objects.using(OWNER).create(
        scope_id=owners_scope("probation", "relayed"), enquiry_id=asked.pk, asker=agency("police"), asked_by="N",
        purpose="iom", told=name, because="b", asked_at=AT, until_on=date(2027, 6, 1),
    )  # fmt: skip
    EnquiryAnswer.objects.using(OWNER).create(
        scope_id=owners_scope("probation", "knows"), enquiry_id=asked.pk, words=f"We know {name}", contact="c",
        answered_at=AT, answered_by="R",
    )  # fmt: skip
    consent = Consent.objects.using(OWNER).create(
        scope_id=owners_scope("police", "consent"), record=record, purpose="iom", categories=["identity"],
        to_agencies=[1], words=f"{name} agrees", how="spoken", given_on=AT.date(), until_on=AT.date(),
        recorded_by=lead, recorded_at=AT,
    )  # fmt: skip
    given = Disclosure.objects.using(OWNER).create(
        id=new_id(), subject_id=record.pk, scope_id=record.scope_id, from_agency=agency("police"),
        to_agency=agency("probation"), purpose="iom", gateway=Gateway.objects.using(OWNER).first(),
        because=f"{name} is in danger", from_at=AT, consent_id=consent.pk, rests_on="consent",
    )  # fmt: skip
    SubjectKey.objects.using(OWNER).create(
        agency=agency("probation"), purpose="iom", subject_id=record.pk, scope_id=record.scope_id, disclosure=given,
        from_at=AT,
    )  # fmt: skip


def in_quarantine(record: Record, cells: Iterable[dict[str, str]], data: bytes, name: str = "police_events.csv") -> Any:
    """Keep a file of the agency with rows that wait; one of them was mended before, so that history names him."""
    key, size, digest = keep(io.BytesIO(data))
    sending = Sending(
        id=new_id(), scope_id=owners_scope("police", "sending"), agency=agency("police"), feed="police_events",
        file_key=key, file_name=name, file_size=size, file_hash=digest, sent_at=AT, state="loaded", rows_waiting=2,
    )  # fmt: skip
    Subject.objects.using(OWNER).create(id=sending.pk, kind="sending")
    sending.save(using=OWNER, force_insert=True)
    scope = owners_scope("police", "quarantine")
    for number, row in enumerate(cells):
        WaitingRow.objects.using(OWNER).create(scope_id=scope, sending=sending, row=number, cells=row)
        Fault.objects.using(OWNER).create(
            scope_id=scope, sending=sending, row=number, column="family_name", value=row["family_name"], code="x",
            wrong="w", mend="m",
        )  # fmt: skip
    WaitingRow.objects.using(OWNER).filter(sending=sending, row=1).delete()
    Fault.objects.using(OWNER).filter(sending=sending, row=1).delete()
    return sending


def confirmed(record: Record, **fields: Any) -> Erasure:
    """Write an erasure that the engine may do."""
    post = post_of("data_protection_officer")
    given = {
        "reference": new_reference(), "because": "Its time was up", "rests_on": "schedule", "state": "confirmed",
        "asked_at": AT, "asked_by": post, "subjects": [record.pk],
    }  # fmt: skip
    return Erasure.objects.using(OWNER).create(scope_id=owners_scope("police", "retention"), **{**given, **fields})


def dump() -> str:
    """Return every row of every table, in all schemas, as text."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "select format('%I.%I', table_schema, table_name) from information_schema.tables "
            "where table_type = 'BASE TABLE' and table_schema in ('public', 'access', 'door')"
        )
        names = [row[0] for row in cursor.fetchall()]
        lines = []
        for name in names:
            cursor.execute(f"select row_to_json(t)::text from {name} t")
            lines += [f"{name} {row[0]}" for row in cursor.fetchall()]
    return "\n".join(lines)


def found_in(text: str) -> list[str]:
    """Return the lines of a dump in which one of the person's words stands."""
    folded = [word.casefold() for word in WORDS]
    return [line[:200] for line in text.splitlines() if any(word in line.casefold() for word in folded)]


def events(kind: str) -> list[tuple[list[UUID], dict[str, Any]]]:
    """Return about and detail of the audit events of a kind, oldest first."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("select about, detail::text from audit_event where kind = %s order by id", [kind])
        return [(about, json.loads(detail)) for about, detail in cursor.fetchall()]
