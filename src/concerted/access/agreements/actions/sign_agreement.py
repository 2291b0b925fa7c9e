"""Sign an agreement for one's own agency."""

from concerted.access.agreements.calling import run
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement


def sign_agreement(*, agreement: Agreement, version: int, by: Viewer) -> None:
    """Sign the text that was shown for the viewer's own agency; signed twice, it is signed once. Raises Refused."""
    with told_in_words():
        count = run("select access.sign_agreement(%s, %s)", agreement.pk, version)
        if count is not None:
            record("agreement.signed", agreement=agreement.code, edition=agreement.edition, count=count)
