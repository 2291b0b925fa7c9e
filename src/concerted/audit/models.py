"""The audit trail: one row for each act and each page that showed personal data, sealed afterwards in batches."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Event(models.Model):
    """Who (post, agency, purpose) did or read what (kind), about whom (opaque ids), when. Append-only, by month.

    The table is made by hand in the migration, since Django knows no partitions; ids are never names or search text.
    The salt is random, so that a hash that leaves the county in a proof cannot be guessed back to its event.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    post_id = models.UUIDField(null=True)
    agency_id = models.IntegerField(null=True)
    purpose = models.CharField(max_length=40, null=True)  # noqa: DJ001
    process = models.CharField(max_length=20)
    about = ArrayField(models.UUIDField(), default=list)
    detail = models.JSONField(default=dict)
    salt = models.UUIDField()

    rights: ClassVar[dict[str, str]] = {"engine": "select"}

    class Meta:
        managed = False
        db_table = "audit_event"


class Leaf(models.Model):
    """The hash of one event at its place in the Merkle tree; places are counted from 0 without a gap."""

    index = models.BigIntegerField(primary_key=True)
    event_at = models.DateTimeField()
    event_id = models.BigIntegerField(unique=True)
    hash = models.BinaryField()

    rights: ClassVar[dict[str, str]] = {"engine": "select, insert"}


class Root(models.Model):
    """The root of the tree of the first `size` leaves; `peaks` are the roots of its perfect subtrees, largest first."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    peaks = models.BinaryField()
    at = models.DateTimeField()

    rights: ClassVar[dict[str, str]] = {"engine": "select, insert"}


class Node(models.Model):
    """The root of a complete subtree of 2 ** level leaves, at every eighth level, so that proofs are quick."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    rights: ClassVar[dict[str, str]] = {"engine": "select, insert"}


class SigningKey(models.Model):
    """The public half of a key that signs checkpoints, under the log's name; the newest signs, older ones are kept."""

    verifier = models.CharField(max_length=200, primary_key=True)
    origin = models.CharField(max_length=100)
    from_at = models.DateTimeField()

    rights: ClassVar[dict[str, str]] = {"app": "select", "engine": "select, insert"}


class Checkpoint(models.Model):
    """A root that was signed: the note that partners keep, so that they can prove a history rewritten afterwards."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    at = models.DateTimeField()

    rights: ClassVar[dict[str, str]] = {"app": "select", "engine": "select, insert"}
