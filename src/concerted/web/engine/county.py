"""Loads the demonstration county from partners' files, through the same import as everything else."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from concerted.analytics.synthetic.county import make_county
from concerted.cases.models import Case
from concerted.data_protection.retention.erasing import erase_what_waits
from concerted.exchange.finding import feeds
from concerted.exchange.importing.receive import receive_path
from concerted.exchange.importing.run import import_sending
from concerted.exchange.models import Sending
from concerted.insight.run import measure_county
from concerted.partnership.clock import today
from concerted.partnership.models import County
from concerted.people.deriving.run import derive_county
from concerted.people.linking.apply import apply_rulings
from concerted.people.linking.run import link_county
from concerted.people.models import Link, LinkageRun
from concerted.places.shipped import street_files
from concerted.programmes.iom.listing.run import list_county
from concerted.web.demonstration.casework import seed_casework
from concerted.web.demonstration.data_protection import seed_data_protection
from concerted.web.demonstration.releasing import seed_release
from concerted.web.demonstration.rights import seed_rights
from concerted.web.demonstration.shared import seed_sharing
from concerted.web.engine.steps import Steps

MAKE = "Inventing a county"
SEND = "Importing what partners send"
PLACES = "Importing published street crime"
LINK = "Finding out which records are one person"
DERIVE = "Weighing harm and likelihood"
CASES = "Opening the cohort's cases"
LIST = "Making the list for the panel"
MEASURE = "Measuring reoffending"
NAMES = (MAKE, SEND, PLACES, LINK, DERIVE, CASES, LIST, MEASURE)
ORDER = (
    "police_events.csv", "court_results.csv", "probation_caseload.xlsx", "prison_releases.csv", "housing_register.csv",
    "drug_alcohol_attendance.csv", "youth_service.xlsx",
)  # fmt: skip


def load_county(people: int, *, seed: int = 7) -> None:
    """Load the county that is not ready yet; a load that was killed is simply run again."""
    steps = Steps(settings.STATE_DIR / "progress.json", NAMES)
    county = County.objects.get()
    if county.ready_at is not None:
        steps.finish()
        return
    folder = settings.STATE_DIR / "county"
    as_at = county.demonstration_as_at_on or timezone.localdate()
    with steps.step(MAKE):
        made(folder, people, seed, as_at, steps.detail)
    with steps.step(SEND):
        for name in ORDER:
            bring_in(folder / name, steps.detail)
    with steps.step(PLACES):
        for path in street_files():
            bring_in(path, steps.detail)
    with steps.step(LINK):
        link_county(steps.detail, held=with_case())
    with steps.step(DERIVE):
        derive_county(as_at, steps.detail)
    with steps.step(CASES):
        seed_casework(folder / "iom_cohort.csv", as_at)
        seed_rights(as_at)
        seed_sharing(as_at)
    with steps.step(LIST):
        list_county(as_at, steps.detail)
    with steps.step(MEASURE):
        measure_county(as_at, steps.detail)
        seed_release(as_at)
        seed_data_protection()
    refresh_statistics()
    County.objects.update(ready_at=timezone.now())
    steps.finish()


def refresh_county(now: datetime) -> bool:
    """Link, derive, list and measure anew if a file about people was loaded since the last run; say whether it was.

    `now` is the moment of asking, for the log of the engine. A county that is not ready yet is loaded, not refreshed.
    """
    if not County.objects.filter(ready_at__isnull=False).exists() or not _people_changed():
        return False
    print(f"engine: {now:%H:%M:%S} people have changed", flush=True)  # noqa: T201
    link_county(held=with_case())
    _derive()
    measure_county(today())
    return True


def obey_rulings() -> bool:
    """Apply what posts ruled about links since the last look, and derive anew what hangs on it; say whether any did."""
    if not Link.objects.filter(waits=True).exists() or not apply_rulings(held=with_case()):
        return False
    _derive()
    return True


def erase_confirmed() -> bool:
    """Erase what posts confirmed, and derive anew what hung on it; say whether anything was erased."""
    if not erase_what_waits():
        return False
    _derive()
    return True


def with_case() -> set[UUID]:
    """Return the persons on whom a case hangs: their ids outlive every merge."""
    return set(Case.objects.values_list("person_id", flat=True))


def _derive() -> None:
    derive_county(today())
    list_county(today())


def _people_changed() -> bool:
    """Say whether a file about people brought something new since linkage last ran."""
    about_people = [code for code, feed in feeds().items() if feed.load.startswith("people.")]
    changed = Sending.objects.filter(feed__in=about_people, state="loaded").exclude(rows_new=0, rows_changed=0)
    ran_at = LinkageRun.objects.order_by("-ran_at").values_list("ran_at", flat=True).first()
    return (changed.filter(ended_at__gt=ran_at) if ran_at else changed).exists()


def refresh_statistics() -> None:
    """Tell the planner of the rows that loading has written: the first pages are several times faster for it."""
    with connection.cursor() as cursor:
        cursor.execute("select access.refresh_statistics()")


def made(folder: Path, people: int, seed: int, as_at: date, say: Callable[[str], None]) -> None:
    """Make the partners' files unless they lie there already, complete."""
    mark = folder / "complete"
    if not mark.exists():
        make_county(out=folder, seed=seed, people=people, as_at=as_at, say=say)
        mark.touch()


def bring_in(path: Path, say: Callable[[str], None]) -> None:
    """Queue a file for each of its feeds and import it, unless the same bytes are loaded already."""
    for sending in receive_path(path):
        done = Sending.objects.filter(feed=sending.feed, file_hash=sending.file_hash, state="loaded").exists()
        if done:
            sending.delete()
        else:
            import_sending(sending.id, say)
