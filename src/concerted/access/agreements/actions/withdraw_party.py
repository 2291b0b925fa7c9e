"""An agency leaves an agreement, or will not sign it."""

from concerted.access.agreements.calling import run
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement


def withdraw_party(*, agreement: Agreement, because: str, by: Viewer) -> int:
    """End what the viewer's own agency gives and receives by the agreement; return how many lines. Raises Refused."""
    with told_in_words():
        count = run("select access.withdraw_party(%s, %s)", agreement.pk, because)
        if count is not None:
            record("agreement.withdrawn", agreement=agreement.code, edition=agreement.edition, count=count)
    return count or 0
