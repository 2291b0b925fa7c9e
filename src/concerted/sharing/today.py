"""What the room offers to Today: what we are asked, what came back, what waits for review, what we must know."""

from datetime import date, timedelta

from django.utils import timezone

from concerted.access.permissions import may
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.viewer import Viewer
from concerted.sharing.queries.emergencies import my_open, to_review
from concerted.sharing.queries.enquiries import asked_by_us, asked_of_us
from concerted.sharing.queries.notices import notices
from concerted.sharing.queries.victim_requests import answered_to_us, waiting_for_us
from concerted.sharing.wording import name_told

LOOK_BACK = timedelta(days=14)
"""How long an answer to a request stays on Today: for reading only."""

MOST_NOTICES = 5


def agenda(viewer: Viewer, today: date, last_working_day: date) -> Agenda:
    """Return the lines for a viewer's post."""
    queries = {
        "enquiries.answer": _asked_of_us,
        "enquiries.ask": _answered,
        "victim_requests.answer": _requests_to_us,
        "victim_requests.make": _requests_answered,
        "emergency.review": _to_review,
        "emergency.open": _open_to_me,
        "notices": _notices,
    }
    lines = [line for name, query in queries.items() if may(viewer.role_class, name) for line in query(viewer, today)]
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
    """What came back to questions that still stand; a service whose knowing somebody is secret is not named (S3)."""
    asked, _ = asked_by_us(viewer, today)
    return [
        Line(
            part="coming",
            due_on=None,
            who=name_told(one.enquiry.told),
            href=f"/who-knows/asked/{one.enquiry.pk}",
            what="Your question was answered"
            if answer.quiet
            else f"{answer.agency} knows somebody whom you asked about",
            act="Read the answer" if answer.quiet else f"Call {answer.contact}",
            group="Answers to your questions",
            order=-1,
        )
        for one in asked
        if one.standing == "open"
        for answer in one.answers
    ]


def _requests_to_us(viewer: Viewer, today: date) -> list[Line]:
    return [
        Line(
            part="decide",
            due_on=held.due_on,
            who=held.about,
            href=f"/victim-requests/asked/{held.pk}",
            what=f"{held.asked_by.agency.name} asks for a victim's information",
            act="Answer the request",
            act_href=f"/victim-requests/asked/{held.pk}",
        )
        for held in waiting_for_us(viewer)
    ]


def _requests_answered(viewer: Viewer, today: date) -> list[Line]:
    return [
        Line(
            part="coming",
            due_on=None,
            who=one.held.reference,
            href=f"/victim-requests/{one.held.pk}",
            what=f"{one.held.to_agency.name} answered",
            group="Answers to your requests",
            order=-1,
        )
        for one in answered_to_us(viewer, timezone.now() - LOOK_BACK)
    ]


def _to_review(viewer: Viewer, today: date) -> list[Line]:
    waiting, _ = to_review(viewer)
    return [
        Line(
            part="decide",
            due_on=None,
            who=held.person.reference,
            href=f"/emergencies/{held.pk}",
            what=f"Opened in an emergency by {held.opened_by.holder}",
            act="Review it",
            act_href=f"/emergencies/{held.pk}",
        )
        for held in waiting
    ]


def _open_to_me(viewer: Viewer, today: date) -> list[Line]:
    return [
        Line(
            part="coming",
            due_on=None,
            who=held.person.reference,
            href=f"/people/{held.person.reference}",
            what=f"Open to you until {timezone.localtime(held.until_at):%H:%M}",
            act="End it when you have what you need",
            group="Opened in an emergency",
            order=-1,
        )
        for held in my_open(viewer)
    ]


def _notices(viewer: Viewer, today: date) -> list[Line]:
    """What the viewer's post must know, but for what stands under Decide already."""
    told, _ = notices(viewer, seen=False)
    rows = [row for row in told if not row.href.startswith("/emergencies/")]
    lines = [
        Line(
            part="coming",
            due_on=None,
            who="Open" if row.href else "",
            href=row.href,
            what=row.heading,
            act=row.words,
            group="Notices",
        )
        for row in rows[:MOST_NOTICES]
    ]
    if rows:
        lines.append(
            Line(part="coming", due_on=None, who="Notices", href="/notices", what="All:", group="Notices", order=1)
        )
    return lines
