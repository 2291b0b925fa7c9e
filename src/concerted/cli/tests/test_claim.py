"""`concerted claim`: the answer in words or as data, reasons on standard error, exit status 2 for what is refused."""

import json
import subprocess
import sys

import pytest

from concerted.cli.claim import arguments
from concerted.cli.main import run

FIGURES = ["9.42% of 12818", "8.45% of 11617"]
KEYS = [
    "claim", "verdict", "counts_are", "basis", "inference", "measure", "before", "after", "other_reading", "change",
    "difference", "repeats", "cause", "honest_sentence", "honest_note", "findings", "steps",
]  # fmt: skip


@pytest.fixture
def told(capsys):
    """Run the command and return (exit code, standard output, standard error)."""

    def run_it(*typed):
        try:
            code = run(["claim", *map(str, typed)])
        except SystemExit as usage:
            code = usage.code
        return code, *capsys.readouterr()

    return run_it


def test_plain_words_open_with_the_verdict(told):
    code, out, err = told(*FIGURES)
    assert (code, err) == (0, "")
    assert out.startswith("What we found\nThe rates can be right. The counts cannot be repeat offenders.")
    assert "1,207 or 1,208" in out


def test_json_has_the_documented_keys_and_nothing_else(told):
    code, out, _ = told(*FIGURES, "--json")
    assert code == 0
    assert list(json.loads(out)) == KEYS
    assert all(key in arguments().format_help() for key in KEYS)


def test_words_without_quotes_are_one_claim(told):
    assert told(*" ".join(FIGURES).split())[1].splitlines()[4] == told(*FIGURES)[1].splitlines()[4]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (["108% of 200"], "a rate cannot be above 100%"),
        (["300 of 200"], "a part cannot be above its whole"),
        (["10.00% of 7"], "10.00% of 7: no whole number of people gives that."),
        (["-5% of 100", "8% of 100"], "-5% of 100: a rate cannot be below 0%"),
        (["-982 of 11617"], "a number of people cannot be below 0"),
        (["5% of 0"], "nobody was counted"),
        (["8.45%"], "The figures cannot be paired"),
        (["9.42% of 12818", "8.45% of 7"], "8.45% of 7: no whole number"),
    ],
)
def test_the_impossible_is_refused_with_its_reason(told, typed, reason):
    code, out, err = told(*typed)
    assert (code, out) == (2, "")
    assert reason in err
    code, out, _ = told(*typed, "--json")
    assert code == 2
    assert reason in json.loads(out)["refused"]


@pytest.mark.parametrize("typed", [[], ["9% of 100", "--file", "claims.csv"], ["9% of 100", "--counts", "everybody"]])
def test_usage_errors_exit_2(told, typed):
    assert told(*typed)[0] == 2


def test_what_the_counts_are_can_be_said(told):
    said = json.loads(told("8% of 1000", "7% of 1000", "--counts", "reoffenders", "--json")[1])
    assert (said["counts_are"], said["basis"]) == ("reoffenders", "said")
    assert said["after"]["cohort"]["lowest"] > 13_000
    open_claim = "The rate fell to 8.9% from 9.5%. The number of reoffenders fell from 9,811 to 9,214"
    said = json.loads(told(open_claim, "--counts", "cohort", "--json")[1])
    assert (said["counts_are"], said["basis"]) == ("cohort", "said")


def test_each_row_of_a_file_is_answered_and_the_bad_ones_are_named(told, tmp_path):
    file = tmp_path / "claims.csv"
    file.write_bytes(
        b"\xef\xbb\xbfclaim,counts,measure,note\r\n"
        b'"the rate fell to 8.45 per cent, from 9.42 per cent. Repeat offenders fell from 12,818 to 11,617",,,x\r\n'
        b"108% of 200,,,\r\n"
        b"\r\n"
        b"9.42% of 12,818,,,\r\n"
        b"9.42% of 12818,everyone,,\r\n"
        b",cohort,,\r\n"
        b"982 of 11617,,local-adult,\r\n"
    )
    code, out, err = told("--file", file, "--json")
    said = json.loads(out)
    assert code == 2
    assert [answer["row"] for answer in said["answers"]] == [2, 8]
    assert [(row["row"], row["column"]) for row in said["refused"]] == [
        (3, "claim"), (5, "claim"), (6, "counts"), (7, "claim"),
    ]  # fmt: skip
    assert "claims.csv, column claim, row 3: 108% of 200" in err
    assert "Quote a cell that holds a comma" in err
    code, out, _ = told("--file", file)
    assert (code, out.count("What we found")) == (2, 2)


def test_a_file_of_figures_has_the_earlier_and_the_later_in_columns(told, tmp_path):
    file = tmp_path / "claims.csv"
    file.write_text("second,first\n8.45% of 11617,9.42% of 12818\n,8% of 100\n", "utf-8")
    code, out, _ = told("--file", file, "--json")
    first, second = json.loads(out)["answers"]
    assert code == 0
    assert first["change"]["reoffenders"] == -225
    assert second["change"] is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "there are: none"),
        (b"rate,count\n9.42,12818\n", "there are: rate, count"),
        (b"claim,claim\nx,y\n", "stands there twice"),
        (b"claim\n8% of 100 \xe9\n", "not UTF-8"),
        (b'claim\n"8% of 100\n', "not a CSV file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(told, tmp_path, content, reason):
    (tmp_path / "claims.csv").write_bytes(content)
    code, _, err = told("--file", tmp_path / "claims.csv")
    assert code == 2
    assert "claims.csv" in err
    assert reason in err


def test_a_file_that_is_not_there_is_refused(told, tmp_path):
    code, _, err = told("--file", tmp_path / "none.csv")
    assert code == 2
    assert "cannot be read" in err


def test_an_answer_takes_less_than_half_a_second_of_cpu_and_loads_no_engine():
    program = """
import resource, sys
from concerted.cli.main import run
run(["claim", "9.42% of 12818", "8.45% of 11617"])
heavy = {"duckdb", "pyarrow", "numpy", "django", "splink", "openpyxl"} & set(sys.modules)
used = resource.getrusage(resource.RUSAGE_SELF)
print(sorted(heavy), used.ru_utime + used.ru_stime, file=sys.stderr)
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy, seconds = told.stderr.rsplit(" ", 1)
    assert heavy == "[]"
    assert float(seconds) < 0.5
