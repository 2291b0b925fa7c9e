"""What an agency must be told: one line, with where to go."""

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post


@protected(subject=None, app_writes=False)
class Notice(models.Model):
    """A notice to the posts of an agency that hold a permission; only the database writes one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    permission = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    words = models.CharField(max_length=500)
    href = models.CharField(max_length=200, blank=True)
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["scope", "-at", "id"], name="notice_scope_at")]
