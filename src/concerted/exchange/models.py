"""Sendings: files that agencies send, what became of each, and the rows that wait to be mended."""

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post


@protected(subject="id")
class Sending(models.Model):
    """One file for one feed. State: waiting, checking, loading, loaded, refused, failed.

    The table is the engine's queue: a sending is held by an advisory lock, so that a killed import waits again.
    `rows_waiting` are the rows still to be mended; `rows_mended` those that a later sending (its `mends` names this
    one) brought in; `rows_refused` those that the feed never takes. `kinds` counts the faults by kind, since only
    the first of each kind are kept one by one. `left_out_because` stands while the waiting rows are left out.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    feed = models.CharField(max_length=60)
    file_key = models.CharField(max_length=80)
    file_name = models.CharField(max_length=200)
    file_size = models.BigIntegerField()
    file_hash = models.CharField(max_length=64)
    sent_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    sent_at = models.DateTimeField()
    mends = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    state = models.CharField(max_length=12)
    message = models.TextField(blank=True)
    progress = models.CharField(max_length=120, blank=True)
    rows_sent = models.IntegerField(null=True)
    rows_loaded = models.IntegerField(null=True)
    rows_new = models.IntegerField(null=True)
    rows_changed = models.IntegerField(null=True)
    rows_same = models.IntegerField(null=True)
    rows_waiting = models.IntegerField(null=True)
    rows_twice = models.IntegerField(null=True)
    rows_refused = models.IntegerField(default=0)
    rows_mended = models.IntegerField(default=0)
    kinds = models.JSONField(default=list)
    look = models.JSONField(default=list)
    form = models.JSONField(default=dict)
    seconds = models.FloatField(null=True)
    ended_at = models.DateTimeField(null=True)
    left_out_because = models.CharField(max_length=500, blank=True)
    left_out_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["scope", "-sent_at", "id"], name="sending_scope_sent"),
            models.Index(fields=["state", "sent_at"], name="sending_queue"),
        ]


@protected(subject="sending", parents=("sending",), app_writes=False)
class Fault(models.Model):
    """One bad cell of a sending: where, what was sent, what is wrong, how to mend it."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="faults")
    row = models.IntegerField()
    column = models.CharField(max_length=60)
    value = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=40)
    wrong = models.CharField(max_length=300)
    mend = models.CharField(max_length=300)
    suggestion = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sending", "code", "row"], name="fault_sending")]


@protected(subject="sending", parents=("sending",), app_writes=False)
class WaitingRow(models.Model):
    """A whole row that did not load, as it was sent, so that it can be written into the file to mend."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="waiting")
    row = models.IntegerField()
    cells = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sending", "row"], name="waiting_row_once")]
