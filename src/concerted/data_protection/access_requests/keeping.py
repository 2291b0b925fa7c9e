"""What the engine does about answers: empties the entries of released ones, removes files whose time is up."""

from datetime import date

from django.db import connection, transaction

from concerted.audit.record import record
from concerted.data_protection.models import SubjectAccess
from concerted.files.storage import forget


def keep_answers(on: date) -> int:
    """Empty what was released and remove files that are past their day; return how many answers were touched."""
    return _empty_released() + _remove_files(on)


def _empty_released() -> int:
    """Empty the entries of released answers, and what their history holds: only the released files say it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "update data_protection_disclosable e set text = '', redacted = '', third_parties = '[]' "
            "from data_protection_subjectaccess r where r.id = e.request_id and r.state = 'released' and e.text <> ''"
        )
        emptied: int = cursor.rowcount
        if emptied:
            cursor.execute(
                "delete from data_protection_disclosable_history h using data_protection_subjectaccess r "
                "where r.id = h.request_id and r.state = 'released'"
            )
    return emptied


def _remove_files(on: date) -> int:
    removed = 0
    for held in SubjectAccess.objects.filter(state="released", files__until__lt=on.isoformat()):
        for name in ("pdf", "json"):
            if name in held.files:
                forget(held.files[name])
        with transaction.atomic():
            SubjectAccess.objects.filter(pk=held.pk).update(files={})
            record("rights.files_removed", about=[held.pk])
        removed += 1
    return removed
