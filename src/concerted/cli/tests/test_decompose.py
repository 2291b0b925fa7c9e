"""`concerted decompose`: the Scottish split on the command line, and what is refused."""

import csv
import io
import json

import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from concerted.analytics.published import path
from concerted.cli.main import run

SCOTLAND = ["--size", "offenders", "--events", "reconvicted", "--by", "Sex,Age", "--period", "year"]
YEARS = ["--from", "2004", "--to", "2016"]
PLAIN = """year,sex,people,events
1,M,10,2
1,F,20,0
2,M,30,9
2,F,20,2
"""
OPTIONS = ["--size", "people", "--events", "events", "--by", "sex", "--period", "year", "--from", "1", "--to", "2"]


@pytest.fixture
def split(tmp_path, capsys):
    """Run the command over a text and return (exit code, standard output, standard error)."""

    def run_it(*options, held=PLAIN, base=OPTIONS):
        file = tmp_path / "counts.csv"
        file.write_bytes(held if isinstance(held, bytes) else held.encode())
        exit_code = run(["decompose", str(file), *base, *options])
        return exit_code, *capsys.readouterr()

    return run_it


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_scottish_split_from_csv_and_from_parquet(capsys, tmp_path, kind):
    file = path("scotland-reconvictions")
    if kind == "parquet":
        pq.write_table(pyarrow.csv.read_csv(file), tmp_path / "scotland.parquet")
        file = tmp_path / "scotland.parquet"
    assert run(["decompose", str(file), *SCOTLAND, *YEARS, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["answer", "definition", "data", "change", "cells", "notes"]
    change = answer["change"]
    assert round(100 * change["from"]["rate"], 3) == 32.374
    assert round(100 * change["to"]["rate"], 3) == 27.176
    assert round(change["change_points"], 3) == -5.198
    assert round(change["mix_points"], 3) == -2.223
    assert round(change["rate_points"], 3) == -2.975
    assert change["mix_points"] + change["rate_points"] == pytest.approx(change["change_points"], abs=1e-9)
    assert sum(change["mix_by_factor_points"].values()) == pytest.approx(change["mix_points"], abs=1e-9)
    assert sum(cell["mix_points"] for cell in answer["cells"]) == pytest.approx(change["mix_points"], abs=1e-9)
    assert len(answer["cells"]) == 10
    assert answer["notes"][0] == "Rows of other periods, left aside: 110."


def test_plain_text_answers_first_and_names_no_cause(capsys):
    assert run(["decompose", str(path("scotland-reconvictions")), *SCOTLAND, *YEARS]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "reconvicted / offenders: 32.374 % (15,977 of 49,351) in 2004, 27.176 % (11,035 of 40,606) in 2016: "
        "a change of -5.198 percentage points.\n"
    )
    assert "So 43 % of the fall is who was counted and 57 % their rates." in out
    assert "It does not say why" in out
    assert "Das Gupta 1993" in out


def test_csv_holds_the_parts_or_the_groups(split):
    rows = list(csv.DictReader(io.StringIO(split("--csv")[1])))
    assert [(row["part"], row["factor"]) for row in rows] == [("mix", "sex"), ("rate", "the groups"), ("change", "all")]
    groups = list(csv.DictReader(io.StringIO(split("--csv", "--groups")[1])))
    assert [group["sex"] for group in groups] == ["F", "M"]


def test_groups_are_shown_in_place_of_the_parts(split):
    out = split("--groups")[1]
    assert "F    " in out
    assert "size before" in out


def test_parts_that_pull_apart_are_said(split):
    out = split(held=PLAIN.replace("2,M,30,9", "2,M,30,3").replace("2,F,20,2", "2,F,20,0"))[1]
    assert "The two parts pull in opposite directions." in out


def test_nothing_changed_has_no_shares(split):
    out = split(held="year,sex,people,events\n1,M,10,2\n2,M,10,2\n")[1]
    assert "a change of +0.000" in out
    assert "none" in out


def test_rows_that_repeat_are_added_and_said(split):
    _, out, _ = split(held=PLAIN + "2,M,10,1\n")
    assert "Rows added to an earlier one of the same period and group: 1 (row 6)" in out
    assert "20.000 % (12 of 60) in 2" in out


def test_a_group_on_one_side_is_taken_as_mix_and_said(split):
    out = split(held=PLAIN.replace("1,F,20,0\n", ""))[1]
    assert "Nobody at one of the times in F" in out
    assert "(an assumption)" in out


def test_groups_of_nobody_are_left_out_and_said(split):
    out = split(held=PLAIN + "1,X,0,0\n")[1]
    assert "Nobody at either time in X: left out." in out


def test_an_empty_group_name_is_counted_as_not_known(split):
    assert "not known" in split("--groups", held=PLAIN.replace("M", ""))[1]


@pytest.mark.parametrize("held", [PLAIN.replace("\n", "\r\n"), "\ufeff" + PLAIN])
def test_windows_line_ends_and_byte_order_marks_change_nothing(split, held):
    assert split("--csv", held=held) == split("--csv")


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (PLAIN.replace("1,M,10,2", "1,M,10,12"), "counts.csv, row 2: events is 12 and people only 10"),
        (PLAIN.replace("1,F,20,0", "1,F,0,1"), "counts.csv, row 3: events is 1 and people only 0"),
        (PLAIN.replace("30", "thirty"), "counts.csv, column people, row 4: 'thirty' is not a number, 0 or above."),
        (PLAIN.replace("people", "persons"), "counts.csv has no column people"),
        (PLAIN.replace(",", ";"), "separated by semicolons"),
        ("year,sex,people,events\n1,M,0,0\n2,M,1,1\n", "Nobody is counted before"),
        (PLAIN.replace("2,", "3,"), "counts.csv has no period '2' in the column year; there are 1, 3."),
        ("", "is empty"),
    ],
)
def test_what_cannot_be_split_is_refused_with_exit_status_2(split, held, says):
    code, out, err = split("--json", held=held)
    assert (code, out) == (2, "")
    assert says in err


def test_rows_may_be_chosen_and_two_kinds_of_measure_are_never_mixed(split):
    held = "measure," + PLAIN.replace("\n", "\nproven,").removesuffix("proven,") + "local-adult,2,M,10,9\n"
    code, _, err = split(held=held)
    assert code == 2
    assert "never share an axis" in err
    assert split("--csv", "--where", "measure=proven", held=held)[1] == split("--csv")[1]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--to", "1"], "the same period"),
        (["--size", "events"], "different columns"),
        (["--by", "sex,sex"], "different columns"),
    ],
)
def test_questions_without_sense_are_refused(split, options, says):
    code, _, err = split(*options)
    assert code == 2
    assert says in err


@pytest.mark.parametrize("options", [["--by", ","], ["--json", "--csv"], ["--picture", "x.svg"]])
def test_options_that_cannot_be_end_with_exit_status_2(split, options):
    with pytest.raises(SystemExit) as ended:
        split(*options)
    assert ended.value.code == 2
