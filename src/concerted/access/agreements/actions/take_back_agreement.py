"""Take an agreement that waits for signatures back into draft."""

from concerted.access.agreements.calling import call
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agreement


def take_back_agreement(*, agreement: Agreement, by: Viewer) -> int:
    """Make it a draft again and take signatures off; return how many those were. Raises Refused."""
    return call("agreement.taken_back", "select access.take_back_agreement(%s)", [agreement.pk], agreement)
