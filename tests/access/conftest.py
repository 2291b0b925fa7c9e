"""One filled county for each file of these tests, each test in a savepoint of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from concerted.web.testing.leaks import looking, sessions
from concerted.web.testing.leaks.filling import fill
from concerted.web.testing.one_connection import borrowed


@dataclass
class Leaks:
    """The filled county, read as its owner, and a session of every kind."""

    county: looking.County
    sessions: dict[str, sessions.Session]

    def differences(self, name: str, only=lambda table: True, anew: bool = False):
        """What a session sees of every table and history beside what the oracle says, as it stands now."""
        session = self.sessions[name]
        oracle = self.county.oracle(session.secret, anew=anew)
        looking.speak(session.secret, session.role)
        return looking.differences(self.county, oracle, only)

    def speak(self, name: str) -> None:
        looking.speak(self.sessions[name].secret, self.sessions[name].role)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker) -> Iterator[Leaks]:
    with django_db_blocker.unblock(), borrowed():
        sessions.add_sensitive_scopes()
        fill()
        sessions.add_single_keys()
        opened = sessions.open_sessions()
        looking.as_owner("analyze")
        yield Leaks(looking.County(), opened)


@pytest.fixture
def leaks(filled: Leaks) -> Iterator[Leaks]:
    with looking.raw().transaction(force_rollback=True):
        yield filled
    assert looking.as_owner("select 1 from access.access_token limit 1"), "this test took the county away from the next"
