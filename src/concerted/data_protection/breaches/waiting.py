"""What the log of breaches offers to Today: each open breach with its next step and its clock."""

from django.utils import timezone

from concerted.data_protection.breaches.standing import standing
from concerted.data_protection.models import Breach
from concerted.data_protection.rules.reported_in_time import deadline
from concerted.kernel.agenda import Line

AT_MOST = 12


def breach_lines() -> list[Line]:
    """Return a line for each open breach of the viewer's agency, the oldest first; the clock is the real one."""
    now = timezone.now()
    found = Breach.objects.filter(closed_at=None).order_by("aware_at", "id")[:AT_MOST]
    lines = []
    for breach in found:
        stands = standing(breach, now)
        runs = stands.clock.kind in ("running", "over")
        address = f"/breaches/{breach.reference}"
        lines.append(
            Line(
                "decide",
                timezone.localtime(deadline(breach.aware_at)).date() if runs else None,
                breach.reference,
                address,
                f"{stands.question} {stands.clock.words}",
                act="Answer this",
                act_href=f"{address}/{stands.next}",
                tag="72 hours over" if stands.clock.kind == "over" else "",
                tag_kind="overdue" if stands.clock.kind == "over" else "neutral",
            )
        )
    return lines
