"""An opening in an emergency: who broke the glass, about whom, why, until when, and what the review found."""

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Post
from concerted.people.models import Person


@protected(subject=None, app_writes=False)
class Emergency(models.Model):
    """One opening. Its keys carry its id as their act; what S1 and S4 close is never among them.

    Only the database writes it: whoever opened never reviews. Outcome of the review: justified, not_justified, breach.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    because = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()
    opened_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    finding = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["scope", "-opened_at", "id"], name="emergency_scope_opened")]
