"""The pages of disclosures and consents: forms that keep what was typed, the log, its file, and who may open what."""

import re
from urllib.parse import urlencode

import pytest

from concerted.kernel.identifiers import new_id
from concerted.people.tests.rows import happen
from concerted.sharing.tests.shared_rows import TODAY, agency, agree, choose, end_lines, law, share
from concerted.web.testing.county import owner_sql


@pytest.fixture
def housed(make_record):
    record = make_record("housing_colchester")
    happen(record, "housing", TODAY, "housing", words="On the register")
    return record


def address(record, *chosen, to=("probation", "probation_officer"), **more):
    asked = {
        "records": str(record.pk),
        "what": chosen,
        "to": f"{agency(to[0])}.{to[1]}" if isinstance(to, tuple) else to,
        "purpose": "iom",
        "until_on": "31/5/2027",
        "regime": "uk_gdpr",
        "law": "",
        **more,
    }
    return f"/people/{record.person.reference}/share?{urlencode(asked, doseq=True)}"


def main_of(response):
    return re.sub(r"\s+", " ", response.content.decode().split("<main", 1)[1].split("</main>", 1)[0])


def test_the_choice_shows_the_ground_and_exactly_what_is_read_and_one_click_shares_it(client_for, as_role, housed):
    agree(as_role("housing_officer"), housed, "identity")
    client = client_for("housing_officer")
    start = main_of(client.get(f"/people/{housed.person.reference}/share"))
    assert "Choose the least that serves." in start
    assert start.index("That the agency knows somebody") < start.index("Housing applications"), "least first (S21)"
    shown = main_of(client.get(address(housed, "housing")))
    for words in ("This is lawful.", "Covered by line", "Covered by a consent", "On the register", "Goes along"):
        assert words in shown, words
    sent = client.post(address(housed, "housing"), {"identifier": new_id()})
    assert (sent.status_code, sent["Location"]) == (302, f"/people/{housed.person.reference}/shared?said=shared")
    listed = main_of(client.get(sent["Location"]))
    assert "It is shared." in listed and "2 disclosures" in listed
    theirs = client_for("probation_officer")
    assert "Kieran" in main_of(theirs.get(f"/people/{housed.person.reference}"))
    assert "Colchester housing to Probation" in main_of(theirs.get("/sharing"))
    assert "Colchester housing to Probation" in main_of(theirs.get(f"/people/{housed.person.reference}/who"))


def test_what_is_blocked_says_why_and_what_would_make_it_lawful(client_for, housed):
    shown = main_of(client_for("housing_officer").get(address(housed, "whereabouts", "knows")))
    for words in (
        "Blocked",
        "No line of an agreement in force",
        "Ask for a line",
        "Record a consent",
        "Name a statute",
    ):
        assert words in shown, words
    assert "Share only what is covered" in shown
    assert "Override" not in shown
    assert '<button class="govuk-button">Share it' not in shown


def test_a_post_that_may_override_is_asked_for_power_and_reason_and_keeps_what_it_typed(client_for, make_record):
    record = make_record("probation")
    client = client_for("probation_officer")
    where = address(record, "whereabouts", to=("housing_colchester", "housing_officer"))
    assert "Override, and share it" in main_of(client.get(where))
    refused = main_of(client.post(where, {"identifier": new_id(), "law": "", "reason": "He is in danger tonight."}))
    assert "Name the power that you rely on." in refused
    assert "He is in danger tonight." in refused
    done = client.post(where, {"identifier": new_id(), "law": "vital-interests", "reason": "He is in danger tonight."})
    assert done.status_code == 302
    assert owner_sql("select distinct rests_on from access.access_disclosure") == [("override",)]


def test_an_agreement_that_ended_while_the_form_was_open_is_said_logged_and_nothing_is_lost(client_for, housed):
    client = client_for("housing_officer")
    where = address(housed, "knows")
    assert "This is lawful." in main_of(client.get(where))
    end_lines(category="knows")
    refused = main_of(client.post(where, {"identifier": new_id(), "knows": "We know him. Call 01632 960103."}))
    assert "has ended" in refused
    assert owner_sql("select count(*) from access.access_disclosure") == [(0,)]
    assert owner_sql("select count(*) from audit_event where kind = 'disclosure.refused'") == [(1,)]


def test_the_second_officer_is_told_who_shared_it_and_when(client_for, as_role, housed):
    by = as_role("housing_officer")
    share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him.")
    client = client_for("housing_officer")
    assert "S. Okonjo-Fairweather, Housing officer shared this just now" in main_of(
        client.get(address(housed, "knows"))
    )
    told = main_of(client.post(address(housed, "knows"), {"identifier": new_id(), "knows": "We know him."}))
    assert "Nothing is shared twice." in told
    assert owner_sql("select count(*) from access.access_disclosure") == [(1,)]


