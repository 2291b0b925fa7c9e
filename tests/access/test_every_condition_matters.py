"""A single condition of the functions and views that decide, made true or false, differs from the oracle.

A condition that no drawn county tells from its absence stands in `SAME` with the reason.
"""

from pathlib import Path

import psycopg
import pytest

import concerted.access
from concerted.web.testing.leaks import acts, comparing, looking
from concerted.web.testing.leaks.conditions import mutants, statements
from concerted.web.testing.leaks.drawn_county import Chances
from concerted.web.testing.leaks.pouring import pour
from concerted.web.testing.one_connection import borrowed

TEXT = statements(Path(concerted.access.__file__).with_name("sql").joinpath("functions.sql").read_text("utf-8"))
TELLING = (
    "access.session", "access.post", "access.agency", "access.me", "access.scopes", "access.write_scopes",
    "access.own_scopes", "access.my_key", "access.my_disclosure", "access.may",
)  # fmt: skip
ACTING = (
    "access.name_subject", "access.disclose", "access.disclose_own", "access.end_disclosure", "access.end_resting_on",
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
UNNOTICED = 31
"""How many conditions, most of them of lines that let the receiver write, eight counties are too thin to tell."""


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
            return bool(comparing.ended_by(comparing.copied(drawn), oracle, session, chances))
    tried = acts.attempts(drawn, oracle, chances, laws, each=3)
    return any(each.goes_through() != each.lawful for each in tried if f"access.{each.function}" == name)


@pytest.fixture(scope="module")
def alive(django_db_setup, django_db_blocker) -> set[tuple[str, str]]:
    """The conditions that no county noticed."""
    left = dict(MUTANTS)
    with django_db_blocker.unblock(), borrowed():
        for seed in range(COUNTIES):
            drawn = comparing.county_of(seed, size=8, rows=False)
            with looking.raw().transaction(force_rollback=True):
                pour(drawn)
                laws = acts.gateways()
                oracles = [(session, comparing.oracle_of(drawn, session)) for session in drawn.sessions]
                for name in ("access.scopes", *ACTING):
                    assert not differs(drawn, oracles, name, TEXT[name], laws), (seed, name)
                left = {key: m for key, m in left.items() if not differs(drawn, oracles, key[0], m.text, laws)}
            if not left:
                break
    return set(left)


def test_no_more_conditions_go_unnoticed_than_eight_counties_are_known_to_miss(alive):
    assert len(alive) <= UNNOTICED, "\n".join(f"{function}: {condition}" for function, condition in sorted(alive))
    assert len(MUTANTS) > 200


def test_conditions_that_are_said_to_make_no_difference_still_stand_in_the_text():
    written = {(name, mutant.name) for name in (*TELLING, *ACTING) for mutant in mutants(TEXT[name])}
    assert set(SAME) <= written
