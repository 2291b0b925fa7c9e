"""Aggregate cells: measure, area, period, breakdown, counts, interval, versions; draft until a named release."""

from typing import ClassVar

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected


class Run(models.Model):
    """One run of one measure over one snapshot: what makes a figure checkable."""

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=60)
    edition = models.CharField(max_length=120)
    definition = models.TextField()
    definition_version = models.CharField(max_length=12, blank=True)
    as_at_on = models.DateField()
    ran_at = models.DateTimeField()
    data_hash = models.CharField(max_length=64)
    linkage_version = models.CharField(max_length=40)
    engine = models.CharField(max_length=40)
    cells_hash = models.CharField(max_length=64)
    left_out = models.JSONField(default=dict)

    rights: ClassVar[dict[str, str]] = {"app": "select", "worker": "select", "engine": "all"}


@protected(subject=None, app_writes=False)
class Cell(models.Model):
    """One count: integers only, division comes last. `hidden` and `provisional` are states with words on pages."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="cells")
    quarter = models.CharField(max_length=10)
    ends_on = models.DateField()
    area = models.CharField(max_length=12, blank=True)
    age_band = models.CharField(max_length=12, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    offenders = models.IntegerField()
    reoffenders = models.IntegerField()
    reoffences = models.IntegerField()
    reoffences_squared = models.BigIntegerField(default=0)
    provisional = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["run", "area", "quarter"], name="cell_run_area")]


@protected(subject=None, app_writes=False)
class Repeats(models.Model):
    """How many persons stood n times in four added quarters and reoffended r times: for intervals by person."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="repeats")
    ends_on = models.DateField()
    area = models.CharField(max_length=12, blank=True)
    age_band = models.CharField(max_length=12, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    counted = models.SmallIntegerField()
    reoffended = models.SmallIntegerField()
    persons = models.IntegerField()


@protected(subject=None, app_writes=False)
class Times(models.Model):
    """How many of a quarter's cohort first reoffended, or were followed no longer, after so many days (county, sex)."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="times")
    quarter = models.CharField(max_length=10)
    ends_on = models.DateField()
    sex = models.CharField(max_length=1, blank=True)
    days = models.SmallIntegerField()
    reoffended = models.IntegerField()
    censored = models.IntegerField()
    provisional = models.BooleanField(default=False)


@protected(subject=None, app_writes=False)
class HarmCell(models.Model):
    """Proven offences of one year and the harm points that they stand for, in hundredths of days: whole numbers.

    `view` says of what: `whole` (everybody), `people` and `offenders` (the so many people with the most points, or with
    the most offences: the number is `people`), `place` and `group` (`label` is the area's code, or the offence group).
    """

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="harm")
    view = models.CharField(max_length=12)
    label = models.CharField(max_length=80, blank=True)
    people = models.IntegerField()
    offences = models.IntegerField()
    sourced_offences = models.IntegerField()
    assumed_offences = models.IntegerField()
    sourced_hundredths = models.BigIntegerField()
    assumed_hundredths = models.BigIntegerField()


@protected(subject=None, app_writes=False)
class HarmTurnover(models.Model):
    """Of the people on the list of the year that ends on a day, how many were on the list of another year."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="turnover")
    ends_on = models.DateField()
    other_on = models.DateField()
    listed = models.IntegerField()
    other_listed = models.IntegerField()
    on_both = models.IntegerField()


@protected(subject=None, app_writes=False)
class BeforeAfter(models.Model):
    """Proven offences of people chosen on a day, 12 months before and after it; never shown without its comparison.

    `who` says of whom: `managed` people; the `sham` cohort, one for each of them; people `chosen` by nothing but their
    number of offences; `everybody`. The sums of squares and products give the interval by person; those with the sham's
    numbers stand on the row `managed` and give the interval by pair. `chosen_on` is the day of the choice where all
    were chosen on one, `enough_on` the first day of the month from which enough are followed, while they are too few.
    """

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="before_after")
    who = models.CharField(max_length=12)
    people = models.IntegerField()
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    products = models.JSONField(default=dict)
    chosen_on = models.DateField(null=True)
    enough_on = models.DateField(null=True)
