"""An agency invites an address: an account that cannot sign in yet, and the link that sets its password."""

from dataclasses import dataclass
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from concerted.accounts.models import Account, Link
from concerted.accounts.one_time_link import make_link
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer


@dataclass(frozen=True)
class Invited:
    """The account of the address, and the path of its link; empty where this agency has none to hand over."""

    account_id: UUID
    path: str


def invite_person(*, address: str, name: str, by: Viewer) -> Invited:
    """Find or make the account of an address and return a link to its first password, to be handed over once.

    The link gives no right: what the person may see hangs on the posts that agencies give. An earlier link of the
    same account is closed. No link is made for an account that signs in already, that is closed, or that another
    agency has invited: whoever hands a link over could use it, and would stand in that agency's post.
    """
    with transaction.atomic(using="gate"):
        address = Account.objects.normalize_email(address).lower()
        account = Account.objects.select_for_update().filter(email=address).first()
        new = account is None
        account = account or Account.objects.create_user(address, name=name)
        path = ""
        if new or _is_only_ours(account, by.agency_id):
            path = make_link(account, "invitation", lasts=settings.INVITATION_LASTS, by=by)
    record("account.invited", about=[account.pk], link=bool(path))
    return Invited(account.pk, path)


def _is_only_ours(account: Account, agency_id: int) -> bool:
    """Say whether nobody can sign in with the account yet, and no other agency has ever invited it."""
    if account.has_usable_password() or not account.is_active:
        return False
    givers = set(Link.objects.filter(account=account).values_list("agency_id", flat=True))
    return givers == {agency_id} and not SocialAccount.objects.filter(user_id=account.pk).exists()


def withdraw_invitation(*, account_id: UUID, by: Viewer) -> int:
    """Close the open invitations that the viewer's agency gave to an account; return how many were open."""
    closed = Link.objects.filter(
        account_id=account_id, kind="invitation", agency_id=by.agency_id, used_at__isnull=True
    ).update(used_at=timezone.now())
    record("account.invitation_withdrawn", about=[account_id], links=closed)
    return closed
