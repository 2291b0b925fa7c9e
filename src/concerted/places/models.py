"""Districts and recorded street crime: published data about places, in which nobody can be recognised."""

from typing import ClassVar

from django.db import models

PUBLISHED: dict[str, str] = {"app": "select", "worker": "select", "front": "select", "engine": "all"}


class District(models.Model):
    """A local authority district of the county, with its population and the dates of both."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=80)
    csp_code = models.CharField(max_length=9)
    population = models.IntegerField()
    population_10_17 = models.IntegerField()
    population_18_over = models.IntegerField()
    boundary = models.JSONField(default=dict)

    rights: ClassVar[dict[str, str]] = PUBLISHED


class StreetCrime(models.Model):
    """One published row of street-level crime. It has no key: a force's month is replaced as a whole."""

    id = models.BigAutoField(primary_key=True)
    force = models.CharField(max_length=100)
    month_on = models.DateField()
    crime_type = models.CharField(max_length=60)
    lsoa = models.CharField(max_length=9, blank=True)
    lsoa_name = models.CharField(max_length=80, blank=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True)
    place = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=120, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    crime_id = models.CharField(max_length=64, blank=True)

    rights: ClassVar[dict[str, str]] = PUBLISHED

    class Meta:
        indexes = [models.Index(fields=["force", "month_on"], name="street_force_month")]


class CrimeCount(models.Model):
    """Crimes by district, type and month, counted when a month is loaded; district null is outside or unplaced.

    `doubled` of them equal an earlier row in every column. Nothing tells whether they are the same crime: they count.
    """

    id = models.BigAutoField(primary_key=True)
    force = models.CharField(max_length=100)
    month_on = models.DateField()
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True)
    where = models.CharField(max_length=20)
    crime_type = models.CharField(max_length=60)
    crimes = models.IntegerField()
    doubled = models.IntegerField(default=0)

    rights: ClassVar[dict[str, str]] = PUBLISHED

    class Meta:
        indexes = [models.Index(fields=["crime_type", "month_on"], name="crimecount_type_month")]
