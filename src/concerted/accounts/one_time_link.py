"""Makes a one-time link; the secret is in its path and nowhere else."""

import secrets
from datetime import timedelta

from django.utils import timezone

from concerted.accounts.models import Account, Link
from concerted.accounts.queries.links import hash_of
from concerted.kernel.viewer import Viewer


def make_link(
    account: Account, kind: str, *, lasts: timedelta, by: Viewer | None, forgets_factors: bool = False
) -> str:
    """Close the account's earlier links to a password (or the agency's own to join), store the hash of a new secret.

    Returns the path of its page.
    """
    now = timezone.now()
    earlier = Link.objects.filter(account=account, used_at__isnull=True, until_at__gt=now)
    if kind == "joining" and by is not None:
        earlier = earlier.filter(kind=kind, agency_id=by.agency_id)
    else:
        earlier = earlier.exclude(kind="joining")
    earlier.update(until_at=now)
    secret = secrets.token_urlsafe(32)
    Link.objects.create(
        hash=hash_of(secret),
        account=account,
        kind=kind,
        agency_id=None if by is None else by.agency_id,
        by_post_id=None if by is None else by.post_id,
        forgets_factors=forgets_factors,
        made_at=now,
        until_at=now + lasts,
    )
    return f"/account/link/{secret}"
