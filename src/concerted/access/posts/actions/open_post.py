"""Open a post of one's own agency for somebody, in a role, from and until."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from concerted.access.permissions import ROLES
from concerted.access.posts.days import begins_at, ends_at, first_day, last_day
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Post
from concerted.partnership.rules.may_hold_post import may_hold_post


def open_post(
    *,
    post: UUID,
    account: UUID,
    holder: str,
    role_class: str,
    from_on: date,
    last_on: date | None,
    by: Viewer,
    **given: Any,
) -> Post:
    """Open a post in the viewer's own agency, with the keys that its role has there; sent twice, it is opened once.

    Raises Refused when the same person holds the role there in an overlapping period, when the role does not stand in
    such an agency, or when it would be the viewer's own.
    """
    found = Post.objects.filter(pk=post, agency_id=by.agency_id).first()
    if found is not None:
        return found
    held: list[dict[str, date | None]] = [
        {"from_on": first_day(other.from_at), "until_on": None if other.until_at is None else first_day(other.until_at)}
        for other in Post.objects.filter(account_id=account, agency_id=by.agency_id, role_class=role_class)
        if other.until_at is None or other.until_at > timezone.now()
    ]
    decision = may_hold_post(from_on=from_on, until_on=last_day(last_on), held=held, today=timezone.localdate())
    if not decision:
        raise Refused(decision.because)
    try:
        with told_in_words(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("select access.open_role(%s)", [role_class])
                (keys,) = cursor.fetchone() or (0,)
            made = Post.objects.create(
                pk=post,
                account_id=account,
                agency_id=by.agency_id,
                holder=holder,
                role_class=role_class,
                purpose=ROLES[role_class].purpose,
                from_at=begins_at(from_on),
                until_at=ends_at(last_on),
                changed_by=by.holder,
                changed_at=timezone.now(),
                **given,
            )
            record("post.opened", about=[made.pk], role=role_class, keys=keys)
    except IntegrityError as error:
        if "post_held_once" in str(error):
            said = "Somebody has just opened this role for the same person. Look at the list again."
            raise Refused(said) from error
        if "partnership_post_pkey" in str(error):
            raise Refused("This form was used already. Open it anew.") from error
        raise
    return made
