"""Source records and what hangs on them, persons as ids, links between records, and values derived for a scheme."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id, new_reference
from concerted.partnership.models import Agency, Post


class Person(models.Model):
    """An id and a reference that people can quote, nothing else: who may see what hangs on each record."""

    id = models.UUIDField(primary_key=True, default=new_id)
    reference = models.CharField(max_length=12, unique=True, default=new_reference)

    rights: ClassVar[dict[str, str]] = {"app": "select", "worker": "select", "engine": "all"}


@protected(subject="id", app_writes=False)
class Record(models.Model):
    """One person as one agency writes them. `person` is derived from the links in force; undoing a merge moves it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, db_index=False)
    source = models.CharField(max_length=40)
    source_key = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    former_family_name = models.CharField(max_length=120, blank=True)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    district = models.CharField(max_length=9, blank=True)
    linkable = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "source", "source_key"], name="record_once")]
        indexes = [models.Index(fields=["scope", "family_name", "given_name", "id"], name="record_scope_name")]


@protected(subject="record", parents=("record",), app_writes=False)
class Address(models.Model):
    """Where an agency says that a person lives or lived: whereabouts are a category of their own."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE)
    line = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    seen_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "scope", "line", "postcode"], name="address_once")]


@protected(subject="record", parents=("record",), app_writes=False)
class Event(models.Model):
    """Something that an agency says happened: arrest, conviction, caution, release, recall, missed appointment.

    `kind` is one of people.kinds; `counts` holds only for convictions and cautions (S13). Dates that a kind does not
    have are null; `stated_on` is the day on which the agency said so (prison dates change).
    """

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE)
    source = models.CharField(max_length=40)
    source_key = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True)
    offence_code = models.CharField(max_length=5, blank=True)
    words = models.CharField(max_length=200, blank=True)
    committed_on = models.DateField(null=True)
    proven_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    stated_on = models.DateField(null=True)
    outcome = models.CharField(max_length=60, blank=True)
    district = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "source", "source_key"], name="event_once")]
        indexes = [
            models.Index(fields=["record", "happened_on"], name="event_record_day"),
            models.Index(fields=["scope", "kind", "happened_on"], name="event_scope_kind_day"),
        ]


@protected(subject="record", parents=("record",), app_writes=False)
class Score(models.Model):
    """A score that probation sent, with its predictor, version and date (S14)."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE)
    scored_on = models.DateField()
    predictor = models.CharField(max_length=60)
    version = models.CharField(max_length=40, blank=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "scope", "scored_on", "predictor"], name="score_once")]


@protected(subject="record", parents=("record",), app_writes=False)
class CaseloadRow(models.Model):
    """That a person stood on probation's caseload at a quarter end, and under which order."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE)
    snapshot_on = models.DateField()
    district = models.CharField(max_length=9, blank=True)
    order_name = models.CharField(max_length=60, blank=True)
    sentenced_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "scope", "snapshot_on"], name="caseload_once")]


@protected(subject="record", parents=("record",), app_writes=False)
class SearchToken(models.Model):
    """A normalised token of a record (names, their sounds, both with others, birth date, source key, postcode), found
    by equality. Loading alone writes it, in the scope of the row that it is made of: the database does not look that
    scope up again, which took a quarter of the time of ten tokens a record."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["value", "scope"], name="token_value_scope")]


@protected(subject=None)
class Link(models.Model):
    """A pair of records that linkage believes, or doubts, to be one person, with its evidence in levels, not values.

    State: linked, doubtful, same (a person said so), different (a person said so), cannot_tell. `before_ruling` is what
    the machine said of a pair that a person ruled on; `waits` says that the engine has yet to move its records.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    record_l = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    record_r = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    probability = models.FloatField(null=True)
    weight = models.FloatField(null=True)
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=12)
    linkage_version = models.CharField(max_length=40)
    ruled_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_because = models.CharField(max_length=500, blank=True)
    before_ruling = models.CharField(max_length=12, blank=True)
    waits = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "record_l", "record_r"], name="link_once")]
        indexes = [
            models.Index(fields=["scope", "state", "-weight", "id"], name="link_scope_state"),
            models.Index(fields=["id"], name="link_waits", condition=models.Q(waits=True)),
        ]


@protected(subject=None, app_writes=False)
class Harm(models.Model):
    """Harm points of one person's convictions and cautions in the last 12 and 24 months, for one scheme."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    as_at_on = models.DateField()
    points_12 = models.FloatField()
    points_24 = models.FloatField()
    sourced_12 = models.FloatField(default=0)
    assumed_12 = models.FloatField(default=0)
    offences_12 = models.IntegerField(default=0)
    offences_24 = models.IntegerField(default=0)
    unweighted_12 = models.IntegerField(default=0)
    parts = models.JSONField(default=list)
    edition = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "person"], name="harm_once")]


@protected(subject=None, app_writes=False)
class Likelihood(models.Model):
    """The likelihood of reoffending of one adult: probation's own score or ours, each with version and date (S14)."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sent_by = models.CharField(max_length=20)
    percent = models.FloatField(null=True)
    band = models.CharField(max_length=20, blank=True)
    predictor = models.CharField(max_length=60)
    version = models.CharField(max_length=40, blank=True)
    scored_on = models.DateField()
    terms = models.JSONField(default=list)
    missing = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "person", "sent_by"], name="likelihood_once")]


class ErasedKey(models.Model):
    """That an agency erased a record of a key: a salted hash, so that its next file does not bring the record back.

    `erasure_id` is the erasure that wrote it; once lifted it bars nothing. Only the engine reads it.
    """

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    erasure_id = models.UUIDField()
    salt = models.BinaryField()
    hash = models.BinaryField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    rights: ClassVar[dict[str, str]] = {"engine": "select, insert"}

    class Meta:
        indexes = [models.Index(fields=["scope"], name="erased_key_scope")]


class LinkageRun(models.Model):
    """One run of linkage: its version, the hash of what it read, and how much it found; figures name it."""

    id = models.BigAutoField(primary_key=True)
    version = models.CharField(max_length=40)
    ran_at = models.DateTimeField()
    records = models.IntegerField()
    persons = models.IntegerField()
    doubtful = models.IntegerField()
    data_hash = models.CharField(max_length=64, blank=True)

    rights: ClassVar[dict[str, str]] = {"app": "select", "engine": "all"}
