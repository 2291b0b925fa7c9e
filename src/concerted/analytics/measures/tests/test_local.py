"""Local measures in TOML: read back as they were written, or refused with every key that is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from concerted.analytics.engines import duckdb_shards
from concerted.analytics.engines.extract import written
from concerted.analytics.engines.tests.tables import caseload_table, events_table, persons_table
from concerted.analytics.measures.age_bands import age_bands
from concerted.analytics.measures.choices import Cohort, Shows, StartsFrom, Tie
from concerted.analytics.measures.local import declared, local_measure, read_toml
from concerted.analytics.measures.local_keys import KEYS
from concerted.analytics.measures.local_written import as_toml
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Ages
from concerted.kernel.errors import BadFile

OURS = """
code = "county-thefts"
title = "Theft after custody"
edition = "1 year + 6 months"
declared_on = 2026-11-24
source = "Decision of the partnership."
assumptions = ["Months are calendar months."]
not_certain = ["Whether cautions are complete."]
breakdowns = ["sex", "area"]

[cohort]
kind = "first start"
rule = "released from custody in the quarter"
disposals = ["custody "]

[start_of_risk]
words = "their first release of the quarter"

[follow_up]
days = 365

[waiting]
months = 6

[reoffence]
offences = ["008/06", "4600", "SHOP"]
disposals = "all"

[tie]
area = "largest area"
words = "The area whose code comes last."

