"""Sign an agreement for one's own agency."""

from concerted.access.agreements.calling import call
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agreement


def sign_agreement(*, agreement: Agreement, version: int, by: Viewer) -> None:
    """Sign the text that was shown for the viewer's own agency; signed twice, it is signed once. Raises Refused."""
    call("agreement.signed", "select access.sign_agreement(%s, %s)", [agreement.pk, version], agreement)
