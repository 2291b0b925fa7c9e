from datetime import date

import pytest

from concerted.cases.conflicts import Changed
from concerted.cases.models import Case, Step
from concerted.kernel.errors import Refused
from concerted.programmes.iom.actions.leave_cohort import leave_cohort
from concerted.programmes.iom.actions.record_decision import Parts, record_decision
from concerted.programmes.iom.actions.record_told import record_told
from concerted.programmes.iom.actions.set_colour import set_colour
from concerted.programmes.iom.actions.set_kind import set_kind
from concerted.programmes.iom.models import Standing
from concerted.web.testing.county import owner_sql

TODAY = date(2027, 3, 3)


def form_of(case, **more):
    given = {
        "version": case.version,
        "outcome": "adopted",
        "because": "Two robberies and a burglary, all convicted.",
        "decided_by": "Inspector T. Ferncastle",
        "kind": "Fixed",
        "colour": "red",
        "told": "later",
        "tell_by_on": "10/3/2027",
    }
    return {**given, **more}


def events(kind):
    return owner_sql("select about, detail from audit_event where kind = %s", [kind])


def test_nothing_is_chosen_beforehand(scheme, client_for):
    html = client_for("iom_coordinator").get(f"/iom/decide/{scheme.propose().pk}").content.decode()
    assert " checked" not in html


def test_adopting_keeps_kind_colour_and_day_of_telling_and_writes_one_event(scheme, client_for):
    case = scheme.propose()
    answer = client_for("iom_coordinator").post(f"/iom/decide/{case.pk}", form_of(case))
    assert answer.status_code == 302
    case = Case.objects.using("migrator").get(pk=case.pk)
    standing = Standing.objects.using("migrator").get(case=case)
    assert (case.stage, standing.kind, standing.colour) == ("adopted", "Fixed", "red")
    assert standing.tell_by_on == date(2027, 3, 10) and standing.told_on is None
    assert case.review_due_on == date(2027, 3, 17)
    assert len(events("case.decided")) == 1


def test_the_form_sent_twice_is_one_decision(scheme, client_for):
    case = scheme.propose()
    client = client_for("iom_coordinator")
    for _ in range(2):
        assert client.post(f"/iom/decide/{case.pk}", form_of(case)).status_code == 302
    assert Step.objects.using("migrator").filter(case=case, stage="adopted").count() == 1
    assert len(events("case.decided")) == 1


def test_an_empty_form_is_repaired_and_keeps_what_was_typed(scheme, client_for):
    case = scheme.propose()
    sent = {"version": case.version, "outcome": "adopted", "decided_by": "Chief Inspector Winterbourne-Szczepanski"}
    html = client_for("iom_coordinator").post(f"/iom/decide/{case.pk}", sent).content.decode()
    for repair in (
        "The decision is not recorded yet",
        "Say why: the person is told the reason.",
        "Choose Fixed, Flex or Free, or Later.",
        "Choose a colour, or Later.",
        "Say when the person was told, or why not, or Later.",
        "Everything you typed is kept",
        "Chief Inspector Winterbourne-Szczepanski",
    ):
        assert repair in html


def test_amber_has_no_interval_so_the_first_review_is_asked_for(scheme, client_for):
    case, client = scheme.propose(), client_for("iom_coordinator")
    html = client.get(f"/iom/decide/{case.pk}").content.decode()
    assert "How often amber is reviewed is <b>not configured</b> in this county" in html
    refused = client.post(f"/iom/decide/{case.pk}", form_of(case, colour="amber"))
    assert "How often amber is reviewed is not configured: write the day" in refused.content.decode()
    assert (
        client.post(f"/iom/decide/{case.pk}", form_of(case, colour="amber", review_due_on="24/3/2027")).status_code
        == 302
    )
    assert Case.objects.using("migrator").get(pk=case.pk).review_due_on == date(2027, 3, 24)


@pytest.mark.parametrize(
    ("outcome", "more", "missing"),
    [
        ("declined", {"held_by": "Police, neighbourhood team"}, "Say who holds this person instead."),
        ("not_yet", {"missing": "An address", "missing_by_on": "18/3/2027"}, "Say what is missing, and who brings it."),
    ],
)
def test_not_adopting_asks_for_what_it_needs(scheme, client_for, outcome, more, missing):
    case, client = scheme.propose(), client_for("iom_coordinator")
    bare = {"version": case.version, "outcome": outcome, "because": "Shop theft only.", "decided_by": "Inspector F."}
    assert missing in client.post(f"/iom/decide/{case.pk}", bare).content.decode()
    assert client.post(f"/iom/decide/{case.pk}", {**bare, **more}).status_code == 302
    standing = Standing.objects.using("migrator").get(case=case)
    assert (standing.held_by, standing.missing) == (more.get("held_by", ""), more.get("missing", ""))
    assert (standing.kind, standing.colour) == ("", "")


