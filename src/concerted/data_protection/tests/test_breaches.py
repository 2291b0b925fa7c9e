"""The log of breaches: its order, its clock, two officers at once, and who reads it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from concerted.data_protection.models import Breach
from concerted.kernel.identifiers import new_id
from concerted.web.testing.county import owner_sql

OFFICER = "data_protection_officer"
PAGES = ("/breaches", "/breaches/new")


def written(at) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}"


def ago(**time):
    return timezone.now() - timedelta(**time)


@pytest.fixture
def officer(client_for):
    return client_for(OFFICER, "police")


def a_breach(**changes):
    return {
        "identifier": str(new_id()),
        "near_miss": "no",
        "what": "A list of addresses went to the wrong mailbox.",
        "happened_at": written(ago(hours=30)),
        "aware_at": written(ago(hours=20)),
        "regime": "uk_gdpr",
        "categories": ["whereabouts"],
        "people": "2-10",
        **changes,
    }


def recorded(officer, **changes) -> Breach:
    answer = officer.post("/breaches/new", a_breach(**changes))
    assert answer.status_code == 302, answer.content.decode()
    reference = answer["Location"].split("/")[2].partition("?")[0]
    return Breach.objects.using("migrator").get(reference=reference)


STEPS = {
    "safety": {"safety": "Nobody is in danger.", "safe_at": written(ago(hours=19))},
    "containment": {"contained": "Called back and deleted.", "contained_at": written(ago(hours=18))},
    "report": {
        "risk": "risk",
        "risk_because": "Addresses.",
        "reported_at": written(ago(hours=1)),
        "report_reference": "IC-1",
        "late_because": "",
        "not_reported_because": "",
    },
    "people": {"people_told_at": "", "people_not_told_because": "The risk is not high."},
    "learnt": {"learnt": "Lists are sent by reference."},
}


def take(officer, breach: Breach, step: str, **changes):
    version = Breach.objects.using("migrator").get(pk=breach.pk).version
    return officer.post(f"/breaches/{breach.reference}/{step}", {"version": version, **STEPS[step], **changes})


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_breach_goes_from_safety_to_what_was_learnt_and_is_closed(officer):
    breach = recorded(officer)
    for step in STEPS:
        page = text_of(officer.get(f"/breaches/{breach.reference}"))
        assert f'href="/breaches/{breach.reference}/{step}"' in page
        answer = take(officer, breach, step)
        assert answer.status_code == 302, answer.content.decode()
    closed = Breach.objects.using("migrator").get(pk=breach.pk)
    assert closed.closed_at is not None
    assert "What was done?" in text_of(officer.get(f"/breaches/{breach.reference}"))
    kinds = owner_sql("select kind from audit_event where kind like 'breach.%%' order by id", [])
    assert [k for (k,) in kinds] == ["breach.recorded", *(f"breach.{step}" for step in STEPS)]
    assert take(officer, breach, "learnt").status_code == 409


@pytest.mark.parametrize("step", ["containment", "report", "people", "learnt"])
def test_no_step_is_taken_before_somebodys_safety(officer, step):
    breach = recorded(officer)
    assert take(officer, breach, step).status_code == 409
    page = officer.get(f"/breaches/{breach.reference}/{step}")
    assert page.status_code == 409
    assert "First: Is anybody in danger" in page.content.decode()
    assert Breach.objects.using("migrator").get(pk=breach.pk).version == 1


def test_the_clock_is_shown_from_awareness(officer):
    breach = recorded(officer, happened_at=written(ago(hours=60)), aware_at=written(ago(hours=20, minutes=1)))
    page = text_of(officer.get("/breaches"))
    assert "51 hours 5" in page
    late = recorded(officer, happened_at="", aware_at=written(ago(hours=80)))
    page = text_of(officer.get("/breaches"))
    assert "1 clock has run out" in " ".join(page.split())
    assert "It ran out on" in text_of(officer.get(f"/breaches/{late.reference}"))
    assert breach.reference in page


def test_a_late_report_asks_why_and_keeps_what_was_typed(officer):
    breach = recorded(officer, happened_at="", aware_at=written(ago(hours=80)))
    take(officer, breach, "safety", safe_at=written(ago(hours=79)))
    take(officer, breach, "containment", contained_at=written(ago(hours=79)))
    answer = take(officer, breach, "report")
    page = text_of(answer)
    assert "It was reported after the 72 hours. Say why" in page
    assert "IC-1" in page
    assert take(officer, breach, "report", late_because="The mailbox was not read over the weekend.").status_code == 302


def test_what_is_unlikely_to_harm_needs_a_reason_and_no_report(officer):
    breach = recorded(officer)
    take(officer, breach, "safety")
    take(officer, breach, "containment")
    given = {"risk": "unlikely", "reported_at": "", "report_reference": ""}
    assert "Say why it is unlikely" in text_of(take(officer, breach, "report", **given))
    assert take(officer, breach, "report", **given, not_reported_because="Encrypted.").status_code == 302
    assert "No clock" in text_of(officer.get("/breaches"))


def test_a_risk_must_be_reported(officer):
    breach = recorded(officer)
    take(officer, breach, "safety")
    take(officer, breach, "containment")
    page = text_of(take(officer, breach, "report", reported_at=""))
    assert "It must be reported: report it, then write when." in page


def test_a_high_risk_tells_that_people_are_told(officer):
    breach = recorded(officer)
    take(officer, breach, "safety")
    take(officer, breach, "containment")
    take(officer, breach, "report", risk="high")
    page = text_of(officer.get(f"/breaches/{breach.reference}/people"))
    assert "The risk is high: those affected are told without undue delay" in page
    empty = {"people_told_at": "", "people_not_told_because": ""}
    assert "Write when they were told, or why not." in text_of(take(officer, breach, "people", **empty))
    both = {"people_told_at": written(ago(minutes=5)), "people_not_told_because": "x"}
    assert "Leave one of the two empty" in text_of(take(officer, breach, "people", **both))


def test_a_risk_found_to_be_high_afterwards_asks_anew_whether_people_are_told(officer):
    breach = recorded(officer)
    for step in ("safety", "containment", "report", "people"):
        take(officer, breach, step)
    take(officer, breach, "report", risk="risk", risk_because="Still addresses.")
    assert Breach.objects.using("migrator").get(pk=breach.pk).people_not_told_because
    assert take(officer, breach, "report", risk="high").status_code == 302
    assert "Are the people affected told?" in text_of(officer.get("/breaches"))
    assert take(officer, breach, "learnt").status_code == 409
    assert (
        take(officer, breach, "people", people_told_at=written(ago(hours=1)), people_not_told_because="").status_code
        == 302
    )
    assert take(officer, breach, "learnt").status_code == 302


def test_a_near_miss_only_asks_what_was_learnt(officer):
    breach = recorded(officer, near_miss="yes", people="none")
    page = text_of(officer.get(f"/breaches/{breach.reference}"))
    assert "A near miss is not reported." in page
    assert officer.get(f"/breaches/{breach.reference}/report").status_code == 404
    assert take(officer, breach, "learnt").status_code == 302
    assert breach.reference in text_of(officer.get("/breaches?show=near"))


def test_sent_twice_it_is_written_once(officer):
    form = a_breach()
    first, second = officer.post("/breaches/new", form), officer.post("/breaches/new", form)
    assert first["Location"] == second["Location"]
    assert owner_sql("select count(*) from data_protection_breach") == [(1,)]


def test_a_step_sent_twice_is_written_once(officer):
    breach = recorded(officer)
    form = {"version": 1, **STEPS["safety"]}
    assert officer.post(f"/breaches/{breach.reference}/safety", form).status_code == 302
    again = text_of(officer.post(f"/breaches/{breach.reference}/safety", form))
    assert "changed this" in again
    assert Breach.objects.using("migrator").get(pk=breach.pk).version == 2


def test_of_two_officers_the_later_is_told_who_changed_it_and_nothing_typed_is_lost(officer):
    breach = recorded(officer)
    take(officer, breach, "safety")
    stale = {"version": 1, **STEPS["safety"], "safety": "My own words about it."}
    page = text_of(officer.post(f"/breaches/{breach.reference}/safety", stale))
    assert "H. Olorunfemi-Drake changed this" in page
    assert "Nobody is in danger." in page
    assert "My own words about it." in page
    assert Breach.objects.using("migrator").get(pk=breach.pk).safety == "Nobody is in danger."
    now = Breach.objects.using("migrator").get(pk=breach.pk).version
    assert f'name="version" value="{now}"' in page


def test_a_step_written_anew_keeps_what_it_said_in_the_history(officer):
    breach = recorded(officer)
    take(officer, breach, "safety")
    take(officer, breach, "safety", safety="An Idva was told.")
    kept = owner_sql("select safety from data_protection_breach_history order by history_id", [])
    assert ("Nobody is in danger.",) in kept


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"aware_at": ""}, "the 72 hours begin there"),
        ({"aware_at": "31/2/2027 10:00"}, "Write a day and a time that exist"),
        ({"aware_at": written(timezone.now() + timedelta(days=1))}, "Nobody can be aware of it before now"),
        ({"happened_at": written(ago(hours=1))}, "It happened after you were aware of it"),
        ({"what": " "}, "Say what happened."),
        ({"what": "x" * 4001}, "4,000 characters or fewer"),
        ({"categories": []}, "Tick at least one."),
        ({"categories": ["nonsense"]}, "list"),
        ({"people": "many"}, "list"),
        ({"near_miss": ""}, "Say whether it was a breach or a near miss."),
        ({"regime": "martial"}, "list"),
    ],
)
def test_bad_input_is_refused_with_the_way_to_mend_it_and_kept(officer, changes, said):
    page = text_of(officer.post("/breaches/new", a_breach(**changes)))
    assert said in page
    assert "wrong mailbox" in page or "what" in changes
    assert owner_sql("select count(*) from data_protection_breach") == [(0,)]


def test_a_time_before_awareness_or_ahead_is_refused(officer):
    breach = recorded(officer)
    take(officer, breach, "safety")
    take(officer, breach, "containment")
    assert "before anybody was aware" in text_of(take(officer, breach, "report", reported_at=written(ago(hours=29))))
    ahead = written(timezone.now() + timedelta(hours=2))
    assert "This lies ahead" in text_of(take(officer, breach, "report", reported_at=ahead))


def test_only_a_competent_authority_falls_under_part_3(client_for):
    housing = client_for(OFFICER, "housing_colchester")
    assert "Part 3" not in text_of(housing.get("/breaches/new"))
    assert housing.post("/breaches/new", a_breach(regime="part_3")).status_code == 200
    police = client_for(OFFICER, "police")
    assert recorded(police, regime="part_3").regime == "part_3"


def test_another_agencys_breach_is_as_one_that_is_missing(client_for, officer):
    breach = recorded(officer)
    other = client_for(OFFICER, "housing_colchester")
    for address in (
        f"/breaches/{breach.reference}",
        f"/breaches/{breach.reference}/print",
        f"/breaches/{breach.reference}/safety",
    ):
        assert other.get(address).status_code == 404
    assert breach.reference not in text_of(other.get("/breaches?show=all"))
    assert other.get("/breaches/B-222222").status_code == 404


@pytest.mark.parametrize("role", ["iom_coordinator", "agency_administrator", "agreement_owner", "analyst"])
def test_no_other_role_opens_the_log(client_for, role):
    for address in PAGES:
        assert client_for(role).get(address).status_code == 403
    assert client_for(role).post("/breaches/new", a_breach()).status_code == 403


def test_today_says_what_comes_next_and_how_long_the_clock_runs(officer, client_for):
    breach = recorded(officer)
    page = text_of(officer.get("/today"))
    assert f"/breaches/{breach.reference}/safety" in page
    assert "of 72 hours left" in page
    assert breach.reference not in text_of(client_for(OFFICER, "housing_colchester").get("/today"))
    assert breach.reference not in text_of(client_for("iom_coordinator").get("/today"))


def test_it_is_printed_whole(officer):
    breach = recorded(officer)
    take(officer, breach, "safety")
    page = text_of(officer.get(f"/breaches/{breach.reference}/print"))
    assert "Nobody is in danger." in page
    assert page.count("Not written yet.") == 4


def test_an_unknown_step_and_nonsense_in_the_address(officer):
    breach = recorded(officer)
    assert officer.get(f"/breaches/{breach.reference}/nonsense").status_code == 404
    assert officer.get("/breaches?show=nonsense&after=-1").status_code == 200
    assert officer.get("/breaches?after=9999999999999999").status_code == 200
    assert officer.post("/breaches/new", {"identifier": str(uuid4())}).status_code == 200


def test_the_longest_words_have_a_page(officer):
    breach = recorded(officer, what="Featherstonehaugh" * 200)
    assert breach.reference in text_of(officer.get("/breaches"))
