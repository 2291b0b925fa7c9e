"""Sentences as newspapers and bulletins write them: which figures are read from them, and which are left aside."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concerted.analytics.claims.answer import as_text
from concerted.analytics.claims.as_data import as_data
from concerted.analytics.claims.check import check
from concerted.analytics.claims.claim import Measure, Order, claim_of
from concerted.analytics.claims.figures import Called
from concerted.kernel.errors import Refused

FALL = ("9.42", 12_818, "8.45", 11_617)
RISE = ("8.45", 11_617, "9.42", 12_818)
READ = [
    ("9.42% of 12818; 8.45% of 11617", FALL, Called.WHOLE),
    ("9.42% of 12818 8.45% of 11617", FALL, Called.WHOLE),
    ("9.42% → 8.45%, 12,818 → 11,617", FALL, Called.NOTHING),
    ("fell from 9.42 per cent of 12,818 to 8.45 per cent of 11,617", FALL, Called.WHOLE),
    ("8.45% of the 11,617 adults, down from 9.42% of 12,818", FALL, Called.WHOLE),
    ("8.45 per cent out of 11,617 in 2013, 9.42 per cent out of 12,818 in 2012", FALL, Called.WHOLE),
    ("in 2013: 8.45% of 11,617; in 2012: 9.42% of 12,818", FALL, Called.WHOLE),
    ("the rate fell to 8.45 per cent from 9.42 per cent, from 12,818 offenders to 11,617", FALL, Called.EVERYBODY),
    ("reoffending fell to 8.45 percent, from 9.42 percent. Reoffenders fell from 12,818 to 11,617", FALL,
     Called.REOFFENDERS),
    ("The number of re-offenders fell from 12,818 to 11,617 and the rate from 9.42% to 8.45%", FALL,
     Called.REOFFENDERS),
    ("A drop from 9.42% to 8.45%: 11,617 repeat offenders, down from 12,818", FALL, Called.REOFFENDERS),
    ("Of 12,818 adults 9.42 per cent reoffended; of 11,617 the year after 8.45 per cent did", FALL, Called.EVERYBODY),
    ("8.45 per cent compared with 9.42 per cent the year before; 11,617 people compared with 12,818", FALL,
     Called.EVERYBODY),
    ("8.45% (11,617 offenders), down from 9.42% (12,818 offenders)", FALL, Called.EVERYBODY),
    ("12,818 offenders (9.42%) to 11,617 (8.45%)", FALL, Called.EVERYBODY),
    ("The rate fell by 0.97 percentage points to 8.45 per cent from 9.42 per cent; 12,818 before, 11,617 now", FALL,
     Called.NOTHING),
    ("the rate fell 10.3%, from 9.42% to 8.45%, and the caseload fell by 9.4% from 12,818 to 11,617", FALL,
     Called.EVERYBODY),
    ("rose from 8.45% to 9.42%; the number of offenders rose from 11,617 to 12,818", RISE, Called.EVERYBODY),
    ("It is 9.42 per cent, up from 8.45 per cent; offenders numbered 12,818, up from 11,617", RISE, Called.EVERYBODY),
    ("9.42 per\u00a0cent, up from 8.45 per\u00a0cent: 12\u00a0818 people, up from 11\u00a0617", RISE, Called.EVERYBODY),
    ("the rate rose to 9.42 pct from 8.45 pct, as the number rose from 11617 to 12818", RISE, Called.NOTHING),
    ("Reoffending falls to 8.45%! The rate fell to 8.45 per cent, from 9.42 per cent. Offenders fell from 12,818 to "
     "11,617", FALL, Called.EVERYBODY),
    ("On 29 November 2013: in the year to March 2013, 8.45 per cent of 11,617 adults aged 18 or over reoffended within "
     "3 months, down from 9.42 per cent of 12,818 in 2011/12", FALL, Called.WHOLE),
    ("rate down from 9.42 per cent to 8.45 per cent, people from 2012 to 1987", ("9.42", 2012, "8.45", 1987),
     Called.EVERYBODY),
    ("The rate fell from 9.42 to 8.45 per cent, and the caseload from 12,818 to 11,617", FALL, Called.EVERYBODY),
    ("reoffending is down to 8.45pc from 9.42pc; there were 11,617 offenders, down from 12,818", FALL,
     Called.EVERYBODY),
    ("The proportion dropped from 9.42% to 8.45%. The cohort of 11,617 was smaller than last year's 12,818", FALL,
     Called.EVERYBODY),
    ("down from 12 to 9 per cent, with 300 people before and 400 now", ("12", 300, "9", 400), Called.EVERYBODY),
    ("repeat offenders: 12,818 (9.42%) in 2012, 11,617 (8.45%) in 2013", FALL, Called.REOFFENDERS),
    ("In 14 districts the rate fell to 8.45% from 9.42%; the number of offenders from 12,818 to 11,617", FALL,
     Called.EVERYBODY),
    ("Of 2 claims: from 9.42% of 12,818 to 8.45% of 11,617", FALL, Called.WHOLE),
    ("9.42% and 8.45% of 12,818 and 11,617 people respectively", FALL, Called.EVERYBODY),
    ("9.42%–8.45% of 12818–11617", FALL, Called.NOTHING),
    ("The rate of 8.45 per cent (of 11,617) is lower than 9.42 per cent (of 12,818) in the previous year", FALL,
     Called.WHOLE),
    ("8.45 per cent, 11,617 people in all, is down from 9.42 per cent, 12,818 in all", FALL, Called.EVERYBODY),
    ("from 9.42% to 8.45% of 12,818 and then 11,617", FALL, Called.NOTHING),
    ("reoffending stayed at 8.45% while the caseload fell from 12,818 to 11,617", ("8.45", 12_818, "8.45", 11_617),
     Called.EVERYBODY),
]  # fmt: skip


def read(side):
    return (side.rate.text, side.whole if side.count is None else side.count)


@pytest.mark.parametrize(("text", "figures", "called"), READ)
def test_a_sentence_is_read(text, figures, called):
    claim = claim_of([text])
    assert (*read(claim.before), *read(claim.after)) == figures
    assert claim.called is called


TEMPLATES = (
    "the rate went from {a} per cent to {b} per cent, and the number of offenders from {m} to {n}",
    "to {b}% from {a}%, to {n} people from {m} people",
    "{b}% of {n}, compared with {a}% of {m} the year before",
    "it is now {b} percent, against {a} percent; {n} adults, against {m}",
    "from {a}% ({m} people) to {b}% ({n} people)",
    "from {m} offenders ({a}%) to {n} offenders ({b}%)",
    "from {a} to {b} per cent, with {m} people before and {n} now",
    "{a}% of {m}; {b}% of {n}",
)
RATES = st.decimals(0, 100, places=2).map(str)
PEOPLE = st.integers(1000, 999_999).filter(lambda number: not 1900 <= number < 2100)


@given(st.sampled_from(TEMPLATES), RATES, RATES, PEOPLE, PEOPLE, st.sampled_from(("{:,}", "{}")))
def test_any_figures_in_a_common_sentence_are_read_as_they_stand(template, a, b, m, n, written):
    claim = claim_of([template.format(a=a, b=b, m=written.format(m), n=written.format(n))])
    assert (*read(claim.before), *read(claim.after)) == (a, m, b, n)


COUNTED = [
    ("1,207 of 12,818 adults reoffended, then 982 of 11,617", (None, 1207, 12_818), (None, 982, 11_617)),
    ("1,207 out of the 12,818 people, a rate of 9.42 per cent. A year later 982 out of 11,617, or 8.45 per cent",
     ("9.42", 1207, 12_818), ("8.45", 982, 11_617)),
    ("8.45 percent (982 of 11,617), down from 9.42 percent (1,207 of 12,818)", ("9.42", 1207, 12_818),
     ("8.45", 982, 11_617)),
    ("982 (8.45%) of 11,617, compared with 1,207 (9.42%) of 12,818", ("9.42", 1207, 12_818), ("8.45", 982, 11_617)),
    ("The rate fell from 9.42% to 8.45%, from 1,207 of 12,818 to 982 of 11,617", ("9.42", 1207, 12_818),
     ("8.45", 982, 11_617)),
    ("reoffenders fell from 1,207 to 982 and the cohort from 12,818 to 11,617; the rate from 9.42% to 8.45%",
     ("9.42", 1207, 12_818), ("8.45", 982, 11_617)),
    ("Of the 11,617 offenders, 982 (8.45%) reoffended; of the 12,818 a year before, 1,207 (9.42%) did",
     ("9.42", 1207, 12_818), ("8.45", 982, 11_617)),
    ("8.45% of offenders on probation committed another crime. That is 982 of 11,617 people. The year before it was "
     "9.42%, or 1,207 of 12,818", ("9.42", 1207, 12_818), ("8.45", 982, 11_617)),
    ("982 people out of a caseload of 11,617 reoffended - 8.45 per cent - against 1,207 out of 12,818 (9.42 per cent)",
     ("9.42", 1207, 12_818), ("8.45", 982, 11_617)),
    ("982 reoffenders out of 11,617 offenders, down from 1,207 reoffenders out of 12,818", (None, 1207, 12_818),
     (None, 982, 11_617)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "before", "after"), COUNTED)
def test_counts_of_both_kinds_are_read_with_their_rates(text, before, after):
    claim = claim_of([text])
    found = [(side.rate.text if side.rate else None, side.part, side.whole) for side in claim.sides]
    assert found == [before, after]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("982 out of 11,617 (8.45%)", "982 of 11,617 (8.45%)"),
        ("9.42% of 12818", "9.42% of 12,818"),
        ("8.45 per cent (982 of 11,617)", "982 of 11,617 (8.45%)"),
        ("1207 of 12818", "1,207 of 12,818"),
        ("8.45 per cent of offenders reoffended, 11,617 people in all", "8.45% beside 11,617"),
    ],
)
def test_one_figure_gets_what_can_be_said(text, written):
    claim = claim_of([text])
    assert claim.before is None
    assert str(claim.after) == written
    assert as_data(check(claim))["change"] is None


@pytest.mark.parametrize(
    ("parts", "understood"),
    [
        (["the rate fell from 9.42% to 8.45%"], "rates 9.42%, 8.45%; no number of people"),
        (["from 12,818 to 11,617"], "no rate in per cent; counts 12,818, 11,617"),
        (["8.45%"], "rates 8.45%; no number of people"),
        (["crime is down"], "no rate in per cent; no number of people"),
        (["9,42% of 12818"], "Left aside: 9,42% (not written as a number"),
        (["9.42%, 8.45% and 7% of 12,818 and 11,617"], "rates 9.42%, 8.45%, 7%"),
        (["fell by 10 per cent, 225 fewer"], "225 (a change, not a rate or a count)"),
        (["a rate from 9.42% to 8.45%, and from 12,818 or from 11,617"], "counts 12,818, 11,617"),
        (["9.42% of 12 818"], "12 818 may be one number or two"),
        ([""], "Nothing is written."),
        (["from 9.42% of 12818 and from 8.45% of 11617"], "Both figures read as the earlier one"),
    ],
)
def test_what_cannot_be_paired_is_refused_with_what_was_understood_and_how_to_write_it(parts, understood):
    with pytest.raises(Refused) as refused:
        claim_of(parts)
    assert understood in str(refused.value)
    assert "9.42% of 12818" in str(refused.value)


def test_a_text_that_is_a_whole_report_is_refused():
    with pytest.raises(Refused, match="not the whole page"):
        claim_of(["9.42% of 12818 " * 1000])


@pytest.mark.parametrize(
    "text",
    [
        "8.45% of 11,617 did not reoffend",
        "8.45% of 11,617 didn’t go on to re-offend",
        "Of 12,818 people 91% were not reconvicted, of 11,617 92%",
        "Last year 9.42% of 12,818 reoffended; 91.55% of 11,617 did not.",
        "91.55% of 11,617 stayed out of trouble",
        "91.55% of the 11,617 have never committed another offence",
    ],
)
def test_a_share_who_did_not_reoffend_is_not_taken_for_one_who_did(text):
    with pytest.raises(Refused, match="did not reoffend"):
        claim_of([text])


@pytest.mark.parametrize(
    "text", ["The rate did not rise: 9.42% of 12,818, then 8.45% of 11,617", "9.42% of non-custodial cases: 12,818"]
)
def test_other_things_that_did_not_happen_are_no_hindrance(text):
    assert claim_of([text])


def test_one_person_is_a_person():
    assert "5% of 20 is 1 person." in " ".join(as_text(check(claim_of(["5% of 20"]))))


def test_where_as_many_people_were_counted_nothing_is_said_to_be_because_of_more():
    words = " ".join(as_text(check(claim_of(["from 20% of 400 to 10% of 400"]))))
    assert "As many people were counted as before." in words
    assert "None of" not in words


def test_a_rate_that_is_the_same_has_not_changed():
    words = " ".join(as_text(check(claim_of(["5% of 20 and then 5% of 40"]))))
    assert "why the rate is what it is" in words
    assert "why the rate changed" not in words


def test_figures_without_a_word_for_which_came_first_are_taken_as_written_and_that_is_said():
    claim = claim_of(["1,207 of 12,818 adults, and 982 of 11,617"])
    assert claim.order is Order.WRITTEN
    assert "in the order written" in "\n".join(as_text(check(claim)))
    assert claim_of(["1207 of 12818", "982 of 11617"]).order is Order.WORDS


def test_what_is_left_aside_is_said():
    text = "\n".join(as_text(check(claim_of(["fell by 0.97 points from 9.42% of 12,818 to 8.45% of 11,617"]))))
    assert "Left aside: 0.97: a change, not a rate or a count." in text


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("the local adult measure", Measure.LOCAL_ADULT),
        ("on the probation caseload", Measure.LOCAL_ADULT),
        ("proven reoffending", Measure.ANOTHER),
        ("within one year", Measure.ANOTHER),
        ("in the last year", Measure.NOT_KNOWN),
    ],
)
def test_the_measure_is_what_the_words_name(words, measure):
    assert claim_of([f"8.0% of 1000 {words}, from 9.0% of 1000"]).measure is measure


@given(st.text(st.sampled_from("0123456789.,%- ()fromtopercent;of£é→\u00a0\n"), max_size=60))
@example("9.42% of ")
@example("-0% of 1")
@example("100.% of 5")
def test_any_text_is_answered_or_refused(text):
    try:
        as_data(check(claim_of([text])))
    except Refused as refused:
        assert str(refused)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("87.10% of 31 did not attend", True),
        ("fell to 8.45 per cent in the last year, a drop from 9.42 per cent; from 12,818 to 11,617", True),
        ("9.42 per cent of 12,818", False),
        ("8.45% of 11,617 adults reoffended", False),
        ("8.45% of 11,617 were convicted again", False),
    ],
)
def test_a_text_without_a_word_of_reoffending_is_told_how_it_was_taken(text, told):
    assert claim_of([text]).speaks_of_something_else is told
