"""S20, S25, S27: releasing and correcting, whole or not at all, once, never changed; unknown people are a line."""

import os
import threading

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction

from concerted.access.tokens import mint, set_token, viewer
from concerted.figures.actions.correct_release import correct_release
from concerted.figures.actions.release_cells import release_cells
from concerted.figures.models import Release, ReleasedCell
from concerted.figures.releases.drafting import Wanted, _told_earlier, draft
from concerted.figures.tests.conftest import AT, COUNTS, YEAR_END, more, write_run
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Post

WANTED = Wanted("proven", YEAR_END, (("area",), ("age_band",)), by_quarter=False)


def release(by, wanted=WANTED, identifier=None, title="How many reoffended"):
    return release_cells(wanted=wanted, title=title, at=AT, by=by, identifier=identifier or new_id())


def correct(by, why="Late convictions came in", edition=1):
    return correct_release(slug=WANTED.slug, edition=edition, why=why, at=AT, by=by, identifier=new_id())


def told(release, **where):
    at = {"quarter": "year", "area": "", "age_band": "", "sex": ""} | where
    return ReleasedCell.objects.using("migrator").get(release=release, **at)


def test_a_release_carries_rounded_cells_its_definition_settings_and_the_post(as_role):
    analyst = as_role("analyst")
    write_run()
    made = release(analyst)
    whole = told(made)
    assert (whole.offenders, whole.reoffenders, whole.rate) == (1770, 690, 690 / 1770)
    assert told(made, area="E07000071").offenders == 760
    assert made.definition == "Adults; the definition." and made.data_hash == "d" * 64
    assert "our choice" in made.settings["rounding"]
    assert made.released_by_title.startswith(analyst.title)


def test_unassigned_people_are_a_line_of_their_own_hidden_when_few(as_role):
    analyst = as_role("analyst")
    write_run()
    made = release(analyst)
    assert told(made, area="unassigned").state == "hidden"
    assert told(made, area="unassigned").offenders is None
    assert ReleasedCell.objects.filter(release=made, state="hidden").count() == 2


def test_every_quarter_of_a_release_by_quarter_adds_to_its_year(as_role):
    analyst = as_role("analyst")
    write_run()
    made = release(analyst, Wanted("proven", YEAR_END, (("sex",),), by_quarter=True))
    assert {c.quarter for c in made.cells.all()} == {"year", "2025Q1", "2025Q2", "2025Q3", "2025Q4"}


def test_one_event_is_written_for_a_release(as_role):
    analyst = as_role("analyst")
    write_run()
    made = release(analyst)
    with connections["migrator"].cursor() as cursor:
        cursor.execute("select kind, detail->>'release' from audit_event where kind like 'figures.%'")
        assert cursor.fetchall() == [("figures.released", str(made.pk))]


def test_the_same_act_sent_twice_releases_once(as_role):
    analyst = as_role("analyst")
    write_run()
    identifier = new_id()
    assert release(analyst, identifier=identifier) == release(analyst, identifier=identifier)
    assert Release.objects.count() == 1


def test_a_provisional_year_is_refused_and_says_why(as_role):
    analyst = as_role("analyst")
    write_run(provisional=("2025Q4",))
    with pytest.raises(Refused, match="provisional"):
        release(analyst)


def test_a_release_that_shares_people_with_another_is_refused(as_role):
    analyst = as_role("analyst")
    write_run()
    write_run(measure="proven-twelve-month")
    release(analyst)
    with pytest.raises(Refused, match="counts some of the same people"):
        release(analyst, Wanted("proven", YEAR_END, (("sex",),), by_quarter=False))
    with pytest.raises(Refused, match="counts some of the same people"):
        release(analyst, Wanted("proven-twelve-month", YEAR_END, (("area",),), by_quarter=False))


def test_a_year_of_a_twelve_month_cohort_is_its_last_quarter_alone(as_role):
    as_role("analyst")
    write_run(measure="proven-twelve-month")
    wanted = Wanted("proven-twelve-month", YEAR_END, (("area",),), by_quarter=False)
    line = next(x for x in draft(wanted).lines if not x["area"])
    assert line["offenders"] == 445


