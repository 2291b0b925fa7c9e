"""A synthetic county of 3,000 people, from partners' files to the list: what must hold of everybody in it."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import connection

from concerted.analytics.synthetic.county import make_county
from concerted.exchange.importing.receive import receive_path
from concerted.exchange.importing.run import import_sending
from concerted.people.deriving.run import derive_county
from concerted.people.linking.run import link_county
from concerted.people.models import Likelihood, Link, Record
from concerted.programmes.iom.listing.run import list_county
from concerted.programmes.iom.models import Listing
from concerted.web.testing.engine import as_engine

AS_AT = date(2027, 3, 3)
FILES = (
    "police_events.csv", "court_results.csv", "probation_caseload.xlsx", "prison_releases.csv", "housing_register.csv",
    "drug_alcohol_attendance.csv", "youth_service.xlsx",
)  # fmt: skip


@pytest.mark.slow
def test_a_small_county_from_files_to_list(county: None, tmp_path: Path, monkeypatch: Any) -> None:
    made = tmp_path / "county"
    make_county(out=made, seed=11, people=3000, as_at=AS_AT)
    with as_engine():
        for name in FILES:
            for sending in receive_path(made / name):
                import_sending(sending.id)
                _drop_stages()
        first = link_county()
        before = dict(Record.objects.values_list("id", "person_id"))
        assert link_county().persons == first.persons
        assert dict(Record.objects.values_list("id", "person_id")) == before
        derive_county(AS_AT)
        summary = list_county(AS_AT)
    truth = _truth(made)
    _nothing_of_protected_services(before)
    _no_child_is_listed(truth)
    assert Listing.objects.using("engine").count() > 0
    assert summary.a_year_ago == summary.listed - summary.new_since_a_year + summary.left_since_a_year


def _drop_stages() -> None:
    """Drop the import's temporary tables, which a commit would: the test is one transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relpersistence = 't' and relkind = 'r'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"drop table if exists pg_temp.{name}")


def _truth(made: Path) -> dict[tuple[str, str], date]:
    """Return the true birth date behind each record, by source and key."""
    born = {row["person_id"]: row["born_on"] for row in pq.read_table(made / "truth/people.parquet").to_pylist()}
    rows = pq.read_table(made / "truth/records.parquet").to_pylist()
    return {(row["source"], row["source_key"]): born[row["person_id"]] for row in rows}


def _nothing_of_protected_services(persons: dict[Any, Any]) -> None:
    protected = set(Record.objects.using("engine").filter(source__in=("drugs", "youth")).values_list("id", "person_id"))
    assert protected
    ids = {record for record, _ in protected}
    links = Link.objects.using("engine")
    assert not links.filter(record_l__in=ids).exists() and not links.filter(record_r__in=ids).exists()
    others = {person for record, person in persons.items() if record not in ids}
    assert not others & {person for _, person in protected}
    assert len({person for _, person in protected}) == len(protected)


def _no_child_is_listed(truth: dict[tuple[str, str], date]) -> None:
    """A person of whom every record is a child's in truth has neither place nor score."""
    listed = set(Listing.objects.using("engine").values_list("person_id", flat=True))
    scored = set(Likelihood.objects.using("engine").exclude(percent=None).values_list("person_id", flat=True))
    adult_from = date(AS_AT.year - 18, AS_AT.month, AS_AT.day)
    rows = Record.objects.using("engine").filter(linkable=True, source__in=("police", "courts", "probation"))
    ages: dict[Any, list[bool]] = {}
    for source, key, person in rows.values_list("source", "source_key", "person_id"):
        ages.setdefault(person, []).append(truth[source, key] > adult_from)
    children = {person for person, young in ages.items() if all(young)}
    assert children
    assert not children & listed and not children & scored
