"""End one line of an agreement in force; the others go on."""

from concerted.access.agreements.calling import run
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement, AgreementLine


def end_line(*, agreement: Agreement, line: AgreementLine, because: str, by: Viewer) -> int:
    """End a line now; returns 1, or 0 when it had ended. Raises Refused."""
    with told_in_words():
        count = run("select access.end_line(%s, %s)", line.pk, because)
        if count is not None:
            record(
                "agreement.line_ended",
                agreement=agreement.code,
                edition=agreement.edition,
                count=count,
                line=line.number,
            )
    return count or 0
