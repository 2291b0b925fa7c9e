"""One-time links, found by the hash of their secret."""

import hashlib

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


def hash_of(secret: str) -> bytes:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).digest()
