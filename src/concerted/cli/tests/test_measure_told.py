"""Bad input, through the command: what can be read and is odd is counted or left out, and told with its rows."""

import json
import os
import threading

import pytest

from concerted.cli.tests.conftest import EVENTS, FINE, HEADER, PERSONS, lines

pytestmark = pytest.mark.slow


def told(measured, **files):
    """Run the command over files that it must read; return its cells, and (table, reason) with (rows, first rows)."""
    code, out, err = measured("--json", **files)
    assert (code, err) == (0, "")
    answer = json.loads(out)
    found = {
        (one["table"], one["reason"]): (one["rows"], one.get("first_rows"))
        for one in [*answer["left_out"], *answer["data"]["noticed"]]
    }
    return answer, found


@pytest.mark.parametrize(
    ("name", "content", "table", "reason", "rows"),
    [
        (
            "persons",
            PERSONS.replace("1990-01-01", "2012-06-01"),
            "persons",
            "born after their first event, or more than 110 years before it: age not known",
            (1, [2]),
        ),
        (
            "persons",
            PERSONS.replace("1990-01-01", "1812-01-01"),
            "persons",
            "born after their first event, or more than 110 years before it: age not known",
            (1, [2]),
        ),
        ("persons", PERSONS.replace("1990-01-01", ""), "persons", "no birth date: age not known", (1, [2])),
        (
            "persons",
            PERSONS.replace("1,1990-01-01,M", "1,1990-01-01,u"),
            "persons",
            "no sex, or U: sex not known",
            (1, [2]),
        ),
        (
            "persons",
            PERSONS.replace("\n2,", "\n 2\u00a0,"),
            "persons",
            "the id stands between spaces, which are no part of it",
            (1, [3]),
        ),
        (
            "persons",
            PERSONS.replace("1,1990-01-01,M\n", ""),
            "events",
            "the person is not among the persons: age and sex not known",
            (2, [2, 3]),
        ),
        (
            "events",
            EVENTS.replace("2012-01-05,00100,2012-02-10,custody,", "2012-01-05,00100,2012-01-04,custody,"),
            "events",
            "proven before it was committed",
            (1, [5]),
        ),
        (
            "events",
            EVENTS.replace("custody,,", "custody,2012-02-09,"),
            "events",
            "start of risk before the proof",
            (1, [5]),
        ),
        (
            "events",
            EVENTS + FINE + "\n" + FINE + "\n",
            "events",
            "equal to an earlier row in every column, and counted",
            (1, [7]),
        ),
        (
            "events",
            EVENTS.replace("2,2012-01-05,00100", "2,2012-01-05,77777"),
            "events",
            "the offence code is not in this package's list of Home Office codes, and counted as it stands: 77777",
            (1, [4]),
        ),
        (
            "events",
            EVENTS.replace("00100", "028"),
            "events",
            "the offence code is not in this package's list of Home Office codes, and counted as it stands: 028",
            (4, [2, 3, 4, 5]),
        ),
        (
            "events",
            EVENTS.replace("2,2012-01-05,00100", "2,2012-01-05,"),
            "events",
            "no offence code, and counted where all offences are",
            (1, [4]),
        ),
        ("events", EVENTS, "events", "no area: counted as unassigned", (1, [4])),
        ("events", EVENTS + "\n\n", "events", "the row is blank", (2, [6, 7])),
        ("events", EVENTS.replace("\n2,", "\n,,,,,,\n2,"), "events", "the row is blank", (1, [4])),
        ("events", EVENTS[:-1], "events", "the last row has no line end: is the file whole?", (1, [5])),
        (
            "events",
            EVENTS.replace("\n2,2012-01-05,00100,2012-02-10", "\n2,2012-01-05,00100,"),
            "events",
            "not proven: never a reoffence",
            (1, [4]),
        ),
    ],
)
def test_what_is_odd_is_counted_or_left_out_and_told_with_its_rows(measured, name, content, table, reason, rows):
    if reason.startswith("not proven"):
        content = content.replace("fine,2012-02-10,\n", "fine,,\n")
    _, found = told(measured, **{name: content})
    assert found[table, reason] == rows


def test_a_quotation_mark_missing_in_a_column_that_is_not_read_is_told(measured):
    wide = lines(f"{FINE},x", f'{FINE},"half a note', f"{FINE},x", header=f"{HEADER},note")
    answer, found = told(measured, events=wide)
    assert answer["data"]["files"]["events"]["rows"] == 2
    assert (
        "events",
        "line breaks within cells in quotation marks, 1 of them: where a mark is missing, rows are missing too",
    ) in found


