"""Posts and teams: who acts for an agency, in which role, vetted, trained and declared until when."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func

from concerted.kernel.identifiers import new_id
from concerted.partnership.models.agency import Agency
from concerted.partnership.models.kept import MY_AGENCY, WRITTEN, Watched


class Team(models.Model):
    """A team within an agency."""

    id = models.AutoField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    until_at = models.DateTimeField(null=True)

    rights: ClassVar[dict[str, str]] = WRITTEN
    kept: ClassVar[dict[str, str]] = {"posts.keep": f"agency_id = {MY_AGENCY}"}
    fixed: ClassVar[tuple[str, ...]] = ("agency_id",)


class Post(Watched):
    """A person's post in an agency: its role class, purpose and clearance, from and until.

    The holder's name stands here as well, since requests cannot read the accounts behind the door. Vetting and
    training count up to and including their day; a line of an agreement says what it needs of them (S23).
    `declared_on` is the day of the declaration of interests, `interests` what was declared ("none" is a declaration).
    One account holds a role in an agency once at a time: two administrators at once cannot open it twice.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True)
    title = models.CharField(max_length=120)
    holder = models.CharField(max_length=120)
    role_class = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    clearance = models.SmallIntegerField(default=0)
    vetting_level = models.CharField(max_length=60, blank=True)
    vetting_until_on = models.DateField(null=True)
    trained_until_on = models.DateField(null=True)
    declared_on = models.DateField(null=True)
    declared_until_on = models.DateField(null=True)
    interests = models.CharField(max_length=500, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)

    rights: ClassVar[dict[str, str]] = WRITTEN
    kept: ClassVar[dict[str, str]] = {"posts.keep": f"agency_id = {MY_AGENCY}"}
    fixed: ClassVar[tuple[str, ...]] = ("account_id", "agency_id", "role_class", "purpose")

    class Meta:
        indexes = [models.Index(fields=["agency", "holder"], name="post_agency_holder")]
        constraints = [
            ExclusionConstraint(
                name="post_held_once",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("role_class", RangeOperators.EQUAL),
                    (Func(F("from_at"), F("until_at"), function="tstzrange"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=models.Q(until_at=None) | models.Q(until_at__gte=F("from_at")),
            ),
        ]
