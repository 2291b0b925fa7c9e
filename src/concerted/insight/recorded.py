"""Writes down a run of something other than a declared measure, with all that makes its figures checkable."""

import hashlib
from collections.abc import Iterable

from django.utils import timezone

from concerted.audit.record import record
from concerted.figures.models import Run
from concerted.insight.snapshot import Snapshot
from concerted.people.models import LinkageRun


def new_run(
    measure: str, *, edition: str, definition: str, snapshot: Snapshot, rows: list[str], left_out: dict[str, int]
) -> Run:
    """Create the run of a snapshot and record it; `rows` are the figures in words, of which the run keeps the hash."""
    linkage = LinkageRun.objects.order_by("-id").first()
    run: Run = Run.objects.create(
        measure=measure,
        edition=edition,
        definition=definition,
        definition_version=_hash_of([definition])[:12],
        as_at_on=snapshot.extract.as_at,
        ran_at=timezone.now(),
        data_hash=snapshot.data_hash,
        linkage_version=linkage.version if linkage else "none",
        engine="DuckDB",
        cells_hash=_hash_of(rows),
        left_out=left_out,
    )
    record("measure.run", measure=measure, run=run.pk, cells=len(rows))
    return run


def _hash_of(rows: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
