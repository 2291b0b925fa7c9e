"""The measures that show more than a rate, those of one's own, and what is printed without measuring."""

import csv
import io
import json
from datetime import date, timedelta

import pytest

from concerted.analytics.engines.register import ENGINES
from concerted.analytics.intervals import mean
from concerted.analytics.measures.local_written import as_toml
from concerted.analytics.measures.register import measure, measures
from concerted.cli import measure as command
from concerted.cli.main import run
from concerted.cli.tests.conftest import EVENTS

pytestmark = pytest.mark.slow

HEADER = EVENTS.splitlines()[0]
START = date(2012, 1, 10)


def events(reoffences, *, area="A"):
    """Fines of one quarter: person n starts on one day and reoffends so many times, ten days apart."""
    lines = [HEADER]
    for person, number in enumerate(reoffences):
        lines.append(f"{person},2012-01-01,00100,{START},fine,{START},{area}")
        for again in range(number):
            day = START + timedelta(10 * (again + 1))
            lines.append(f"{person},{day},00100,{day},custody,,{area}")
    return "\n".join([*lines, ""])


def persons(number):
    return "person_id,born_on,sex\n" + "".join(f"{person},1980-01-01,{'MF'[person % 2]}\n" for person in range(number))


def cells(measured, *options, **files):
    code, out, err = measured("--json", *options, **files)
    assert (code, err) == (0, "")
    return json.loads(out)["cells"]


COUNTS = [0, 0, 1, 3, 2, 0]


def test_frequency_gives_reoffences_for_each_reoffender_and_each_offender_beside_the_rate(measured):
    (cell,) = cells(measured, "--as-at", "2014-01-01", code="frequency", events=events(COUNTS), persons=persons(6))
    assert (cell["offenders"], cell["reoffenders"], cell["reoffences"], cell["rate"]) == (6, 3, 6, 0.5)
    assert (cell["per_reoffender"], cell["per_offender"]) == (2.0, 1.0)
    assert cell["per_reoffender_interval"] == pytest.approx(mean(6, 14, 3))
    assert cell["per_offender_interval"] == pytest.approx(mean(6, 14, 6))


@pytest.mark.parametrize(("counts", "per_reoffender"), [([3], 3.0), ([0, 0], None), ([2, 2, 2], 2.0)])
def test_a_mean_of_one_person_of_nobody_or_of_people_all_alike_has_no_interval(measured, counts, per_reoffender):
    (cell,) = cells(measured, code="frequency", events=events(counts), persons=persons(len(counts)))
    assert cell["per_reoffender"] == per_reoffender
    assert cell["per_reoffender_interval"] is None
    assert cell["per_offender_interval"] is None


def test_a_year_of_frequency_has_means_without_intervals_and_says_why(measured):
    lines = [HEADER] + [
        f"{person},2012-{month:02}-01,00100,2012-{month:02}-10,fine,2012-{month:02}-10,A"
        for person in range(3)
        for month in (2, 5, 8, 11)
        if person or month == 2
    ]
    out = measured("--json", "--year", "2012Q4", code="frequency", events="\n".join([*lines, ""]), persons=persons(3))[
        1
    ]
    answer = json.loads(out)
    (cell,) = answer["cells"]
    assert (cell["year"], cell["offenders"], cell["per_offender"]) == ("2012Q1 to 2012Q4", 9, 12 / 9)
    assert cell["per_offender_interval"] is None
    assert "a person may stand in several of the four quarters" in answer["data"]["rate"]


def test_time_to_reoffence_gives_the_share_by_day_and_who_was_still_followed(measured):
    options = {"code": "time-to-reoffence", "events": events(COUNTS), "persons": persons(6)}
    (cell,) = cells(measured, "--as-at", "2014-01-01", **options)
    assert list(cell)[-1] == "times"
    first, last = cell["times"]
    assert list(first) == ["days", "at_risk", "reoffended", "censored", "share", "interval"]
    assert (first["days"], first["at_risk"], first["reoffended"], first["censored"]) == (10, 6, 3, 0)
    assert first["share"] == pytest.approx(cell["rate"]) == pytest.approx(0.5)
    assert (last["days"], last["at_risk"], last["reoffended"], last["censored"]) == (366, 3, 0, 3)


