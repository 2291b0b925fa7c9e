"""What each database role cannot do, whatever SQL it is made to run."""

import pytest

from concerted.access.protection import PROTECTED
from concerted.access.schemas import DOOR
from concerted.access.sync import REQUEST_FUNCTIONS
from concerted.kernel.identifiers import new_id
from concerted.web.testing.leaks import looking

REQUESTS = ("app", "worker")
CLOSED = (
    "access.access_token", "access.session", "access.access_subjectkey", "access.access_bulkkey",
    "access.access_disclosure", "access.access_subject", "audit_event", "audit_event_rest", "audit_leaf", "audit_root",
)  # fmt: skip
ONLY_OTHERS_MAY = (
    "select access.mint('\\x00'::bytea, gen_random_uuid(), gen_random_uuid(), '1 day', '1 day', 'x', 'x')",
    "select access.revoke('\\x00'::bytea)",
    "select access.revoke_account(gen_random_uuid())",
    "select access.change_post('\\x00'::bytea, '\\x00'::bytea, gen_random_uuid())",
    "select access.session_of('\\x00'::bytea)",
    "select access.answers_for(1, gen_random_uuid())",
    "select access.refresh_statistics()",
    "select public.audit_make_partition(current_date)",
    "alter role app bypassrls",
    "create table public.mine (a int)",
    "create table access.mine (a int)",
    "create function public.mine() returns int language sql as 'select 1'",
    "create schema mine",
    "alter table people_record disable row level security",
    "drop policy read on people_record",
    "alter table people_record disable trigger all",
    "select pg_read_file('/etc/passwd')",
    "copy (select 1) to program 'true'",
    "copy people_record from '/etc/passwd'",
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'migrator'",
    "set session_replication_role = 'replica'",
    "create or replace view access.my_key as select null::uuid subject_id, 1 scope_id, true may_write",
    "create trigger mine before update on people_record for each row execute function access.refuse_move()",
    "lock table people_record in access exclusive mode",
    "comment on policy read on people_record is ''",
    "create extension pg_trgm",
)


@pytest.mark.parametrize("role", REQUESTS)
@pytest.mark.parametrize("table", CLOSED)
def test_requests_neither_read_nor_write_tokens_keys_and_the_trail(leaks, role, table):
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    for statement in ("select 1 from {} limit 1", "delete from {}", "update {} set purpose = ''", "truncate {}"):
        said = looking.refusal(statement.format(table)) or "it ran"
        assert said.startswith(("42501", "42703", "42809", "55000")), (statement, said)
    assert not looking.allowed(f"select 1 from {table} limit 1")
    assert looking.refusal(f"insert into {table} default values") is not None


@pytest.mark.parametrize("role", [*REQUESTS, "front", "engine"])
def test_nobody_but_gate_reads_behind_the_door(leaks, role):
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    found = looking.as_owner("select table_name from information_schema.tables where table_schema = 'door'")
    assert len(found) >= len(DOOR) - 1
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    for row in found:
        assert not looking.allowed(f"select 1 from door.{row['table_name']} limit 1"), row


@pytest.mark.parametrize("statement", ONLY_OTHERS_MAY)
@pytest.mark.parametrize("role", REQUESTS)
def test_what_only_owners_do_requests_cannot(leaks, role, statement):
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    said = looking.refusal(statement) or "it ran"
    assert said.startswith("42"), said
    assert "42883" not in said, "there is no such function any more: the test would pass whatever it may do"


@pytest.mark.parametrize("role", REQUESTS)
@pytest.mark.parametrize("column", ["until_at = 'infinity'", "idle_for = '1 year'", "seen_at = 'infinity'"])
def test_no_session_prolongs_itself(leaks, role, column):
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    assert (looking.refusal(f"update access.access_token set {column}") or "it ran").startswith("42501")


SECRETS_OF_THE_DOOR = ("accounts_account", "accounts_link", "accounts_cache", "mfa_authenticator", "django_session",
                       "socialaccount_socialapp", "socialaccount_socialaccount", "axes_accessattempt")  # fmt: skip


@pytest.mark.parametrize("role", [*REQUESTS, "front", "engine"])
@pytest.mark.parametrize("table", SECRETS_OF_THE_DOOR)
def test_no_injection_resets_a_password_a_factor_or_a_link(leaks, role, table):
    for statement in ("select 1 from door.{} limit 1", "delete from door.{}", "insert into door.{} default values"):
        looking.speak(leaks.sessions["iom_coordinator"].secret, role)
        assert (looking.refusal(statement.format(table)) or "it ran").startswith("42501")


