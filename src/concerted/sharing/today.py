"""What the room offers to Today: questions put to us and answers that came."""

from datetime import date

from concerted.access.permissions import may
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.viewer import Viewer
from concerted.sharing.queries.enquiries import asked_by_us, asked_of_us
from concerted.sharing.wording import name_told


def agenda(viewer: Viewer, today: date, last_working_day: date) -> Agenda:
    """Return the lines for a viewer's post."""
    lines: list[Line] = []
    if may(viewer.role_class, "enquiries.answer"):
        lines += _asked_of_us(viewer, today)
    if may(viewer.role_class, "enquiries.ask"):
        lines += _answered(viewer, today)
    return Agenda(lines=lines)


def _asked_of_us(viewer: Viewer, today: date) -> list[Line]:
    waiting, _ = asked_of_us(viewer, today)
    return [
        Line(
            part="decide",
            due_on=relay.until_on,
            who=name_told(relay.told),
            href=f"/who-knows/{relay.pk}",
            what=f"{relay.asker.name} asks who else knows them",
            act="Say that we know, or say nothing",
            act_href=f"/who-knows/{relay.pk}",
            order=1,
        )
        for relay in waiting
    ]


def _answered(viewer: Viewer, today: date) -> list[Line]:
    """What came back to questions that still stand."""
    asked, _ = asked_by_us(viewer, today)
    return [
        Line(
            part="coming",
            due_on=None,
            who=name_told(one.enquiry.told),
            href=f"/who-knows/asked/{one.enquiry.pk}",
            what=f"{answer.agency} knows somebody whom you asked about",
            act=f"Call {answer.contact}",
            group="Answers to your questions",
        )
        for one in asked
        if one.standing == "open"
        for answer in one.answers
    ]
