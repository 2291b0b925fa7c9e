"""Take a line out of a draft."""

from django.db import connection

from concerted.access.agreements.holding import hold_draft, touch_draft
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words


def remove_line(*, agreement: int, version: int, number: int, by: Viewer) -> None:
    """Take a line out of a draft; one that is gone already is no fault.

    Raises Agreement.DoesNotExist, Changed, Refused.
    """
    with told_in_words():
        held = hold_draft(agreement, version, by)
        line = held.lines.filter(number=number).first()
        if line is None:
            return
        with connection.cursor() as cursor:
            cursor.execute("select access.remove_draft_line(%s)", [line.pk])
        touch_draft(held, by)
        record("agreement.line_removed", agreement=held.code, edition=held.edition, line=number)
