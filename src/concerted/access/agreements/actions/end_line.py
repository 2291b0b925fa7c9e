"""End one line of an agreement in force; the others go on."""

from concerted.access.agreements.calling import call
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agreement, AgreementLine


def end_line(*, agreement: Agreement, line: AgreementLine, because: str, by: Viewer) -> int:
    """End a line now; returns 1, or 0 when it had ended. Raises Refused."""
    statement = "select access.end_line(%s, %s)"
    return call("agreement.line_ended", statement, [line.pk, because], agreement, line=line.number)
