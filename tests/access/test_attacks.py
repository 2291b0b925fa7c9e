"""What an injection in a request can try: settings, spent secrets, odd arguments, search paths, blocks, files."""

import pytest
from django.test import Client

from concerted.access.protection import PROTECTED
from concerted.access.sync import REQUEST_FUNCTIONS
from concerted.access.tokens import COOKIE
from concerted.web.testing.leaks import looking, sessions

REQUESTS = ("app", "worker")
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
    "prepare transaction 'x'",
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
            assert all(isinstance(value, str | None) or not value for row in told for value in row), told


def test_the_path_on_which_names_are_sought_changes_no_decision(leaks):
    leaks.speak("housing_officer")
    before = looking.answer("select access.scopes(), access.own_scopes(), access.post()")
    looking.answer("set local search_path = door, pg_temp, public")
    assert looking.answer("select access.scopes(), access.own_scopes(), access.post()") == before
    assert looking.refusal("select 1 from accounts_account") is not None
