"""A consent taken back at the moment at which somebody shares on it: nothing that rested on it stays open (S19)."""

import threading

import pytest
from django.db import connections, transaction

from concerted.access.tokens import mint, set_token, viewer
from concerted.kernel.errors import Refused
from concerted.sharing.actions.withdraw_consent import withdraw_consent
from concerted.sharing.models import Consent
from concerted.sharing.tests.shared_rows import TODAY, agree, choose, share
from concerted.web.testing import county as rows

WRITTEN = (
    "people_person, people_record, sharing_consent, sharing_notice, access.access_subject, access.access_subjectkey, "
    "access.access_disclosure, access.access_token, audit_event"
)
STILL_OPEN = "select count(*) from access.access_disclosure where ended_at is null"


@pytest.fixture
def consented(django_db_setup, django_db_blocker):
    """A record with a consent, committed; afterwards everything that the test wrote is gone."""
    with django_db_blocker.unblock():
        record = rows.make_record("housing_colchester")
        as_housing(lambda by: agree(by, record, "identity"))
        yield record
        with connections["migrator"].cursor() as cursor:
            cursor.execute("alter table audit_event disable trigger whole")  # the trail only grows, but for tests
            cursor.execute(f"truncate {WRITTEN} cascade")
            cursor.execute("alter table audit_event enable trigger whole")
        for alias in connections:
            connections[alias].close()


def as_housing(act, before_commit=lambda: None):
    """Do an act in a transaction of its own; return what it gave, or its refusal."""
    post = rows.post_of("housing_officer")
    secret, _ = mint(post.account_id, post.pk)
    try:
        with transaction.atomic():
            set_token(secret)
            given = act(viewer())
            before_commit()
            return given
    except Refused as refused:
        return refused


def one_inside_the_other(first, second):
    """Commit the first only after the second has begun and had time to pass it; return what the second gave."""
    begun, passed, given = threading.Event(), threading.Event(), []

    def run_second():
        try:
            begun.wait(timeout=20)
            given.append(as_housing(second))
            passed.set()
        finally:
            connections.close_all()

    def run_first():
        try:
            as_housing(first, lambda: (begun.set(), passed.wait(timeout=1.5)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run_first), threading.Thread(target=run_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return given[0]


def sharing(record):
    return lambda by: share(by, choose(by, record, "probation", "probation_officer", "identity"))


def taking_back(by):
    return withdraw_consent(consent=Consent.objects.get().pk, because="", today=TODAY, by=by)


def test_what_is_being_shared_on_a_consent_is_ended_by_whoever_takes_it_back_meanwhile(consented):
    one_inside_the_other(sharing(consented), taking_back)
    assert rows.owner_sql(STILL_OPEN) == [(0,)]


def test_what_is_being_taken_back_carries_nothing_that_is_shared_meanwhile(consented):
    assert isinstance(one_inside_the_other(taking_back, sharing(consented)), Refused)
    assert rows.owner_sql(STILL_OPEN) == [(0,)]
