"""A person changes the password, knowing the present one."""

from concerted.accounts.models import Account
from concerted.audit.record import record
from concerted.kernel.errors import Refused


def change_password(*, account: Account, present: str, new: str) -> None:
    """Set a new password. Raises Refused when the present one is not right."""
    right = account.check_password(present)
    record("account.password_set" if right else "account.password_refused", about=[account.pk], by="self")
    if not right:
        raise Refused("The present password is not right.")
    account.set_password(new)
    account.save(update_fields=["password"])
