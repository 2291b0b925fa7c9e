"""End an agreement: what it opened is shut for the next statement."""

from concerted.access.agreements.calling import run
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement


def end_agreement(*, agreement: Agreement, because: str, by: Viewer) -> int:
    """End an agreement, or give up a draft; return how many lines were open. Ended twice, it ended once."""
    with told_in_words():
        count = run("select access.end_agreement(%s, %s)", agreement.pk, because)
        if count is not None:
            record("agreement.ended", agreement=agreement.code, edition=agreement.edition, count=count)
    return count or 0
