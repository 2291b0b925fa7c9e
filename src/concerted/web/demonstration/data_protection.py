"""Some looks at people, one breach and one near miss, so that a data protection officer's pages have something to show.

They are invented and lie on the real clock, as the trail does.
"""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.data_protection.models import Breach
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Post
from concerted.people.models import Record

DAYS = 20
"""How many days of looking are invented."""

ROLES = (
    ("iom_coordinator", "police"), ("probation_officer", "probation"), ("housing_officer", "housing_colchester"),
)  # fmt: skip
PEOPLE = 12
"""Different people of an agency whose pages its posts open."""

EARLIER = timedelta(days=200)
"""Posts of the demonstration began before the looking that is invented for them."""


def seed_data_protection(*, seed: int = 7) -> None:
    """Write the looks, the breach and the near miss, once: nothing where there is a breach already."""
    if Breach.objects.exists():
        return
    now = timezone.now()
    Post.objects.update(from_at=F("from_at") - EARLIER)
    with connection.cursor() as cursor:
        for at, post, about in _looks(now, random.Random(seed)):  # noqa: S311 - invented, not secret
            detail = json.dumps({"page": "A person's page", "permission": "people.read", "method": "GET"})
            cursor.execute(
                "select audit_demonstrate(%s, %s, 'page.opened', %s::uuid[], %s::jsonb)",
                [at, post.pk, [str(record) for record in about], detail],
            )
    officer = Post.objects.filter(role_class="data_protection_officer", agency__code="police").first()
    if officer is not None:
        _breach(officer, now)
        _near_miss(officer, now)


def _looks(now: datetime, chance: random.Random) -> Iterator[tuple[datetime, Post, list[UUID]]]:
    """Yield looks of working hours, one busy hour, and one at night."""
    noon = timezone.localtime(now).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
    for role, agency in ROLES:
        post = Post.objects.filter(role_class=role, agency__code=agency).first()
        rows = Record.objects.filter(agency__code=agency, person__isnull=False).order_by("source_key")[:PEOPLE]
        records = [record.pk for record in rows]
        if post is None or not records:
            continue
        for day in range(1, DAYS):
            for _ in range(chance.randint(1, 3)):
                at = noon - timedelta(days=day, minutes=chance.randint(-240, 180))
                yield at, post, [chance.choice(records)]
        if role == ROLES[0][0]:
            for place, record in enumerate(records):
                yield noon + timedelta(minutes=3 * place), post, [record]
            yield noon.replace(hour=2, minute=40), post, [records[0]]


def _breach(officer: Post, now: datetime) -> None:
    Breach.objects.create(
        id=new_id(),
        reference="B-DEM2N4",
        scope_id=scope_id("police", "breach"),
        what="A list of home visits with names and addresses was sent to a wrong mailbox of the district council.",
        happened_at=now - timedelta(hours=23),
        aware_at=now - timedelta(hours=20),
        regime="part_3",
        categories=["identity", "whereabouts"],
        people="2-10",
        safety="Two of those listed live apart from somebody violent. Both were rung on their safe numbers; neither "
        "address was among those sent.",
        safe_at=now - timedelta(hours=19),
        contained="The council's officer had not opened it and deleted it while we were on the telephone.",
        contained_at=now - timedelta(hours=18),
        recorded_by=officer,
        recorded_at=now - timedelta(hours=20),
        version=3,
    )


def _near_miss(officer: Post, now: datetime) -> None:
    Breach.objects.create(
        id=new_id(),
        reference="B-DEM7K9",
        scope_id=scope_id("police", "breach"),
        near_miss=True,
        what="A printed plan was left on a desk in an open room and found by a colleague who was allowed to read it.",
        happened_at=now - timedelta(days=9, hours=2),
        aware_at=now - timedelta(days=9),
        regime="uk_gdpr",
        categories=["case"],
        people="none",
        learnt="Plans are printed to the locked printer alone.",
        closed_at=now - timedelta(days=8),
        recorded_by=officer,
        recorded_at=now - timedelta(days=9),
        version=2,
    )
