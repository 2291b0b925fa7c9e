"""Each kind of bad cell is named with what is wrong and how to mend it; the rest of the file loads."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from concerted.exchange.checking import as_faults, check, group_faults, rows_to_mend

GOOD = "X1,02/03/1990,Colchester,suspect,01/03/2027 14:30,05/01/2026,05/01/2028,12.5,3,yes,fine"


def said(fault):
    return fault.wrong, fault.mend


def numbered(*rows):
    return [row.replace("X1", f"X{index}") for index, row in enumerate(rows)]


def test_a_good_row_is_typed(desk):
    checked = desk.check(GOOD)
    assert checked.good.to_pylist() == [
        {
            "row": 2,
            "crn": "X1",
            "born_on": date(1990, 3, 2),
            "district": "E07000071",
            "role": "suspect",
            "seen_at": datetime(2027, 3, 1, 14, 30, tzinfo=UTC),
            "sentenced_on": date(2026, 1, 5),
            "order_ends_on": date(2028, 1, 5),
            "score": 12.5,
            "visits": 3,
            "agreed": True,
            "note": "fine",
        }
    ]
    assert checked.faults.num_rows == checked.identical_twice == checked.rows_at_fault == 0
    assert checked.look == ()


@pytest.mark.parametrize(
    ("sent", "wrong", "mend"),
    [
        ("31/02/2026", "31 February does not exist", "Write the right day"),
        ("29/02/2026", "29 February does not exist in 2026", "Write the right day"),
        ("31.4.2026", "31 April does not exist", "Write the right day"),
        ("45/01/2026", "There is no day 45 in a month", "Write the right day"),
        ("00/01/2026", "There is no day 0 in a month", "Write the right day"),
        ("12/25/2025", "There is no month 25", "Is it 25 December 2025?"),
        ("2025-25-12", "There is no month 25", "Is it 25 December 2025?"),
        ("12/13/86", "The year has two digits: 86", "Write all four, as in 2027"),
        ("46083", "A bare number, as Excel stores a date", "Is it 2 March 2026?"),
        ("soon", "Not a date", "Write it as 2027-03-02. If not known, leave it empty"),
        ("3 Mrz 2026", "No month is called Mrz", "Write the month as 3 or March"),
        ("14.3.2099", "72 years from now", "This column takes days up to today. If not known, leave it empty"),
        ("04/03/2027", "1 day from now", "This column takes days up to today. If not known, leave it empty"),
        ("02/01/1900", "127 years ago", "This county accepts dates from 1930. If not known, leave it empty"),
    ],
)
def test_a_date_that_cannot_be_says_why(desk, sent, wrong, mend):
    fault = desk.fault("sentenced_on", sent)
    assert (fault.row, fault.value, fault.fault) == (2, sent, "date")
    assert said(fault) == (wrong, mend)


@pytest.mark.parametrize(
    "sent", ["2026-01-05", "05/01/2026", "5/1/2026", "5.1.2026", "5 Jan 2026", "05-January-2026", " 05/01/2026 "]
)
def test_a_date_is_read_however_it_is_plainly_written(desk, sent):
    assert desk.with_cell("sentenced_on", sent).good["sentenced_on"].to_pylist() == [date(2026, 1, 5)]


def test_an_end_beyond_the_county_s_limit_names_the_limit(desk):
    assert said(desk.fault("order_ends_on", "14.3.2099")) == (
        "72 years from now",
        "This county accepts ends up to 2060",
    )


def test_a_birth_date_that_makes_the_person_too_old_says_the_age(desk):
    assert said(desk.fault("born_on", "02/01/1900")) == ("Makes the person 127", "If not known, leave it empty")


def test_a_birth_date_in_the_future_is_no_birth_date(desk):
    assert said(desk.fault("born_on", "2099-01-01")) == (
        "Born after today, on 1 January 2099",
        "If not known, leave it empty",
    )


def test_day_and_month_that_can_be_swapped_are_not_guessed(desk):
    iso = desk.changed(date_formats=("%Y-%m-%d",))
    assert said(iso.fault("born_on", "03/04/1990")) == (
        "Could be 3 April or 4 March 1990",
        "Write 1990-04-03 or 1990-03-04",
    )


def test_a_day_that_can_only_be_one_gets_a_suggestion(desk):
    iso = desk.changed(date_formats=("%Y-%m-%d",))
    fault = iso.fault("born_on", "23/04/1990")
    assert said(fault) == ("Not written as this feed writes dates", "Write 1990-04-23")
    assert fault.suggestion == "1990-04-23"


@pytest.mark.parametrize("born", ["01/01/1900", "01/01/1970", "11/11/1911"])
def test_a_default_birth_date_loads_as_unknown_and_is_counted(desk, born):
    checked = desk.with_cell("born_on", born)
    assert checked.good["born_on"].to_pylist() == [None]
    (look,) = checked.look
    assert (look.code, look.count, look.rows) == ("default_birth_date", 1, (2,))


def test_a_missing_birth_date_loads_and_is_counted(desk):
    checked = desk.check(*numbered(GOOD.replace("02/03/1990", ""), GOOD.replace("02/03/1990", " "), GOOD))
    assert checked.good["born_on"].to_pylist() == [None, None, date(1990, 3, 2)]
    (look,) = checked.look
    assert look.text == ("2 rows have no birth date. They load, are counted as 'age not known', and match less surely")


def test_default_birth_dates_are_the_county_s_setting(desk):
    other = replace(desk, limits=replace(desk.limits, default_birth_dates=frozenset()))
    assert other.with_cell("born_on", "01/01/1970").good["born_on"].to_pylist() == [date(1970, 1, 1)]
    assert other.fault("born_on", "01/01/1900").wrong == "Makes the person 127"


def test_an_unknown_code_looks_like_one_in_the_list(desk):
    fault = desk.fault("district", "Colchestr ")
    assert said(fault) == ("Looks like Colchester (and a space at the end)", "Use Colchester")
    assert (fault.value, fault.suggestion, fault.fault) == ("Colchestr ", "Colchester", "unknown_code")


def test_an_unknown_code_like_none_says_how_the_column_is_written(desk):
    assert said(desk.fault("district", "Paris")) == (
        "No district that we know",
        "Use one of: Colchester, E07000071, Basildon, Castle Point",
    )


@pytest.mark.parametrize("sent", ["colchester", " COLCHESTER ", "e07000071"])
def test_codes_forgive_case_and_spaces(desk, sent):
    assert desk.with_cell("district", sent).good["district"].to_pylist() == ["E07000071"]


def test_inner_spaces_of_a_code_are_forgiven(desk):
    assert desk.with_cell("district", "castle  point").good["district"].to_pylist() == ["E07000069"]


def test_a_victim_is_never_loaded_and_nothing_else_of_the_row_is_said(desk):
    victim = GOOD.replace("suspect", "Victim").replace("02/03/1990", "31/02/1990")
    checked = desk.check(victim, GOOD.replace("X1", "X2"))
    (fault,) = as_faults(checked.faults)
    assert (fault.column, fault.value, fault.fault) == ("role", "Victim", "never_loaded")
    assert fault.wrong == "This feed takes suspects only; a victim is never loaded here"
    assert rows_to_mend(checked.faults).to_pylist() == []
    assert checked.good["crn"].to_pylist() == ["X2"]


def test_a_required_cell_that_is_empty_is_named(desk):
    assert said(desk.fault("crn", "  ")) == ("Nothing here", "Write the case reference number")


def test_a_text_that_is_too_long_says_by_how_much(desk):
    assert said(desk.fault("note", "x" * 31)) == ("31 characters", "At most 30 fit")


def test_a_formula_is_never_run(desk):
    fault = desk.fault("score", "=B2*1.1")
    assert (fault.value, *said(fault)) == ("=B2*1.1", "Formulas are never run", "Paste the value")


def test_a_formula_in_a_workbook_goes_to_quarantine(desk, workbook):
    sent = desk.read(workbook(["X1", None, None, "suspect"], H2="=B2*1.1"), "caseload.xlsx")
    (fault,) = as_faults(check(sent, desk.feed, desk.limits).faults)
    assert (fault.row, fault.column, fault.value, fault.wrong) == (2, "score", "=B2*1.1", "Formulas are never run")


def test_a_spreadsheet_error_is_no_value(desk):
    assert desk.fault("note", "#REF!").wrong == "A spreadsheet's error stands here instead of a value"


@pytest.mark.parametrize("hidden", ["\0", "\x07", "\x85", "\u202e", "\u200b"])
def test_a_character_that_cannot_be_seen_is_found(desk, hidden):
    fault = desk.fault("note", f"fi{hidden}ne")
    assert said(fault) == ("Holds a character that cannot be seen", "Type the text again")
    assert "\0" not in fault.value


@pytest.mark.parametrize(
    ("column", "sent", "wrong", "mend"),
    [
        ("visits", "3.5", "Not a whole number", "Write figures only"),
        ("visits", "three", "Not a whole number", "Write figures only"),
        ("score", "nan", "Not a number", "Write figures only, with a point before the decimals"),
        ("score", "12 percent", "Not a number", "Write figures only, with a point before the decimals"),
        ("agreed", "perhaps", "Neither yes nor no", "Write yes or no"),
        ("seen_at", "01/03/2027 25:10", "No such time of day", "Write it as 2027-03-02 14:30"),
        ("seen_at", "31/02/2026 10:00", "31 February does not exist", "Write the right day"),
        ("order_ends_on", "01/01/2025", "The order ends before the sentence", "Look up both days"),
    ],
)
def test_other_cells_that_cannot_be(desk, column, sent, wrong, mend):
    assert said(desk.fault(column, sent)) == (wrong, mend)


def test_a_decimal_comma_gets_a_suggestion(desk):
    sent = desk.rows(GOOD.replace("12.5", '"12,5"'))
    (fault,) = as_faults(check(sent, desk.feed, desk.limits).faults)
    assert (fault.mend, fault.suggestion) == ("Write 12.5", "12.5")


def test_summer_time_is_told_from_the_clock_on_the_wall(desk):
    checked = desk.with_cell("seen_at", "01/07/2026 14:30")
    assert checked.good["seen_at"].to_pylist() == [datetime(2026, 7, 1, 13, 30, tzinfo=UTC)]


def test_the_same_key_with_other_content_names_row_and_difference(desk):
    other = GOOD.replace("05/01/2028", "01/06/2027")
    fault = as_faults(desk.check(GOOD, other).faults)[0]
    assert (fault.row, fault.column, fault.value, fault.fault) == (3, "crn", "X1", "same_key")
    assert said(fault) == ("Also in row 2 with another end date: 1 June 2027 here, 5 January 2028 there", "Keep one")


def test_the_same_key_with_several_differences_counts_them(desk):
    fault = as_faults(desk.check(GOOD, GOOD.replace("05/01/2028", "").replace("fine", "other")).faults)[0]
    assert (
        fault.wrong == "Also in row 2 with another end date: nothing here, 5 January 2028 there, and 1 more difference"
    )


def test_an_identical_row_is_counted_and_loads_once(desk):
    checked = desk.check(GOOD, GOOD, GOOD.replace("05/01/2028", "2028-01-05"))
    assert (checked.good.num_rows, checked.identical_twice, checked.faults.num_rows) == (1, 2, 0)


def test_rows_without_a_key_are_all_kept_and_equal_ones_counted(desk):
    whole = desk.changed(key=(), rows_are="replace_whole", replace_by=("crn",))
    checked = whole.check(GOOD, GOOD, GOOD)
    assert checked.good.num_rows == 3
    assert [(look.code, look.count) for look in checked.look] == [("equal_rows_kept", 2)]


def test_a_row_with_too_few_cells_is_set_aside(desk):
    checked = desk.check("X0,,Colchester", GOOD)
    fault = as_faults(checked.faults)[0]
    assert (fault.row, fault.column, fault.fault) == (2, "", "ragged")
    assert said(fault) == ("3 cells, and the header has 11", "A value that holds the separator stands in double quotes")
    assert checked.good["crn"].to_pylist() == ["X1"]


def test_every_row_is_loaded_counted_twice_or_at_fault(desk):
    rows = numbered(GOOD, GOOD.replace("Colchester", "Nowhere"), GOOD, GOOD.replace("yes", "?"))
    checked = desk.check(*rows, rows[0], rows[2].replace("fine", "other"), "X9,short")
    assert checked.sent == 7
    assert checked.sent == checked.good.num_rows + checked.rows_at_fault + checked.identical_twice


def test_an_empty_table_is_checked_to_an_empty_table(desk):
    checked = desk.check()
    assert (checked.good.num_rows, checked.faults.num_rows, checked.sent) == (0, 0, 0)
    assert checked.good.column_names == ["row", *desk.feed.names]


def test_a_wholly_wrong_file_is_checked_in_reasonable_time(desk):
    bad = "X1,31/02/1990,Nowhere,nobody,x,x,x,x,x,x," + "y" * 40
    checked = desk.check(*[bad] * 5_000)
    assert checked.rows_at_fault == 5_000


def test_faults_are_grouped_with_hint_examples_and_a_repair_for_many_rows(desk):
    rows = numbered(
        *[GOOD.replace("Colchester", "Colchestr ")] * 6,
        *[GOOD.replace("05/01/2026", "31/02/2026")] * 2,
        GOOD.replace("02/03/1990", "02/01/1900"),
        GOOD,
    )
    groups = group_faults(desk.check(*rows).faults, desk.feed)
    assert [(group.title, group.rows, group.hint) for group in groups] == [
        ("A district we do not know", 6, "Use the nine-character code or the name"),
        ("A date that cannot be", 3, "Write dates as 2027-03-02 or 2/3/2027"),
    ]
    assert len(groups[0].examples) == 3
    (bulk,) = groups[0].bulk
    assert (bulk.column, bulk.suggestion, bulk.rows) == ("district", "Colchester", 6)
    assert groups[1].bulk == ()


def test_a_day_without_a_time_is_stored_as_midnight_and_counted(desk):
    checked = desk.with_cell("seen_at", "01/03/2027")
    assert checked.good["seen_at"].to_pylist() == [datetime(2027, 3, 1, tzinfo=UTC)]
    assert [look.text for look in checked.look] == ["1 row names a day and no time. Midnight is stored"]


def test_thousands_of_unknown_words_do_not_hold_the_process(desk):
    checked = desk.check(*[f"X{n},,Colchestr{n},suspect,,,,,,," for n in range(3_000)])
    suggestions = checked.faults["suggestion"]
    assert checked.faults.num_rows == 3_000
    assert 0 < len(suggestions) - suggestions.null_count <= 500


@pytest.mark.parametrize("role", ["Victm", "victims", "suspect / victim"])
def test_a_mistyped_victim_is_never_loaded_and_never_sent_back(desk, role):
    checked = desk.with_cell("role", role)
    assert checked.faults["fault"].to_pylist() == ["never_loaded"]
    assert rows_to_mend(checked.faults).to_pylist() == []


def test_the_first_word_of_one_code_suggests_it(desk):
    fault = desk.fault("district", "Castle")
    assert (fault.wrong, fault.suggestion) == ("Looks like Castle Point", "Castle Point")
