"""Each partner's file has the columns, the encoding and the dirt that its office is known for."""

import re
from collections import Counter
from datetime import date, datetime

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from concerted.analytics.harm.offences import DATA

AS_AT = date(2026, 11, 24)
HEADERS = {
    "police_events.csv": "event_ref,police_id,role,given_name,family_name,birth_date,sex,address,postcode,district,"
    "happened_at,kind,offence_code,offence,outcome",
    "court_results.csv": "result_ref,court_person_id,given_name,family_name,birth_date,sex,postcode,district,"
    "offence_code,offence,committed_on,proven_on,disposal,order_ends_on",
    "prison_releases.csv": "prison_no,surname,forenames,dob,sex,received_on,release_on,licence_ends_on,stated_on,"
    "reason",
    "housing_register.csv": "application_no;name;dob;sex;address;postcode;applied;status;status_on",
    "drug_alcohol_attendance.csv": "client_ref,given_name,family_name,birth_date,sex,attended_on,attended",
    "iom_cohort.csv": "police_id,adopted_on,kind,colour,left_on",
}
SHEETS = {
    ("probation_caseload.xlsx", "Caseload"): "crn,given_name,family_name,birth_date,sex,address,postcode,district,"
    "snapshot_on,order,sentenced_on,order_ends_on",
    ("probation_caseload.xlsx", "Scores"): "crn,scored_on,predictor,version,percent",
    ("probation_caseload.xlsx", "Contacts"): "crn,happened_on,kind",
    ("youth_service.xlsx", "Children"): "child_ref,given_name,family_name,birth_date,sex,started_on,ended_on,reason",
}
OUTCOMES = {
    "charged",
    "no further action",
    "released under investigation",
    "bailed",
    "cautioned",
    "community resolution",
}
DISPOSALS = {
    "caution",
    "absolute discharge",
    "conditional discharge",
    "fine",
    "community order",
    "suspended sentence",
    "custody",
}


def as_day(text, pattern):
    try:
        return datetime.strptime(text, pattern).date()
    except ValueError:
        return None


@pytest.mark.parametrize("name", HEADERS)
def test_a_text_file_begins_with_its_columns(county, name):
    content = (county.out / name).read_bytes()
    marked = content.startswith(b"\xef\xbb\xbf")
    assert marked == (name == "prison_releases.csv")
    first = content.removeprefix(b"\xef\xbb\xbf").split(b"\r\n")[0].decode("ascii")
    assert first == HEADERS[name]


@pytest.mark.parametrize(("name", "sheet_name"), SHEETS)
def test_a_sheet_begins_with_its_columns_for_both_readers(county, name, sheet_name):
    expected = SHEETS[(name, sheet_name)].split(",")
    assert CalamineWorkbook.from_path(county.out / name).get_sheet_by_name(sheet_name).to_python()[0] == expected
    book = openpyxl.load_workbook(county.out / name, read_only=True)
    assert [cell.value for cell in next(book[sheet_name].iter_rows())] == expected


def test_housing_needs_its_own_encoding(county):
    content = (county.out / "housing_register.csv").read_bytes()
    if any(byte > 127 for byte in content):
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")
    assert all(";" in line for line in content.decode("latin-1").splitlines())


def test_codes_and_words_are_the_agreed_ones_but_for_a_few_bad_cells(rows):
    known = {line.split(",")[0] for line in (DATA / "offence_code_categories.csv").read_text("utf-8").splitlines()}
    for name in ("police_events.csv", "court_results.csv"):
        codes = Counter(row["offence_code"] for row in rows(name))
        bad = sum(count for code, count in codes.items() if code not in known)
        assert 0 < bad < 0.005 * codes.total(), name
    assert {row["outcome"] for row in rows("police_events.csv")} <= OUTCOMES
    assert {row["kind"] for row in rows("police_events.csv")} == {"arrest", "crime"}
    odd = Counter(row["disposal"] for row in rows("court_results.csv") if row["disposal"] not in DISPOSALS)
    assert 0 < odd.total() < 10


def test_police_rows_hold_a_few_victims_and_witnesses(rows):
    roles = Counter(row["role"] for row in rows("police_events.csv"))
    assert set(roles) == {"suspect", "victim", "witness"}
    assert roles["suspect"] > 0.99 * roles.total()


def test_impossible_days_and_years_far_off_are_there(rows, sheet):
    police, courts = rows("police_events.csv"), rows("court_results.csv")
    assert any(row["happened_at"].startswith("31/02/2026") for row in police)
    assert any("2099" in row["happened_at"] for row in police)
    assert any(row["committed_on"] == "2026-02-31" for row in courts)
    assert any("2099" in row["proven_on"] for row in courts)
    assert any(row["release_on"] == "31-Feb-2026" for row in rows("prison_releases.csv"))
    assert any(row["attended_on"] == "2026-02-31" for row in rows("drug_alcohol_attendance.csv"))
    assert any(row["order_ends_on"] == "31/02/2026" for row in sheet("probation_caseload.xlsx", "Caseload"))


