"""Erases what was confirmed, in the engine's process: rows, history and certificate in one transaction, then files.

Killed before the commit, nothing is erased and the erasure waits; killed after it, only files are left, whose keys the
certificate's row keeps until they are gone.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from concerted.access.protection import PROTECTED
from concerted.access.rooms import offering
from concerted.audit.record import record
from concerted.data_protection.models import Erasure
from concerted.data_protection.retention.certificate import seal_of
from concerted.data_protection.retention.doomed import doomed_by
from concerted.data_protection.retention.reach import (
    PERSONS,
    histories_of,
    listed,
    of_others,
    reach,
    without_rows,
)
from concerted.data_protection.retention.standing import in_the_way
from concerted.data_protection.rules.may_be_erased import may_be_erased
from concerted.files.storage import forget
from concerted.kernel.erasing import Doomed, Found

ANOTHERS = "Something that others keep of this person stands in the way now. Ask for it again later."
"""What is told where the engine, which sees all, meets a case that the agency may not see, nor its programme."""


def erase_what_waits() -> int:
    """Do every erasure that was confirmed, and remove files that an earlier one left; return how many were done."""
    done = 0
    for identifier in Erasure.objects.filter(state="confirmed").order_by("asked_at").values_list("pk", flat=True):
        done += erase(identifier)
    for erasure in Erasure.objects.filter(state="erased"):
        remove_files(erasure)
    return done


def erase(identifier: UUID) -> bool:
    """Do one confirmed erasure; say whether anything was erased. What stands in the way now stops it, and says why."""
    with transaction.atomic():
        erasure = Erasure.objects.select_for_update().get(pk=identifier)
        if erasure.state != "confirmed":
            return False
        doomed = doomed_by(erasure.scope.agency_id, erasure.subjects)
        for room in reversed(offering("erase")):
            if hasattr(room, "hold"):
                room.hold(doomed)
        doomed = doomed_by(erasure.scope.agency_id, erasure.subjects)
        standing = in_the_way(doomed)
        decision = may_be_erased(
            holds=standing.holds, open_cases=standing.open_cases, open_requests=standing.open_requests,
            rests_on="confirmed",
        )  # fmt: skip
        if not decision:
            own = standing.holds or standing.open_requests
            erasure.state, erasure.stopped_because = "stopped", decision.because if own else ANOTHERS
            erasure.save(update_fields=["state", "stopped_because"])
            record("erasure.stopped", about=[erasure.pk])
            return False
        _certify(erasure, doomed)
    remove_files(erasure)
    return True


def _certify(erasure: Erasure, doomed: Doomed) -> None:
    """Take away all that hangs on the records and write the certificate."""
    named, files = _named(doomed)
    for room in offering("erase"):
        if hasattr(room, "bar"):
            room.bar(doomed, erasure.pk)
        if hasattr(room, "clear_derived"):
            named |= room.clear_derived(doomed)
    found = reach(doomed)
    tables = _own_rows(found, doomed) | {table: count for table, count in named.items() if count}
    _forget_keys(found)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")  # rows go in no order of their keys
        for table, keys in found.items():
            if table != PERSONS:
                cursor.execute(f"delete from {table} where id = any (%s)", [listed(keys)])
        cursor.execute(f"delete from {PERSONS} where id = any (%s)", [without_rows(found.get(PERSONS, set()))])
    history = _forget_history(found)
    erasure.counts = {"tables": tables, "history": history, "files": len(files)}
    erasure.files_left, erasure.done_at, erasure.state = files, timezone.now(), "erased"
    erasure.seal = seal_of(erasure)
    erasure.save(update_fields=["counts", "files_left", "done_at", "state", "seal"])
    record("erasure.done", about=[erasure.pk, *doomed.records], seal=erasure.seal, rows=sum(tables.values()))


def _named(doomed: Doomed) -> tuple[dict[str, int], list[str]]:
    rows: dict[str, int] = {}
    files: list[str] = []
    for room in offering("erase"):
        if hasattr(room, "named"):
            told = room.named(doomed, take=True)
            rows |= told.rows
            files += told.files
    return rows, list(dict.fromkeys(files))


def _own_rows(found: Found, doomed: Doomed) -> dict[str, int]:
    """Count the rows of the agency's own and of schemes' scopes: what else goes is another's to know of."""
    counts = {}
    protected = {p.table for p in PROTECTED.values()}
    with connection.cursor() as cursor:
        for table, keys in sorted(found.items()):
            if table not in protected:
                continue
            cursor.execute(
                f"select count(*) from {table} t join access.access_scope s on s.id = t.scope_id "
                "join partnership_agency a on a.id = s.agency_id "
                "where t.id = any (%s) and (a.id = %s or a.kind = 'scheme')",
                [listed(keys), doomed.agency_id],
            )
            (count,) = cursor.fetchone()
            if count:
                counts[table] = count
    return counts


def _forget_keys(found: Found) -> None:
    """Take away subjects' keys and disclosures: the reasons written there may name somebody."""
    subjects = [key for keys in found.values() for key in keys if isinstance(key, UUID)]
    consents = list(found.get("sharing_consent", set()))
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from access.access_subjectkey k using access.access_disclosure d where d.id = k.disclosure_id "
            "and (d.subject_id = any (%s::uuid[]) or d.consent_id = any (%s::uuid[]))",
            [subjects, consents],
        )
        cursor.execute(
            "delete from access.access_disclosure where subject_id = any (%s::uuid[]) or consent_id = any (%s::uuid[])",
            [subjects, consents],
        )
        cursor.execute("delete from access.access_subject where id = any (%s::uuid[])", [subjects])


def _forget_history(found: Mapping[str, set[object]]) -> int:
    """Take away the history of all that went, and of rows that hung on it and were deleted before."""
    gone = 0
    with connection.cursor() as cursor:
        for table in found:
            for history, column in dict.fromkeys(histories_of(table)):
                others = of_others(table, history)
                cursor.execute(f"delete from {history} t where t.{column} = any (%s){others}", [listed(found[table])])
                gone += cursor.rowcount
    return gone


def remove_files(erasure: Erasure) -> None:
    """Remove the kept files of a committed erasure from the disk, and mark it done; twice is no error."""
    for key in erasure.files_left:
        forget(key)
    Erasure.objects.filter(pk=erasure.pk, state="erased").update(state="done", files_left=[])
