"""An agency invites an address: an account that cannot sign in yet, and the link that sets its password."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from concerted.accounts.models import Account, Link
from concerted.accounts.one_time_link import make_link
from concerted.accounts.queries.links import latest_invitation
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@dataclass(frozen=True)
class Invited:
    """The account of the address, and the path of its link; an empty path where the person signs in already."""

    account_id: UUID
    path: str


def invite_person(*, address: str, name: str, by: Viewer) -> Invited:
    """Find or make the account of an address and return a link to its first password, to be handed over once.

    The link gives no right: what the person may see hangs on the posts that the agency gives. An earlier link of the
    same account is closed. An account that has a password keeps it, and no link is made. Raises Refused when another
    agency has invited the address and the invitation is open: a new link would hand its post to this agency.
    """
    with transaction.atomic(using="gate"):
        address = Account.objects.normalize_email(address).lower()
        account = Account.objects.select_for_update().filter(email=address).first()
        if account is None:
            account = Account.objects.create_user(address, name=name)
        if account.has_usable_password() or not account.is_active:
            path = ""
        else:
            earlier = latest_invitation(account.pk)
            if earlier is not None and earlier.agency_id != by.agency_id:
                raise Refused(
                    "Another agency has invited this address, and nobody has signed in with it yet. Give the post to "
                    "the same address; the person sets a password by the link that they have."
                )
            path = make_link(account, "invitation", lasts=settings.INVITATION_LASTS, by=by)
    record("account.invited", about=[account.pk], link=bool(path))
    return Invited(account.pk, path)


def withdraw_invitation(*, account_id: UUID, by: Viewer) -> int:
    """Close the open invitations that the viewer's agency gave to an account; return how many were open."""
    closed, _ = Link.objects.filter(
        account_id=account_id, kind="invitation", agency_id=by.agency_id, used_at__isnull=True
    ).delete()
    record("account.invitation_withdrawn", about=[account_id], links=closed)
    return closed
