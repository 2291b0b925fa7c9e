"""A single condition of the functions and views that decide, made true or false, differs from the oracle.

A condition that no county can tell from its absence stands in `SAME` with the reason. A county in which each
condition has its own fact comes first, random ones for what it leaves.
"""

from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

import concerted.access
import concerted.sharing
from concerted.web.testing.leaks import acts, comparing, looking
from concerted.web.testing.leaks.conditions import mutants, statements
from concerted.web.testing.leaks.directed_county import directed
from concerted.web.testing.leaks.drawn_county import Chances
from concerted.web.testing.leaks.pouring import pour
from concerted.web.testing.one_connection import borrowed

FILES = ((concerted.access, "functions.sql"), (concerted.sharing, "consent_functions.sql"))
TEXT = {
    name: text
    for room, file in FILES
    for name, text in statements(Path(room.__file__).parent.joinpath("sql", file).read_text("utf-8")).items()
}
TELLING = (
    "access.session", "access.post", "access.agency", "access.me", "access.scopes", "access.write_scopes",
    "access.own_scopes", "access.holder", "access.my_key", "access.my_disclosure", "access.may",
)  # fmt: skip
ACTING = (
    "access.name_subject", "access.disclose", "access.disclose_own", "access.end_disclosure", "access.end_resting_on",
    "access.consent_covers",
)  # fmt: skip
SAME = {
    ("access.my_key", "d.id is null -> false"): "a key names its disclosure: the column is never null",
    ("access.disclose", "a.id = l.agreement_id -> true"): "says which power is written down, not what is let through",
}
MUTANTS = {
    (name, mutant.name): mutant
    for name in (*TELLING, *ACTING)
    for mutant in mutants(TEXT[name])
    if (name, mutant.name) not in SAME
}
COUNTIES = 8
CALLED_BY = {"access.consent_covers": "access.disclose_own"}


def differs(drawn, oracles, name: str, text: str, laws) -> bool:
    """Whether any session of a county notices that a function or view is another; an error is noticed as well."""
    try:
        with looking.raw().transaction(force_rollback=True):
            looking.as_owner(text.rstrip().rstrip(";"))
            for session, oracle in oracles:
                if name in TELLING and comparing.told_to(drawn, oracle, session):
                    return True
                if name in ACTING and acts_differ(drawn, oracle, session, name, laws):
                    return True
    except psycopg.Error:
        return True
    return False


def acts_differ(drawn, oracle, session, name, laws) -> bool:
    chances = Chances(drawn.seed)
    looking.speak(session.secret, session.role)
    if name.startswith("access.end_"):
        with looking.raw().transaction(force_rollback=True):
            return bool(comparing.ended_by(comparing.copied(drawn), oracle, session, chances, most=16))
    tried = acts.attempts(drawn, oracle, chances, laws, each=12)
    called = CALLED_BY.get(name, name)
    return any(each.goes_through() != each.lawful for each in tried if f"access.{each.function}" == called)


def counties():
    yield directed(timezone.now())
    for seed in range(COUNTIES):
        yield comparing.county_of(seed, size=8, rows=False)


@pytest.fixture(scope="module")
def alive(django_db_setup, django_db_blocker) -> set[tuple[str, str]]:
    """The conditions that no county noticed."""
    left = dict(MUTANTS)
    with django_db_blocker.unblock(), borrowed():
        for drawn in counties():
            with looking.raw().transaction(force_rollback=True):
                pour(drawn)
                laws = acts.gateways()
                oracles = [(session, comparing.oracle_of(drawn, session)) for session in drawn.sessions]
                for name in ("access.scopes", *ACTING):
                    assert not differs(drawn, oracles, name, TEXT[name], laws), (drawn.seed, name)
                left = {key: m for key, m in left.items() if not differs(drawn, oracles, key[0], m.text, laws)}
            if not left:
                break
    return set(left)


def test_every_condition_is_noticed_by_some_county(alive):
    assert not alive, "\n".join(f"{function}: {condition}" for function, condition in sorted(alive))
    assert len(MUTANTS) > 250


def test_conditions_that_are_said_to_make_no_difference_still_stand_in_the_text():
    written = {(name, mutant.name) for name in (*TELLING, *ACTING) for mutant in mutants(TEXT[name])}
    assert set(SAME) <= written
