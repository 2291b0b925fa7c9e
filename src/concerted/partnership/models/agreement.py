"""Information-sharing agreements: parties, gateways, and the lines that open a category from one agency to another."""

from typing import ClassVar

from django.db import models

from concerted.partnership.models.agency import Agency
from concerted.partnership.models.kept import AT_THE_HOST, MY_AGENCY, READ, WRITTEN, Watched
from concerted.partnership.models.post import Post

UK_GDPR = "uk_gdpr"
PART_3 = "part_3"
REGIMES = {
    UK_GDPR: "UK GDPR and Part 2 of the Data Protection Act 2018",
    PART_3: "Part 3 of the Data Protection Act 2018 (law enforcement)",
}

OF_MY_DRAFT = (
    "exists (select 1 from partnership_agreement a where a.id = agreement_id and a.state = 'draft' "
    f"and a.owner_agency_id = {MY_AGENCY} and {AT_THE_HOST})"
)
BOTH_COMPETENT = (
    "(regime <> 'part_3' or 2 = (select count(*) from partnership_agency c "
    "where c.id in (giver_id, receiver_id) and c.competent_authority))"
)
"""Only competent authorities can choose Part 3 (S19)."""


class Gateway(models.Model):
    """A legal power to share: its Act and section, what it lets through and what not. Data, dated, with its source."""

    code = models.SlugField(max_length=60, primary_key=True)
    title = models.CharField(max_length=200)
    says = models.CharField(max_length=500)
    source = models.CharField(max_length=300)
    depersonalised_only = models.BooleanField(default=False)
    excludes_patient_information = models.BooleanField(default=False)
    without_agreement = models.BooleanField(default=False)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    rights: ClassVar[dict[str, str]] = READ


class Agreement(Watched):
    """An information-sharing agreement in one edition. State: draft, signing, in_force, ended.

    Its lines open nothing before all parties have signed and it is put into force. `marking`, `retention` and
    `complaints` are words that the document carries.
    """

    code = models.SlugField(max_length=40)
    edition = models.IntegerField(default=1)
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=40)
    objective = models.TextField(blank=True)
    gateway = models.ForeignKey(Gateway, on_delete=models.PROTECT)
    assessment = models.CharField(max_length=120, blank=True)
    assessed_on = models.DateField(null=True)
    owner = models.CharField(max_length=120)
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    retention = models.TextField(blank=True)
    marking = models.CharField(max_length=60, blank=True)
    complaints = models.TextField(blank=True)
    is_template = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="draft")
    review_on = models.DateField()
    until_on = models.DateField(null=True)
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)

    rights: ClassVar[dict[str, str]] = WRITTEN
    kept: ClassVar[dict[str, str]] = {
        "agreements.keep": f"state = 'draft' and owner_agency_id = {MY_AGENCY} and {AT_THE_HOST}"
    }
    fixed: ClassVar[tuple[str, ...]] = ("code", "edition", "owner_agency_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "edition"], name="agreement_edition_once")]


class Party(models.Model):
    """An agency's place in an agreement, and its signature: who, in which office, when.

    Whom an agreement binds follows from its lines when it is sent for signature (`access.bound`).
    """

    id = models.AutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    signed_as = models.CharField(max_length=160, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    rights: ClassVar[dict[str, str]] = READ

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "agency"], name="party_once")]


class AgreementLine(models.Model):
    """What one agency opens to another: a category, to a role, for the purpose, from and until.

    `from_at` is null until the agreement is put into force: the line opens nothing. `by_request` lines open one
    subject at a time. `writes` lets the receiver write. `needs_...` name what a post must have in date (S23).
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="lines")
    number = models.IntegerField()
    giver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40)
    role_class = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    regime = models.CharField(max_length=20, default=UK_GDPR)
    by_request = models.BooleanField(default=False)
    writes = models.BooleanField(default=False)
    needs_vetting = models.BooleanField(default=False)
    needs_training = models.BooleanField(default=False)
    needs_declaration = models.BooleanField(default=False)
    words = models.CharField(max_length=300)
    from_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)

    rights: ClassVar[dict[str, str]] = WRITTEN
    kept: ClassVar[dict[str, str]] = {
        "agreements.keep": f"from_at is null and until_at is null and {OF_MY_DRAFT} and {BOTH_COMPETENT}"
    }
    fixed: ClassVar[tuple[str, ...]] = ("agreement_id",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="line_number_once")]
