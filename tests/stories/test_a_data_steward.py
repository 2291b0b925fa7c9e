"""A data steward holds two posts, sends a file, mends the rows that did not load, and sends them again."""

import csv
import io
import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]

COLUMNS = (
    "event_ref", "police_id", "role", "given_name", "family_name", "birth_date", "sex", "address", "postcode",
    "district", "happened_at", "kind", "offence_code", "offence", "outcome",
)  # fmt: skip


def event(number, **changed):
    """A row as police send it."""
    row = dict.fromkeys(COLUMNS, "") | {
        "event_ref": f"42/09{number:05}/2026", "police_id": f"N09{number:05}", "role": "suspect", "given_name": "Rowan",
        "family_name": f"STOURWELL{number}", "birth_date": "04/05/1991", "sex": "M", "district": "Colchester",
        "happened_at": "20/11/2026 10:15", "kind": "arrest", "offence_code": "04600", "offence": "Shoplifting",
        "outcome": "charged",
    }  # fmt: skip
    return row | changed


def written(rows):
    """The rows as the bytes of a file."""
    out = io.StringIO()
    sheet = csv.DictWriter(out, COLUMNS)
    sheet.writeheader()
    sheet.writerows(rows)
    return out.getvalue().encode()


def looked_at_until(page, words, seconds=40):
    """Look at a page again until it says something."""
    until = time.monotonic() + seconds
    while not re.search(words, page.locator("main").inner_text()):
        assert time.monotonic() < until, page.locator("main").inner_text()[:800]
        time.sleep(0.5)
        page.reload()


def working_for(open_as, agency, **options):
    """Sign in and choose the post at an agency."""
    page = open_as("data_steward", **options)
    expect(page.get_by_role("heading", level=1)).to_have_text("Which post are you working in?")
    if page.get_by_role("button", name=re.compile(f"Work as this.*{agency}")).count():
        page.get_by_role("button", name=re.compile(f"Work as this.*{agency}")).click()
    page.goto("/today")
    expect(page.locator(".app-post")).to_contain_text(f"Data steward, {agency}")
    return page


def test_he_is_asked_which_of_his_posts_he_works_in_and_sees_that_posts_sendings_only(open_as):
    page = working_for(open_as, "Probation")
    page.goto("/imports")
    expect(page.get_by_role("heading", level=1)).to_have_text("What Probation sends")
    assert "police_events" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Change post").click()
    page.get_by_role("button", name=re.compile("Work as this.*Police")).click()
    page.goto("/imports")
    expect(page.get_by_role("heading", level=1)).to_have_text("What Police sends")
    assert "probation_caseload" not in page.locator("main").inner_text()


def test_bad_rows_wait_are_downloaded_mended_and_sent_again_and_the_engine_takes_them(open_as, town):
    page = working_for(open_as, "Police")
    page.goto("/imports/send")
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("main")).to_contain_text("The file is not sent yet")
    rows = [event(number) for number in range(8)]
    rows += [event(8, birth_date="31/02/1988"), event(9, district="Colchestr"), event(10, role="victim")]
    file = {"name": "police_events_november.csv", "mimeType": "text/csv", "buffer": written(rows)}
    page.get_by_label("The file").set_input_files(files=[file])
    page.get_by_label("What is in it?").select_option(label="Police events")
    page.get_by_role("button", name="Send it").click()
    looked_at_until(page, "rows did not load")

    main = page.locator("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 rows did not load. Here is how to mend them")
    expect(main).to_contain_text("31 February does not exist")
    expect(main).to_contain_text("Use Colchester in 1 row")
    expect(main).to_contain_text("a victim is never loaded here")
    sending = page.url
    with page.expect_download() as got:
        page.get_by_role("link", name="Download the 2 rows to mend").click()
    mend = got.value.path().read_text(encoding="utf-8-sig")
    assert "STOURWELL8" in mend and "STOURWELL9" in mend and "STOURWELL1," not in mend

    page.goto(sending)
    page.get_by_role("link", name="Send mended rows").click()
    mended = mend.replace("31/02/1988", "28/02/1988").replace("Colchestr", "Colchester")
    file = {"name": got.value.suggested_filename, "mimeType": "text/csv", "buffer": mended.encode()}
    page.get_by_label("The file").set_input_files(files=[file])
    page.get_by_role("button", name="Send them").click()
    looked_at_until(page, "Nothing to mend")
    page.goto(sending)
    looked_at_until(page, "2 rows of them came mended")
    query = "select count(*) from people_record where source = 'police' and source_key like 'N0900%'"
    assert town.sql(query)[0][0] == 10


def test_a_file_of_the_wrong_kind_is_refused_in_words_and_the_site_goes_on(open_as):
    page = working_for(open_as, "Police")
    page.goto("/imports/send")
    file = {"name": "police_events.csv", "mimeType": "text/csv", "buffer": b"PK\x03\x04" + bytes(200)}
    page.get_by_label("The file").set_input_files(files=[file])
    page.get_by_label("What is in it?").select_option(label="Police events")
    page.get_by_role("button", name="Send it").click()
    looked_at_until(page, "was not taken|is not sent yet")
    assert not re.search("Traceback|Error|invalid", page.locator("main").inner_text())
    assert page.goto("/imports").status == 200