def test_time_to_reoffence_in_csv_has_a_line_a_day_and_in_text_the_usual_marks(measured):
    options = {"code": "time-to-reoffence", "events": events(COUNTS), "persons": persons(6)}
    _, out, _ = measured("--csv", "--by", "area", "--as-at", "2014-01-01", **options)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["area"], row["quarter"], row["days"], row["share"]) for row in rows] == [
        ("A", "2012Q1", "10", "0.5"),
        ("A", "2012Q1", "366", "0.5"),
    ]
    _, out, _ = measured("--as-at", "2012-12-01", **options)
    assert "1 month  3 months  6 months  9 months  12 months" in out
    (line,) = (line for line in out.splitlines() if line.startswith("2012Q1"))
    assert line.split() == ["2012Q1", "6", *["50.00", "%"] * 2, *["not", "yet"] * 3, "provisional"]
    assert "Shares are shown after 30, 91, 182, 273, 365 days: a choice" in out


def test_where_all_reoffended_the_share_is_known_for_ever_after(measured):
    options = {"code": "time-to-reoffence", "events": events([1, 2]), "persons": persons(2)}
    (line,) = (line for line in measured("--as-at", "2014-01-01", **options)[1].splitlines() if line[:4] == "2012")
    assert line.split() == ["2012Q1", "2", *["100.00", "%"] * 5]


def test_marks_beyond_the_follow_up_of_a_local_measure_are_said_not_to_be_followed(measured, tmp_path):
    path = tmp_path / "ours.toml"
    text = as_toml(measure("time-to-reoffence")).replace('code = "time', 'code = "our-time')
    path.write_text(text.replace("months = 12", "months = 3"), "utf-8")
    options = {"code": path, "events": events(COUNTS), "persons": persons(6)}
    out = measured("--as-at", "2014-01-01", **options)[1]
    (line,) = (line for line in out.splitlines() if line.startswith("2012Q1"))
    assert line.split()[-6:] == ["not", "followed"] * 3
    assert "Family: 3 + 6 months" in out


@pytest.mark.parametrize(
    ("code", "options", "reason"),
    [
        ("proven-twelve-month", ["--year", "2012Q4"], "cohorts of proven-twelve-month last a year already"),
        ("time-to-reoffence", ["--year", "2012Q4"], "times of four are not added"),
        ("time-to-reoffence", ["--suppress"], "cannot be hidden by --suppress"),
        ("nowhere.toml", [], "nowhere.toml cannot be opened"),
        ("proven", ["--out", "/nowhere/figures.csv"], "there is no folder /nowhere"),
        ("proven", ["--out", "/"], "is a folder"),
    ],
)
def test_what_a_measure_does_not_allow_is_refused_with_the_reason(measured, code, options, reason):
    status, out, err = measured(*options, code=code)
    assert (status, out) == (2, "")
    assert reason in err


def test_the_family_is_named_with_those_that_it_may_not_be_compared_with(measured):
    assert (
        "Family: 12 + 6 months (follow-up + waiting). Not comparable with the families 12 + 3 months and 3 + 3"
        in (measured()[1])
    )
    assert "Family: 3 + 3 months" in measured(code="local-adult")[1]


LOCAL = as_toml(measure("proven")).replace('code = "proven"', 'code = "ours"')


