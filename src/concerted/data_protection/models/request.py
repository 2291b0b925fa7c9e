"""What people ask about their own records: to see them, and to have them put right."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Post
from concerted.people.models import Record


@protected(subject=None)
class SubjectAccess(models.Model):
    """A request of somebody to see what an agency holds about them. State: received, collected, reviewed, released.

    `records` are the agency's own records that were found to be theirs; `files` the keys of the released documents.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    reference = models.CharField(max_length=12)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    regime = models.CharField(max_length=20)
    who = models.CharField(max_length=200)
    identified_by = models.CharField(max_length=200, blank=True)
    records = ArrayField(models.UUIDField(), default=list)
    received_on = models.DateField()
    due_on = models.DateField()
    extended_because = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, default="received")
    collected_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    files = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "reference"], name="subject_reference_once")]
        indexes = [models.Index(fields=["scope", "due_on", "id"], name="subject_access_due")]


@protected(subject=None, parents=("request",))
class Disclosable(models.Model):
    """One entry of an answer: where it comes from, its text, and what the reviewer decided: give, redact, withhold.

    `third_parties` are the words that name somebody else; `text` is emptied once the answer is released.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    request = models.ForeignKey(SubjectAccess, on_delete=models.CASCADE, related_name="entries")
    number = models.IntegerField()
    category = models.CharField(max_length=40)
    heading = models.CharField(max_length=200)
    text = models.TextField()
    third_parties = models.JSONField(default=list)
    decision = models.CharField(max_length=12, blank=True)
    redacted = models.TextField(blank=True)
    because = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["request", "number"], name="disclosable_request")]


@protected(subject="record", parents=("record",))
class Rectification(models.Model):
    """What somebody says is wrong in a record, what was decided, and whom the agency told."""

    id = models.UUIDField(primary_key=True, default=new_id)
    reference = models.CharField(max_length=12)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    wrong = models.TextField()
    right = models.TextField()
    received_on = models.DateField()
    due_on = models.DateField()
    decision = models.CharField(max_length=12, blank=True)
    because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    recipients = models.JSONField(default=list)
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "reference"], name="rectification_reference_once")]
        indexes = [models.Index(fields=["scope", "due_on", "id"], name="rectification_due")]
