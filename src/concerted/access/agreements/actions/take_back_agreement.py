"""Take an agreement that waits for signatures back into draft."""

from concerted.access.agreements.calling import run
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement


def take_back_agreement(*, agreement: Agreement, by: Viewer) -> int:
    """Make it a draft again and take signatures off; return how many those were. Raises Refused."""
    with told_in_words():
        count = run("select access.take_back_agreement(%s)", agreement.pk)
        if count is not None:
            record("agreement.taken_back", agreement=agreement.code, edition=agreement.edition, count=count)
    return count or 0
