"""The check finds each way in which rights in the database leave the declarations."""

import pytest

from concerted.access.checking import problems
from concerted.access.sync import synchronise
from concerted.web.testing.county import owner_sql

WRONG = {
    "a policy is missing": ("drop policy change on cases_case", "cases_case: the policy change is missing."),
    "a policy of history is missing": (
        "drop policy read on cases_case_history",
        "cases_case_history: the policy read is missing.",
    ),
    "a policy was altered": (
        "alter policy read on people_record using (true)",
        "people_record: a policy or trigger was altered by hand.",
    ),
    "a policy of history was altered": (
        "alter policy read on people_record_history using (true)",
        "people_record: a policy or trigger was altered by hand.",
    ),
    "a policy was opened to others": (
        "alter policy read on people_record to front",
        "people_record: a policy or trigger was altered by hand.",
    ),
    "a policy was added": (
        "create policy mine on people_event for select to app using (true)",
        "people_event: the policy mine is declared nowhere.",
    ),
    "the declaration has changed": (
        "comment on policy read on people_event is '0000000000000000 0000000000000000'",
        "people_event: the declaration has changed since the policies were made.",
    ),
    "row security is not forced": (
        "alter table people_event no force row level security",
        "people_event: row security is not enabled and forced.",
    ),
    "row security is off": (
        "alter table people_event_history disable row level security",
        "people_event_history: row security is not enabled and forced.",
    ),
    "history is off": (
        "alter table people_record disable trigger history_update",
        "people_record: the trigger history_update is missing or off.",
    ),
    "rows can be moved": (
        "drop trigger keep_scope on cases_case",
        "cases_case: the trigger keep_scope is missing or off.",
    ),
    "parents are not looked up": (
        "drop trigger look_up_parents on cases_question",
        "cases_question: the trigger look_up_parents is missing or off.",
    ),
    "a trigger does something else": (
        "create or replace function public.cases_case_keep_history() returns trigger language plpgsql security definer "
        "set search_path = public, access, pg_temp as $$ begin return null; end $$",
        "cases_case: a policy or trigger was altered by hand.",
    ),
    "a table with a scope is not declared": (
        "create table public.mine (id int, scope_id int)",
        "mine has a scope and no declaration.",
    ),
    "a view shows all": (
        "create view public.mine as select * from people_record",
        "The view public.mine shows rows with its owner's rights.",
    ),
    "a copy of rows": (
        "create materialized view public.mine as select id from people_record",
        "The view public.mine shows rows with its owner's rights.",
    ),
    "a known view lost its barrier": (
        "alter view access.my_key reset (security_barrier)",
        "The view access.my_key shows rows with its owner's rights.",
    ),
    "a definer without a search path": (
        "create function access.mine() returns int language sql security definer as 'select 1'",
        "The function access.mine runs as its owner without a fixed search path.",
    ),
    "a definer that everybody may call": (
        "grant execute on function access.scopes() to public",
        "The function access.scopes runs as its owner and everybody may call it.",
    ),
    "a right to delete": ("grant delete on cases_case to app", "app may DELETE on public.cases_case."),
    "a right to forge history": (
        "grant insert on cases_case_history to worker",
        "worker may INSERT on public.cases_case_history.",
    ),
    "a right behind the door": (
        "grant select on door.accounts_account to app",
        "app may SELECT on door.accounts_account.",
    ),
}


def test_a_database_as_the_sync_leaves_it_has_no_problems(county):
    assert problems("migrator") == []


@pytest.mark.parametrize("what", WRONG)
def test_the_check_names(county, what):
    statement, sentence = WRONG[what]
    owner_sql(statement)
    assert sentence in problems("migrator")


@pytest.mark.parametrize(
    "what",
    [
        "a policy is missing", "a policy was altered", "a policy of history was altered", "a policy was added",
        "the declaration has changed", "row security is off", "row security is not forced", "a right to delete",
        "a right to forge history", "a known view lost its barrier", "a definer that everybody may call",
        "history is off", "a trigger does something else", "rows can be moved", "parents are not looked up",
    ],
)  # fmt: skip
def test_the_sync_mends(county, what):
    owner_sql(WRONG[what][0])
    assert problems("migrator") != []
    synchronise("migrator")
    assert problems("migrator") == []


def test_a_sync_with_nothing_to_do_makes_nothing_again(county):
    assert synchronise("migrator") == []