def test_birth_days_are_missing_or_filled_in_by_the_form(rows):
    births = Counter(row["birth_date"] for row in rows("court_results.csv"))
    share = {day: births[day] / births.total() for day in ("", "1970-01-01", "1900-01-01")}
    assert all(0.001 < each < 0.08 for each in share.values()), share
    assert any(row["dob"] == "01.01.1970" for row in rows("housing_register.csv"))


def test_districts_are_names_codes_and_some_nonsense(rows):
    found = Counter(row["district"] for row in rows("police_events.csv"))
    assert {"Colchester", "E07000071", "Colchestr "} <= set(found)
    assert found["Colchester"] > found["E07000071"] > found["Colchestr "]


def test_some_rows_come_twice(rows):
    for name in ("police_events.csv", "court_results.csv", "prison_releases.csv", "drug_alcohol_attendance.csv"):
        assert any(count > 1 for count in Counter(tuple(row.values()) for row in rows(name)).values()), name


def test_scores_hold_a_formula_and_days_typed_as_text(county, sheet):
    scores = sheet("probation_caseload.xlsx", "Scores")
    assert any(row["percent"] == "=B2*1.1" for row in scores)
    days = [row["birth_date"] for row in sheet("probation_caseload.xlsx", "Caseload")]
    assert 0.005 < sum(isinstance(day, str) and day != "" for day in days) / len(days) < 0.08
    assert sum(isinstance(day, date) for day in days) > 0.8 * len(days)
    assert {row["predictor"] for row in scores} == {"All Reoffending Predictor", "OGRS3"}


def test_rows_that_cannot_be_loaded_are_few(rows):
    police = rows("police_events.csv")
    bad = sum(
        as_day(row["happened_at"], "%d/%m/%Y %H:%M") is None
        or "2099" in row["happened_at"] + row["birth_date"]
        or (row["birth_date"] != "" and as_day(row["birth_date"], "%d/%m/%Y") is None)
        or not re.fullmatch(r"\d{5}", row["offence_code"])
        or row["district"] in {"Colchestr ", "Not known", "Atlantis", "E07009999"}
        for row in police
    )
    assert 0.001 < bad / len(police) < 0.007


def test_nothing_is_dated_on_or_after_the_county_s_day_but_plans(rows):
    def latest(name, column, pattern):
        days = [as_day(row[column][:11].strip(), pattern) for row in rows(name)]
        return max(day for day in days if day and day.year < 2099)

    assert latest("police_events.csv", "happened_at", "%d/%m/%Y") == date(2026, 11, 23)
    assert latest("court_results.csv", "proven_on", "%Y-%m-%d") < AS_AT
    assert latest("prison_releases.csv", "stated_on", "%d-%b-%Y") < AS_AT
    assert latest("housing_register.csv", "applied", "%d.%m.%Y") < AS_AT
    assert latest("drug_alcohol_attendance.csv", "attended_on", "%Y-%m-%d") < AS_AT
    assert latest("iom_cohort.csv", "adopted_on", "%Y-%m-%d") < AS_AT
    assert latest("prison_releases.csv", "release_on", "%d-%b-%Y") > AS_AT


def test_planned_releases_change_and_some_fall_in_the_coming_weeks(rows):
    prison = rows("prison_releases.csv")
    assert {row["reason"] for row in prison} == {"release", "recall", "changed date"}
    days = [as_day(row["release_on"], "%d-%b-%Y") for row in prison]
    ahead = [(day - AS_AT).days for day in days if day and day.year < 2099 and day >= AS_AT]
    assert min(ahead) <= 14 and sum(each <= 60 for each in ahead) >= 5


def test_postcodes_are_well_formed_and_of_districts_that_do_not_exist(rows):
    shape = re.compile(r"(CM|SS|CO|RM|IG)([345]\d) ?\d[ABD-HJLNP-UW-Z]{2}", re.IGNORECASE)
    for name in ("police_events.csv", "court_results.csv", "housing_register.csv"):
        codes = [row["postcode"] for row in rows(name)]
        assert all(shape.fullmatch(code) for code in codes if code), name
        assert 0.03 < codes.count("") / len(codes) < 0.25, name


def test_the_scheme_s_people_are_in_police_and_court_files_and_mostly_under_probation(county, rows, sheet):
    import pyarrow.parquet as pq

    records = pq.read_table(county.out / "truth" / "records.parquet").to_pylist()
    person = {(row["source"], row["source_key"]): row["person_id"] for row in records}
    cohort = [row["police_id"] for row in rows("iom_cohort.csv")]
    in_police = {row["police_id"] for row in rows("police_events.csv")}
    assert len(cohort) == len(set(cohort)) == 6 and set(cohort) <= in_police
    people = {person[("police", key)] for key in cohort}
    held = {source: {p for (s, _), p in person.items() if s == source} for source in ("courts", "probation")}
    assert people <= held["courts"]
    assert len(people & held["probation"]) >= 4
