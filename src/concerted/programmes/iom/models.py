"""What only Integrated Offender Management records: where a case stands (Fixed, Flex or Free; colour; told), and the
stored list from which the panel chooses."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.cases.models import Case
from concerted.kernel.identifiers import new_id
from concerted.people.models import Person


@protected(subject="case", parents=("case",))
class Standing(models.Model):
    """Kind, colour and when the person was told, each of which may follow the decision as a due action."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="iom_standing")
    kind = models.CharField(max_length=10, blank=True)
    colour = models.CharField(max_length=10, blank=True)
    told_on = models.DateField(null=True)
    not_told_because = models.CharField(max_length=500, blank=True)
    tell_by_on = models.DateField(null=True)
    missing = models.CharField(max_length=500, blank=True)
    held_by = models.CharField(max_length=200, blank=True)


@protected(subject=None, app_writes=False)
class Listing(models.Model):
    """One adult on the selection list: likelihood band, harm, and why; made by the engine, never changed by a page."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    as_at_on = models.DateField()
    band = models.CharField(max_length=20)
    band_order = models.SmallIntegerField()
    percent = models.FloatField()
    sent_by = models.CharField(max_length=20)
    scored_on = models.DateField()
    points_12 = models.FloatField()
    points_24 = models.FloatField()
    district = models.CharField(max_length=9, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    age = models.SmallIntegerField()
    name = models.CharField(max_length=240)
    facts = models.CharField(max_length=300, blank=True)
    reasons = ArrayField(models.CharField(max_length=300), default=list)
    shown = ArrayField(models.CharField(max_length=300), default=list)
    shares = models.JSONField(default=dict)
    was_listed_a_year_ago = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["scope", "band_order", "-points_12", "id"], name="listing_scope_order"),
            models.Index(fields=["scope", "district", "band_order", "-points_12", "id"], name="listing_scope_district"),
        ]


@protected(subject=None, app_writes=False)
class ListingSummary(models.Model):
    """What the list as a whole says: how many, how new, who is not ranked, what harm rests on. One row a run."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    as_at_on = models.DateField()
    made_at = models.DateTimeField()
    listed = models.IntegerField()
    new_since_a_year = models.IntegerField()
    left_since_a_year = models.IntegerField()
    a_year_ago = models.IntegerField()
    not_ranked = models.IntegerField()
    counts = models.JSONField(default=dict)
    shares = models.JSONField(default=dict)
    edition = models.CharField(max_length=80)


class LocalSetting(models.Model):
    """A dated local choice (threshold, review interval, meaning of Fixed, Flex, Free); absent means not configured."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=60)
    value = models.CharField(max_length=300)
    from_on = models.DateField()
    set_by = models.CharField(max_length=160)
    label = models.CharField(max_length=200, blank=True)

    rights: ClassVar[dict[str, str]] = {"app": "select", "worker": "select", "engine": "all"}
