"""One-time links, found by the hash of their secret."""

import hashlib
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone

from concerted.accounts.models import Link


def open_link(secret: str) -> Link | None:
    """Return the link of a secret while it is unused, in time and its account active; else None."""
    return (
        Link.objects.select_related("account")
        .filter(hash=hash_of(secret), used_at__isnull=True, until_at__gt=timezone.now(), account__is_active=True)
        .first()
    )


def pending_invitation(address: str, agency_id: int) -> Link | None:
    """Return an agency's open invitation for an address, by which its own directory may link an account."""
    return (
        Link.objects.select_related("account")
        .filter(
            account__email=address.lower(),
            account__is_active=True,
            kind="invitation",
            agency_id=agency_id,
            used_at__isnull=True,
            until_at__gt=timezone.now(),
        )
        .first()
    )


def made_elsewhere(account_id: UUID, agency_id: int) -> bool:
    """Say whether another agency has handed over a link to the account's password since this one's was last used."""
    used = Link.objects.filter(account_id=account_id, agency_id=agency_id).aggregate(at=Max("used_at"))["at"]
    foreign = Link.objects.filter(account_id=account_id, agency_id__isnull=False).exclude(agency_id=agency_id)
    foreign = foreign.exclude(kind="joining")
    return (foreign if used is None else foreign.filter(Q(used_at__isnull=True) | Q(used_at__gt=used))).exists()


def hash_of(secret: str) -> bytes:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).digest()
