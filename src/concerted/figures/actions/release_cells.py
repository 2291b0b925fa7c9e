"""Release the figures of a measure's year for the first time, in the name of a post."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from concerted.analytics.measures.register import measure
from concerted.audit.record import record
from concerted.figures.models import Release
from concerted.figures.releases.drafting import Wanted, draft
from concerted.figures.releases.writing import insist_on_post, overlapping, wait_for_turn, write
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def release_cells(*, wanted: Wanted, title: str, at: datetime, by: Viewer, identifier: UUID) -> Release:
    """Write the first edition, whole or not at all, and return it; sent twice with one identifier it is made once.

    Raises Refused when the post may not, the year is provisional, nothing is measured, a small count could be worked
    out, or a release of the same family of measures shares a quarter: a difference of the two would be few people.
    """
    insist_on_post(by)
    wait_for_turn()
    already = Release.objects.filter(identifier=identifier).first()
    if already is not None:
        return already
    family = measure(wanted.measure).family
    there = overlapping(wanted, family)
    if there is not None:
        raise Refused(
            f"“{there.title}” is public and counts some of the same people: their difference could be few. "
            "Correct that release, or choose a year that shares no quarter with it."
        )
    if not title.strip():
        raise Refused("Give the release a title in plain words.")
    drafted = draft(wanted)
    if not drafted.count("shown"):
        raise Refused("Every cell would be hidden: there is nothing to release. Choose fewer breakdowns.")
    release = write(drafted, identifier=identifier, edition=1, title=title.strip(), family=family, why="", at=at, by=by)
    record("figures.released", measure=wanted.measure, release=release.pk, lines=release.lines)
    return release
