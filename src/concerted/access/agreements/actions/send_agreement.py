"""Send a draft to its parties for signature."""

from concerted.access.agreements.calling import run
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement


def send_agreement(*, agreement: Agreement, version: int, by: Viewer) -> None:
    """Send a complete draft for signature; its text stays as it is from now on. Raises Refused with what is missing."""
    with told_in_words():
        count = run("select access.send_agreement(%s, %s)", agreement.pk, version)
        if count is not None:
            record("agreement.sent", agreement=agreement.code, edition=agreement.edition, count=count)
