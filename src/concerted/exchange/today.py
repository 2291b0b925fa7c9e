"""What the room offers to Today: rows that wait to be mended, and files that were loaded."""

from datetime import date

from django.utils import timezone

from concerted.access.permissions import may
from concerted.exchange.finding import feeds
from concerted.exchange.queries.sendings import loaded_since, waiting_sendings
from concerted.exchange.wording import counted
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.days import in_words
from concerted.kernel.viewer import Viewer


def agenda(viewer: Viewer, today: date, last_working_day: date) -> Agenda:
    """Return the lines for a data steward: each sending with rows to mend; nothing for other posts."""
    if not may(viewer.role_class, "imports"):
        return Agenda()
    lines = [
        Line(
            part="decide",
            due_on=None,
            who=feeds()[sending.feed].title,
            href=f"/imports/{sending.pk}",
            what=f"{counted(sending.rows_waiting or 0, 'row')} did not load, of {sending.rows_sent or 0:,} sent on "
            f"{in_words(timezone.localtime(sending.sent_at).date())}",
            act="Mend them, or leave them out",
            act_href=f"/imports/{sending.pk}",
            tag="To mend",
            tag_kind="due",
            order=place,
        )
        for place, sending in enumerate(waiting_sendings(viewer))
    ]
    files, rows, _ = loaded_since(viewer, last_working_day)
    news = [f"{counted(files, 'file')} loaded with {counted(rows, 'row')}"] if files else []
    return Agenda(lines=lines, news=news, acts=[("Send a file", "/imports/send")])
