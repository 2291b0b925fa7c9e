"""Put an agreement that all have signed into force: its lines open, its former edition ends, in one statement."""

from concerted.access.agreements.calling import run
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement


def put_into_force(*, agreement: Agreement, by: Viewer) -> int:
    """Open what the lines say and return how many keys that were. Raises Refused with who has not signed."""
    with told_in_words():
        count = run("select access.put_into_force(%s)", agreement.pk)
        if count is not None:
            record("agreement.in_force", agreement=agreement.code, edition=agreement.edition, count=count)
    return count or 0