[ages]
youngest = 18
bands = ["18-24", "25+"]
"""


def refusal(text):
    with pytest.raises(BadFile) as refused:
        read_toml(text.encode(), "ours.toml")
    return str(refused.value)


def extract_of(tmp_path):
    events = [
        {"person_id": n % 7, "offence_on": day, "proven_on": day, "start_on": day, "area": "AB"[n % 2]}
        for n, day in enumerate(date(2011 + n % 3, 1 + n % 12, 5 + n) for n in range(20))
    ]
    persons = [{"person_id": n, "born_on": date(1980 + 3 * n, 1, 1), "sex": "MF"[n % 2]} for n in range(7)]
    caseload = [{"person_id": n, "snapshot_on": date(2012, 3, 31), "area": "A"} for n in range(7)]
    return written(
        tmp_path,
        events=events_table(events),
        persons=persons_table(persons),
        caseload=caseload_table(caseload),
        as_at=date(2020, 1, 1),
    )


@pytest.mark.parametrize("code", measures())
def test_every_measure_of_the_package_reads_back_from_toml_as_itself(code, tmp_path):
    spec = measure(code)
    again = read_toml(as_toml(spec).encode(), "again.toml")
    assert again == spec
    assert again.version == spec.version
    extract = extract_of(tmp_path)
    assert duckdb_shards.cells(again, extract).equals(duckdb_shards.cells(spec, extract))


def test_what_no_measure_of_the_package_uses_reads_back_too():
    spec = replace(
        measure("proven"),
        code="ours",
        title='A "quoted" title, with \\ and \x7f and Ünicode\n on two lines',
        used_for="",
        assumptions=("Only thefts count.",),
        shows=Shows.TIME,
        cohort_disposals=frozenset({"custody", "fine"}),
        counted_offences=frozenset({"00806", "local code"}),
        counted_disposals=frozenset({"caution"}),
        starts_from=StartsFrom.PROVEN,
        tie=Tie.LARGEST_AREA,
        follow_up=Span(months=1, days=30),
        waiting=Span(),
        ages=Ages(oldest=17),
        age_bands=age_bands("0-9,10-17"),
        breakdowns=("quarter", "sex"),
    )
    assert read_toml(as_toml(spec).encode(), "ours.toml") == spec


def test_a_local_measure_is_read_with_its_defaults(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OURS.replace("\n", "\r\n").encode())
    spec = declared(str(path))
    assert (spec.code, spec.cohort, spec.cohort_quarters, spec.shows) == (
        "county-thefts",
        Cohort.FIRST_START,
        1,
        Shows.RATE,
    )
    assert spec.cohort_disposals == {"custody"}
    assert spec.counted_offences == {"00806", "04600", "SHOP"}
    assert spec.counted_disposals is None
    assert (spec.follow_up, spec.waiting, spec.tie) == (Span(days=365), Span(months=6), Tie.LARGEST_AREA)
    assert (spec.ages, spec.breakdowns) == (Ages(youngest=18), ("area", "quarter", "sex"))
    assert [str(band) for band in spec.age_bands] == ["18-24", "25+"]
    assert spec.sentence().startswith(
        "Theft after custody (1 year + 6 months): of people aged 18 or over released from custody in the quarter "
        "(custody only), the share who committed an offence of the 3 counted codes"
    )


@pytest.mark.parametrize("key", [key for key in KEYS if key.required], ids=lambda key: key.path)
def test_a_missing_key_is_named_with_what_it_takes_and_an_example(key):
    lines = as_toml(measure("proven")).splitlines()
    table, kept, dropping = "", [], False
    for line in lines:
        if line.startswith("["):
            table = line[1:].partition("]")[0]
        if not line.startswith((" ", "]")):
            dropping = table == key.table and line.startswith(f"{key.name} =")
        if not dropping:
            kept.append(line)
    (said,) = refusal("\n".join(kept)).splitlines()
    assert said.startswith(f"ours.toml, key {key.path} is missing: {key.means}. It takes ")
    assert said.endswith(key.line)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.path)
def test_every_example_is_a_value_that_its_key_takes_and_a_wrong_one_is_refused(key):
    table = f"[{key.table}]\n" if key.table else ""
    said = refusal(f"{table}{key.name} = {key.example}")
    assert f"key {key.path}:" not in said
    assert f"key {key.path} is" not in said
    for wrong in ("-1", "true", "{}", '" "', '["no such"]' if key.name in ("breakdowns", "bands") else '[""]'):
        said = refusal(f"{table}{key.name} = {wrong}")
        assert f"ours.toml, key {key.path}: " in said
        assert f"is not allowed; it takes {key.takes}, such as: {key.line}" in said or "(" in said


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("days = 365", "day = 365", "key follow_up.day is not known (did you mean days?); under [follow_up] there may"),
        ('code = "c', 'kode = "c', "key kode is not known (did you mean code?); at the top there may be code, title,"),
        ("[waiting]", "[wating]", "key wating is not known (did you mean waiting?)"),
        ('title = "', 'rule = "', "key rule is not known (it belongs under [cohort])"),
        ("[tie]\narea", "[tie]\ncode = 1\narea", "key tie.code is not known (it belongs at the top)"),
        ("days = 365", "", "table [follow_up] is missing or empty: how long an offence counts"),
        ("[waiting]\nmonths = 6", "", "table [waiting] is missing or empty: how much longer its proof may take"),
        ("days = 365", "days = 0", "table [follow_up]: it must last at least a day"),
        ("days = 365", "days = 99999", "key follow_up.days: 99999 is not allowed"),
        ('"first start"', '"caseload"', 'key cohort.disposals has no meaning where cohort.kind is "caseload"'),
        ("youngest = 18", "youngest = 18\noldest = 17", "key ages.youngest: 18 is above ages.oldest, 17"),
        ('["Months are', '["All offences count.", "Months are', "key assumptions says 'All offences count.' while"),
        ('"25+"]', '"20+"]', "(The age bands 18-24 and 20+ overlap)"),
        ('"SHOP"]', '"SHOP", "SHOP "]', "(one of them is listed twice)"),
        ("declared_on = 2026-11-24", 'declared_on = "2026-11-24"', "it takes a date without quotes, such as"),
        ("declared_on = 2026-11-24", "declared_on = 2026-11-24T10:00:00", "it takes a date without quotes, such as"),
        ('title = "Theft after custody"', "title = Theft", "is not TOML: Invalid value (at line 3, column 9)"),
        ("[waiting]", "[follow_up]", "is not TOML: Cannot declare ('follow_up',) twice"),
    ],
)
def test_a_wrong_file_is_refused_with_its_key(was, becomes, said):
    assert was in OURS
    assert said in refusal(OURS.replace(was, becomes))


def test_a_table_written_as_a_value_is_refused():
    assert "key cohort must be a table: write [cohort] on a line of its own" in refusal("cohort = 3")


def test_everything_that_is_wrong_is_said_at_once():
    said = refusal('code = "County"\nwhatever = 1\n[waiting]\nmonths = -1')
    assert len(said.splitlines()) > 12
    assert all(line.startswith("ours.toml, ") for line in said.splitlines())


def test_text_that_is_not_utf_8_is_refused_with_its_row():
    with pytest.raises(BadFile, match="ours.toml, row 2: the text is not UTF-8"):
        read_toml('code = "a"\ntitle = "café"'.encode("latin-1"), "ours.toml")


def test_a_local_measure_may_not_take_the_code_of_another(tmp_path):
    path = tmp_path / "proven.toml"
    path.write_text(as_toml(measure("proven")), "utf-8")
    with pytest.raises(BadFile, match="proven.toml, key code: 'proven' is a measure of this package"):
        local_measure(path)


def test_a_file_that_is_not_there_is_refused_and_a_code_is_looked_up(tmp_path):
    with pytest.raises(BadFile, match="nowhere.toml cannot be opened: No such file"):
        declared(str(tmp_path / "nowhere.toml"))
    assert declared("youth") is measure("youth")
    with pytest.raises(LookupError, match="no measure 'yuoth'"):
        declared("yuoth")
