"""An agency invites an address: an account that cannot sign in yet, and the link that sets its password."""

from dataclasses import dataclass
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from concerted.accounts.models import Account, Link
from concerted.accounts.one_time_link import make_link
from concerted.accounts.queries.links import made_elsewhere
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer


@dataclass(frozen=True)
class Invited:
    """The account of the address, and the path of its link; empty where this agency has none to hand over.

    `joins`: the link sets no password; it lets the person who holds the account take up this agency's post.
    """

    account_id: UUID
    path: str
    joins: bool = False


def invite_person(*, address: str, name: str, by: Viewer) -> Invited:
    """Find or make the account of an address and return a link to its first password, to be handed over once.

    The link gives no right: what the person may see hangs on the posts that agencies give. An earlier link of the
    same account is closed. No link to a password is made for an account that signs in already, that is closed, or that
    another agency has invited: whoever hands a link over could use it, and would stand in that agency's post. Where
    another agency has handed over a link to its password, a link to join is made: without it this agency's post stays
    shut (`access.answers_for`), since whoever handed that one over could have used it.
    """
    with transaction.atomic(using="gate"):
        address = Account.objects.normalize_email(address).lower()
        account = Account.objects.select_for_update().filter(email=address).first()
        new = account is None
        account = account or Account.objects.create_user(address, name=name)
        path = ""
        if new or _is_only_ours(account, by.agency_id):
            path = make_link(account, "invitation", lasts=settings.INVITATION_LASTS, by=by)
    to_join = "" if path else _joining(account.pk, by)
    record("account.invited", about=[account.pk], link=bool(path), joins=bool(to_join))
    return Invited(account.pk, path or to_join, joins=bool(to_join))


def ask_to_join(*, account_id: UUID, by: Viewer) -> str:
    """Return the path of a link by which an account's holder takes up a post of the viewer's agency; "" if none is due.

    It opens nothing by itself: it counts for whoever signs in with that account in the browser that opened it.
    """
    path = _joining(account_id, by)
    if path:
        record("account.asked_to_join", about=[account_id])
    return path


def _joining(account_id: UUID, by: Viewer) -> str:
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None or not made_elsewhere(account_id, by.agency_id):
        return ""
    with transaction.atomic(using="gate"):
        return make_link(account, "joining", lasts=settings.INVITATION_LASTS, by=by)


def _is_only_ours(account: Account, agency_id: int) -> bool:
    """Say whether nobody can sign in with the account yet, and no other agency has ever invited it."""
    if account.has_usable_password() or not account.is_active:
        return False
    givers = set(Link.objects.filter(account=account).exclude(kind="joining").values_list("agency_id", flat=True))
    return givers == {agency_id} and not SocialAccount.objects.filter(user_id=account.pk).exists()


def withdraw_invitation(*, account_id: UUID, by: Viewer) -> int:
    """Close the open invitations that the viewer's agency gave to an account; return how many were open."""
    closed = Link.objects.filter(
        account_id=account_id,
        kind="invitation",
        agency_id=by.agency_id,
        used_at__isnull=True,
        until_at__gt=timezone.now(),
    ).update(until_at=timezone.now())
    record("account.invitation_withdrawn", about=[account_id], links=closed)
    return closed