def test_windows_line_ends_a_byte_order_mark_and_an_odd_end_change_no_figure(measured):
    plain = told(measured)[0]["cells"]
    windows = b"\xef\xbb\xbf" + EVENTS.replace("\n", "\r\n").encode()
    assert told(measured, events=windows)[0]["cells"] == plain
    assert told(measured, events=EVENTS.replace("\n", "\r").encode())[0]["cells"] == plain


def test_codes_in_another_shape_are_the_same_code(measured):
    (doubled,) = (
        rows
        for (_, reason), rows in told(measured, events=lines(FINE, FINE.replace("00100", "1/0")))[1].items()
        if reason.startswith("equal to an earlier")
    )
    assert doubled == (1, [3])


def test_an_as_at_date_before_the_events_leaves_everything_provisional_and_says_so(measured):
    code, out, _ = measured("--json", "--as-at", "1999-01-01")
    answer = json.loads(out)
    assert code == 0
    assert {cell["provisional"] for cell in answer["cells"]} == {True}
    noticed = {one["reason"]: one["rows"] for one in answer["data"]["noticed"]}
    assert noticed["proven after the as-at date, 1999-01-01: is it right?"] == 4


@pytest.mark.parametrize("code", ["proven", "proven-twelve-month", "frequency", "time-to-reoffence", "local-adult"])
def test_files_without_rows_are_an_empty_cohort(measured, code):
    for end in ("", "\n"):
        empty = {"events": HEADER + end, "persons": f"person_id,born_on,sex{end}"}
        if code == "local-adult":
            empty["caseload"] = f"person_id,snapshot_on,area{end}"
        status, out, err = measured(code=code, **empty)
        assert (status, err) == (0, "")
        assert "Nobody is in the cohort." in out
        assert "As at no date" in out
        for form in ("--csv", "--json"):
            assert measured(form, code=code, **empty)[0] == 0


@pytest.mark.parametrize("code", ["proven", "proven-twelve-month", "frequency", "time-to-reoffence"])
def test_nothing_proven_is_an_empty_cohort_too(measured, code):
    status, out, _ = measured(code=code, events=lines("1,2012-01-05,00100,,,,A"))
    assert status == 0
    assert "Nobody is in the cohort." in out


def of_everybody(again):
    rows = [FINE]
    for person in range(2, 6):
        rows.append(FINE.replace("1,", f"{person},", 1))
    if again:
        rows += [f"{person},2012-06-05,00100,2012-07-10,custody,,A" for person in range(1, 6)]
    people = ["person_id,born_on,sex", *(f"{person},1980-01-01,M" for person in range(1, 6)), ""]
    return {"events": lines(*rows), "persons": "\n".join(people)}


@pytest.mark.parametrize("code", ["proven", "frequency", "time-to-reoffence"])
@pytest.mark.parametrize(("again", "rate"), [(True, 1.0), (False, 0.0)])
def test_all_may_reoffend_or_none(measured, code, again, rate):
    out = measured("--json", "--as-at", "2014-01-01", code=code, **of_everybody(again))[1]
    (cell,) = json.loads(out)["cells"]
    assert cell["rate"] == rate
    low, high = cell["interval"]
    assert (high == 1.0) if again else (low == 0.0)
    assert 0 <= low < high <= 1
    if code == "time-to-reoffence":
        assert cell["times"][-1]["share"] == rate
    assert measured("--as-at", "2014-01-01", code=code, **of_everybody(again))[0] == 0


@pytest.mark.parametrize("code", ["proven", "frequency", "time-to-reoffence", "proven-twelve-month"])
def test_one_person_is_a_cohort(measured, code):
    files = {"events": lines(FINE), "persons": "person_id,born_on,sex\n1,1990-01-01,M\n"}
    (cell,) = json.loads(measured("--json", code=code, **files)[1])["cells"] or [None]
    if code == "proven-twelve-month":
        assert cell is None
    else:
        assert (cell["offenders"], cell["reoffenders"], cell["rate"]) == (1, 0, 0.0)
        assert measured("--suppress", **files)[0] == 0


def test_a_pipe_may_stand_for_a_file(measured, tmp_path):
    expected = told(measured)[0]["cells"]
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(EVENTS, "utf-8"))
    writer.start()
    code, out, err = measured("--json", "--events", str(pipe))
    writer.join()
    assert (code, err) == (0, "")
    assert json.loads(out)["cells"] == expected
