"""Applies what posts ruled about pairs at once: moves the records of the persons concerned, and nothing else (S24)."""

from collections.abc import Collection
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from django.db.models import Q

from concerted.analytics.linkage import DEFAULT
from concerted.analytics.linkage.clusters import Joining, Pairs, cluster
from concerted.analytics.linkage.rulings import obey
from concerted.analytics.linkage.settings import weight_of
from concerted.people.linking.moving import move_records
from concerted.people.linking.reading import rulings
from concerted.people.linking.run import lock
from concerted.people.models import Link, Record

JOINED = weight_of(DEFAULT.link) + 1
"""The least weight, here, of a pair whose records the last run joined, by whatever path."""
NOT_KEPT = -0.01
"""The weight, here, of a pair of which the run kept nothing: next to none, for the kept ones hold a person together."""


def apply_rulings(*, held: Collection[UUID] = ()) -> int:
    """Apply all rulings, and undone rulings, that wait; return how many there were.

    The records of the persons on both sides of each pair are grouped anew, from the links that the last run kept and
    from every ruling. A person split off by an undone merge gets back the id that he or she had. The next run weighs
    all pairs again.
    """
    with transaction.atomic():
        lock()
        waiting = list(Link.objects.select_for_update().filter(waits=True).order_by("id"))
        for link in waiting:
            _regroup(link, held)
        Link.objects.filter(id__in=[link.id for link in waiting]).update(waits=False)
    return len(waiting)


def _regroup(link: Link, held: Collection[UUID]) -> None:
    """Group anew the records of the two persons of one pair, and of those whom the last run had joined with them."""
    persons = Record.objects.filter(id__in=(link.record_l_id, link.record_r_id)).values("person")
    nearest = set(Record.objects.filter(person__in=persons, linkable=True).values_list("id", flat=True))
    joined = Link.objects.filter(Q(state="linked") | Q(before_ruling="linked"))
    for left, right in joined.filter(Q(record_l__in=nearest) | Q(record_r__in=nearest)).values_list(
        "record_l_id", "record_r_id"
    ):
        nearest |= {left, right}
    persons = Record.objects.filter(id__in=nearest).values("person")
    records = sorted(Record.objects.filter(person__in=persons, linkable=True).values_list("id", flat=True))
    number = {str(record): place for place, record in enumerate(records)}
    if str(link.record_l_id) not in number or str(link.record_r_id) not in number:
        return
    pairs = obey(_pairs(records, number), rulings(of_records=records), number)
    how = Joining(weight_of(DEFAULT.link), NOT_KEPT, DEFAULT.cap_for, DEFAULT.cap_against)
    label = cluster(len(records), pairs, how)
    move_records({str(record): int(label[place]) for place, record in enumerate(records)}, held=held)


def _pairs(records: list[UUID], number: dict[str, int]) -> Pairs:
    """Return the pairs that are kept among some records: for joining where the last run joined them, else against.

    The run saw all pairs, here are only the kept ones: weighed anew, an undone merge might not end where it began.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select record_l_id, record_r_id, case when 'linked' in (state, before_ruling) then greatest(weight, %s) "
            "else %s end from people_link where record_l_id = any (%s::uuid[]) and record_r_id = any (%s::uuid[])",
            [JOINED, -DEFAULT.cap_against, records, records],
        )
        found = [(number[str(left)], number[str(right)], weight) for left, right, weight in cursor.fetchall()]
    left, right, weight = zip(*found, strict=True) if found else ((), (), ())
    return Pairs(np.array(left, np.int64), np.array(right, np.int64), np.array(weight, np.float64))
