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
