"""A request of the police or another authority for a victim's information, and the service's own answer (S4)."""

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post


@protected(subject="id")
class VictimRequest(models.Model):
    """What is asked of a victims' service, on which grounds, and how the victim was told.

    The row is opened to the service by `disclosure_id`. Counselling notes carry a presumption against the request,
    which `counselling_because` must rebut. State: asked, answered, withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200)
    reference = models.CharField(max_length=60)
    asked = models.TextField()
    period = models.CharField(max_length=160)
    grounds = models.TextField()
    elsewhere = models.TextField()
    counselling = models.BooleanField()
    counselling_because = models.TextField(blank=True)
    authorised_by = models.CharField(max_length=160)
    victim_told_on = models.DateField(null=True)
    victim_view = models.TextField(blank=True)
    not_told_because = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT)
    asked_by_words = models.CharField(max_length=160)
    due_on = models.DateField(null=True)
    disclosure_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["scope", "-asked_at", "id"], name="victim_request_asked")]


@protected(subject="request_id")
class VictimAnswer(models.Model):
    """What the service answers, in its own scope: provided, in_part, refused or not_held, and in which words."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    request_id = models.UUIDField()
    decision = models.CharField(max_length=12)
    words = models.TextField()
    victim_told_on = models.DateField(null=True)
    not_told_because = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=160)
    disclosure_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["request_id"], name="victim_answer_request")]
