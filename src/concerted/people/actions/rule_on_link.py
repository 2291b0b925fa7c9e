"""A post says whether two records are one person, or takes that back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.people.models import Link
from concerted.people.rules.may_rule_on_link import may_rule_on_link


@transaction.atomic
def rule_on_link(*, link_id: UUID, ruling: str, because: str, by: Viewer) -> Link:
    """Record a ruling: "same", "different" or "cannot_tell". The engine moves the records within a second.

    No later run of linkage overwrites it. Raises Link.DoesNotExist for a link that this post cannot see, Refused when
    the rule `people.may_rule_on_link` says no.
    """
    link = Link.objects.select_for_update().get(pk=link_id)
    decision = may_rule_on_link(state=link.state, ruling=ruling, because=because)
    if not decision:
        raise Refused(decision.because)
    if link.state != "cannot_tell":
        link.before_ruling = link.state
    link.state, link.ruled_because = ruling, because.strip()
    link.ruled_by_id, link.ruled_at = by.post_id, timezone.now()
    link.waits = ruling != "cannot_tell"
    link.save(update_fields=["state", "before_ruling", "ruled_by", "ruled_at", "ruled_because", "waits"])
    record("link.ruled", about=[link.id], ruling=ruling)
    return link


@transaction.atomic
def undo_ruling(*, link_id: UUID, by: Viewer) -> Link:
    """Take a ruling back: the pair is again what the machine said of it, and its records move back.

    The ruling stays in the link's history. Raises Link.DoesNotExist for a link that this post cannot see, Refused when
    nobody ruled on it.
    """
    link = Link.objects.select_for_update().get(pk=link_id)
    if not link.before_ruling:
        raise Refused("Nobody ruled on this pair, so there is nothing to take back.")
    link.waits = link.state in ("same", "different")
    link.state, link.before_ruling, link.ruled_because = link.before_ruling, "", ""
    link.ruled_by_id, link.ruled_at = None, None
    link.save(update_fields=["state", "before_ruling", "ruled_by", "ruled_at", "ruled_because", "waits"])
    record("link.ruling_undone", about=[link.id], post=str(by.post_id))
    return link
