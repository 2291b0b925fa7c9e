"""What an injection in a request can try: settings, spent secrets, odd arguments, search paths, blocks, files.

The later tests take a protection away within a savepoint and show that the attack then works.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

import concerted.access
from concerted.access.protection import PROTECTED
from concerted.access.sync import REQUEST_FUNCTIONS
from concerted.access.tokens import COOKIE
from concerted.kernel.identifiers import new_id
from concerted.web.testing.leaks import looking, sessions
from concerted.web.testing.leaks.conditions import statements

TEXT = statements(Path(concerted.access.__file__).with_name("sql").joinpath("functions.sql").read_text("utf-8"))

REQUESTS = ("app", "worker")
ENDS_ONES_OWN = "access.end_sessions"
"""With nothing named it ends the other sessions of the same person, and says how many."""
EVERYTHING = " + ".join(f"(select count(*) from {p.table})" for p in PROTECTED.values())
SET_BY_HAND = (
    "select set_config('app.agency', '1', true)",
    "select set_config('app.post', (select id::text from partnership_post limit 1), true)",
    "select set_config('app.token', '', true)",
    "select set_config('app.token', repeat('x', 100000), true)",
    "select set_config('role', 'app', true)",
    "select set_config('search_path', 'pg_temp, door, access, public', true)",
    "select set_config('app.token', 'a' || chr(1) || 'b', true)",
)
OUTSIDE = (
    "select lo_import('/etc/passwd')",
    "select lo_export(1, '/tmp/x')",
    "select pg_read_binary_file('/etc/passwd')",
    "select pg_ls_dir('/')",
    "select pg_stat_file('/etc/passwd')",
    "select * from pg_authid",
    "select * from pg_shadow",
    "select dblink('', 'select 1')",
    "select pg_reload_conf()",
    "select pg_logical_slot_get_changes('x', null, null)",
    "select query_to_xml('select secret from pg_authid', true, true, '')",
    "create foreign data wrapper mine",
    "create language plpython3u",
    "do language plpython3u 'pass'",
    "create publication mine for all tables",
    "alter system set log_statement = 'all'",
    "security label on table people_record is 'x'",
    "alter function access.scopes() owner to app",
    "alter view access.my_key owner to app",
    "grant app to app",
    "reassign owned by migrator to app",
)


@pytest.mark.parametrize("statement", SET_BY_HAND)
def test_a_setting_made_by_injection_opens_nothing_more(leaks, statement):
    leaks.speak("housing_officer")
    before = looking.answer(f"select {EVERYTHING}")[0][0]
    leaks.speak("housing_officer")
    looking.answer(statement)
    assert looking.answer(f"select {EVERYTHING}")[0][0] in (before, 0)


def test_a_secret_guessed_from_what_a_request_can_read_opens_nothing(leaks):
    session = leaks.sessions["iom_coordinator"]
    guesses = [
        str(session.post),
        sessions._hash_of(session.secret),
        "\\x" + sessions._hash_of(session.secret),
        "migrator",
    ]
    for guess in guesses:
        looking.speak(guess)
        assert looking.answer("select access.post()") == [(None,)]
        assert looking.answer(f"select {EVERYTHING}") == [(0,)]


def test_a_secret_that_was_signed_out_is_not_replayed(leaks):
    client, secret = Client(), leaks.sessions["iom_coordinator"].secret
    client.cookies[COOKIE] = secret
    assert client.get("/today").status_code == 200
    looking.as_owner("delete from access.access_token")
    client.cookies[COOKIE] = secret
    assert client.get("/today").status_code == 302


@pytest.mark.parametrize("role", REQUESTS)
@pytest.mark.parametrize("statement", OUTSIDE)
def test_nothing_leads_out_of_the_tables_that_are_granted(leaks, role, statement):
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    said = looking.refusal(statement)
    assert said is not None, statement


def test_no_transaction_is_prepared_to_be_ended_by_somebody_else(leaks):
    assert looking.as_owner("show max_prepared_transactions") == [{"max_prepared_transactions": "0"}]


def test_no_extension_that_reaches_elsewhere_is_installed(leaks):
    found = {row["extname"] for row in looking.as_owner("select extname from pg_extension")}
    assert found <= {"plpgsql", "btree_gist", "pg_trgm"}


@pytest.mark.parametrize("role", REQUESTS)
def test_a_block_of_code_sees_no_more_than_a_statement(leaks, role):
    looking.speak(leaks.sessions["housing_officer"].secret, role)
    seen = looking.answer(f"select {EVERYTHING}")[0][0]
    looking.speak(leaks.sessions["housing_officer"].secret, role)
    looking.answer(f"do $$ begin perform set_config('my.count', ({EVERYTHING})::text, true); end $$")
    assert looking.answer("select current_setting('my.count')") == [(str(seen),)]


@pytest.mark.parametrize("function", REQUEST_FUNCTIONS)
def test_a_function_called_with_nothing_discloses_and_writes_nothing(leaks, function):
    name, _, arguments = function.removesuffix(")").partition("(")
    nulls = ", ".join(f"null::{argument}" for argument in arguments.split(", ") if argument)
    if not nulls:
        pytest.skip("takes no arguments")
    keys = (
        "select (select count(*) from access.access_subjectkey) + (select count(*) from access.access_disclosure) as n"
    )
    for session in ("iom_coordinator", "no token"):
        before = looking.as_owner(keys)
        with looking.raw().transaction(force_rollback=True):
            leaks.speak(session)
            try:
                told = looking.answer(f"select {name}({nulls})")
            except Exception as error:
                assert type(error).__module__.startswith("psycopg"), error
                told = []
            assert looking.as_owner(keys) == before
            says = name == ENDS_ONES_OWN or all(isinstance(v, str | None) or not v for row in told for v in row)
            assert says, told


def test_the_path_on_which_names_are_sought_changes_no_decision(leaks):
    leaks.speak("housing_officer")
    before = looking.answer("select access.scopes(), access.own_scopes(), access.post()")
    looking.answer("set local search_path = door, pg_temp, public")
    assert looking.answer("select access.scopes(), access.own_scopes(), access.post()") == before
    assert looking.refusal("select 1 from accounts_account") is not None


ENDLESS = {"no end": None, "an end that never comes": "infinity"}


def own_disclosure(leaks, until):
    """Whether the co-ordinator's post may disclose a row of its own agency's on a reason, until an instant."""
    session = leaks.sessions["iom_coordinator"]
    oracle = leaks.county.oracle(session.secret)
    receiver = looking.as_owner("select id from partnership_agency where id <> %s limit 1", [oracle.post["agency_id"]])
    law = looking.as_owner("select code from partnership_gateway where not depersonalised_only and until_on is null")
    leaks.speak("iom_coordinator")
    return looking.allowed(
        "select access.disclose_own(%s, %s, %s, %s, %s, 'housing_officer', 'iom', 'override', %s, 'uk_gdpr', null, "
        "'Somebody is in danger', %s)",
        [new_id(), new_id(), new_id(), min(oracle.own_scopes), receiver[0]["id"], law[0]["code"], until],
    )


@pytest.mark.parametrize("until", ENDLESS.values(), ids=ENDLESS)
def test_a_disclosure_on_a_reason_has_an_end(leaks, until):
    assert own_disclosure(leaks, timezone.now() + timedelta(days=1))
    assert not own_disclosure(leaks, until)
    weaken("access.disclose_own", "until is null or not isfinite(until)", "false")
    assert own_disclosure(leaks, until)


def weaken(function: str, protection: str, instead: str) -> None:
    """Make a function anew without one protection, until the end of the test."""
    text = TEXT[function]
    assert protection in text
    looking.as_owner(text.replace(protection, instead))


def test_without_the_check_of_the_secret_a_guess_would_open_rows(leaks):
    looking.speak("guessed")
    assert looking.answer("select access.post()") == [(None,)]
    weaken("access.post", "where s.hash = access.secret()", "limit 1")
    looking.speak("guessed")
    assert looking.answer("select access.post()") != [(None,)]


def test_without_the_clock_of_a_session_a_spent_secret_would_speak_again(leaks):
    leaks.speak("a token that has run out")
    assert looking.answer("select access.post()") == [(None,)]
    weaken("access.session", "clock_timestamp() < t.until_at and", "")
    leaks.speak("a token that has run out")
    assert looking.answer("select access.post()") != [(None,)]


def test_a_setting_made_by_hand_would_open_rows_if_a_function_asked_it(leaks):
    scope = leaks.county.facts.scopes[0]["id"]
    by_hand = "select set_config('app.scope', %s, true)"
    leaks.speak("no token")
    looking.answer(by_hand, [str(scope)])
    assert looking.answer(f"select {EVERYTHING}") == [(0,)]
    weaken("access.scopes", "coalesce(array_agg(distinct k.scope_id), '{}')",
           "coalesce(array_agg(distinct k.scope_id), array[current_setting('app.scope', true)::int])")  # fmt: skip
    leaks.speak("no token")
    looking.answer(by_hand, [str(scope)])
    assert looking.answer(f"select {EVERYTHING}")[0][0] > 0


def test_a_function_on_a_path_of_the_caller_would_read_the_callers_table(leaks):
    mine = "create temporary table access_permission (role_class text, permission text)"
    fill = "insert into access_permission select role_class, 'audit.read' from access.session_of_test"
    looking.as_owner("create view access.session_of_test as select distinct role_class from partnership_post")
    looking.as_owner("grant usage on schema access to app; grant select on access.session_of_test to app")
    looking.as_owner(f"{mine}; grant select on access_permission to public")
    looking.as_owner(fill)
    leaks.speak("iom_coordinator")
    looking.answer("set local search_path = pg_temp, access, public")
    assert looking.answer("select access.may('audit.read')") == [(False,)]
    text = (
        TEXT["access.may"].replace("set search_path = access, pg_temp ", "").replace("access.access_per", "access_per")
    )
    looking.as_owner(text)
    leaks.speak("iom_coordinator")
    assert looking.answer("select access.may('audit.read')") == [(True,)]


@pytest.mark.parametrize(
    ("statement", "granted"),
    [
        ("select 1 from door.accounts_account",
         "grant usage on schema door to app; grant select on door.accounts_account to app"),
        ("select 1 from access.access_token", "grant select on access.access_token to app"),
        ("delete from people_record where false", "grant delete on people_record to app"),
        ("update people_record_history set scope_id = 1 where false", "grant update on people_record_history to app"),
    ],
)  # fmt: skip
def test_what_is_refused_is_refused_for_want_of_a_grant_alone(leaks, statement, granted):
    leaks.speak("iom_coordinator")
    assert not looking.allowed(statement)
    looking.as_owner(granted)
    leaks.speak("iom_coordinator")
    assert looking.allowed(statement)