def test_a_post_that_ended_while_signed_in_shares_nothing(client_for, housed):
    client = client_for("housing_officer")
    owner_sql("update partnership_post set until_at = now() where role_class = 'housing_officer'")
    sent = client.post(address(housed, "knows"), {"identifier": new_id(), "knows": "We know him."})
    assert sent.status_code in (302, 403)
    assert owner_sql("select count(*) from access.access_disclosure") == [(0,)]


@pytest.mark.parametrize(
    "broken",
    [
        {"to": "9999.nobody"}, {"purpose": "nonsense"}, {"until_on": "31/2/2027"}, {"what": "marac"}, {"regime": "x"},
        {"records": str(new_id())}, {"law": "none"}, {"until_on": "1/1/0001"}, {"to": "\x00"},
        {"until_on": "31/12/9999"},
    ],
)  # fmt: skip
def test_an_address_that_was_tampered_with_is_said_at_its_field_and_shares_nothing(client_for, housed, broken):
    client = client_for("housing_officer")
    where = address(housed, "knows", **broken)
    for answer in (client.get(where), client.post(where, {"identifier": new_id(), "knows": "x"})):
        assert answer.status_code == 200
    assert owner_sql("select count(*) from access.access_disclosure") == [(0,)]


def test_part_3_is_refused_where_one_side_is_no_competent_authority(client_for, housed):
    shown = main_of(client_for("housing_officer").get(address(housed, "knows", regime="part_3")))
    assert "Only competent authorities may choose Part 3" in shown


def test_a_person_of_whom_my_agency_holds_nothing_cannot_be_shared(client_for, make_record):
    record = make_record("probation")
    shown = main_of(client_for("iom_coordinator").get(f"/people/{record.person.reference}/share"))
    assert "Your agency holds no record" in shown
    assert "Share something" not in main_of(client_for("iom_coordinator").get(f"/people/{record.person.reference}"))


def test_hidden_and_missing_disclosures_and_consents_are_answered_alike(client_for, as_role, housed):
    by = as_role("housing_officer")
    consent = agree(by, housed, "identity")
    (made,) = share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him.")
    client = client_for("iom_coordinator")
    for hidden, missing in (
        (f"/sharing/{made}", f"/sharing/{new_id()}"),
        (f"/sharing/{made}/end", f"/sharing/{new_id()}/end"),
        (f"/consents/{consent.pk}", f"/consents/{new_id()}"),
        (f"/consents/{consent.pk}/withdraw", f"/consents/{new_id()}/withdraw"),
        (f"/consents/{consent.pk}/letter", f"/consents/{new_id()}/letter"),
    ):
        answers = [client.get(where) for where in (hidden, missing)]
        assert [answer.status_code for answer in answers] == [404, 404], hidden
        bodies = [answer.content.split(b"csrfmiddlewaretoken")[0] for answer in answers]
        assert bodies[0] == bodies[1], hidden


def test_the_receiver_reads_it_on_its_page_and_the_giver_ends_it(client_for, as_role, housed):
    by = as_role("housing_officer")
    (made,) = share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him. Call us.")
    theirs = client_for("probation_officer")
    assert "We know him. Call us." in main_of(theirs.get(f"/sharing/{made}"))
    assert "End it" not in main_of(theirs.get(f"/sharing/{made}"))
    assert theirs.get(f"/sharing/{made}/end").status_code == 404
    mine = client_for("housing_officer")
    assert "End it" in main_of(mine.get(f"/sharing/{made}"))
    assert "Say why it ends." in main_of(mine.post(f"/sharing/{made}/end", {"because": ""}))
    assert mine.post(f"/sharing/{made}/end", {"because": "She works there."}).status_code == 302
    assert "She works there." in main_of(mine.get(f"/sharing/{made}"))
    after = main_of(theirs.get(f"/sharing/{made}"))
    assert "It ended on" in after
    assert "She works there." not in after and "Call us." not in after


def test_filters_stand_in_the_address_and_file_and_print_have_the_same_rows(client_for, as_role, housed):
    by = as_role("housing_officer")
    share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him.")
    statute = {"law": law("children-act-1989-s47"), "reason": '=HYPERLINK("http://x")'}
    share(by, choose(by, housed, "probation", "probation_officer", "identity", **statute))
    client = client_for("housing_officer")
    for asked, rows in (
        ("", 2), ("?rests_on=statute", 1), ("?category=knows", 1), (f"?agency={agency('probation')}", 2),
        (f"?agency={agency('police')}", 0), ("?state=over", 0), ("?state=open", 2), ("?purpose=victims", 0),
        ("?since=1/1/2001&until=2/1/2001", 0), ("?since=nonsense", 2),
    ):  # fmt: skip
        assert main_of(client.get(f"/sharing{asked}")).count("app-table__name") == rows, asked
        assert len(client.get(f"/sharing/file{asked}").content.decode().strip().splitlines()) == rows + 1, asked
        assert client.get(f"/sharing/print{asked}").content.decode().count('<th scope="row">') == rows, asked
    text = client.get("/sharing/file").content.decode()
    assert "'=HYPERLINK" in text and ',"=' not in text and ",=" not in text


