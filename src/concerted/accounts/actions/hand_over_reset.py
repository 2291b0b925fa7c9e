"""A link to a new password: handed over by an administrator, or sent to the account's own address."""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from concerted.accounts.models import Account
from concerted.accounts.one_time_link import make_link
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


def hand_over_reset(*, account_id: UUID, agencies: frozenset[int], by: Viewer, forgets_factors: bool = False) -> str:
    """Return the path of a link to a new password for an account whose posts are in `agencies`.

    Raises Refused unless all of them are the viewer's agency: whoever hands a link over could use it, and would stand
    in another agency's post. `forgets_factors` is for a lost phone: the link removes the second factors as well.
    """
    if agencies != {by.agency_id}:
        raise Refused(
            "This person holds a post in another agency as well. Only the person can set a new password, by mail; a "
            "link handed over here would open that agency's post too."
        )
    with transaction.atomic(using="gate"):
        account = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
        if account is None:
            raise Refused("This account is closed.")
        path = make_link(account, "reset", lasts=settings.RESET_LASTS, by=by, forgets_factors=forgets_factors)
    record("account.reset_handed_over", about=[account_id], forgets_factors=forgets_factors)
    return path


def reset_by_mail(*, address: str) -> tuple[str, str] | None:
    """Return address and path of a link for an account that signs in by password; None where there is no such one.

    The caller answers the same in both cases. The trail names the account only where there is one.
    """
    account = Account.objects.filter(email=address.lower(), is_active=True).first()
    known = account is not None and account.has_usable_password()
    record("account.reset_asked", about=[account.pk] if account is not None and known else [])
    if account is None or not known:
        return None
    with transaction.atomic(using="gate"):
        path = make_link(account, "reset", lasts=settings.RESET_LASTS, by=None)
    return account.email, path
