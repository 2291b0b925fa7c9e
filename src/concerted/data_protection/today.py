"""What the room offers to Today of a data protection officer: answers that are due, erasures that wait, what is due."""

from datetime import date, timedelta

from concerted.access.permissions import may
from concerted.data_protection.access_requests.queries import STATES, requests_to_mend, requests_to_see
from concerted.data_protection.breaches.waiting import breach_lines
from concerted.data_protection.models import Erasure
from concerted.data_protection.retention.due import due
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.viewer import Viewer
from concerted.people.queries.records import name_of

SOON = timedelta(days=14)
AT_MOST = 12


def agenda(viewer: Viewer, today: date, last_working_day: date) -> Agenda:
    """Return the lines of open breaches, of what people ask, and of what is kept too long."""
    lines: list[Line] = []
    if may(viewer.role_class, "breaches.keep"):
        lines += breach_lines()
    if may(viewer.role_class, "rights.answer"):
        lines += [
            Line(
                "decide" if one.due_on <= today + SOON or one.state != "received" else "coming", one.due_on, one.who,
                f"/rights/see/{one.reference}", "Asks to see what is held", act=STATES[one.state][1],
                act_href=f"/rights/see/{one.reference}",
            )
            for one in requests_to_see(viewer, released=False)
        ]  # fmt: skip
        lines += [
            Line(
                "decide", one.due_on, name_of(one.record), f"/rights/right/{one.reference}", "Says a record is wrong",
                act="Decide", act_href=f"/rights/right/{one.reference}",
            )
            for one in requests_to_mend(viewer, decided=False)
        ]  # fmt: skip
    if may(viewer.role_class, "retention.keep"):
        lines += _kept_too_long(viewer, today)
    return Agenda(lines=lines)


def _kept_too_long(viewer: Viewer, today: date) -> list[Line]:
    waiting = Erasure.objects.filter(state="asked", scope__agency_id=viewer.agency_id).exclude(asked_by=viewer.post_id)
    lines = [
        Line(
            "decide", None, one.reference, f"/retention/erasures/{one.reference}", "Waits for a second person",
            act="See what goes", act_href=f"/retention/erasures/{one.reference}/confirm",
        )
        for one in waiting.order_by("asked_at")[:AT_MOST]
    ]  # fmt: skip
    found = due(viewer, today, show="clear", limit=AT_MOST)
    lines += [
        Line(
            "decide", None, one.name, f"/retention/records/{one.record.pk}", "Its time is up by the schedule",
            act="Keep or erase", act_href=f"/retention/records/{one.record.pk}", order=1,
        )
        for one in found
    ]  # fmt: skip
    return lines
