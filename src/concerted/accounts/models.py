"""The account of a person who signs in: an address, a name, a password. What they may see hangs on their posts."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from concerted.kernel.identifiers import new_id


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by their address and makes new ones."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "Account":
        """Create an active account; without a password it cannot sign in."""
        account = self.model(email=self.normalize_email(email).lower(), name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who signs in. `is_active` False closes every session in the next statement."""

    id = models.UUIDField(primary_key=True, default=new_id)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = Accounts()


class Link(models.Model):
    """A one-time link by which a person sets a password: the hash of its secret, for what, until when.

    `kind`: invitation (the first password of an account), reset, or joining (no password: whoever signs in with the
    account and holds the link takes up the post of an agency that did not make the account).
    `agency_id` and `by_post_id` are those of the administrator who hands it over; both are empty when it went by mail
    to the account's own address.
    `used_at` is when the person used it, by the database's clock; `until_at` moves to now when it is withdrawn or
    replaced. Who has invited an account stays known: `access.answers_for` asks it at each sign-in.
    `forgets_factors`: redeeming it removes the second factors, for somebody who lost a phone and the codes.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    hash = models.BinaryField(unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10)
    agency_id = models.IntegerField(null=True)
    by_post_id = models.UUIDField(null=True)
    forgets_factors = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    until_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-made_at"], name="link_of_account")]
