"""A list by two legs holds the rows that the oracle says, page after page; without either leg it holds fewer."""

import pytest

from concerted.access import listing
from concerted.access.protection import PROTECTED
from concerted.web.testing.leaks import comparing, looking
from concerted.web.testing.leaks.pouring import pour
from concerted.web.testing.one_connection import borrowed

KEYED = [p for p in PROTECTED.values() if p.subject is not None]


@pytest.fixture(scope="module")
def drawn(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), borrowed():
        made = comparing.county_of(52_001, size=8)
        pour(made)
        yield made


def wrong(drawn, protections, limit: int = 500) -> int:
    """How many lists of all sessions differ from the oracle, walked through in pages."""
    count = 0
    for session in drawn.sessions:
        oracle = comparing.oracle_of(drawn, session)
        looking.speak(session.secret, session.role)
        for protection in protections:
            gone = drawn.erased.get(protection.table, [])
            wanted = oracle.visible(drawn.of(protection.model._meta.label_lower), protection.subject, "id") - set(gone)
            count += walked(protection, limit) != sorted(wanted)
    return count


def walked(protection, limit: int) -> list:
    found, after = [], None
    while True:
        rows = listing.page(protection.model._default_manager.all(), ("pk",), after, limit)
        ids = list(rows.values_list("pk", flat=True))
        found += ids
        if len(ids) < limit:
            return found
        after = [ids[-1]]


def test_lists_by_two_legs_equal_the_oracle_in_pages_of_any_length(drawn):
    assert wrong(drawn, PROTECTED.values()) == 0
    assert wrong(drawn, KEYED[:4], limit=2) == 0


@pytest.mark.parametrize("leg", ["scopes", "single keys"])
def test_a_list_without_one_of_its_legs_lacks_rows(drawn, monkeypatch, leg):
    scopes, keys = listing._in_open_scopes, listing._by_single_keys
    if leg == "single keys":
        monkeypatch.setattr(
            listing, "_by_single_keys", lambda rows, order, names, limit, _: scopes(rows, order, names, limit)
        )
    else:
        subject = lambda rows: PROTECTED[rows.model._meta.label_lower].subject  # noqa: E731
        monkeypatch.setattr(
            listing, "_in_open_scopes", lambda rows, order, names, limit: keys(rows, order, names, limit, subject(rows))
        )
    assert wrong(drawn, KEYED) > 0


def test_a_page_that_forgets_where_the_last_one_ended_is_noticed(drawn, monkeypatch):
    monkeypatch.setattr(listing, "_beyond", lambda order, after: listing.models.Q(pk__lt=after[-1]))
    assert wrong(drawn, KEYED[:6], limit=1) > 0
