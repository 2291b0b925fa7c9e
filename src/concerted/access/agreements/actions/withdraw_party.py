"""An agency leaves an agreement, or will not sign it."""

from concerted.access.agreements.calling import call
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agreement


def withdraw_party(*, agreement: Agreement, because: str, by: Viewer) -> int:
    """End what the viewer's own agency gives and receives by the agreement; return how many lines. Raises Refused."""
    return call("agreement.withdrawn", "select access.withdraw_party(%s, %s)", [agreement.pk, because], agreement)
