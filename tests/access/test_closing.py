"""Whatever ends closes in the next statement of the same session, history included; nothing widens by a merge."""

import pytest

from concerted.access.protection import PROTECTED
from concerted.kernel.identifiers import new_id
from concerted.web.testing.leaks import looking

ENDINGS = {
    "a line of an agreement": (
        "iom_coordinator",
        "update partnership_agreementline set until_at = clock_timestamp() where role_class = 'iom_coordinator'",
    ),
    "a bulk key": (
        "iom_coordinator",
        "update access.access_bulkkey set until_at = clock_timestamp() where role_class = 'iom_coordinator'",
    ),
    "the disclosures": ("drug_worker", "update access.access_disclosure set ended_at = clock_timestamp()"),
    "the single keys": ("drug_worker", "update access.access_subjectkey set until_at = clock_timestamp()"),
    "a line that disclosures rest on": (
        "drug_worker",
        "update partnership_agreementline set until_at = clock_timestamp() where by_request",
    ),
    "a post": ("probation_officer", "update partnership_post set until_at = clock_timestamp() where id = %(post)s"),
    "an account": (
        "probation_officer",
        "update door.accounts_account a set is_active = false from partnership_post p "
        "where p.account_id = a.id and p.id = %(post)s",
    ),
    "a token": ("data_steward", "delete from access.access_token where post_id = %(post)s"),
    "a clearance": ("a cleared post", "update partnership_post set clearance = 0 where id = %(post)s"),
}


def counts() -> dict[str, int]:
    found = {}
    for protection in PROTECTED.values():
        for table, _, _ in looking.tables(protection):
            found[table] = looking.answer(f"select count(*) from {table}")[0][0]
    return found


@pytest.mark.parametrize("what", ENDINGS)
def test_what_ends_closes_in_the_next_statement(leaks, what):
    name, ending = ENDINGS[what]
    leaks.speak(name)
    before = counts()
    post = str(leaks.sessions[name].post)
    looking.as_owner(ending.replace("%(post)s", f"'{post}'"))
    leaks.speak(name)
    after = counts()
    assert leaks.differences(name, anew=True) == {}
    narrower = {table for table in before if after[table] < before[table]}
    assert all(after[table] <= before[table] for table in before)
    for protection in PROTECTED.values():
        if before[protection.table] and (protection.subject or name != "drug_worker"):
            assert {protection.table, protection.history_table} <= narrower, (what, protection.table)


def test_ending_a_disclosure_by_its_giver_closes_it_for_the_receiver(leaks):
    giver, receiver = leaks.sessions["iom_coordinator"], leaks.sessions["drug_worker"]
    oracle = leaks.county.oracle(giver.secret)
    line = looking.as_owner(
        "select l.*, s.id as scope_id from partnership_agreementline l join access.access_scope s "
        "on s.agency_id = l.giver_id and s.category = l.category and s.sensitivity = 0 "
        "where l.by_request and l.role_class = 'drug_worker' and l.number < 9000"
    )[0]
    question = next(
        r
        for r in leaks.county.rows["cases_question"]
        if r["scope_id"] == line["scope_id"]
        and oracle.sees(r, "id")
        and not leaks.county.oracle(receiver.secret).sees(r, "id")
    )
    see = "select id from cases_question where id = %s"
    history = "select row_id from cases_question_history where row_id = %s"
    identifier, opening = new_id(), new_id()
    identifier = question["id"]
    leaks.speak("drug_worker")
    assert looking.answer(see, [identifier]) == []
    leaks.speak("iom_coordinator")
    looking.answer(
        "select access.disclose(%s, %s, %s, %s, %s, false, %s, %s, null)",
        [opening, identifier, line["scope_id"], line["receiver_id"], "drug_worker", line["purpose"], line["id"]],
    )
    leaks.speak("drug_worker")
    assert looking.answer(see, [identifier]) == [(identifier,)]
    assert looking.answer(history, [identifier]) == [(identifier,)]
    assert leaks.differences("drug_worker", anew=True) == {}
    leaks.speak("iom_coordinator")
    looking.answer("select access.end_disclosure(%s)", [opening])
    leaks.speak("drug_worker")
    assert looking.answer(see, [identifier]) == []
    assert looking.answer(history, [identifier]) == []


def test_a_disclosure_needs_a_line_in_force_for_that_role_and_a_scope_of_ones_own(leaks):
    line = looking.as_owner(
        "select l.*, s.id as scope_id from partnership_agreementline l join access.access_scope s "
        "on s.agency_id = l.giver_id and s.category = l.category and s.sensitivity = 0 "
        "where l.by_request and l.role_class = 'drug_worker' and l.number < 9000"
    )[0]
    whole = {
        "scope": line["scope_id"], "receiver": line["receiver_id"], "role": "drug_worker",
        "purpose": line["purpose"], "line": line["id"],
    }  # fmt: skip

    def disclosed(name, **changed):
        given = whole | changed
        leaks.speak(name)
        return looking.allowed(
            "select access.disclose(%s, %s, %s, %s, %s, true, %s, %s, null)",
            [new_id(), new_id(), *(given[k] for k in ("scope", "receiver", "role", "purpose", "line"))],
        )

    other = next(s["id"] for s in leaks.county.facts.scopes if s["id"] != line["scope_id"])
    assert disclosed("iom_coordinator")
    assert not disclosed("iom_coordinator", role="")
    assert not disclosed("iom_coordinator", role="data_steward")
    assert not disclosed("iom_coordinator", receiver=line["receiver_id"] + 1)
    assert not disclosed("iom_coordinator", purpose="measure")
    assert not disclosed("iom_coordinator", scope=other)
    assert not disclosed("iom_coordinator", line=line["id"] + 1)
    assert not disclosed("probation_officer")
    assert not disclosed("no token")
    looking.as_owner("update partnership_agreementline set until_at = clock_timestamp() where by_request")
    assert not disclosed("iom_coordinator")


def test_a_disclosure_that_somebody_else_gave_is_not_ended_by_others(leaks):
    before = looking.as_owner("select count(*) as n from access.access_disclosure where ended_at is null")
    one = looking.as_owner("select id from access.access_disclosure where ended_at is null order by id limit 1")[0]
    for name in ("analyst", "no token", "a forged token"):
        leaks.speak(name)
        looking.answer("select access.end_disclosure(%s)", [one["id"]])
    assert looking.as_owner("select count(*) as n from access.access_disclosure where ended_at is null") == before


@pytest.mark.parametrize("name", ["iom_coordinator", "probation_officer", "housing_officer", "drug_worker"])
def test_merging_all_records_into_one_person_and_parting_them_shows_nobody_more(leaks, name):
    leaks.speak(name)
    before = {
        table: looking.answer(f"select id from {table} order by id")
        for table in ("people_record", "people_event", "people_address", "people_score", "people_searchtoken")
    }
    one = leaks.county.rows["people_record"][0]["person_id"]
    for change in (
        f"update people_record set person_id = '{one}'",
        "update people_record r set person_id = (select p.id from people_person p "
        "order by md5(p.id::text || r.id::text) limit 1)",
    ):
        looking.as_owner(change)
        leaks.speak(name)
        for table, rows in before.items():
            assert looking.answer(f"select id from {table} order by id") == rows, table
