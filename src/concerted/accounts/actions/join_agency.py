"""Whoever holds an account takes up the post of an agency that did not make it, by that agency's link, once."""

from uuid import UUID

from django.db.models.functions import Now

from concerted.accounts.models import Link
from concerted.accounts.queries.links import open_link
from concerted.audit.record import record


def join_agency(*, secret: str, account_id: UUID) -> bool:
    """Note that the account's holder has used a link to join; False for a link of another account, kind or time."""
    link = open_link(secret)
    if link is None or link.kind != "joining" or link.account_id != account_id:
        return False
    used = Link.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=Now())
    if used:
        record("account.joined", about=[account_id])
    return bool(used)
