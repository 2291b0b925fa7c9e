"""Aggregate cells: measure, area, period, breakdown, counts, interval, versions; draft until a named release."""

from typing import ClassVar

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected


class Run(models.Model):
    """One run of one measure over one snapshot: what makes a figure checkable."""

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=60)
    edition = models.CharField(max_length=40)
    definition = models.TextField()
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
