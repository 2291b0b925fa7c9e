"""Whoever holds a link sets a password, once."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from concerted.accounts.models import Account, Link
from concerted.audit.record import record
from concerted.kernel.errors import Refused

SPENT = "This link has been used or has run out. Ask for a new one."


def redeem_link(*, link: Link, password: str) -> Account:
    """Set the password of the link's account and close the link; two at once are one. Raises Refused when it is spent.

    A link that says so removes the second factors as well. The caller ends the account's sessions.
    """
    now = timezone.now()
    with transaction.atomic(using="gate"):
        used = Link.objects.filter(pk=link.pk, used_at__isnull=True, until_at__gt=now).update(used_at=Now())
        if not used:
            raise Refused(SPENT)
        account = Account.objects.select_for_update().get(pk=link.account_id)
        if not account.is_active:
            raise Refused(SPENT)
        account.set_password(password)
        account.save(update_fields=["password"])
        if link.forgets_factors:
            Authenticator.objects.filter(user_id=account.pk).delete()
    record("account.password_set", about=[account.pk], by=link.kind)
    return account
