"""Agencies and posts, and the agreements whose lines open scopes between them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from concerted.kernel.identifiers import new_id

DIRECTORY: dict[str, str] = {"app": "select", "worker": "select", "gate": "select", "engine": "all"}
"""The partners' directory is no secret between them."""


class County(models.Model):
    """The one row that says whose installation this is, and whether it is a demonstration (with its day)."""

    name = models.CharField(max_length=80)
    demonstration_as_at_on = models.DateField(null=True)
    ready_at = models.DateTimeField(null=True)

    rights: ClassVar[dict[str, str]] = {**DIRECTORY, "front": "select"}


class Agency(models.Model):
    """An organisation that may hold keys, or a scheme that owns what partners make together."""

    id = models.AutoField(primary_key=True)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    duty_number = models.CharField(max_length=40, blank=True)

    rights: ClassVar[dict[str, str]] = DIRECTORY

    class Meta:
        verbose_name_plural = "agencies"


class Post(models.Model):
    """A person's post in an agency: its role class, purpose and clearance, from and until.

    The holder's name stands here as well, since requests cannot read the accounts behind the door.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    title = models.CharField(max_length=120)
    holder = models.CharField(max_length=120)
    role_class = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    clearance = models.SmallIntegerField(default=0)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    rights: ClassVar[dict[str, str]] = DIRECTORY


class Agreement(models.Model):
    """An information-sharing agreement in one edition: purpose, gateway, regime, assessment, owner, period."""

    code = models.SlugField(max_length=40)
    edition = models.IntegerField(default=1)
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=40)
    gateway = models.CharField(max_length=200)
    regime = models.CharField(max_length=80)
    assessment = models.CharField(max_length=120)
    owner = models.CharField(max_length=120)
    review_on = models.DateField()

    rights: ClassVar[dict[str, str]] = DIRECTORY

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "edition"], name="agreement_edition_once")]


class AgreementLine(models.Model):
    """What one agency opens to another: a category, to a role, for the purpose, from and until."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="lines")
    number = models.IntegerField()
    giver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40)
    role_class = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    by_request = models.BooleanField(default=False)
    words = models.CharField(max_length=300)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    rights: ClassVar[dict[str, str]] = DIRECTORY

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="line_number_once")]
