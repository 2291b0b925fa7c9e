"""Name a team of an agency, or take it out of the list."""

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Team


def add_team(*, name: str, by: Viewer) -> Team:
    """Name a team of the viewer's own agency; a name that stands already is not added again."""
    found = Team.objects.filter(agency_id=by.agency_id, name=name, until_at=None).first()
    if found is not None:
        return found
    with told_in_words():
        made = Team.objects.create(agency_id=by.agency_id, name=name)
        record("team.added", agency=by.agency_code, team=made.pk)
    return made


@transaction.atomic
def end_team(*, team: int, by: Viewer) -> None:
    """Take a team of the viewer's own agency out of the list; its posts stay. Raises Team.DoesNotExist."""
    held = Team.objects.select_for_update().get(pk=team, agency_id=by.agency_id)
    if held.until_at is None:
        held.until_at = timezone.now()
        held.save(update_fields=["until_at"])
        record("team.ended", agency=by.agency_code, team=team)