def test_a_place_in_the_list_that_is_none_is_a_missing_page(client_for):
    client = client_for("housing_officer")
    for after in ("x", "2027-01-01,x", f"2027-01-01,{new_id()}"):
        assert client.get("/sharing", {"after": after}).status_code == 404, after


def test_the_log_goes_on_to_the_next_page(client_for, as_role, housed, monkeypatch):
    monkeypatch.setattr("concerted.sharing.views.log.A_PAGE", 1)
    by = as_role("housing_officer")
    for what in ("knows", "housing"):
        end = {"law": law("children-act-1989-s47")} if what == "housing" else {}
        share(by, choose(by, housed, "probation", "probation_officer", what, **end), knows="We know him.")
    client, seen, where = client_for("housing_officer"), 0, "/sharing"
    while where:
        page = client.get(where).content.decode()
        seen += page.count("app-table__name")
        older = re.search(r'href="(\?after=[^"]+)"', page)
        where = f"/sharing{older[1]}" if older else ""
    assert seen == 3


def test_a_consent_is_recorded_shown_and_taken_back_with_a_letter(client_for, housed):
    client, reference = client_for("housing_officer"), housed.person.reference
    given = {
        "identifier": new_id(), "record": housed.pk, "categories": ["identity"], "to_agencies": [agency("probation")],
        "purpose": "iom", "how": "face_to_face", "words": "May we? Yes.", "given_on": "3/3/2027",
        "until_on": "31/5/2027",
    }  # fmt: skip
    bad = main_of(client.post(f"/people/{reference}/consents/add", {**given, "until_on": "1/3/2027"}))
    assert "out of date already" in bad and "May we? Yes." in bad
    assert client.post(f"/people/{reference}/consents/add", given).status_code == 302
    assert "Who somebody is" in main_of(client.get(f"/people/{reference}/consents"))
    assert client.post(address(housed, "identity"), {"identifier": new_id()}).status_code == 302
    where = f"/consents/{given['identifier']}"
    assert client.get(f"{where}/letter").status_code == 404, "nothing was taken back yet"
    before = main_of(client.get(f"{where}/withdraw"))
    assert "1 disclosure stops, at once." in before
    assert "Agreement: IOM in the county, for every person" in before
    assert client.post(f"{where}/withdraw", {"because": "He rang."}).status_code == 302
    letter = client.get(f"{where}/letter").content.decode()
    assert "Dear Kieran Featherstonehaugh-Adeyemi" in letter
    assert "you took that back" in letter and "Colchester housing" in letter
    assert "Kieran" not in client_for("probation_officer").get(f"/people/{reference}").content.decode()


def test_the_police_are_not_offered_as_receivers_of_a_consent(client_for, housed):
    shown = main_of(client_for("housing_officer").get(f"/people/{housed.person.reference}/consents/add"))
    assert "Probation" in shown
    assert not re.search(r"<label[^>]*>Police</label>", shown)


def test_an_empty_county_answers_with_nothing_to_show(client_for):
    for role in ("housing_officer", "data_protection_officer", "victim_caseworker"):
        assert "Nothing was shared one by one yet" in main_of(client_for(role).get("/sharing"))


def test_the_power_of_victim_information_requests_is_no_ground_for_sharing_anything_else(client_for, housed):
    client = client_for("housing_officer")
    where = address(housed, "identity", law="pcsca-2022-ch3a")
    assert "Chapter 3A" not in client.get(where).content.decode()
    assert client.post(where, {"identifier": new_id(), "reason": "x"}).status_code == 200
    assert owner_sql("select count(*) from access.access_disclosure") == [(0,)]


def test_an_agreement_that_ended_while_the_form_was_open_is_the_reason_and_what_was_typed_stays(
    client_for, as_role, housed
):
    agree(as_role("housing_officer"), housed, "identity")
    client, where = client_for("housing_officer"), address(housed, "knows", to=("police", "iom_coordinator"))
    assert "This is lawful." in main_of(client.get(where))
    end_lines(category="knows")
    shown = main_of(client.post(where, {"identifier": new_id(), "knows": "We know him. Call 960 101."}))
    assert "has ended." in shown and "not the lawful basis" not in shown
    assert "We know him. Call 960 101." in shown
    assert owner_sql("select count(*) from access.access_disclosure") == [(0,)]


def test_a_file_and_a_print_that_are_cut_say_so(client_for, as_role, housed, monkeypatch):
    by = as_role("housing_officer")
    for what in ("knows", "housing"):
        end = {"law": law("children-act-1989-s47")} if what == "housing" else {}
        share(by, choose(by, housed, "probation", "probation_officer", what, **end), knows="We know him.")
    client = client_for("housing_officer")
    for address_of in ("/sharing/file", "/sharing/print"):
        assert "Only the newest" not in client.get(address_of).content.decode()
    monkeypatch.setattr("concerted.sharing.views.log.A_FILE", 1)
    for address_of in ("/sharing/file", "/sharing/print"):
        assert "Only the newest 1 are here" in client.get(address_of).content.decode()
