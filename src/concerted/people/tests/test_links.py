"""Pairs of records to sort out: who sees them, in which order, what a ruling records, and that it can be taken back."""

from typing import Any

import pytest
from django.db import connection

from concerted.people.models import Link
from concerted.people.tests import rows
from concerted.web.testing.county import owner_sql


@pytest.fixture
def pair(make_record: Any) -> Link:
    """A doubtful pair of a police and a courts record."""
    police = make_record("police", given_name="Jade", family_name="Pellinore", sex="F")
    courts = make_record("courts", given_name="Jada", family_name="Pellinor", sex="F")
    rows.live_at(police, "12 Hythe Hill", "CO1 2AB")
    return rows.link(police, courts, "doubtful", probability=0.6, weight=0.6)


def state_of(link: Link) -> tuple[str, str]:
    found = Link.objects.using("migrator").get(pk=link.pk)
    return found.state, found.ruled_because


def test_the_queue_shows_both_records_and_the_evidence_in_words(pair, client_for):
    page = client_for("iom_coordinator").get("/links").content.decode()
    assert "Jade Pellinore" in page and "Jada Pellinor" in page
    assert "Same birth date. The surname differs by a letter." in page
    assert f"/links/{pair.pk}" in page


def test_pairs_of_people_whom_a_programme_works_with_come_first(pair, make_record, client_for, monkeypatch):
    likelier = rows.link(make_record("police"), make_record("courts"), "doubtful", weight=5.0)
    known = pair.record_r.person_id
    client = client_for("iom_coordinator")
    without = client.get("/links").content.decode()
    assert without.index(str(likelier.pk)) < without.index(str(pair.pk))
    monkeypatch.setattr("concerted.people.queries.links.persons_of_interest", lambda viewer: {known})
    page = client.get("/links").content.decode()
    assert page.index(str(pair.pk)) < page.index(str(likelier.pk))
    assert page.count(f'href="/links/{pair.pk}"') == without.count(f'href="/links/{pair.pk}"')
    assert "People whom a programme works with" in page


def test_a_pair_with_a_hidden_record_is_as_one_that_is_missing(make_record, client_for):
    hidden = rows.link(make_record("police"), make_record("youth"), "doubtful")
    client = client_for("iom_coordinator")
    assert str(hidden.pk) not in client.get("/links").content.decode()
    answer = client.get(f"/links/{hidden.pk}")
    missing = client.get(f"/links/{hidden.record_l_id}")
    assert answer.status_code == missing.status_code == 404
    assert answer.content == missing.content


def test_posts_that_do_not_link_may_not_open_the_queue(pair, client_for):
    for role in ("probation_officer", "housing_officer", "drug_worker", "analyst"):
        client = client_for(role)
        assert client.get("/links").status_code == 403
        assert client.get(f"/links/{pair.pk}").status_code == 403
        assert client.post(f"/links/{pair.pk}", {"ruling": "same", "because": "x"}).status_code == 403


def test_two_records_stand_side_by_side_with_how_strongly_each_sign_speaks(pair, client_for):
    page = client_for("iom_coordinator").get(f"/links/{pair.pk}").content.decode()
    assert "12 Hythe Hill, CO1 2AB" in page
    assert "2,000 times as likely for one person as for two people" in page
    assert "4 times as likely for two people as for one person" in page
    assert "A merge shows nobody more than before" in page


def test_a_ruling_is_recorded_with_its_reason_and_can_be_taken_back(pair, client_for):
    client = client_for("iom_coordinator")
    answer = client.post(f"/links/{pair.pk}", {"ruling": "different", "because": "Sisters: both were in court."})
    assert answer.status_code == 302
    assert state_of(pair) == ("different", "Sisters: both were in court.")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Recorded: two people." in page and "N. Attwater-Bello" in page
    back = client.post(f"/links/{pair.pk}/undo")
    assert back.status_code == 302
    assert state_of(pair) == ("doubtful", "")
    kinds = [kind for (kind,) in owner_sql("select kind from audit_event where kind like 'link.%' order by id")]
    assert kinds == ["link.ruled", "link.ruling_undone"]


def test_without_a_choice_or_a_reason_nothing_is_recorded_and_nothing_is_lost(pair, client_for):
    client = client_for("iom_coordinator")
    page = client.post(f"/links/{pair.pk}", {"because": "Typed at length"}).content.decode()
    assert "The ruling is not recorded yet" in page and "Typed at length" in page
    page = client.post(f"/links/{pair.pk}", {"ruling": "same", "because": " "}).content.decode()
    assert "Say why" in page
    assert state_of(pair) == ("doubtful", "")


def test_the_state_lives_in_the_address(pair, client_for):
    client = client_for("iom_coordinator")
    client.post(f"/links/{pair.pk}", {"ruling": "cannot_tell", "because": "No photograph."})
    assert str(pair.pk) not in client.get("/links").content.decode()
    assert "No photograph." in client.get("/links?state=cannot_tell").content.decode()


def test_the_queue_takes_as_many_queries_for_sixty_pairs_as_for_one(pair, make_record, client_for):
    client = client_for("iom_coordinator")
    client.get("/links")

    def queries() -> int:
        asked: list[str] = []

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            assert client.get("/links").status_code == 200
        return len(asked)

    one = queries()
    left = make_record("police")
    for number in range(60):
        rows.link(left, make_record("courts"), "doubtful", weight=3.0 - number / 100)
    assert queries() == one
    page = client.get("/links").content.decode()
    older = page.split('href="/links?state=doubtful&amp;after=')[1].split('"')[0]
    second = client.get(f"/links?state=doubtful&after={older}").content.decode()
    assert second.count(">Compare<") == 11 and page.count(">Compare<") == 50
