"""The least that an agency says of somebody: attends, yes or no; or that it knows them, and whom to call (S21)."""

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.people.models import Record


@protected(subject="record", parents=("record",))
class Statement(models.Model):
    """One sentence about one person, in the scope that its category names; who is told reads it and no record.

    `about` says who is meant, since the receiver may hold nothing by which to know.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=200)
    words = models.CharField(max_length=300)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=160)

    class Meta:
        indexes = [models.Index(fields=["record", "said_at"], name="statement_record")]
