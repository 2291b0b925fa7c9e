"""Agreements from draft to end: what opens and stops, who is told, what two people at once and a double click do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from concerted.access.agreements.actions.change_draft import CHANGED, change_draft
from concerted.access.agreements.actions.draft_agreement import draft_agreement, draft_next_edition
from concerted.access.agreements.actions.end_agreement import end_agreement
from concerted.access.agreements.actions.end_line import end_line
from concerted.access.agreements.actions.put_into_force import put_into_force
from concerted.access.agreements.actions.remove_line import remove_line
from concerted.access.agreements.actions.send_agreement import send_agreement
from concerted.access.agreements.actions.sign_agreement import sign_agreement
from concerted.access.agreements.actions.take_back_agreement import take_back_agreement
from concerted.access.agreements.actions.withdraw_party import withdraw_party
from concerted.access.agreements.comparing import differences, line_differences
from concerted.access.agreements.effect import of_ending, of_force
from concerted.access.models import Disclosure
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.partnership.conflicts import Changed
from concerted.partnership.models import Agreement, AgreementLine
from concerted.people.models import Record
from concerted.web.testing.county import owner_sql, owners_scope, sign_in_as
from concerted.web.testing.directory import (
    OWNER,
    add_line,
    administrator_of,
    bring_into_force,
    draft,
    make_post,
    send,
    sign,
    speak_as,
)


@pytest.fixture
def trial(county):
    """An agreement in force by which prisons opens identity to housing officers."""
    made = draft()
    add_line(made, "prisons", "housing_colchester", "identity", "housing_officer")
    bring_into_force(made, "prisons", "housing_colchester")
    return made


def seen_by_housing() -> int:
    sign_in_as("housing_officer")
    return Record.objects.filter(agency__code="prisons").count()


def events(kind: str) -> int:
    return owner_sql("select count(*) from audit_event where kind = %s", [kind])[0][0]


def test_what_an_agreement_opens_is_open_from_the_statement_that_puts_it_into_force(county, make_record):
    make_record("prisons")
    made = draft()
    add_line(made, "prisons", "housing_colchester", "identity", "housing_officer")
    assert seen_by_housing() == 0
    send(made)
    sign(made, "prisons", "housing_colchester")
    assert seen_by_housing() == 0
    assert put_into_force(agreement=made, by=sign_in_as("agreement_owner")) == 1
    assert seen_by_housing() == 1


def test_an_ended_agreement_stops_in_the_next_statement_and_says_why(trial, make_record):
    make_record("prisons")
    assert seen_by_housing() == 1
    officer = sign_in_as("agreement_owner")
    told = of_ending(trial, trial.lines.all())
    assert [hangs for _, hangs in told.stops] == ["1 post, 1 key, no open disclosures"]
    assert end_agreement(agreement=trial, because="The pilot is over.", by=officer) == 1
    assert seen_by_housing() == 0
    trial.refresh_from_db()
    assert (trial.state, trial.ended_because) == ("ended", "The pilot is over.")
    before = events("agreement.ended")
    assert end_agreement(agreement=trial, because="again", by=sign_in_as("agreement_owner")) == 0
    assert events("agreement.ended") == before


def test_nothing_ends_without_a_reason(trial):
    officer = sign_in_as("agreement_owner")
    with pytest.raises(Refused, match="Say why"):
        end_agreement(agreement=trial, because=" ", by=officer)
    with pytest.raises(Refused, match="Say why"):
        end_line(agreement=trial, line=trial.lines.get(), because="", by=officer)


def test_one_line_ends_and_the_others_go_on(county, make_record):
    made = draft()
    first = add_line(made, "prisons", "housing_colchester", "identity", "housing_officer")
    add_line(made, "prisons", "housing_colchester", "custody", "housing_officer")
    bring_into_force(made, "prisons", "housing_colchester")
    officer = sign_in_as("agreement_owner")
    assert end_line(agreement=made, line=first, because="Not needed.", by=officer) == 1
    assert end_line(agreement=made, line=first, because="Not needed.", by=officer) == 0
    make_record("prisons")
    assert seen_by_housing() == 0
    open_now = made.lines.filter(until_at__gt=timezone.now()).values_list("category", flat=True)
    assert list(open_now) == ["custody"]


def test_a_party_that_withdraws_stops_what_it_gives_and_receives(trial, make_record):
    make_record("prisons")
    signer = speak_as(administrator_of("prisons"))
    assert withdraw_party(agreement=trial, because="We cannot any more.", by=signer) == 1
    assert seen_by_housing() == 0
    trial.refresh_from_db()
    assert trial.state == "ended", "fewer than two parties are left"


def test_a_party_that_will_not_sign_keeps_it_out_of_force(county):
    made = draft()
    add_line(made, "prisons", "housing_colchester", "identity", "housing_officer")
    send(made)
    sign(made, "prisons")
    withdraw_party(agreement=made, because="Not like this.", by=speak_as(administrator_of("housing_colchester")))
    officer = sign_in_as("agreement_owner")
    with pytest.raises(Refused, match="Colchester housing"):
        put_into_force(agreement=made, by=officer)
    assert take_back_agreement(agreement=made, by=officer) == 1
    made.refresh_from_db()
    assert made.state == "draft" and not made.parties.exists()


def test_the_next_edition_takes_the_place_of_the_former_and_open_disclosures_go_on(trial, make_record):
    made = draft("single")
    line = add_line(made, "prisons", "housing_colchester", "custody", "housing_officer", by_request=True)
    gone = add_line(made, "prisons", "housing_colchester", "knows", "housing_officer", by_request=True)
    bring_into_force(made, "prisons", "housing_colchester")
    kept, stopped = disclosed(line, make_record("prisons")), disclosed(gone, make_record("prisons"), "identity")
    officer = sign_in_as("agreement_owner")
    following = draft_next_edition(code="single", edition=1, by=officer)
    assert draft_next_edition(code="single", edition=1, by=officer) == following
    remove_line(agreement=following.pk, version=following.version, number=gone.number, by=officer)
    told = of_force(following)
    assert (len(told.opens), len(told.goes_on), len(told.stops)) == (0, 1, 1)
    bring_into_force(following, "prisons", "housing_colchester")
    made.refresh_from_db()
    assert (made.state, made.ended_because) == ("ended", "Edition 2 took its place.")
    lines = {
        d.pk: d.agreement_line.agreement_id for d in Disclosure.objects.using(OWNER).filter(pk__in=[kept, stopped])
    }
    assert lines == {kept: following.pk, stopped: made.pk}
    (left_out,) = line_differences(made, following)
    assert (left_out.what, left_out.after) == ("Left out", "")


def disclosed(line: AgreementLine, record: Record, category: str = "custody"):
    made = Disclosure.objects.using(OWNER).create(
        id=new_id(), subject_id=record.pk, scope_id=owners_scope("prisons", category), from_agency_id=line.giver_id,
        to_agency_id=line.receiver_id, purpose="iom", gateway_id="cda-1998-s115", agreement_line=line,
        from_at=timezone.now(),
    )  # fmt: skip
    return made.pk


def test_small_numbers_of_disclosures_of_a_secret_service_are_not_told(county):
    officer = sign_in_as("agreement_owner")
    whole = Agreement.objects.get(code="iom-2026")
    told = dict(of_ending(whole, whole.lines.all()).stops)
    attends = next(hangs for line, hangs in told.items() if "Second Start" in line and "attends" in line)
    assert attends.endswith("few or no open disclosures")
    assert officer.role_class == "agreement_owner"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"objective": ""}, "what the agreement is for"),
        ({"retention": ""}, "how long"),
        ({"assessment": "", "assessed_on": None}, "impact assessment"),
        ({"review_on": timezone.localdate()}, "review is past"),
        ({"last_on": timezone.localdate() - timedelta(days=1)}, "last day is past"),
    ],
)
def test_an_incomplete_draft_is_not_sent_and_says_what_is_missing(county, changed, said):
    made = draft()
    add_line(made, "prisons", "housing_colchester", "identity", "housing_officer")
    officer = sign_in_as("agreement_owner")
    made.refresh_from_db()
    words = {name: getattr(made, name) for name in CHANGED} | {"last_on": None} | changed
    change_draft(agreement=made.pk, version=made.version, by=officer, **words)
    made.refresh_from_db()
    with pytest.raises(Refused, match=said):
        send_agreement(agreement=made, version=made.version, by=officer)


def test_an_empty_draft_is_not_sent(county):
    made = draft()
    with pytest.raises(Refused, match="no line yet"):
        send(made)


def test_a_signature_is_for_the_text_that_was_read(county):
    made = draft()
    add_line(made, "prisons", "housing_colchester", "identity", "housing_officer")
    send(made)
    read = made.version
    officer = sign_in_as("agreement_owner")
    take_back_agreement(agreement=made, by=officer)
    send(made)
    signer = speak_as(administrator_of("prisons"))
    with pytest.raises(Refused, match="Read it again"):
        sign_agreement(agreement=made, version=read, by=signer)
    sign_agreement(agreement=made, version=made.version, by=signer)
    before = events("agreement.signed")
    sign_agreement(agreement=made, version=made.version, by=signer)
    assert events("agreement.signed") == before


def test_one_person_signs_for_one_party_alone(county, client_for):
    made = draft()
    add_line(made, "police", "housing_colchester", "identity", "housing_officer")
    send(made)
    both = {code: administrator_of(code) for code in ("police", "housing_colchester")}
    assert both["police"].account_id == both["housing_colchester"].account_id, "the demonstration has one for both"
    sign(made, "police")
    same = speak_as(both["housing_colchester"])
    with pytest.raises(Refused, match="You signed this for"):
        sign_agreement(agreement=made, version=made.version, by=same)
    client = client_for("agency_administrator", "housing_colchester")
    assert "You signed it for" in client.get(f"/agreements/{made.code}/1/sign").content.decode()
    other = speak_as(make_post("agency_administrator", "housing_colchester"))
    sign_agreement(agreement=made, version=made.version, by=other)
    assert put_into_force(agreement=made, by=sign_in_as("agreement_owner")) == 1


@pytest.mark.parametrize(
    "wider", [{"by_request": False}, {"writes": True}, {"needs_vetting": False}], ids=lambda wider: next(iter(wider))
)
def test_an_edition_that_opens_more_is_never_told_as_going_on(county, wider):
    made = draft("wide")
    add_line(made, "prisons", "housing_colchester", "custody", "housing_officer", by_request=True, needs_vetting=True)
    bring_into_force(made, "prisons", "housing_colchester")
    following = draft_next_edition(code="wide", edition=1, by=sign_in_as("agreement_owner"))
    following.lines.using(OWNER).update(**wider)
    told = of_force(following)
    assert (len(told.opens), len(told.goes_on), len(told.stops)) == (1, 0, 1)
    (changed,) = line_differences(made, following)
    assert changed.what == "Changed"


def test_a_line_beside_one_of_the_same_role_is_compared_too(county):
    made = draft("beside")
    add_line(made, "prisons", "housing_colchester", "custody", "housing_officer")
    add_line(made, "prisons", "housing_colchester", "custody", "housing_officer", by_request=True)
    bring_into_force(made, "prisons", "housing_colchester")
    officer = sign_in_as("agreement_owner")
    following = draft_next_edition(code="beside", edition=1, by=officer)
    remove_line(agreement=following.pk, version=following.version, number=1, by=officer)
    (left,) = line_differences(made, following)
    assert "Everybody of this category".lower() in left.before.lower()
    assert "everybody of this category" not in left.after.lower()


def test_an_expired_agreement_opens_nothing_and_its_page_says_what_to_do(trial, make_record, client_for):
    make_record("prisons")
    owner_sql("update partnership_agreement set until_on = current_date where id = %s", [trial.pk])
    owner_sql("update partnership_agreementline set until_at = now() where agreement_id = %s", [trial.pk])
    assert seen_by_housing() == 0
    said = client_for("agreement_owner").get(f"/agreements/{trial.code}/1").content.decode()
    assert "Draft its next edition" in said and "its last day was" in said
    said = client_for("housing_officer").get(f"/agreements/{trial.code}/1").content.decode()
    assert "drafts the next edition" in said


def test_two_officers_at_one_draft_the_later_one_is_told_and_nothing_is_lost(county, client_for):
    made = draft()
    officer = sign_in_as("agreement_owner")
    words = {name: getattr(made, name) for name in CHANGED} | {"last_on": None}
    change_draft(agreement=made.pk, version=made.version, by=officer, **(words | {"marking": "Official"}))
    with pytest.raises(Changed, match="P. Marchetti-Oduya"):
        change_draft(agreement=made.pk, version=made.version, by=officer, **(words | {"marking": "Secret"}))
    typed = {
        "version": made.version, "title": "Another title", "purpose": "iom", "gateway_id": made.gateway_id,
        "owner": "Somebody", "review_on": "1/6/2028",
    }  # fmt: skip
    said = client_for("agreement_owner").post(f"/agreements/{made.code}/1/words", typed).content.decode()
    assert "P. Marchetti-Oduya changed this" in said and "Another title" in said
    made.refresh_from_db()
    assert made.marking == "Official"


def test_a_double_click_makes_one_draft_and_one_line(county, client_for):
    client = client_for("agreement_owner")
    typed = {"title": "Twice", "code": "twice", "template": "template-crime-reduction"}
    places = [client.post("/agreements/draft", typed)["Location"] for _ in range(2)]
    assert places[0] == places[1] == "/agreements/twice/1?said=drafted"
    made = Agreement.objects.using(OWNER).get(code="twice")
    assert made.objective.startswith("Prevent and reduce crime") and made.gateway_id == "cda-1998-s115"
    agencies = dict(owner_sql("select code, id from partnership_agency"))
    line = {
        "version": made.version, "giver": agencies["prisons"], "receiver": agencies["police"], "category": "custody",
        "role_class": "iom_coordinator", "regime": "part_3", "reach": "all", "words": "Prison and release dates",
    }  # fmt: skip
    assert [client.post("/agreements/twice/1/lines/add", line).status_code for _ in range(2)] == [302, 302]
    assert made.lines.using(OWNER).count() == 1


def test_a_taken_short_name_is_refused_and_everything_typed_is_kept(county, client_for):
    typed = {"title": "Mine", "code": "iom-2026", "template": "template-counts"}
    said = client_for("agreement_owner").post("/agreements/draft", typed).content.decode()
    assert "has this short name already" in said and 'value="Mine"' in said
    with pytest.raises(Refused, match="next edition"):
        draft_agreement(
            code="iom-2026", title="Mine", gateway="cda-1998-s115", template="", by=sign_in_as("agreement_owner")
        )


def test_words_of_two_editions_are_compared(trial, client_for):
    following = draft_next_edition(code=trial.code, edition=1, by=sign_in_as("agreement_owner"))
    words = {name: getattr(following, name) for name in CHANGED} | {"last_on": None, "retention": "Two years."}
    change_draft(agreement=following.pk, version=1 + 0, by=sign_in_as("agreement_owner"), **words)
    following.refresh_from_db()
    found = {difference.what: difference.after for difference in differences(trial, following)}
    assert found["Retention"] == "Two years." and found["Ends before"] == "without an end"
    said = client_for("agreement_owner").get(f"/agreements/{trial.code}/2/compare").content.decode()
    assert "Two years." in said and "One year." in said
    assert client_for("housing_officer").get(f"/agreements/{trial.code}/2").status_code == 404, "a draft"


def test_today_names_what_waits_for_a_signature_and_what_is_signed_by_all(county, client_for):
    made = draft()
    add_line(made, "prisons", "housing_colchester", "identity", "housing_officer")
    send(made)
    assert (
        "waits for your agency"
        in client_for("agency_administrator", "housing_colchester").get("/today").content.decode()
    )
    assert "waits for your agency" not in client_for("agency_administrator", "police").get("/today").content.decode()
    sign(made, "prisons", "housing_colchester")
    assert "is signed by everybody" in client_for("agreement_owner").get("/today").content.decode()


PAGES = (
    "",
    "/print",
    "/end",
    "/lines/1/end",
    "/send",
    "/take-back",
    "/into-force",
    "/words",
    "/lines/add",
    "/lines/1/remove",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_an_agreement_in_force_answers_its_keeper(trial, client_for, page):
    assert client_for("agreement_owner").get(f"/agreements/{trial.code}/1{page}").status_code == 200
    assert client_for("agreement_owner").get(f"/agreements/none/1{page}").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"version": "99999999999999999999"},
        {"version": "-1"},
        {"version": ""},
        {"last_on": "31/12/9999"},
        {"review_on": "1/1/0001"},
        {"title": "x\x00y"},
        {"title": "x" * 5000},
        {"gateway_id": "none"},
        {"purpose": "none"},
        {"last_on": "1/1/2027", "review_on": "1/1/2028"},
    ],
)
def test_bad_input_is_told_and_changes_nothing(county, client_for, given):
    made = draft()
    typed = {
        "version": made.version, "title": "Typed", "purpose": "iom", "gateway_id": made.gateway_id, "owner": "Somebody",
        "review_on": "1/6/2028", "marking": "Kept as typed", **given,
    }  # fmt: skip
    answered = client_for("agreement_owner").post(f"/agreements/{made.code}/1/words", typed)
    assert answered.status_code == 200 and "Kept as typed" in answered.content.decode()
    before = made.version
    made.refresh_from_db()
    assert made.version == before


def test_addresses_that_lead_nowhere_are_not_found(trial, client_for):
    client = client_for("agreement_owner")
    for address in (
        "trial/99999999999999999999",
        "trial/2",
        "trial/1/lines/99999999999999999999/end",
        "trial/1/compare",
    ):
        assert client.get(f"/agreements/{address}").status_code == 404, address
    for act in ("send", "take-back", "into-force"):
        assert client.post(f"/agreements/trial/1/{act}", {"version": "x"}).status_code == 200, act
