"""Writes a draft down as a release, once: what both acts share."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from concerted.access.permissions import may
from concerted.figures.models import Release, ReleasedCell
from concerted.figures.releases.drafting import SETTINGS, Draft, Wanted
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer

PERMISSION = "figures.release"
ONE_AT_A_TIME = 4_020_412
"""The advisory lock under which releases are made: what overlaps is looked for before anything is written."""


def insist_on_post(by: Viewer) -> None:
    """Raise Refused unless the post may release."""
    if not may(by.role_class, PERMISSION):
        raise Refused("This post does not release figures.")


def wait_for_turn() -> None:
    """Wait until nobody else is releasing; kept to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def overlapping(wanted: Wanted, family: str) -> Release | None:
    """Return a release whose people are in part those of a wanted one: same family of measures, a quarter in common."""
    return (
        Release.objects.filter(family=family, begins_on__lte=wanted.ends_on, ends_on__gte=wanted.begins_on)
        .order_by("released_at", "id")
        .last()
    )


def write(
    drafted: Draft, *, identifier: UUID, edition: int, title: str, family: str, why: str, at: datetime, by: Viewer
) -> Release:
    """Write a release with all of its cells. Raises Refused when somebody else was first."""
    try:
        with transaction.atomic():
            release = _release(drafted, identifier, edition, title, family, why, at, by)
            ReleasedCell.objects.bulk_create(_cells(drafted, release), batch_size=2000)
    except IntegrityError as taken:
        raise Refused("Somebody else released this a moment ago. Look at what is public now.") from taken
    return release


def _release(
    drafted: Draft, identifier: UUID, edition: int, title: str, family: str, why: str, at: datetime, by: Viewer
) -> Release:
    wanted, run = drafted.wanted, drafted.run
    return Release.objects.create(
        identifier=identifier,
        slug=wanted.slug,
        edition=edition,
        measure=wanted.measure,
        family=family,
        title=title,
        begins_on=wanted.begins_on,
        ends_on=wanted.ends_on,
        by_quarter=wanted.by_quarter,
        tables=[list(table) for table in wanted.tables],
        lines=len(drafted.lines),
        run=run,
        definition=run.definition,
        as_at_on=run.as_at_on,
        data_hash=run.data_hash,
        linkage_version=run.linkage_version,
        settings=SETTINGS.in_words(),
        threshold=SETTINGS.threshold,
        design_effect=drafted.effect,
        released_by_id=by.post_id,
        released_by_title=f"{by.title}, {by.agency_name}",
        released_at=at,
        why=why,
        moved=drafted.moved,
    )


def _cells(drafted: Draft, release: Release) -> list[ReleasedCell]:
    before = {}
    if release.edition > 1:
        earlier = ReleasedCell.objects.filter(release__slug=release.slug, release__edition=release.edition - 1)
        before = {(c.quarter, c.area, c.age_band, c.sex): c for c in earlier}
    found = []
    for line in drafted.lines:
        old = before.get((line["quarter"], line["area"], line["age_band"], line["sex"]))
        since = {
            f"{name}_since": (getattr(old, f"{name}_since") if line[f"kept_{name}"] and old else release.edition)
            if line["state"] == "shown"
            else None
            for name in ("reoffenders", "others", "reoffences")
        }
        named = {name: line[name] for name in ("quarter", "area", "age_band", "sex", "state", "rate")}
        counts = {name: line[name] for name in ("offenders", "reoffenders", "reoffences")}
        found.append(ReleasedCell(release=release, **named, **counts, **since))
    return found
