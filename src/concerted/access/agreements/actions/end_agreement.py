"""End an agreement: what it opened is shut for the next statement."""

from concerted.access.agreements.calling import call
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agreement


def end_agreement(*, agreement: Agreement, because: str, by: Viewer) -> int:
    """End an agreement, or give up a draft; return how many lines were open. Ended twice, it ended once."""
    return call("agreement.ended", "select access.end_agreement(%s, %s)", [agreement.pk, because], agreement)
