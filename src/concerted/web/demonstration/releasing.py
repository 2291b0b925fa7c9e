"""One release of the demonstration county, in the name of its analyst, so that the public page has a figure."""

from datetime import date, datetime, time

from django.utils import timezone

from concerted.analytics.measures.register import measure
from concerted.figures.actions.release_cells import release_cells
from concerted.figures.models import Release
from concerted.figures.releases.drafting import Wanted, latest, years_to_release
from concerted.figures.releases.wording import title_of
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Post

MEASURE = "proven"


def seed_release(as_at: date) -> None:
    """Release the last complete year by district, or the county alone where every district would be hidden.

    Nothing when there is a release already, no complete year, or nobody to release it.
    """
    run = latest(MEASURE)
    years = years_to_release(run) if run else []
    post = Post.objects.filter(role_class="analyst").select_related("agency").order_by("from_at").first()
    if Release.objects.exists() or not years or post is None:
        return
    at = datetime.combine(as_at, time(9), tzinfo=timezone.get_current_timezone())
    for table in (("area",), ()):
        wanted = Wanted(MEASURE, years[0], (table,), by_quarter=False)
        title = title_of(measure(MEASURE), wanted.ends_on)
        try:
            release_cells(wanted=wanted, title=title, at=at, by=_viewer(post), identifier=new_id())
        except Refused:
            continue
        return


def _viewer(post: Post) -> Viewer:
    """The analyst as the act knows them: no request signs in while the county is loaded."""
    return Viewer(
        post_id=post.pk,
        agency_id=post.agency_id,
        role_class=post.role_class,
        purpose=post.purpose,
        clearance=post.clearance,
        title=post.title,
        holder=post.holder,
        agency_code=post.agency.code,
        agency_name=post.agency.name,
        several_posts=False,
    )