def test_app_makes_no_temporary_table(leaks):
    leaks.speak("iom_coordinator")
    assert not looking.allowed("create temporary table mine (a int)")


@pytest.mark.parametrize("role", REQUESTS)
def test_row_security_and_history_cannot_be_switched_off(leaks, role):
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    assert not looking.allowed("set local row_security = off; select 1 from people_record")
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    count = "select count(*) from cases_case_history"
    before = looking.as_owner(count)[0]["count"]
    looking.speak(leaks.sessions["iom_coordinator"].secret, role)
    looking.answer("select set_config('pgtrigger.ignore', '{cases_case:history_update}', true)")
    changed = looking.answer("update cases_case set version = version + 1 returning id")
    assert changed
    assert looking.as_owner(count)[0]["count"] == before + len(changed)


@pytest.mark.parametrize("role", REQUESTS)
def test_copy_in_is_refused_and_copy_out_is_filtered(leaks, role):
    session = leaks.sessions["iom_coordinator"]
    oracle = leaks.county.oracle(session.secret)
    looking.speak(session.secret, role)
    said = looking.refusal("copy cases_case from stdin") or "it ran"
    assert said.startswith(("0A000", "42501")), said
    looking.speak(session.secret, role)
    with looking.raw().cursor() as cursor, cursor.copy("copy people_record (id) to stdout") as lines:
        shown = {bytes(line).decode().strip() for line in lines}
    assert shown == {str(i) for i in oracle.visible(leaks.county.rows["people_record"], "id", "id")}


def test_gate_reads_no_protected_row_and_front_only_what_is_released(leaks):
    for role in ("gate", "front"):
        looking.speak(leaks.sessions["iom_coordinator"].secret, role)
        for protection in PROTECTED.values():
            for table, _, _ in looking.tables(protection):
                assert not looking.allowed(f"select 1 from {table} limit 1"), (role, table)


def test_front_is_granted_exactly_what_models_declare_for_it(leaks):
    found = looking.as_owner(
        "select table_schema || '.' || table_name as name, string_agg(distinct privilege_type, ',') as verbs "
        "from information_schema.role_table_grants where grantee in ('front', 'PUBLIC') "
        "and table_schema in ('public', 'access', 'door') group by 1"
    )
    assert {row["name"]: row["verbs"] for row in found} == {
        "public.places_district": "SELECT",
        "public.places_streetcrime": "SELECT",
        "public.places_crimecount": "SELECT",
        "public.partnership_county": "SELECT",
        "public.figures_release": "SELECT",
        "public.figures_releasedcell": "SELECT",
    }
    looking.speak(leaks.sessions["iom_coordinator"].secret, "front")
    for function in REQUEST_FUNCTIONS:
        name, _, arguments = function.removesuffix(")").partition("(")
        nulls = ", ".join(f"null::{a}" for a in arguments.split(", ") if a)
        assert not looking.allowed(f"select {name}({nulls})"), name


@pytest.mark.parametrize("role", ["app", "worker", "gate", "front", "engine", "backup"])
def test_no_role_but_the_owner_writes_declarations_of_who_may_see_what(leaks, role):
    found = looking.as_owner(
        "select table_name, privilege_type from information_schema.role_table_grants where grantee = %s "
        "and table_schema = 'access' and privilege_type not in ('SELECT')",
        [role],
    )
    inserted = ("access_subject", "access_scope", "access_disclosure", "access_subjectkey")
    erased = ("access_subject", "access_disclosure", "access_subjectkey")
    engine = {(table, "INSERT") for table in inserted} | {(table, "DELETE") for table in erased}
    assert {tuple(row.values()) for row in found} == (engine if role == "engine" else set())


def test_a_forged_event_carries_the_post_of_the_session_not_of_the_forger_s_choice(leaks):
    session = leaks.sessions["housing_officer"]
    leaks.speak("housing_officer")
    marked = new_id()
    looking.answer("select access.write_event('x', %s, '{}')", [[marked]])
    found = looking.as_owner("select post_id, process from audit_event where about = %s", [[marked]])
    assert [row["post_id"] for row in found] == [session.post]