@pytest.mark.parametrize("role", ["iom_coordinator", "probation_officer", "housing_officer", "data_steward"])
def test_no_other_post_releases(as_role, role):
    write_run()
    with pytest.raises(Refused, match="does not release"):
        release(as_role(role))


def test_a_session_that_cannot_see_the_draft_writes_no_release_past_the_act(as_role):
    analyst = as_role("analyst")
    write_run()
    made = release(analyst)
    as_role("housing_officer")
    with pytest.raises(DatabaseError, match="cannot see"), transaction.atomic():
        copied(made)
    as_role("iom_coordinator")
    with pytest.raises(DatabaseError, match="own name|cannot see"), transaction.atomic():
        copied(made)


def copied(made):
    """Write the row of a release anew under another edition, as SQL injected into a request would."""
    fresh = Release.objects.get(pk=made.pk)
    fresh.pk, fresh.identifier, fresh.edition = None, new_id(), 9
    fresh.save(force_insert=True)


def test_a_correction_is_a_new_edition_that_says_what_moved_and_why_and_the_old_one_stays(as_role):
    analyst = as_role("analyst")
    write_run()
    first = release(analyst)
    before = list(ReleasedCell.objects.filter(release=first).values_list())
    write_run(more(E07000071=(10, 5)))
    second = correct(analyst)
    assert (second.edition, second.why) == (2, "Late convictions came in")
    moved = {(m["area"], m["age_band"]): (m["earlier"], m["now"]) for m in second.moved}
    assert moved[("E07000071", "")] == ("295 of 760, 590 reoffences", "315 of 800, 630 reoffences")
    assert ("E07000066", "") not in moved
    assert list(ReleasedCell.objects.filter(release=first).values_list()) == before
    assert told(second, area="E07000066").reoffenders_since == 1
    assert told(second, area="E07000071").reoffenders_since == 2


def test_a_change_of_few_people_keeps_the_earlier_figure(as_role):
    analyst = as_role("analyst")
    write_run()
    release(analyst)
    write_run(more(E07000071=(2, 1)))
    with pytest.raises(Refused, match="Nothing has moved that could be told"):
        correct(analyst)


def test_many_small_changes_in_a_row_do_not_creep_past_unseen(as_role):
    analyst = as_role("analyst")
    write_run()
    release(analyst)
    write_run(more(E07000071=(2, 2)))
    write_run(more(E07000071=(5, 5)))
    second = correct(analyst)
    write_run(more(E07000071=(6, 6)))
    with pytest.raises(Refused, match="Nothing has moved"):
        correct(analyst, edition=2)
    assert told(second, area="E07000071").reoffenders == 315


def test_a_cell_hidden_by_a_correction_stays_hidden_and_known_from_the_first_edition(as_role):
    analyst = as_role("analyst")
    write_run()
    first = release(analyst)
    write_run({key: (2, 0) if key[0] == "E07000066" else counts for key, counts in COUNTS.items()})
    second = correct(analyst)
    states = {r.edition: set(r.cells.filter(state="shown").values_list("area", flat=True)) for r in (first, second)}
    assert states[2] <= states[1]
    write_run()
    shown, once = _told_earlier(WANTED, second)
    assert {key[1] for key in once if key[1]} == states[1] - states[2] == {"E07000066"}
    third = correct(analyst, edition=2)
    assert set(third.cells.filter(state="shown").values_list("area", flat=True)) <= states[2]


def test_a_correction_needs_a_reason_and_the_newest_edition(as_role):
    analyst = as_role("analyst")
    write_run()
    release(analyst)
    write_run(more(E07000071=(10, 5)))
    with pytest.raises(Refused, match="Say why"):
        correct(analyst, why=" ")
    correct(analyst)
    with pytest.raises(Refused, match="corrected this meanwhile"):
        correct(analyst)


