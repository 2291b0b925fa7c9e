"""The files that the viewer's agency sent, and the feeds by which they are read."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Sum

from concerted.access.listing import page
from concerted.exchange.finding import feeds
from concerted.exchange.models import Sending
from concerted.exchange.wording import counted
from concerted.kernel.feeds import Feed
from concerted.kernel.viewer import Viewer

ORDER = ("-sent_at", "id")
ENDED = ("loaded", "refused", "failed")


@dataclass(frozen=True)
class FeedLine:
    """A feed with what was last loaded of it, and how many rows of it wait."""

    feed: Feed
    last: Sending | None
    waiting: int

    @property
    def waiting_words(self) -> str:
        """How many rows wait, for a tag."""
        return f"{counted(self.waiting, 'row')} to mend"


def feeds_of(viewer: Viewer) -> list[Feed]:
    """Return the feeds that the viewer's agency sends, by title."""
    return sorted((feed for feed in feeds().values() if feed.agency == viewer.agency_code), key=lambda f: f.title)


def feed_lines(viewer: Viewer) -> list[FeedLine]:
    """Return each feed of the viewer's agency with its last loaded file and its waiting rows: two queries."""
    mine = Sending.objects.filter(agency=viewer.agency_id)
    last = mine.filter(state="loaded").order_by("feed", "-sent_at").distinct("feed")
    newest = {sending.feed: sending for sending in last}
    waits = dict(
        mine.filter(rows_waiting__gt=0, left_out_because="").values_list("feed").annotate(rows=Sum("rows_waiting"))
    )
    return [FeedLine(feed, newest.get(feed.code), waits.get(feed.code, 0)) for feed in feeds_of(viewer)]


def sendings(
    viewer: Viewer, *, feed: str = "", after: tuple[datetime, UUID] | None = None, limit: int = 25
) -> list[Sending]:
    """Return the sendings of the viewer's agency, newest first, a page at a time; those of one feed if it is named."""
    mine = Sending.objects.filter(agency=viewer.agency_id)
    if feed:
        mine = mine.filter(feed=feed)
    return list(page(mine, ORDER, after=after, limit=limit))


def waiting_sendings(viewer: Viewer, *, limit: int = 12) -> list[Sending]:
    """Return the sendings with rows that wait to be mended, the newest first."""
    mine = Sending.objects.filter(agency=viewer.agency_id, rows_waiting__gt=0, left_out_because="", state="loaded")
    return list(page(mine, ORDER, limit=limit))


def loaded_since(viewer: Viewer, day: date) -> tuple[int, int, datetime | None]:
    """Return how many files were loaded since a day, with how many rows, and when the last one was."""
    found = Sending.objects.filter(agency=viewer.agency_id, state="loaded", ended_at__date__gte=day).aggregate(
        files=Count("id"), rows=Sum("rows_loaded"), last=Max("ended_at")
    )
    return found["files"], found["rows"] or 0, found["last"]


def sending_of(viewer: Viewer, identifier: UUID) -> Sending:
    """Return one sending of the viewer's agency. Raises Sending.DoesNotExist, hidden or missing."""
    return Sending.objects.select_related("sent_by", "mends").get(pk=identifier, agency=viewer.agency_id)


def mending(sending: Sending) -> list[Sending]:
    """Return the sendings that mend this one, the newest first."""
    return list(Sending.objects.filter(mends=sending.pk).order_by("-sent_at", "id")[:20])


def time_before(sending: Sending) -> Sending | None:
    """Return the file of the same feed that was loaded before this one, rows that came back to be mended aside."""
    earlier = Sending.objects.filter(
        agency=sending.agency_id, feed=sending.feed, state="loaded", mends=None, sent_at__lt=sending.sent_at
    )
    return earlier.order_by("-sent_at", "id").first()


def count_of_feed(sending: Sending) -> int:
    """Return how many files of this feed the agency sent."""
    return Sending.objects.filter(agency=sending.agency_id, feed=sending.feed).count()
