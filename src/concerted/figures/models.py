"""Aggregate cells, draft until a named release, and what was released: that never changes."""

from typing import ClassVar

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.partnership.models import Post


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
    """How many of a quarter's cohort in the county first reoffended, or were followed no longer, after some days."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="times")
    quarter = models.CharField(max_length=10)
    ends_on = models.DateField()
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


PUBLIC: dict[str, str] = {
    "app": "select, insert", "worker": "select", "front": "select", "engine": "select, insert",
}  # fmt: skip
"""Released rows are read by everybody. Nobody may change or remove one; the migration's triggers refuse the owner too,
an addition to what was released, and a release by somebody who cannot see the draft."""


class Release(models.Model):
    """One edition of the tables of one measure and year, released by a named post; it carries all it stands on.

    `tables` are the breakdowns (lists of dimensions), `lines` how many cells belong to it. `why` and `moved` belong to
    a correction: cell by cell what was said earlier and what is said now.
    """

    id = models.BigAutoField(primary_key=True)
    identifier = models.UUIDField(unique=True)
    slug = models.SlugField(max_length=80)
    edition = models.SmallIntegerField(default=1)
    measure = models.CharField(max_length=60)
    family = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    begins_on = models.DateField()
    ends_on = models.DateField()
    by_quarter = models.BooleanField(default=False)
    tables = models.JSONField()
    lines = models.IntegerField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    definition = models.TextField()
    as_at_on = models.DateField()
    data_hash = models.CharField(max_length=64)
    linkage_version = models.CharField(max_length=40)
    settings = models.JSONField()
    threshold = models.SmallIntegerField()
    design_effect = models.FloatField()
    released_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    released_by_title = models.CharField(max_length=250)
    released_at = models.DateTimeField()
    why = models.TextField(blank=True)
    moved = models.JSONField(default=list)

    rights: ClassVar[dict[str, str]] = PUBLIC

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "edition"], name="release_edition_once")]

    @property
    def address(self) -> str:
        """The page of this edition."""
        return f"/figures/{self.slug}/edition-{self.edition}"


class ReleasedCell(models.Model):
    """One line of a release as the public reads it. An empty dimension is the total over it; `year` the four quarters.

    `…_since` is the edition from which a count's value stands: one that has moved by few people is not told anew.
    """

    id = models.BigAutoField(primary_key=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="cells")
    quarter = models.CharField(max_length=10)
    area = models.CharField(max_length=12, blank=True)
    age_band = models.CharField(max_length=12, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    state = models.CharField(max_length=12)
    offenders = models.IntegerField(null=True)
    reoffenders = models.IntegerField(null=True)
    reoffences = models.IntegerField(null=True)
    rate = models.FloatField(null=True)
    reoffenders_since = models.SmallIntegerField(null=True)
    others_since = models.SmallIntegerField(null=True)
    reoffences_since = models.SmallIntegerField(null=True)

    rights: ClassVar[dict[str, str]] = PUBLIC

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "quarter", "area", "age_band", "sex"], name="released_once"),
            models.CheckConstraint(
                condition=models.Q(state="shown", offenders__isnull=False, reoffenders__isnull=False)
                | models.Q(
                    state__in=["hidden", "not released"],
                    offenders__isnull=True,
                    reoffenders__isnull=True,
                    reoffences__isnull=True,
                    rate__isnull=True,
                ),
                name="released_hides_all_or_nothing",
            ),
        ]
