"""Who else knows somebody: the question, the copy that each agency is handed, and an answer that one chose to give."""

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post
from concerted.people.models import Person


@protected(subject=None, app_writes=False)
class Enquiry(models.Model):
    """A question as its asker's agency keeps it. It never says to whom it was passed on (S3).

    Only the database writes it, so that nobody asks more often than the county allows.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=40)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    born_on = models.DateField(null=True)
    told = models.CharField(max_length=1000)
    because = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT)
    until_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "-asked_at", "id"], name="enquiry_scope_asked")]


@protected(subject=None)
class Relay(models.Model):
    """The copy of a question that one agency was handed: who asks, about whom, why.

    State: open, answered, kept_silent, withdrawn. `enquiry_id` is no key: the agency cannot see the asker's row. Only
    the database hands copies out, one for each agency that signed, whether it is reached or not.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    enquiry_id = models.UUIDField()
    asker = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=160)
    purpose = models.CharField(max_length=40)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    born_on = models.DateField(null=True)
    told = models.CharField(max_length=1000)
    because = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    until_on = models.DateField()
    state = models.CharField(max_length=12, default="open")
    dealt_with_at = models.DateTimeField(null=True)
    dealt_with_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["scope", "state", "-asked_at", "id"], name="relay_scope_state"),
            models.Index(fields=["enquiry_id"], name="relay_enquiry"),
        ]


@protected(subject="enquiry_id")
class EnquiryAnswer(models.Model):
    """That an agency knows somebody, and whom to call: written in its own scope, disclosed to the asker."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    enquiry_id = models.UUIDField()
    words = models.CharField(max_length=500)
    contact = models.CharField(max_length=200)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=160)
    disclosure_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["enquiry_id"], name="enquiry_answer")]
