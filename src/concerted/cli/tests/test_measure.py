"""`concerted measure`: figures on standard output, everything else said beside them, errors with exit status 2."""

import csv
import io
import json

import pytest

from concerted.cli.tests.conftest import EVENTS


def test_json_holds_definition_data_cells_and_left_out_and_nothing_else(measured):
    code, out, _ = measured("--json", "--as-at", "2014-01-01")
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == ["definition", "data", "cells", "left_out"]
    assert answer["definition"]["code"] == "proven"
    assert answer["data"]["as_at"] == "2014-01-01"
    assert len(answer["data"]["files"]["events"]["sha256"]) == 64
    assert answer["left_out"] == [
        {
            "table": "events",
            "reason": "no start of risk (in custody, not yet released): not in the cohort",
            "rows": 1,
            "first_rows": [5],
        }
    ]


def test_proven_counts_all_ages_unless_asked_by_age(measured):
    cells = json.loads(measured("--json", "--as-at", "2014-01-01")[1])["cells"]
    assert [cell["quarter"] for cell in cells] == ["2012Q1", "2012Q2"]
    first = cells[0]
    assert list(first) == ["quarter", "offenders", "reoffenders", "reoffences", "rate", "interval", "provisional"]
    assert (first["offenders"], first["reoffenders"], first["reoffences"], first["rate"]) == (2, 1, 1, 0.5)
    assert first["interval"] == pytest.approx([0.094531, 0.905469], abs=1e-6)
    assert [cell["provisional"] for cell in cells] == [False, False]


def test_a_breakdown_shows_unknown_areas_as_cells_of_their_own(measured):
    cells = json.loads(measured("--json", "--by", "area,sex,age")[1])["cells"]
    assert [(cell["area"], cell["quarter"], cell["age"], cell["sex"], cell["offenders"]) for cell in cells] == [
        ("E07000067", "2012Q1", "21-24", "M", 1),
        ("E07000067", "2012Q2", "21-24", "M", 1),
        ("unassigned", "2012Q1", "10-14", "F", 1),
    ]


def test_without_an_as_at_date_the_last_proof_stands_for_it_and_cohorts_stay_in_as_provisional(measured):
    answer = json.loads(measured("--json")[1])
    assert answer["data"]["as_at"] == "2012-06-10"
    assert {cell["provisional"] for cell in answer["cells"]} == {True}


def test_local_adult_leaves_out_those_under_eighteen_and_says_so(measured):
    answer = json.loads(measured("--json", code="local-adult")[1])
    assert [(cell["offenders"], cell["reoffenders"]) for cell in answer["cells"]] == [(2, 1)]
    assert answer["left_out"] == [
        {"table": "cohort", "reason": "not among people aged 18 or over at the index date", "rows": 1}
    ]


def test_a_year_adds_four_quarters_and_clusters_people_who_repeat(measured):
    days = ["2012-03-31", "2012-06-30", "2012-09-30", "2012-12-31"]
    snapshots = "person_id,snapshot_on,area\n" + "\n".join(f"{person},{day}," for person in (1, 2) for day in days)
    asked = ("--json", "--year", "2012Q4", "--by", "sex")
    answer = json.loads(measured(*asked, code="local-adult", caseload=snapshots)[1])
    (cell,) = answer["cells"]
    assert (cell["year"], cell["sex"], cell["offenders"], cell["reoffenders"]) == ("2012Q1 to 2012Q4", "M", 4, 1)
    assert "clustered" in answer["data"]["rate"]


def test_a_year_that_is_not_whole_is_refused(measured):
    code, _, err = measured("--year", "2012Q2")
    assert code == 2
    assert "The year that ends with 2012Q2 is not whole: nobody is counted in 2011Q3, 2011Q4." in err


def test_csv_is_a_table_on_standard_output_with_the_notes_beside_it(measured):
    _, out, err = measured("--csv", "--by", "sex")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["quarter"], row["sex"], row["offenders"], row["provisional"]) for row in rows] == [
        ("2012Q1", "F", "1", "yes"),
        ("2012Q1", "M", "1", "yes"),
        ("2012Q2", "M", "1", "yes"),
    ]
    assert "Left out: events, 1: no start of risk (in custody, not yet released): not in the cohort (row 5)." in err


def test_plain_text_opens_with_the_definition_and_ends_with_what_is_assumed(measured):
    _, out, _ = measured()
    assert out.startswith("Proven reoffending (12 + 6 months, cohorts of three months): of people of any age")
    assert "50.00 %" in out
    assert "Assumed: All offences count." in out
    assert "Predicted rate: not configured." in out


def test_an_empty_cohort_is_said_and_is_no_error(measured):
    code, out, _ = measured(events=EVENTS.splitlines()[0])
    assert code == 0
    assert "Nobody is in the cohort." in out
    assert "As at no date" in out


def test_other_age_bands_may_be_asked_for(measured):
    cells = json.loads(measured("--json", "--by", "age", "--age-bands", "10-17,18+")[1])["cells"]
    assert {cell["age"] for cell in cells} == {"10-17", "18+"}


def test_a_wrong_cell_ends_with_exit_status_2_naming_file_column_and_row(measured):
    code, out, err = measured("--json", events=EVENTS.replace("2012-05-05", "5/5/2012"))
    assert (code, out) == (2, "")
    assert "concerted measure: events.csv, column offence_on, row 3: '5/5/2012' is not a date" in err


@pytest.mark.parametrize(
    "options",
    [
        ["--by", "colour"],
        ["--as-at", "yesterday"],
        ["--age-bands", "10-17,15+"],
        ["--json", "--csv"],
        ["--year", "2013"],
    ],
)
def test_options_that_cannot_be_are_refused_with_exit_status_2(measured, options):
    with pytest.raises(SystemExit) as ended:
        measured(*options)
    assert ended.value.code == 2


def test_an_unknown_measure_is_refused_with_those_that_exist(measured):
    code, _, err = measured(code="happiness")
    assert code == 2
    assert "There is no measure 'happiness'; there are frequency, local-adult, proven" in err
    assert "A local measure is a file that ends in .toml." in err