def test_a_local_measure_is_measured_as_those_of_the_package(measured, tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(LOCAL, "utf-8")
    theirs, ours = (json.loads(measured("--json", "--by", "area,sex,age", code=code)[1]) for code in ("proven", path))
    assert ours["definition"]["code"] == "ours"
    assert ours["cells"] == theirs["cells"]
    assert ours["data"]["cells_hash"] == theirs["data"]["cells_hash"]


def test_a_local_measure_counts_only_what_it_declares_and_says_what_nobody_has(measured, tmp_path):
    path = tmp_path / "ours.toml"
    text = LOCAL.replace('offences = "all"', 'offences = ["1/0", "00806", "07777"]')
    text = text.replace('    "All offences count.",\n', "").replace(
        'breakdowns = ["area", "age", "sex"]', "breakdowns = []"
    )
    path.write_text(text.replace('disposals = "all"\n\n[start', 'disposals = ["custody", "fine"]\n\n[start'), "utf-8")
    lines = EVENTS.replace("00100", "001/00").replace("2012-05-05,001/00", "2012-05-05,00400")
    answer = json.loads(measured("--json", code=path, events=lines)[1])
    assert [cell["reoffenders"] for cell in answer["cells"]] == [0, 0]
    assert {
        "table": "events",
        "reason": "the offence is not among those that count: never a reoffence",
        "rows": 1,
        "first_rows": [3],
    } in answer["left_out"]
    reasons = [one["reason"] for one in answer["data"]["noticed"]]
    assert "no row has these offence codes that count: 00806, 07777" in reasons
    code, _, err = measured("--by", "sex", code=path)
    assert code == 2
    assert "ours is not declared to be broken down by sex; it may be, by nothing but the quarter." in err


def test_a_wrong_local_measure_is_refused_with_its_key(measured, tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(LOCAL.replace('kind = "first start"', 'kind = "everybody"'), "utf-8")
    code, out, err = measured(code=path)
    assert (code, out) == (2, "")
    assert 'ours.toml, key cohort.kind: \'everybody\' is not allowed; it takes "caseload" or "first start"' in err


def test_small_cells_are_hidden_only_when_asked(measured):
    files = {"events": events([0] * 30 + [1] * 20), "persons": persons(50)}
    (exact,) = cells(measured, "--as-at", "2014-01-01", **files)
    assert (exact["offenders"], exact["reoffenders"]) == (50, 20)
    assert "state" not in exact
    out = measured("--json", "--suppress", "--by", "sex", "--as-at", "2014-01-01", **files)[1]
    answer = json.loads(out)
    assert [cell["state"] for cell in answer["cells"]] == ["shown", "shown"]
    files = {"events": events([0] * 30 + [1] * 2), "persons": persons(32)}
    answer = json.loads(measured("--json", "--suppress", "--by", "sex", "--as-at", "2014-01-01", **files)[1])
    for cell in answer["cells"]:
        assert cell["state"] == "hidden"
        assert [cell[name] for name in ("offenders", "reoffenders", "reoffences", "rate", "interval")] == [None] * 5
    assert answer["data"]["suppressed"]["threshold"] == "a count of people under 10 is hidden, nought included"
    assert "cells_hash" not in answer["data"]
    assert {one["rows"] for one in answer["left_out"]} == {None}
    text = measured("--suppress", "--as-at", "2014-01-01", **files)[1]
    assert "hidden" in text
    assert "Suppressed: a count of people under 10 is hidden, nought included." in text


def test_provisional_cells_and_those_of_children_are_not_handed_on(measured):
    files = {"events": events([0] * 30 + [1] * 20), "persons": persons(50)}
    provisional = measured("--json", "--suppress", "--as-at", "2012-06-01", **files)[1]
    assert [(cell["state"], cell["provisional"]) for cell in json.loads(provisional)["cells"]] == [
        ("not released", True)
    ]
    young = persons(50).replace("1980", "1998")
    out = measured("--suppress", "--csv", "--as-at", "2014-01-01", code="youth", events=files["events"], persons=young)[
        1
    ]
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["state"], row["offenders"]) == ("not released", "")


@pytest.mark.parametrize("name", ["referee", "fast"])
def test_every_engine_gives_the_same_answer(measured, name):
    if name == "fast":
        pytest.importorskip("numba")
    options = ("--json", "--by", "area,sex,age")
    default, other = (json.loads(measured(*options, "--engine", engine)[1]) for engine in ("shards", name))
    assert default["cells"] == other["cells"]
    assert default["data"].pop("engine") != other["data"].pop("engine")
    assert default["data"] == other["data"]


def test_the_engines_named_are_those_of_the_register():
    assert list(command.ENGINES) == list(ENGINES)


def test_measures_are_listed_a_line_each(capsys):
    assert run(["measure", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[: len(measures())]] == list(measures())
    assert "not comparable" in lines[len(measures()) + 1]
    assert run(["measure", "--list", "--json"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == list(measures())


@pytest.mark.parametrize("code", measures())
def test_a_declaration_is_printed_whole_as_words_json_and_toml(code, capsys):
    spec = measure(code)
    assert run(["measure", code, "--define"]) == 0
    words = capsys.readouterr().out
    assert words.startswith(spec.sentence())
    for sentence in (*spec.assumptions, *spec.not_certain, spec.source, spec.version):
        assert sentence in words
    assert run(["measure", code, "--define", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(spec.in_words() | {"version": spec.version}))
    assert run(["measure", code, "--define", "--toml"]) == 0
    assert capsys.readouterr().out == as_toml(spec)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "name a measure"),
        (["proven"], "--events FILE and --persons FILE are needed"),
        (["proven", "--toml"], "give --define with it"),
        (["proven", "--list", "--define"], "not allowed with"),
        (["proven", "--engine", "abacus"], "invalid choice"),
    ],
)
def test_what_cannot_be_asked_ends_with_exit_status_2(argv, said, capsys):
    with pytest.raises(SystemExit) as ended:
        run(["measure", *argv])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_caseload_that_is_not_needed_is_said_not_to_be_read(measured, tmp_path):
    out = measured("--json", "--caseload", str(tmp_path / "caseload.csv"))[1]
    assert json.loads(out)["data"]["noticed"][-1]["reason"] == "not read: proven does not count a caseload"


def test_columns_that_are_not_read_are_named(measured):
    lines = EVENTS.splitlines()
    wide = "\n".join([f"note,{lines[0]}", *(f"x,{line}" for line in lines[1:]), ""])
    assert "Not read: events, columns note." in measured(events=wide)[1]
