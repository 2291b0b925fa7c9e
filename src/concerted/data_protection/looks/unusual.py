"""What is unusual in a period: each rule over the facts of the agency's own posts, compared with their own past."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from concerted.data_protection.looks.period import Period
from concerted.data_protection.looks.reading import Named, named_in
from concerted.data_protection.looks.settings import Decided
from concerted.data_protection.rules.is_after_leaving import is_after_leaving
from concerted.data_protection.rules.is_more_than_ever import is_more_than_ever
from concerted.data_protection.rules.is_namesake import is_namesake
from concerted.data_protection.rules.is_unusual_hour import is_unusual_hour
from concerted.data_protection.rules.is_without_reason import is_without_reason
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Post
from concerted.people.models import Record

PAST = 30
"""Days before the period with which a post is compared; the page says so."""

MOST_PEOPLE = 2_000

Hours = dict[UUID, list[tuple[datetime, int]]]


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found unusual: which rule, when, whose post, whom it was about, and why."""

    rule: str
    at: datetime
    post: Post
    because: str
    person: Named | None = None
    subject: UUID | None = None


def findings(viewer: Viewer, period: Period, decided: Decided) -> list[Finding]:
    """Return everything unusual in a period, the newest first."""
    posts = {post.pk: post for post in Post.objects.filter(agency_id=viewer.agency_id)}
    now, past = _hours(period), _hours(period.before(PAST))
    found = [*_of_hours(posts, now, past, decided), *_of_people(viewer, posts, period)]
    return sorted(found, key=lambda finding: finding.at, reverse=True)


def _of_hours(posts: dict[UUID, Post], now: Hours, past: Hours, decided: Decided) -> Iterator[Finding]:
    for post_id, hours in now.items():
        post = posts.get(post_id)
        if post is None:
            continue
        most_before = max((people for _, people in past.get(post_id, [])), default=0)
        hours_before = sorted({at.hour for at, _ in past.get(post_id, [])})
        for at, people in hours:
            many = is_more_than_ever(people=people, most_before=most_before, limit=decided.people_an_hour)
            if many:
                yield Finding("is_more_than_ever", at, post, many.because)
            when = is_unusual_hour(hour=at.hour, hours_before=hours_before, night=decided.night)
            if when:
                yield Finding("is_unusual_hour", at, post, when.because)


def _of_people(viewer: Viewer, posts: dict[UUID, Post], period: Period) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select post_id, subject, times, last_at, acted from audit_people(%s, %s, %s)",
            [period.since, period.until, MOST_PEOPLE],
        )
        rows = cursor.fetchall()
    subjects = {row[1] for row in rows}
    names = named_in(viewer, subjects)
    families = dict(Record.objects.filter(pk__in=subjects).values_list("pk", "family_name"))
    colleagues = sorted({family_name(post.holder) for post in posts.values()})
    told: dict[tuple[str, UUID, str], Finding] = {}
    for post_id, subject, times, last_at, acted in rows:
        post, person, at = posts.get(post_id), names.get(subject), timezone.localtime(last_at)
        if post is None or person is None:
            continue
        for name, decision in (
            ("is_namesake", is_namesake(family_name=families.get(subject, ""), colleagues=colleagues)),
            ("is_without_reason", is_without_reason(acted=acted, times=times)),
            ("is_after_leaving", is_after_leaving(at=at, left_at=post.until_at)),
        ):
            if decision:
                told.setdefault(
                    (name, post_id, person.reference), Finding(name, at, post, decision.because, person, subject)
                )
    acted_on = {(row[0], names[row[1]].reference) for row in rows if row[4] and row[1] in names}
    yield from (
        finding
        for (name, post_id, reference), finding in told.items()
        if name != "is_without_reason" or (post_id, reference) not in acted_on
    )


def _hours(period: Period) -> Hours:
    found: Hours = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("select post_id, hour, people from audit_hours(%s, %s)", [period.since, period.until])
        for post_id, hour, people in cursor.fetchall():
            found[post_id].append((timezone.localtime(hour), people))
    return found


def family_name(holder: str) -> str:
    """Return the last word of a name as a post writes it."""
    words = holder.split()
    return words[-1] if words else ""


def subjects_of(found: Iterable[Finding]) -> list[UUID]:
    """Return whose rows findings show."""
    return [finding.subject for finding in found if finding.subject is not None]