@pytest.mark.parametrize("alias", ["default", "worker", "engine", "front", "migrator"])
@pytest.mark.parametrize("table", ["figures_release", "figures_releasedcell"])
@pytest.mark.parametrize("verb", ["update {} set id = id", "delete from {}", "truncate {} cascade"])
def test_nobody_changes_or_removes_what_is_released(as_role, alias, table, verb):
    write_run()
    release(as_role("analyst"))
    connections["migrator"].cursor().execute("set constraints all immediate")
    with pytest.raises(DatabaseError) as refused, transaction.atomic(using=alias):
        connections[alias].cursor().execute(verb.format(table))
    assert refused.value.__cause__.sqlstate == "42501"


def test_nothing_is_added_to_a_release_later(as_role):
    write_run()
    made = release(as_role("analyst"))
    cursor = connections["default"].cursor()
    cursor.execute("set constraints all immediate")
    with pytest.raises(DatabaseError, match="all of its cells or none"), transaction.atomic():
        ReleasedCell.objects.create(release=made, quarter="2024Q1", state="hidden")


def test_the_public_reads_what_is_released_and_no_draft(as_role):
    write_run()
    release(as_role("analyst"))
    assert ReleasedCell.objects.using("front").count() == ReleasedCell.objects.using("migrator").count() > 0
    for table in ("figures_cell", "figures_run", "figures_repeats", "figures_cell_history"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(using="front"):
            connections["front"].cursor().execute(f"select 1 from {table}")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(using="front"):
        connections["front"].cursor().execute("insert into figures_release default values")


WRITTEN = (
    "figures_release, figures_releasedcell, figures_run, figures_cell, figures_cell_history, access.access_token, "
    "audit_event"
)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Let a test commit; afterwards everything that it wrote is gone."""
    with django_db_blocker.unblock():
        write_run()
        yield
        with connections["migrator"].cursor() as cursor:
            triggers = ("figures_release", "is_kept"), ("figures_releasedcell", "is_kept"), ("audit_event", "whole")
            for table, trigger in triggers:  # what only grows is cleared for the next test by its owner
                cursor.execute(f"alter table {table} disable trigger {trigger}")
            cursor.execute(f"truncate {WRITTEN} cascade")
            for table, trigger in triggers:
                cursor.execute(f"alter table {table} enable trigger {trigger}")
        for alias in connections:
            connections[alias].close()


def as_analyst(act):
    """Do an act as the analyst in a transaction of its own; return what it gave, or its refusal."""
    post = Post.objects.using("migrator").filter(role_class="analyst").order_by("from_at", "id")[0]
    secret, _ = mint(post.account_id, post.pk)
    try:
        with transaction.atomic():
            set_token(secret)
            return act(viewer())
    except Refused as refused:
        return refused


def test_two_people_at_once_release_once(committed):
    start, given = threading.Barrier(2), []

    def run():
        start.wait(timeout=10)
        try:
            given.append(as_analyst(release))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(type(one).__name__ for one in given) == ["Refused", "Release"]
    assert Release.objects.using("migrator").count() == 1


def test_a_process_killed_in_the_middle_has_released_nothing(committed, monkeypatch):
    for alias in connections:
        connections[alias].close()
    child = os.fork()
    if not child:
        write_all = type(ReleasedCell.objects).bulk_create

        def die_half_way(self, cells, **options):
            write_all(self, list(cells)[:2], **options)
            os._exit(9)

        monkeypatch.setattr(type(ReleasedCell.objects), "bulk_create", die_half_way)
        as_analyst(release)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9
    assert Release.objects.using("migrator").count() == ReleasedCell.objects.using("migrator").count() == 0
    assert isinstance(as_analyst(release), Release)


def test_a_release_short_of_cells_is_refused_when_its_transaction_ends(committed):
    made = as_analyst(release)

    def half(by):
        fresh = Release.objects.get(pk=made.pk)
        fresh.pk, fresh.identifier, fresh.edition = None, new_id(), 2
        fresh.save(force_insert=True)

    with pytest.raises((DatabaseError, psycopg.Error), match="all of its cells or none"):
        as_analyst(half)
