"""What somebody consented to, and what they were told when they took it back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Post
from concerted.people.models import Record


@protected(subject="record", parents=("record",))
class Consent(models.Model):
    """Consent that an agency recorded: to which categories, to whom, for what, until when.

    `to_agencies` are ids; `told` is what the person was told when it was withdrawn: what stops and what goes on (S19).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    categories = ArrayField(models.CharField(max_length=40))
    to_agencies = ArrayField(models.IntegerField())
    words = models.CharField(max_length=1000)
    how = models.CharField(max_length=40)
    given_on = models.DateField()
    until_on = models.DateField()
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    told = models.TextField(blank=True)
    told_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["record", "given_on"], name="consent_record")]
