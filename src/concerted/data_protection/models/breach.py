"""A breach of personal data: the victim's safety first, then containment, then the clock (S22)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Post


@protected(subject=None)
class Breach(models.Model):
    """One breach or near miss, step by step; a step that is not written yet is null or empty."""

    id = models.UUIDField(primary_key=True, default=new_id)
    reference = models.CharField(max_length=12)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    near_miss = models.BooleanField(default=False)
    what = models.TextField()
    happened_at = models.DateTimeField(null=True)
    aware_at = models.DateTimeField()
    regime = models.CharField(max_length=20)
    categories = ArrayField(models.CharField(max_length=40), default=list)
    people = models.CharField(max_length=20, blank=True)
    safety = models.TextField(blank=True)
    safe_at = models.DateTimeField(null=True)
    contained = models.TextField(blank=True)
    contained_at = models.DateTimeField(null=True)
    risk = models.CharField(max_length=20, blank=True)
    risk_because = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True)
    report_reference = models.CharField(max_length=60, blank=True)
    not_reported_because = models.TextField(blank=True)
    late_because = models.TextField(blank=True)
    people_told_at = models.DateTimeField(null=True)
    people_not_told_because = models.TextField(blank=True)
    learnt = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "reference"], name="breach_reference_once")]
        indexes = [models.Index(fields=["scope", "-aware_at", "id"], name="breach_scope_aware")]
