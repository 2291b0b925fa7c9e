"""Correct what is released by a new edition; the old one stays readable as it was."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.figures.models import Release
from concerted.figures.releases.drafting import draft, wanted_by
from concerted.figures.releases.writing import insist_on_post, wait_for_turn, write
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def correct_release(*, slug: str, edition: int, why: str, at: datetime, by: Viewer, identifier: UUID) -> Release:
    """Write the edition after `edition` from the newest run, with what moved and why, and return it.

    Raises Release.DoesNotExist, or Refused when the post may not, no reason is given, somebody has corrected it
    meanwhile, nothing that may be told has moved, or a small count could be worked out from both editions.
    """
    insist_on_post(by)
    wait_for_turn()
    already = Release.objects.filter(identifier=identifier).first()
    if already is not None:
        return already
    earlier = Release.objects.get(slug=slug, edition=edition)
    if Release.objects.filter(slug=slug, edition__gt=edition).exists():
        raise Refused("Somebody has corrected this meanwhile. Look at the newest edition.")
    if not why.strip():
        raise Refused("Say why the figures are corrected. The public reads it.")
    drafted = draft(wanted_by(earlier), earlier)
    if not drafted.moved:
        raise Refused(
            "Nothing has moved that could be told: a change of few people keeps the earlier figure, so that nobody "
            "can find them by laying two editions side by side."
        )
    release = write(
        drafted,
        identifier=identifier,
        edition=edition + 1,
        title=earlier.title,
        family=earlier.family,
        why=why.strip(),
        at=at,
        by=by,
    )
    record("figures.corrected", measure=release.measure, release=release.pk, moved=len(release.moved))
    return release
