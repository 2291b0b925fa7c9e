"""Scopes, keys, disclosures, subjects and tokens: who may see what, as rows with clocks."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Now

from concerted.partnership.models import Agency, AgreementLine, Gateway, Post


class Scope(models.Model):
    """What a protected row is: whose it is, of which category, how sensitive. A few hundred rows."""

    id = models.AutoField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    category = models.CharField(max_length=40)
    sensitivity = models.SmallIntegerField(default=0)

    rights: ClassVar[dict[str, str]] = {"app": "select", "worker": "select", "engine": "select, insert"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "category", "sensitivity"], name="scope_once")]


class Category(models.Model):
    """The register of categories as functions of the database read it; the sync fills it from access/categories.py."""

    code = models.CharField(max_length=40, primary_key=True)
    existence_protected = models.BooleanField()
    emergency = models.BooleanField()
    victims = models.BooleanField()
    named = models.BooleanField()
    health_or_care = models.BooleanField()
    one_service = models.BooleanField()


class Permission(models.Model):
    """Which role class holds which permission, for functions and policies; the sync fills it from permissions.py."""

    pk = models.CompositePrimaryKey("role_class", "permission")
    role_class = models.CharField(max_length=40)
    permission = models.CharField(max_length=40)


class RoleInKind(models.Model):
    """What a role opens of its own agency in a kind of agency; the sync fills it from kinds.toml and permissions.py.

    A row without a category says that the role may be opened there and opens nothing of its own.
    """

    pk = models.CompositePrimaryKey("kind", "role_class", "category")
    kind = models.CharField(max_length=40)
    role_class = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    category = models.CharField(max_length=40, blank=True)
    may_write = models.BooleanField()


class BulkKey(models.Model):
    """Opens a whole scope to a role of an agency, for a purpose: its own, or by a line of an agreement."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT)
    role_class = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    may_write = models.BooleanField(default=False)
    agreement_line = models.ForeignKey(AgreementLine, on_delete=models.PROTECT, null=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "role_class", "purpose"], name="bulkkey_holder")]


class Subject(models.Model):
    """An id that single keys can name: a source record, a case, a question. Upper folders' tables share it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20)


class Disclosure(models.Model):
    """One fact shared on purpose: of whom, what, from whom to whom, why, by which law, on what it rests, how long.

    `rests_on`: agreement (a line), consent, statute (a gateway that needs no agreement), override (a recorded reason)
    or emergency (break-glass). What one act disclosed carries one `act_id`.
    """

    id = models.UUIDField(primary_key=True)
    act_id = models.UUIDField(null=True)
    subject_id = models.UUIDField()
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT)
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    regime = models.CharField(max_length=20, default="uk_gdpr")
    gateway = models.ForeignKey(Gateway, on_delete=models.PROTECT)
    rests_on = models.CharField(max_length=12, default="agreement")
    agreement_line = models.ForeignKey(AgreementLine, on_delete=models.PROTECT, null=True)
    consent_id = models.UUIDField(null=True)
    because = models.CharField(max_length=500, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)
    by_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id"], name="disclosure_subject"),
            models.Index(
                fields=["consent_id"], name="disclosure_consent", condition=models.Q(consent_id__isnull=False)
            ),
            models.Index(fields=["to_agency", "-from_at"], name="disclosure_to"),
            models.Index(fields=["from_agency", "-from_at"], name="disclosure_from"),
        ]


class SubjectKey(models.Model):
    """Opens one subject's rows of one scope to an agency, narrowed to a role or a post; it names a scope, not a
    category, or one agency's disclosure on a shared case would open what another wrote there."""

    pk = models.CompositePrimaryKey("agency_id", "subject_id", "scope_id", "disclosure_id")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    role_class = models.CharField(max_length=40, blank=True, default="")
    purpose = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT)
    may_write = models.BooleanField(default=False)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "agency"], name="subjectkey_subject")]


class Token(models.Model):
    """The hash of a signed-in browser's secret, its post and purpose; no role of requests can read or write it.

    It ends at `until_at`, whatever happens, and sooner when nothing came from the browser for `idle_for`. `how` the
    person signed in and `browser` (in words) are for the person's own list of where they are signed in.
    """

    hash = models.BinaryField(primary_key=True)
    id = models.UUIDField(unique=True, db_default=RandomUUID())
    post = models.ForeignKey(Post, on_delete=models.CASCADE)
    purpose = models.CharField(max_length=40)
    signed_in_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    idle_for = models.DurationField(db_default=timedelta(hours=1))
    until_at = models.DateTimeField()
    how = models.CharField(max_length=20, db_default="")
    browser = models.CharField(max_length=80, db_default="")
