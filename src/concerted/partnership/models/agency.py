"""The county, its agencies with their contacts and successors, and what the county has decided for itself."""

from typing import ClassVar

from django.db import models

from concerted.partnership.models.kept import AT_THE_HOST, MY_AGENCY, READ, WRITTEN, Watched


class Agency(Watched):
    """An organisation that may hold keys, or a scheme that owns what partners make together.

    `existence_protected`: that it knows a person is itself secret (refuge, sexual violence, sexual health, drugs and
    alcohol, mental health, children's services, covert). `competent_authority`: it may choose Part 3 of the Data
    Protection Act 2018 (S19). `health_or_care`: what it holds of people is personal information of health and social
    care. A body that is replaced has a successor that names it as predecessor.
    """

    id = models.AutoField(primary_key=True)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    duty_number = models.CharField(max_length=40, blank=True)
    existence_protected = models.BooleanField(default=False)
    competent_authority = models.BooleanField(default=False)
    health_or_care = models.BooleanField(default=False)
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")
    closed_on = models.DateField(null=True)

    rights: ClassVar[dict[str, str]] = WRITTEN
    kept: ClassVar[dict[str, str]] = {"agencies.keep": AT_THE_HOST}
    fixed: ClassVar[tuple[str, ...]] = ("code",)

    class Meta:
        verbose_name_plural = "agencies"


class AgencyContact(models.Model):
    """How an agency is reached for one matter: whom, by telephone or mail, when; the agency keeps it itself."""

    id = models.AutoField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contacts")
    matter = models.CharField(max_length=80)
    name = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=120, blank=True)
    until_at = models.DateTimeField(null=True)

    rights: ClassVar[dict[str, str]] = WRITTEN
    kept: ClassVar[dict[str, str]] = {"posts.keep": f"agency_id = {MY_AGENCY}"}
    fixed: ClassVar[tuple[str, ...]] = ("agency_id",)


class County(models.Model):
    """The one row that says whose installation this is, who runs it, and whether it is a demonstration (its day)."""

    name = models.CharField(max_length=80)
    host = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    demonstration_as_at_on = models.DateField(null=True)
    ready_at = models.DateTimeField(null=True)

    rights: ClassVar[dict[str, str]] = {**READ, "front": "select"}


class LocalSetting(models.Model):
    """What the county has decided where no source decides: a declared setting's value, from and until, and why.

    The newest row whose period holds a day is in force; none means "not configured".
    """

    id = models.AutoField(primary_key=True)
    code = models.CharField(max_length=60)
    value = models.JSONField()
    because = models.CharField(max_length=500)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    set_by = models.ForeignKey("partnership.Post", on_delete=models.PROTECT, null=True)
    set_at = models.DateTimeField()

    rights: ClassVar[dict[str, str]] = WRITTEN
    kept: ClassVar[dict[str, str]] = {"settings.keep": AT_THE_HOST}
    fixed: ClassVar[tuple[str, ...]] = ("code", "value")

    class Meta:
        indexes = [models.Index(fields=["code", "from_on"], name="setting_code_day")]
