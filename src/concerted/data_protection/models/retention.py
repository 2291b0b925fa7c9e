"""How long records are kept, what is due for review, what is held, and what was erased."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post
from concerted.partnership.models.kept import MY_AGENCY, WRITTEN
from concerted.people.models import Record


class RetentionPeriod(models.Model):
    """How long an agency keeps a category (of one programme, or of all), counted from what; dated, with its source.

    `months` null means that it is kept until a review says otherwise. None in force means "not configured".
    """

    id = models.AutoField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40)
    programme = models.CharField(max_length=40, blank=True)
    months = models.IntegerField(null=True)
    counted_from = models.CharField(max_length=40)
    review_months = models.IntegerField(null=True)
    source = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    set_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    set_at = models.DateTimeField()

    rights: ClassVar[dict[str, str]] = WRITTEN
    kept: ClassVar[dict[str, str]] = {"retention.keep": f"agency_id = {MY_AGENCY}"}
    fixed: ClassVar[tuple[str, ...]] = ("agency_id", "category", "programme", "months", "counted_from")


@protected(subject="record", parents=("record",))
class LegalHold(models.Model):
    """A record that must not be erased: why, by whose order, from and until."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    because = models.CharField(max_length=500)
    ordered_by = models.CharField(max_length=160)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    placed_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")


@protected(subject="record", parents=("record",))
class RetentionReview(models.Model):
    """A decision on a record whose time is up: keep until a day, or erase; why; by whom."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    decision = models.CharField(max_length=12)
    because = models.CharField(max_length=500)
    keep_until_on = models.DateField(null=True)
    evidence = models.JSONField(default=list)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["record", "-decided_at"], name="review_record")]


@protected(subject=None)
class Erasure(models.Model):
    """An erasure asked for, and its certificate once done.

    State: asked (waits for a second person), confirmed, erased (kept files are still to be removed), done, stopped,
    withdrawn. It outlives what it erased, so it names opaque ids and counts only. `seal` is the hash of the
    certificate's text, which the audit trail holds too.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    reference = models.CharField(max_length=12)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    subjects = ArrayField(models.UUIDField())
    because = models.CharField(max_length=500)
    rests_on = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default="asked")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    files_left = ArrayField(models.CharField(max_length=40), default=list)
    seal = models.CharField(max_length=64, blank=True)
    stopped_because = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "reference"], name="erasure_reference_once")]
        indexes = [models.Index(fields=["scope", "-asked_at", "id"], name="erasure_scope_asked")]