def test_two_people_deciding_see_both_and_neither_overwrites(scheme, client_for):
    case, client = scheme.propose(), client_for("iom_coordinator")
    scheme.decide(case, "not_yet", because="Where does he live?", parts={"missing": "The address"})
    answer = client.post(f"/iom/decide/{case.pk}", form_of(case, because="Mine, typed meanwhile."))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Yours is not saved" in html and "Where does he live?" in html and "Mine, typed meanwhile." in html
    assert Case.objects.using("migrator").get(pk=case.pk).stage == "not_yet"


def test_a_child_is_never_adopted(scheme, client_for):
    case, client = scheme.propose(scheme.person(born_on=date(2010, 1, 1))), client_for("iom_coordinator")
    answer = client.post(f"/iom/decide/{case.pk}", form_of(case))
    assert "no child is given a colour" in answer.content.decode()
    assert Case.objects.using("migrator").get(pk=case.pk).stage == "proposed"


def test_who_may_not_decide_is_told_why_and_a_missing_case_is_a_404(scheme, client_for):
    case = scheme.propose()
    assert client_for("probation_officer").get(f"/iom/decide/{case.pk}").status_code == 403
    assert client_for("iom_coordinator").get("/iom/decide/01a20e4b-d3bf-79e6-baa8-c2bb219e3ca9").status_code == 404


def test_the_act_itself_refuses_without_a_named_person(scheme):
    case = scheme.propose()
    with pytest.raises(Refused, match="a named person"):
        scheme.decide(case, decided_by=" ")
    with pytest.raises(Refused, match="instead"):
        scheme.decide(case, "declined")


def test_an_older_version_is_refused(scheme):
    case = scheme.adopt()
    with pytest.raises(Changed):
        set_colour(case=case.pk, colour="red", by=scheme.keeper, version=case.version - 1)


def test_what_was_left_for_later_can_be_said(scheme):
    case = scheme.adopt(kind="", colour="", told_on=None)
    set_kind(case=case.pk, kind="Free", by=scheme.keeper)
    set_colour(case=case.pk, colour="green", by=scheme.keeper, review_due_on=date(2027, 4, 1))
    standing = record_told(case=case.pk, told_on=None, not_told_because="Not safe", on=TODAY, by=scheme.keeper)
    assert (standing.kind, standing.not_told_because) == ("Free", "Not safe")
    assert Case.objects.get(pk=case.pk).review_due_on == date(2027, 4, 1)
    assert [len(events(kind)) for kind in ("iom.kind_set", "iom.colour_set", "iom.told")] == [1, 1, 1]
    set_kind(case=case.pk, kind="Free", by=scheme.keeper)
    assert len(events("iom.kind_set")) == 1


@pytest.mark.parametrize(("told_on", "because"), [(None, ""), (TODAY, "Not safe"), (date(2027, 3, 4), "")])
def test_being_told_is_one_day_or_one_reason(scheme, told_on, because):
    case = scheme.adopt(told_on=None)
    with pytest.raises(Refused):
        record_told(case=case.pk, told_on=told_on, not_told_because=because, on=TODAY, by=scheme.keeper)


def test_a_colour_that_there_is_not_and_one_for_somebody_outside_the_cohort_are_refused(scheme):
    with pytest.raises(Refused):
        set_colour(case=scheme.adopt().pk, colour="black", by=scheme.keeper)
    with pytest.raises(Refused, match="not in the cohort"):
        set_colour(case=scheme.propose().pk, colour="red", by=scheme.keeper)


def test_leaving_shows_what_the_rule_says_and_the_person_decides(scheme, client_for):
    case, client = scheme.adopt(), client_for("iom_coordinator")
    html = client.get(f"/iom/{case.pk}/leave").content.decode()
    assert "The county’s rule does not say so." in html and "it informs, the panel decides" in html
    sent = {"version": case.version, "because": "Moved away.", "decided_by": "Inspector F."}
    for _ in range(2):
        assert client.post(f"/iom/{case.pk}/leave", sent).status_code == 302
    assert Case.objects.using("migrator").get(pk=case.pk).stage == "left"
    assert len(events("case.left")) == 1


def test_nobody_leaves_without_a_reason(scheme):
    with pytest.raises(Refused):
        leave_cohort(case=scheme.adopt().pk, because=" ", decided_by="F", on=TODAY, by=scheme.keeper)


def test_a_decision_by_a_post_that_may_only_read_is_as_of_a_missing_case(scheme):
    case, by = scheme.propose(), scheme.as_role("probation_officer")
    with pytest.raises(Case.DoesNotExist):
        record_decision(case=case.pk, outcome="adopted", because="x", decided_by="y", parts=Parts(), on=TODAY, by=by)
