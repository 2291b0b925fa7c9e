"""`concerted compare`: each act answers first, orders nothing by its rate, names no cause, and refuses what it must."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from concerted.analytics.published import path
from concerted.cli.main import run

AREAS = "district,offenders,reoffenders\n" + "".join(
    f"{name},{size},{part}\n"
    for name, size, part in [
        ("Tendring", 1050, 329),
        ("Basildon", 1400, 331),
        ("Colchester", 1100, 245),
        ("Harlow", 610, 126),
        ("Maldon", 160, 44),
    ]
)
QUARTERS = "quarter,offenders,reoffenders\n" + "".join(
    f"{2018 + n // 4}Q{n % 4 + 1},1000,{100 + 3 * (n % 3)}\n" for n in range(11)
)
PERSONS = "person,reoffended,area\n" + "".join(
    f"{n},{int(n % 3 == 0)},{'A' if n < 60 else 'B'}\n" for n in range(120) for _ in range(3)
)
TIMES = "days,back,kind\n" + "".join(f"{10 * n},{int(n % 2)},{'x' if n < 20 else 'y'}\n" for n in range(1, 40))
AREA = ["areas", "--area", "district", "--events", "reoffenders", "--size", "offenders"]
TIME = ["time", "--period", "quarter", "--events", "reoffenders", "--size", "offenders"]
PERSON = ["persons", "--person", "person", "--reoffended", "reoffended"]
RETURN = ["returns", "--time", "days", "--returned", "back", "--unit", "days"]


@pytest.fixture
def compared(tmp_path, capsys):
    """Run an act over a text and return (exit code, standard output, standard error)."""

    def run_it(act, held, *options):
        file = tmp_path / "counts.csv"
        file.write_bytes(held if isinstance(held, bytes) else held.encode())
        exit_code = run(["compare", act[0], str(file), *act[1:], *options])
        return exit_code, *capsys.readouterr()

    return run_it


def answer(compared, act, held, *options):
    code, out, err = compared(act, held, "--json", *options)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_fall_of_2013_under_three_design_effects(capsys):
    assert run(["compare", "rates", "982 of 11617", "1,207 of 12,818", "--design-effect", "1,2,4", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [cell["p"] for cell in found["cells"]] == pytest.approx([0.0085, 0.063, 0.188], abs=0.0005)
    assert [round(found["cells"][0][end], 2) for end in ("low_points", "high_points")] == [-1.68, -0.25]
    assert round(found["difference_points"], 2) == -0.96
    assert "8.45 % (982 of 11,617)" in found["answer"]
    assert "the difference may be chance" in found["answer"]


def test_one_rate_has_its_interval(capsys):
    assert run(["compare", "rates", "3 of 10"]) == 0
    assert "30.00 % (3 of 10), likely between 10.78 % and 60.32 %." in capsys.readouterr().out


def test_one_rate_whose_people_may_be_counted_four_times_is_less_sure(capsys):
    assert run(["compare", "rates", "300 of 1000", "--design-effect", "1,4", "--csv"]) == 0
    once, four = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert float(four["high"]) - float(four["low"]) == pytest.approx(
        2 * (float(once["high"]) - float(once["low"])), rel=0.02
    )


def test_two_equal_rates_are_neither_higher_nor_lower(capsys):
    assert run(["compare", "rates", "3 of 10", "30 of 100"]) == 0
    out = capsys.readouterr().out
    assert "higher" not in out
    assert "more often than not" in out


@pytest.mark.parametrize("count", ["12 of 10", "0 of 0", "8.45% of 11617", "many"])
def test_counts_that_cannot_be_end_with_exit_status_2(count, capsys):
    with pytest.raises(SystemExit) as ended:
        run(["compare", "rates", count])
    assert ended.value.code == 2


@pytest.mark.parametrize("effects", ["0.5", "two", "1,,2"])
def test_design_effects_that_cannot_be_end_with_exit_status_2(effects, capsys):
    with pytest.raises(SystemExit) as ended:
        run(["compare", "rates", "3 of 10", "4 of 10", "--design-effect", effects])
    assert ended.value.code == 2


def test_areas_stand_in_alphabetical_order_and_have_no_rank(compared):
    found = answer(compared, AREA, AREAS)
    assert [cell["area"] for cell in found["cells"]] == ["Basildon", "Colchester", "Harlow", "Maldon", "Tendring"]
    assert not any("rank" in key or "position" in key for key in found["cells"][0])
    assert "Tendring: above the usual range, 31.33 % (329 of 1,050)." in found["answer"]
    assert set(found["overdispersion"]) == {"p", "phi", "widened"}
    for cell in found["cells"]:
        assert cell["far_low"] <= cell["usual_low"] < found["target"] < cell["usual_high"] <= cell["far_high"]


def test_no_act_speaks_of_significance_improvement_or_rank(compared, capsys):
    for act, held in ((AREA, AREAS), (TIME, QUARTERS), ([*PERSON, "--group", "area"], PERSONS), (RETURN, TIMES)):
        words = compared(act, held)[1].casefold()
        assert not re.search(r"significan|improve|worse|better|best|league|effective", words)
        assert "not" in words


def test_the_limits_may_be_left_as_they_are_or_widened(compared):
    wide = AREAS.replace("126", "60").replace("245", "350")
    assert answer(compared, AREA, wide)["overdispersion"]["widened"]
    never = answer(compared, AREA, wide, "--overdispersion", "never")
    assert not never["overdispersion"]["widened"]
    assert "limits are never widened" in never["definition"]["assumed"]


def test_areas_with_nobody_are_left_out_and_said_and_repeated_ones_added(compared):
    found = answer(compared, AREA, AREAS + "Ghost,0,0\nHarlow,10,1\n")
    assert "Nobody is counted in Ghost: left out." in found["notes"]
    assert any("of the same name: 1 (row 8)" in note for note in found["notes"])
    assert [cell["size"] for cell in found["cells"] if cell["area"] == "Harlow"] == [620]


@pytest.mark.parametrize(
    ("act", "held"),
    [(AREA, AREAS), (TIME, QUARTERS), (RETURN, TIMES), ([*RETURN, "--group", "kind"], TIMES)],
    ids=["areas", "time", "returns", "returns by group"],
)
def test_a_picture_is_written_that_stands_alone(compared, tmp_path, act, held):
    assert compared(act, held, "--picture", str(tmp_path / "picture.svg"))[0] == 0
    drawing = (tmp_path / "picture.svg").read_text()
    assert ElementTree.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
    assert "<style>" in drawing


def test_a_picture_in_another_form_is_refused(compared, tmp_path):
    code, _, err = compared(AREA, AREAS, "--picture", str(tmp_path / "picture.png"))
    assert code == 2
    assert "call it picture.svg" in err


def test_a_picture_that_cannot_be_written_is_refused(compared, tmp_path):
    code, _, err = compared(AREA, AREAS, "--picture", str(tmp_path / "absent" / "picture.svg"))
    assert code == 2
    assert "cannot be written" in err


def test_time_says_what_is_unusual_and_not_why(compared):
    found = answer(compared, TIME, QUARTERS + "2021Q1,1000,180\n")
    assert found["cells"][-1]["unusual"].startswith("above the usual range")
    assert found["cells"][0]["moved_points"] is None
    assert "It does not say why." in " ".join(found["notes"])
    assert found["data"]["order"] == "by their names"


def test_periods_are_sorted_where_their_names_allow_it_and_else_kept(compared):
    turned = "quarter,offenders,reoffenders\n" + "".join(reversed(QUARTERS.splitlines(keepends=True)[1:]))
    assert answer(compared, TIME, turned)["cells"] == answer(compared, TIME, QUARTERS)["cells"]
    named = re.sub(r"(\d{4})Q(\d)", r"Q\2 of \1", QUARTERS)
    found = answer(compared, TIME, named)
    assert found["data"]["order"] == "as they first stand in the file"
    assert found["cells"][0]["period"] == "Q1 of 2018"


def test_few_periods_give_a_rough_range_and_fewer_none(compared):
    six = "".join(QUARTERS.splitlines(keepends=True)[:7])
    assert "Fewer than ten periods: the usual range is rough." in answer(compared, TIME, six)["notes"]
    code, _, err = compared(TIME, "".join(QUARTERS.splitlines(keepends=True)[:4]))
    assert code == 2
    assert "at least 5 periods" in err


def test_persons_who_repeat_widen_the_interval(compared):
    found = answer(compared, PERSON, PERSONS)
    (cell,) = found["cells"]
    assert (cell["rows"], cell["persons"], cell["most_rows_a_person"]) == (360, 120, 3)
    assert cell["design_effect"] == pytest.approx(3, rel=0.02)


def test_two_groups_of_persons_are_compared_and_shared_persons_said(compared):
    found = answer(compared, [*PERSON, "--group", "area"], PERSONS + "1,0,B\n")
    assert found["difference"]["persons_in_both"] == 1
    assert any(note.startswith("Persons in both groups: 1;") for note in found["notes"])
    assert len(found["cells"]) == 2


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (PERSONS.replace("0,1,A", "0,maybe,A"), "column reoffended, row 2: 'maybe' is neither 1, yes nor 0, no."),
        (PERSONS.replace("\n0,1,A", "\n,1,A"), "column person, row 2: the cell is empty; say who it is."),
    ],
)
def test_persons_without_a_name_or_an_outcome_are_refused(compared, held, says):
    code, _, err = compared(PERSON, held)
    assert code == 2
    assert says in err


def test_returns_at_chosen_times_by_group(compared):
    found = answer(compared, [*RETURN, "--group", "kind", "--at", "100,150"], TIMES)
    assert [(cell["group"], cell["time"]) for cell in found["cells"]] == [
        ("x", 100),
        ("x", 150),
        ("y", 100),
        ("y", 150),
    ]
    assert found["cells"][2]["share_returned"] == 0
    assert set(found["log_rank"]) == {"z", "p"}


@pytest.mark.parametrize("outcome", ["x", "2"])
def test_returns_that_are_neither_are_refused(compared, outcome):
    code, _, err = compared(RETURN, TIMES.replace("10,1,x", f"10,{outcome},x"))
    assert code == 2
    assert f"'{outcome}' is neither 1, yes nor 0, no" in err


def test_a_picture_holds_at_most_four_groups(compared, tmp_path):
    many = "days,back,kind\n" + "".join(f"{n},1,kind {n}\n" for n in range(5))
    code, _, err = compared([*RETURN, "--group", "kind"], many, "--picture", str(tmp_path / "x.svg"))
    assert code == 2
    assert "at most 4 groups, not 5" in err


def test_the_year_2013_14_by_both_editions(capsys):
    assert run(["compare", "editions", "--year", "2013-04", "--csv"]) == 0
    out, err = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["offenders"] for row in rows] == ["468134", "42299", "510433", "546541", "52307", "598848"]
    assert "31.1274 % reoffended (186,406 of 598,848), 3.5582 reoffences each." in err
    assert "never share an axis" in err


@pytest.mark.parametrize(("year", "says"), [("2013-05", "not the first day of a quarter"), ("2001-01", "not whole")])
def test_a_year_that_was_not_published_is_refused(capsys, year, says):
    assert run(["compare", "editions", "--year", year]) == 2
    assert says in capsys.readouterr().err


def test_a_year_that_is_none_ends_with_exit_status_2(capsys):
    with pytest.raises(SystemExit) as ended:
        run(["compare", "editions", "--year", "twelve"])
    assert ended.value.code == 2


@pytest.mark.parametrize(("unit", "points"), [("annual", 12), ("3-monthly", 53)])
def test_adjusted_rates_are_those_published_to_1e_8(capsys, unit, points):
    assert run(["compare", "adjusted", "--unit", unit, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["cells"]) == points
    assert found["reference_score"] == pytest.approx(33.7289176, abs=5e-8)
    for cell in found["cells"]:
        assert cell["adjusted_per_cent"] == pytest.approx(cell["published_per_cent"], abs=1e-8)


def test_blank_cohorts_are_said(capsys):
    assert run(["compare", "adjusted", "--unit", "3-monthly"]) == 0
    assert "Cohorts of adults that are blank in the file, left out: 4." in capsys.readouterr().out


OWN = "cohort,people,back,score\n2011,100,30,33.5\n2012,200,50,36.5\n"
OWN_OPTIONS = ["adjusted", "--period", "cohort", "--size", "people", "--events", "back", "--score", "score"]


def test_one_s_own_cohorts_are_adjusted_to_those_named(compared):
    found = answer(compared, OWN_OPTIONS, OWN, "--reference", "2011,2012")
    assert found["reference_score"] == 35.5
    assert [cell["adjusted_per_cent"] for cell in found["cells"]] == [32, 24]


@pytest.mark.parametrize(
    ("held", "options", "says"),
    [
        (OWN, [], "needs --reference as well"),
        (OWN, ["--reference", "2010"], "has no cohort 2010; there are 2011, 2012"),
        (OWN + "2012,1,1,1\n", ["--reference", "2011"], "row 4: the cohort 2012 stands there twice"),
        (OWN.replace("36.5", "365"), ["--reference", "2011"], "a score up to 100"),
        (OWN.replace("30,", "300,"), ["--reference", "2011"], "back is 300 and people only 100"),
    ],
)
def test_one_s_own_cohorts_in_another_state_are_refused(compared, held, options, says):
    code, _, err = compared(OWN_OPTIONS, held, *options)
    assert code == 2
    assert says in err


MIXED = "measure," + AREAS.replace("\n", "\nproven,").removesuffix("proven,") + "local-adult,Essex,100,10\n"


def test_two_kinds_of_measure_never_stand_in_one_comparison(compared):
    code, _, err = compared(AREA, MIXED)
    assert code == 2
    assert "never share an axis: their follow-up and waiting times differ (12 + 6 months; 3 + 3 months)" in err.replace(
        "(3 + 3 months; 12 + 6 months)", "(12 + 6 months; 3 + 3 months)"
    )
    found = answer(compared, AREA, MIXED, "--where", "measure=proven")
    assert "Rows left aside by --where: 1." in found["notes"]
    assert len(found["cells"]) == 5


def test_provisional_rows_are_left_aside_and_said(compared):
    lines = QUARTERS.splitlines()
    marked = "\n".join([lines[0] + ",provisional", *(f"{row},no" for row in lines[1:]), "2022Q1,1000,20,yes"]) + "\n"
    found = answer(compared, TIME, marked)
    assert found["cells"] == answer(compared, TIME, QUARTERS)["cells"]
    assert "Rows left aside since more may still be proven (provisional): 1." in found["notes"]
    code, _, err = compared(TIME, marked.replace(",no", ",yes"))
    assert code == 2
    assert "are provisional" in err


def test_people_who_may_be_counted_four_times_make_the_range_wider(compared):
    once, four = (
        answer(compared, AREA, AREAS, "--overdispersion", "never", "--design-effect", times) for times in ("1", "4")
    )
    assert four["cells"][0]["usual_low"] < once["cells"][0]["usual_low"]
    assert four["cells"][0]["interval"][0] < once["cells"][0]["interval"][0]
    assert four["overdispersion"]["p"] > once["overdispersion"]["p"]
    assert "One person may be counted 4 times." in four["definition"]["assumed"]
    assert any("--design-effect" in note for note in once["notes"])
    assert compared(AREA, AREAS, "--design-effect", "0")[0] == 2


def test_a_value_that_no_row_has_is_refused(compared):
    code, _, err = compared(AREA, AREAS, "--where", "district=Rutland")
    assert code == 2
    assert "No row of counts.csv has district=Rutland." in err


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (AREAS.replace("1050,329", "1050,3290"), "row 2: reoffenders is 3,290 and offenders only 1,050"),
        (AREAS.replace("1050", "many"), "column offenders, row 2: 'many' is not a whole number"),
        (AREAS.replace("offenders,re", "people,re"), "has no column offenders"),
        (AREAS.replace(",", ";"), "separated by semicolons"),
        ("district,offenders,reoffenders\nA,1,1\nB,1,0\n", "at least 3 areas"),
        ("", "is empty"),
    ],
)
def test_files_in_another_state_are_refused_with_exit_status_2(compared, held, says):
    code, out, err = compared(AREA, held)
    assert (code, out) == (2, "")
    assert says in err


def test_parquet_and_windows_line_ends_give_the_same_answer(compared, tmp_path, capsys):
    plain = answer(compared, AREA, AREAS)
    assert answer(compared, AREA, AREAS.replace("\n", "\r\n"))["cells"] == plain["cells"]
    pq.write_table(pyarrow.csv.read_csv(io.BytesIO(AREAS.encode())), tmp_path / "counts.parquet")
    assert run(["compare", AREA[0], str(tmp_path / "counts.parquet"), *AREA[1:], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cells"] == plain["cells"]


def test_csv_spreads_the_interval_over_two_columns(compared):
    rows = list(csv.DictReader(io.StringIO(compared(AREA, AREAS, "--csv")[1])))
    assert {"low", "high"} <= set(rows[0])
    assert "interval" not in rows[0]


def test_without_an_act_it_ends_with_exit_status_2(capsys):
    with pytest.raises(SystemExit) as ended:
        run(["compare"])
    assert ended.value.code == 2


def test_the_scottish_file_over_time_needs_no_preparation(capsys):
    options = ["--period", "year", "--events", "reconvicted", "--size", "offenders", "--where", "Sex=Male", "--json"]
    assert run(["compare", "time", str(path("scotland-reconvictions")), *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [cell["period"] for cell in found["cells"]] == [str(year) for year in range(2004, 2017)]
