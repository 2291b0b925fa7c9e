"""The claim of 2013, to the last digit that was worked out by hand."""

import pytest

from concerted.analytics.claims.answer import answer, as_text
from concerted.analytics.claims.as_data import as_data
from concerted.analytics.claims.check import Basis, check
from concerted.analytics.claims.claim import Measure, claim_of

SENTENCE = (
    "the latest Ministry of Justice figures reveal the good news that in our county the reoffending rate fell to 8.45 "
    "per cent in the last year, a drop from 9.42 per cent. The number of repeat offenders fell from 12,818 to 11,617 – "
    "in part a result of increased efforts around Integrated Offender Management schemes which ensure that offenders "
    "whose crimes cause the most damage and harm to local communities are managed by police and partner agencies"
)
SHORT = "fell to 8.45 per cent in the last year, a drop from 9.42 per cent; from 12,818 to 11,617"
WAYS = ([SENTENCE], [SHORT], ["9.42% of 12818", "8.45% of 11617"])


@pytest.fixture(params=WAYS, ids=["newspaper", "short", "figures"])
def said(request):
    return as_data(check(claim_of(request.param)))


def test_the_counts_are_a_cohort_by_inference_and_the_other_reading_is_impossible(said):
    assert (said["counts_are"], said["basis"], said["inference"]) == ("cohort", "inferred", True)
    assert said["before"]["reoffenders"]["candidates"] == [1207, 1208]
    assert said["after"]["reoffenders"]["candidates"] == [982]
    other = said["other_reading"]
    assert other["cohort"] == pytest.approx(137_479.29, abs=0.01)
    assert other["share_of_national"] == pytest.approx(0.227, abs=0.0005)
    assert other["possible"] is False
    assert "137,480: 22.7% of the 605,966" in said["findings"][0]["words"][1]


def test_the_fall_splits_into_fewer_people_and_a_lower_rate(said):
    change = said["change"]
    assert (change["reoffenders"], change["lowest"], change["highest"]) == (-225, -226, -225)
    assert change["split"]["people"] == pytest.approx(-107.3, abs=0.05)
    assert change["split"]["rate"] == pytest.approx(-117.7, abs=0.05)
    assert [round(100 * change["split"][part]) for part in ("people_share", "rate_share")] == [48, 52]
    assert [round(100 * change[part], 1) for part in ("reoffenders_relative", "cohort_relative", "rate_relative")] == [
        -18.6, -9.4, -10.2,
    ]  # fmt: skip
    assert "(10.3% from the printed rates)" in said["findings"][1]["words"][0]


def test_the_interval_and_p_under_each_design_effect(said):
    difference = said["difference"]
    assert [round(end, 2) for end in difference["interval"]] == [0.25, 1.68]
    assert [round(end, 2) for end in difference["interval_widest"]] == [0.25, 1.69]
    assert [one["design_effect"] for one in said["repeats"]] == [1, 2, 4]
    assert [round(one["z"], 3) for one in said["repeats"]] == [2.633, 1.862, 1.317]
    assert [round(one["p"], 4) for one in said["repeats"]] == [0.0085, 0.0626, 0.1880]
    assert [round(one["p_lowest"], 4) for one in said["repeats"]] == [0.0080, 0.0606, 0.1845]
    assert (round(difference["p_lowest"], 3), round(difference["p_highest"], 2)) == (0.008, 0.19)


def test_with_1208_the_interval_and_p_are_those_that_were_worked_out():
    said = as_data(check(claim_of(["1208 of 12818", "982 of 11617"])))
    assert [round(one["z"], 3) for one in said["repeats"]][0] == 2.654
    assert [round(one["p"], 3) for one in said["repeats"]] == [0.008, 0.061, 0.185]
    assert [round(end, 2) for end in said["difference"]["interval"]] == [0.25, 1.69]


def test_the_text_holds_what_a_reader_needs_and_claims_no_cause(said):
    text = "\n".join(as_text(check(claim_of(WAYS[2]))))
    for words in (
        "The counts cannot be repeat offenders", "a cohort", "We infer this", "1,207 or 1,208", "225 or 226 fewer",
        "(48%)", "(52%)", "between 0.25 and 1.68 points", "0.25 and 1.69", "about 1 time in 120 (p 0.0085)",
        "about 1 time in 16 (p 0.063)", "about 1 time in 5 (p 0.19)", "from 0.0080 to 0.19",
        "a sensitivity, not a bound",
        "cannot say that Integrated Offender Management (IOM)", "What could:", "What one may honestly print",
    ):  # fmt: skip
        assert words in text, words
    assert "significant" not in text


def test_the_honest_sentence_names_the_measure_and_no_cause(said):
    assert said["honest_sentence"] == (
        "Of adults on the county's probation caseload, 8.45% (about 982 of 11,617 counted) were proven to have "
        "reoffended within three months, down from 9.42% (about 1,207 of 12,818). About half of the fall in number "
        "is because fewer people were counted. The fall in the rate may or may not be chance. People may be counted "
        "more than once. The figures do not show why the rate changed."
    )


def test_the_cause_that_the_sentence_names_is_quoted_and_not_borne_out():
    checked = check(claim_of([SENTENCE]))
    assert checked.claim.cause == "increased efforts around Integrated Offender Management schemes"
    assert "gives as the cause: “increased efforts" in answer(checked).findings[3].paragraphs[0]


def test_a_county_whose_counts_could_be_either_is_left_open_with_both():
    checked = check(claim_of(["The rate fell to 8.9% from 9.5%. The number of reoffenders fell from 9,811 to 9,214"]))
    assert checked.basis is Basis.OPEN
    said = answer(checked)
    assert "cannot be told" in said.verdict
    data = as_data(checked)
    assert data["counts_are"] == "not known"
    assert data["other_reading"]["as_cohort"]["after"]["reoffenders"]["lowest"] == 816
    assert data["other_reading"]["as_cohort"]["change"]["lowest"] == -120
    assert "As people who reoffended" in said.findings[0].paragraphs[0]
    assert "816 to 824" in said.findings[0].paragraphs[1]
    assert said.honest.startswith("The reoffending rate was 8.9%, down from 9.5%.")
    assert "9,214" not in said.honest


def test_reoffenders_beyond_the_nation_are_impossible_in_the_local_adult_measure_and_no_other():
    claim = claim_of(["The rate fell to 8.45% from 9.42%. The number of reoffenders fell from 120,700 to 98,200"])
    assert check(claim).basis is Basis.OPEN
    assert check(claim, measure=Measure.ANOTHER).basis is Basis.OPEN
    assert check(claim, measure=Measure.LOCAL_ADULT).basis is Basis.INFERRED


def test_counts_that_fit_only_as_reoffenders_are_taken_so():
    checked = check(claim_of(["The rate fell from 9.42% to 8.45%; reoffenders from 1,207 to 982"]))
    said = as_data(checked)
    assert (said["counts_are"], said["inference"]) == ("reoffenders", False)
    assert said["before"]["cohort"]["lowest"] <= 12_818 <= said["before"]["cohort"]["highest"]
    assert said["after"]["cohort"]["lowest"] <= 11_617 <= said["after"]["cohort"]["highest"]
