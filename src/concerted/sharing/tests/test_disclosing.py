"""Sharing facts one by one: what covers it, what blocks it, what the other side reads, and two officers at once."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from concerted.access.subjects import Basis, disclose_own, own_scopes
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.people.models import Event, Record
from concerted.people.tests.rows import happen
from concerted.sharing.actions.disclose_facts import SharedAlready
from concerted.sharing.actions.end_disclosure import end_disclosure
from concerted.sharing.models import Notice, Statement
from concerted.sharing.queries.disclosures import Filters, log, one
from concerted.sharing.tests.shared_rows import (
    TODAY,
    agency,
    agree,
    choose,
    end_lines,
    grounds,
    law,
    share,
)  # fmt: skip
from concerted.web.testing.county import owner_sql


@pytest.fixture
def housed(make_record):
    record = make_record("housing_colchester")
    happen(record, "housing", TODAY, "housing", words="On the register")
    return record


def test_what_a_line_covers_is_one_act_and_the_other_side_reads_exactly_that(as_role, housed):
    by = as_role("housing_officer")
    choice = choose(by, housed, "probation", "probation_officer", "housing", law=None)
    assert grounds(by, choice)["housing"].rests_on == "agreement"
    assert not grounds(by, choice)["identity"], "no line lets probation have it"
    agree(by, housed, "identity")
    made = share(by, choice)
    assert len(made) == 2
    as_role("probation_officer")
    assert Record.objects.filter(pk=housed.pk).exists()
    assert Event.objects.filter(record=housed).values_list("words", flat=True)[0] == "On the register"
    as_role("drug_worker")
    assert not Record.objects.filter(pk=housed.pk).exists()


def test_a_sentence_needs_no_record_and_says_nothing_else(as_role, housed):
    by = as_role("housing_officer")
    (made,) = share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him. Call 01632.")
    as_role("probation_officer")
    (said,) = Statement.objects.all()
    assert (said.words, said.about) == (
        "We know him. Call 01632.",
        "Kieran Featherstonehaugh-Adeyemi, born 14 May 1999",
    )
    assert not Record.objects.filter(pk=housed.pk).exists()
    assert one(as_role("iom_coordinator"), made) is None, "police are no party to it"


def test_a_sentence_that_says_nothing_is_refused_and_nothing_is_shared(as_role, housed):
    by = as_role("housing_officer")
    with pytest.raises(Refused, match="write what is said"):
        share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="  ")
    assert log(by, Filters()) == []


def test_what_is_blocked_says_what_would_make_it_lawful(as_role, housed):
    by = as_role("housing_officer")
    ground = grounds(by, choose(by, housed, "probation", "probation_officer", "whereabouts"))["whereabouts"]
    assert not ground
    assert ground.mends == ("smaller", "line", "consent", "law")
    with pytest.raises(Refused, match="No line of an agreement in force"):
        share(by, choose(by, housed, "probation", "probation_officer", "whereabouts"))
    assert log(by, Filters()) == []


def test_one_blocked_category_shares_none_of_the_others(as_role, housed):
    by = as_role("housing_officer")
    agree(by, housed, "identity")
    with pytest.raises(Refused):
        share(by, choose(by, housed, "probation", "probation_officer", "housing", "whereabouts"))
    assert log(by, Filters()) == []


def test_a_line_that_ended_while_the_form_was_open_shares_nothing(as_role, housed):
    by = as_role("housing_officer")
    choice = choose(by, housed, "probation", "probation_officer", "knows")
    assert grounds(by, choice)["knows"]
    end_lines(category="knows")
    with pytest.raises(Refused, match="covered this and has ended"):
        share(by, choice, knows="We know him.")
    assert owner_sql("select count(*) from access.access_disclosure") == [(0,)]


def test_ending_the_line_shuts_what_was_shared_and_the_log_says_so(as_role, housed):
    by = as_role("housing_officer")
    (made,) = share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him.")
    end_lines(category="knows")
    assert one(by, made).open is False
    as_role("probation_officer")
    assert not Statement.objects.exists()


def test_a_statute_that_needs_no_agreement_is_enough(as_role, housed):
    by = as_role("housing_officer")
    choice = choose(by, housed, "probation", "probation_officer", "whereabouts", law=law("children-act-1989-s47"))
    assert {ground.rests_on for ground in grounds(by, choice).values()} == {"statute"}
    for made in share(by, choice):
        assert one(by, made).rests_on == "statute"


def test_a_power_that_needs_an_agreement_is_not(as_role, housed):
    by = as_role("housing_officer")
    choice = choose(by, housed, "probation", "probation_officer", "whereabouts", law=law("cda-1998-s115"))
    assert "needs an agreement" in grounds(by, choice)["whereabouts"].because


def test_an_override_is_for_posts_that_may_with_reason_and_end_and_tells_the_officer(as_role, make_record):
    record = make_record("probation")
    by = as_role("probation_officer")
    how = {"overrides": True, "law": law("vital-interests"), "reason": "He says that he will kill himself tonight."}
    choice = choose(by, record, "housing_colchester", "housing_officer", "whereabouts", **how)
    made = share(by, choice)
    held = one(by, made[0])
    assert (held.rests_on, held.because) == ("override", "He says that he will kill himself tonight.")
    assert one(as_role("housing_officer"), made[0]).because == "", "why is the giver's alone"
    told = owner_sql(
        "select n.permission from sharing_notice n join access.access_scope s on s.id = n.scope_id "
        "where s.agency_id = %s",
        [agency("probation")],
    )
    assert told == [("sharing.every_purpose",)]


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"until_on": None}, {"law": None}])
def test_an_override_without_its_reason_its_end_or_its_power_is_refused(as_role, make_record, wrong):
    record = make_record("probation")
    by = as_role("probation_officer")
    how = {"overrides": True, "law": law("vital-interests"), "reason": "Urgent.", **wrong}
    with pytest.raises(Refused):
        share(by, choose(by, record, "housing_colchester", "housing_officer", "whereabouts", **how))


def test_the_database_refuses_an_override_by_a_post_that_may_not(as_role, housed):
    by = as_role("housing_officer")
    with pytest.raises(ProgrammingError, match="Nothing in law"), transaction.atomic():
        disclose_own(
            housed.pk,
            scope=own_scopes()["identity"],
            receiver=agency("probation"),
            role_class="probation_officer",
            purpose="iom",
            basis=Basis("override", "vital-interests", "uk_gdpr", because="Because."),
            until=timezone.now() + timedelta(days=1),
            act=new_id(),
        )
    assert by.role_class == "housing_officer"


def test_sent_twice_it_is_shared_once(as_role, housed):
    by, act = as_role("housing_officer"), new_id()
    choice = choose(by, housed, "probation", "probation_officer", "knows")
    first = share(by, choice, act, knows="We know him.")
    assert share(by, choice, act, knows="We know him.") == first
    assert owner_sql("select count(*) from access.access_disclosure") == [(1,)]
    assert owner_sql("select count(*) from audit_event where kind = 'facts.disclosed'") == [(1,)]


def test_of_two_officers_the_second_is_told_who_shared_it_and_nothing_is_shared_twice(as_role, housed):
    by = as_role("housing_officer")
    choice = choose(by, housed, "probation", "probation_officer", "knows")
    share(by, choice, knows="We know him.")
    with pytest.raises(SharedAlready, match="S. Okonjo-Fairweather, Housing officer shared this already"):
        share(by, choice, knows="We know him, too.")
    assert owner_sql("select count(*) from access.access_disclosure") == [(1,)]


def test_ending_shuts_it_at_once_and_the_receiver_sees_that_it_ended_but_not_why(as_role, housed):
    by = as_role("housing_officer")
    (made,) = share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him.")
    end_disclosure(disclosure=made, because="His ex-partner works there.", by=by)
    end_disclosure(disclosure=made, because="Again.", by=by)
    assert one(by, made).ended_because == "His ex-partner works there."
    theirs = as_role("probation_officer")
    seen = one(theirs, made)
    assert (seen.open, seen.ended_because) == (False, "")
    assert not Statement.objects.exists()
    kinds = sorted(Notice.objects.values_list("kind", flat=True))
    assert kinds == ["disclosure_ended", "disclosure_given"]


def test_only_the_giver_may_end_it(as_role, housed):
    by = as_role("housing_officer")
    (made,) = share(by, choose(by, housed, "probation", "probation_officer", "knows"), knows="We know him.")
    with pytest.raises(Refused, match="only Colchester housing can end it"):
        end_disclosure(disclosure=made, because="No.", by=as_role("probation_officer"))
    with pytest.raises(LookupError):
        end_disclosure(disclosure=made, because="No.", by=as_role("iom_coordinator"))
    assert one(as_role("housing_officer"), made).open


def test_a_last_day_that_no_clock_reaches_is_refused(as_role, housed):
    by = as_role("housing_officer")
    with pytest.raises(Refused, match="years away"):
        share(
            by,
            choose(by, housed, "probation", "probation_officer", "knows", until_on=TODAY.replace(year=2190)),
            knows="We know him.",
        )


def test_another_purpose_never_learns_of_it(as_role, make_record):
    """A disclosure for victims is in no list of a post that works for another purpose (S2)."""
    record = make_record("probation")
    by = as_role("probation_officer")
    how = {"overrides": True, "law": law("vital-interests"), "reason": "Urgent.", "purpose": "victims"}
    (made, *_) = share(by, choose(by, record, "lantern", "victim_caseworker", "custody", "identity", **how))
    assert one(as_role("victim_caseworker"), made)
    assert log(as_role("iom_coordinator"), Filters()) == []
    assert one(as_role("probation_officer"), made), "the post that gave it knows"
