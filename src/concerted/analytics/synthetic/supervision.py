"""Whom probation supervises on the last day of each quarter: adults on an order or a licence who are at liberty."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from concerted.analytics.synthetic.calendar_days import Days, number, quarter_ends
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.lives import Lives
from concerted.analytics.synthetic.sentencing import CUSTODY

QUARTERS = 16


@dataclass
class Caseload:
    """One person at one quarter's end an index; `kind` is a disposal, custody standing for a licence."""

    career: Ints
    snapshot_on: Days
    kind: Ints
    sentenced_on: Days
    ends_on: Days


@dataclass
class Supervision:
    """All periods of supervision: orders from the sentence, licences from the release."""

    career: Ints
    kind: Ints
    sentenced_on: Days
    starts_on: Days
    ends_on: Days


def supervise(lives: Lives) -> Supervision:
    """Return the periods under probation of everybody, ordered by sentence."""
    orders, spells = lives.orders, lives.spells
    sentence = np.full(len(spells.career), CUSTODY, dtype=np.int64)
    career = np.concatenate([orders.career, spells.career])
    sentenced_on = np.concatenate([orders.sentenced_on, spells.received_on])
    order = np.lexsort((career, sentenced_on))
    return Supervision(
        career=career[order],
        kind=np.concatenate([orders.kind, sentence])[order],
        sentenced_on=sentenced_on[order],
        starts_on=np.concatenate([orders.starts_on, spells.release_on])[order],
        ends_on=np.concatenate([orders.ends_on, spells.licence_ends_on])[order],
    )


def take_snapshots(lives: Lives, born_on: Days, as_at: date) -> Caseload:
    """Return the caseload at the last `QUARTERS` quarter ends before `as_at`, by the latest sentence of each.

    `born_on` has one entry a career.
    """
    held, spells = supervise(lives), lives.spells
    parts = []
    for end in quarter_ends(as_at, QUARTERS):
        day = number(end)
        rows = np.flatnonzero((held.starts_on <= day) & (held.ends_on > day) & (held.sentenced_on <= day))
        locked = spells.career[(spells.received_on <= day) & (spells.release_on > day)]
        adult = (day - born_on[held.career[rows]]) / 365.25 >= 18.01
        rows = rows[adult & ~np.isin(held.career[rows], locked)][::-1]
        _, latest = np.unique(held.career[rows], return_index=True)
        parts.append((rows[latest], np.full(len(latest), day, dtype=np.int64)))
    rows = np.concatenate([part[0] for part in parts])
    snapshot_on = np.concatenate([part[1] for part in parts])
    return Caseload(held.career[rows], snapshot_on, held.kind[rows], held.sentenced_on[rows], held.ends_on[rows])
