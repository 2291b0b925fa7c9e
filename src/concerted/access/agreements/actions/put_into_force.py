"""Put an agreement that all have signed into force: its lines open, its former edition ends, in one statement."""

from concerted.access.agreements.calling import call
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agreement


def put_into_force(*, agreement: Agreement, by: Viewer) -> int:
    """Open what the lines say and return how many keys that were. Raises Refused with who has not signed."""
    return call("agreement.in_force", "select access.put_into_force(%s)", [agreement.pk], agreement)
