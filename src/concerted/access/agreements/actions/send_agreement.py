"""Send a draft to its parties for signature."""

from concerted.access.agreements.calling import call
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agreement


def send_agreement(*, agreement: Agreement, version: int, by: Viewer) -> None:
    """Send a complete draft for signature; its text stays as it is from now on. Raises Refused with what is missing."""
    call("agreement.sent", "select access.send_agreement(%s, %s)", [agreement.pk, version], agreement)
