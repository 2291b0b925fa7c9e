"""Write down how an agency is reached for a matter, or take it out of the list."""

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import AgencyContact


def add_contact(
    *, matter: str, by: Viewer, name: str = "", telephone: str = "", email: str = "", hours: str = ""
) -> AgencyContact:
    """Add a contact of the viewer's own agency; the same one written twice stands once."""
    written = {"matter": matter, "name": name, "telephone": telephone, "email": email, "hours": hours}
    found = AgencyContact.objects.filter(agency_id=by.agency_id, until_at=None, **written).first()
    if found is not None:
        return found
    with told_in_words():
        made = AgencyContact.objects.create(agency_id=by.agency_id, **written)
        record("contact.added", agency=by.agency_code, contact=made.pk)
    return made


@transaction.atomic
def end_contact(*, contact: int, by: Viewer) -> None:
    """Take a contact of the viewer's own agency out of the list. Raises AgencyContact.DoesNotExist."""
    held = AgencyContact.objects.select_for_update().get(pk=contact, agency_id=by.agency_id)
    if held.until_at is None:
        held.until_at = timezone.now()
        held.save(update_fields=["until_at"])
        record("contact.ended", agency=by.agency_code, contact=contact)
