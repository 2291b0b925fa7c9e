"""The data protection officer answers what people ask, and keeps nothing longer than the schedule says."""

import json
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]

ROLE = "data_protection_officer"
PERSON = """
  select p.reference, p.id, r.family_name, r.source_key from people_record r join people_person p on p.id = r.person_id
  where r.source = 'police' and (select count(*) from people_record o where o.person_id = p.id) = 1
    and not exists (select 1 from cases_case c where c.person_id = p.id)
    and not exists (select 1 from data_protection_rectification x where x.record_id = r.id)
    and not exists (select 1 from data_protection_subjectaccess s where r.id = any (s.records))
    and not exists (select 1 from data_protection_legalhold l where l.record_id = r.id)
  order by r.id offset %s limit 1"""
A_MARAC_CASE = """
  with made as (insert into access.access_scope (agency_id, category, sensitivity)
    select id, 'marac', 0 from partnership_agency where code = 'police'
    on conflict (agency_id, category, sensitivity) do update set sensitivity = 0 returning id),
  opened as (insert into access.access_bulkkey (agency_id, scope_id, role_class, purpose, may_write, from_at)
    select a.id, made.id, 'data_protection_officer', 'data_protection', false, now() from made, partnership_agency a
    where a.code = 'police' returning scope_id),
  named as (insert into access.access_subject (id, kind) values (gen_random_uuid(), 'case') returning id)
  insert into cases_case (id, scope_id, programme, person_id, stage, since_on, opened_on, own_words, own_words_to,
    version)
  select named.id, opened.scope_id, 'marac', %s, 'open', now(), now(), 'Sealed words', '', 1 from named, opened
  returning id"""


def answered(page, reference: str, folder: Path) -> dict:
    """Answer a request of a person from beginning to end; return the JSON that is handed over."""
    page.goto(f"/rights/see/new?person={reference}")
    page.get_by_label("How was it proven who asks?").fill("Passport seen")
    page.get_by_label(re.compile("section 45")).check()
    page.get_by_role("button", name="Write the request down").click()
    page.get_by_role("button", name="Collect what is held").click()
    expect(page.get_by_role("status")).to_contain_text("Look at each entry")
    page.get_by_role("button", name=re.compile("that name nobody else")).click()
    while page.locator("table a").filter(has=page.locator("xpath=ancestor::tr//*[text()='To decide']")).count():
        page.locator("tr", has_text="To decide").first.get_by_role("link").click()
        page.get_by_label("Give it with words taken out").check()
        page.get_by_role("button", name="Record the decision").click()
        page.goto(re.sub(r"/entries/.*|\?.*", "", page.url))
    page.get_by_role("link", name="Release the answer").click()
    page.get_by_role("button", name="Release it").click()
    expect(page.get_by_role("status")).to_contain_text("The answer is released.")
    with page.expect_download() as pdf:
        page.get_by_role("link", name="Download the PDF").click()
    assert Path(pdf.value.path()).read_bytes().startswith(b"%PDF-")
    with page.expect_download() as told:
        page.get_by_role("link", name="Download the JSON").click()
    return json.loads(Path(told.value.path()).read_text())


def test_s2_the_answer_to_an_offender_is_the_same_with_and_without_a_victims_case(open_as, town, tmp_path):
    reference, person, _, _ = town.sql(PERSON, 0)[0]
    page = open_as(ROLE)
    page.set_default_timeout(60_000)  # a PDF is made
    without = answered(page, reference, tmp_path)
    case = town.sql(A_MARAC_CASE, person)[0][0]
    try:
        with_case = answered(page, reference, tmp_path)
    finally:
        town.sql("with gone as (delete from cases_case where id = %s returning id) select * from gone", case)
    assert without["entries"]
    assert {**without, "reference": ""} == {**with_case, "reference": ""}
    assert "marac" not in json.dumps(with_case).lower()


def test_what_is_kept_too_long_is_erased_and_certified_and_is_found_nowhere(open_as, town):
    _, person, family, key = town.sql(PERSON, 1)[0]
    record = town.sql("select id from people_record where person_id = %s", person)[0][0]
    page = open_as(ROLE)
    page.goto(f"/retention/records/{record}")
    page.get_by_role("link", name="Erase it").click()
    expect(page.locator("main")).to_contain_text("This cannot be undone.")
    expect(page.locator("main")).to_contain_text("records of people")
    page.get_by_label(re.compile("A record that should not")).check()
    page.get_by_label("Why now?").fill(f"It was {family}")
    page.get_by_role("button", name="Erase it now").click()
    expect(page.locator("main")).to_contain_text("write it without the name")
    page.get_by_label("Why now?").fill("It was sent by mistake")
    page.get_by_role("button", name="Erase it now").click()
    until = time.monotonic() + 60
    while town.sql("select count(*) from people_record where id = %s", record)[0][0]:
        assert time.monotonic() < until
        time.sleep(0.5)
    for table in (
        "people_record_history",
        "people_searchtoken",
        "people_searchtoken_history",
        "people_address_history",
    ):
        column = "row_id" if table == "people_record_history" else "record_id"
        assert town.sql(f"select count(*) from {table} where {column} = %s", record)[0][0] == 0, table
    assert town.sql("select count(*) from people_searchtoken where value = %s", key.lower())[0][0] == 0
    page.goto("/retention/erasures")
    page.locator("main table").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("The audit trail says the same.")
    assert family not in page.locator("main").inner_text()
