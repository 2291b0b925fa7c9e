"""Notes of a victims' service, an address with one custodian, a MARAC case, a released line of intelligence."""

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.people.models import Person, Record


@protected(subject="record", parents=("record",))
class VictimNote(models.Model):
    """A note of a victims' service about somebody whom it supports (S4)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()


@protected(subject="record", parents=("record",))
class SafeAddress(models.Model):
    """An address that one custodian keeps (S1); of a refuge there is a contact route and never an address."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    line = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10)


@protected(subject="id")
class MaracCase(models.Model):
    """A MARAC case: a victim, and the person who harms (S2)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    victim = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    harmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()


@protected(subject="record", parents=("record",))
class ReleasedIntelligence(models.Model):
    """A line of intelligence in the wording that the force released, with its handling conditions (S15)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    handling = models.CharField(max_length=200)
