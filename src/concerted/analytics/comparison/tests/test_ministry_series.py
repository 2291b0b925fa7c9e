"""The Ministry's tables of 2013/14 to the last digit, and its adjusted rates, from its counts."""

from datetime import date

import pytest

from concerted.analytics.comparison.adjusted import (
    Scored,
    adjusted_rate,
    adjusted_series,
    published_reference,
    reference_score,
)
from concerted.analytics.comparison.ministry_series import ANNUAL, GROUPS, QUARTERLY, read_series
from concerted.analytics.published import path
from concerted.kernel.errors import BadFile, Refused


@pytest.fixture(scope="module")
def series():
    return read_series(path("moj-proven-reoffending"))


@pytest.fixture(scope="module")
def year(series):
    return {(row.edition, row.group): row for row in series.year(date(2013, 4, 1))}


@pytest.mark.parametrize(
    ("edition", "group", "offenders", "reoffenders", "reoffences", "rate", "each"),
    [
        ("old", "Adult", 468134, 117864, 367605, "25.2", "3.1"),
        ("old", "Juvenile", 42299, 16083, 50184, "38.0", "3.1"),
        ("old", "All", 510433, 133947, 417789, "26.2", "3.1"),
        ("new", "Adult", 546541, 163962, 586711, "29.9999", "3.5783"),
        ("new", "Juvenile", 52307, 22444, 76555, "42.9082", "3.4109"),
        ("new", "All", 598848, 186406, 663266, "31.1274", "3.5582"),
    ],
)
def test_the_table_of_2013_14_to_the_last_digit(year, edition, group, offenders, reoffenders, reoffences, rate, each):
    row = year[edition, group]
    assert (row.offenders, row.reoffenders, row.reoffences) == (offenders, reoffenders, reoffences)
    assert f"{100 * row.rate:.{len(rate.split('.')[1])}f}" == rate
    assert f"{row.per_reoffender:.{len(each.split('.')[1])}f}" == each


def test_reoffences_for_each_offender_of_2013_14(year):
    assert round(year["old", "Adult"].per_offender, 1) == 0.8
    assert round(year["old", "Juvenile"].per_offender, 1) == 1.2


def test_the_table_has_these_rows_in_this_order(year):
    assert list(year) == [(e, g) for e in ("old", "new") for g in ("Adult", "Juvenile", "All")]


def test_four_quarters_added_are_the_annual_counts_in_every_group_and_year(series):
    checked = 0
    for published in (c for c in series.cohorts if (c.edition, c.unit) == ("new", ANNUAL)):
        (row,) = [r for r in series.year(published.starts_on) if (r.edition, r.group) == ("new", published.group)]
        assert (row.offenders, row.reoffenders, row.reoffences) == (
            published.offenders,
            published.reoffenders,
            published.reoffences,
        )
        checked += 1
    assert checked == 36


def test_published_rates_and_frequencies_are_those_of_the_published_counts(series):
    checked = 0
    for cohort in (c for c in series.cohorts if c.edition == "new" and c.offenders):
        assert 100 * cohort.reoffenders / cohort.offenders == pytest.approx(cohort.published_rate, abs=5e-9)
        assert cohort.reoffences / cohort.reoffenders == pytest.approx(cohort.published_frequency, abs=5e-9)
        checked += 1
    assert checked == 3 * (53 + 12)


def test_the_old_series_is_published_to_one_decimal(series):
    for cohort in (c for c in series.cohorts if c.edition == "old"):
        assert 100 * cohort.reoffenders / cohort.offenders == pytest.approx(cohort.published_rate, abs=0.05 + 1e-9)


def test_adults_and_juveniles_add_to_all(series):
    for day in (date(2000, 1, 1), date(2014, 1, 1)):
        parts = [c.offenders for g in GROUPS for c in series.of(unit=QUARTERLY, group=g) if c.starts_on == day]
        (everybody,) = [c for c in series.of(unit=QUARTERLY, group="All") if c.starts_on == day]
        assert sum(parts) == everybody.offenders


def test_the_four_quarters_of_2001_are_blank_and_no_year_is_made_of_them(series):
    blank = [c.starts_on for c in series.of(unit=QUARTERLY, group="All") if c.offenders is None]
    assert blank == [date(2001, month, 1) for month in (1, 4, 7, 10)]
    with pytest.raises(Refused, match="is not whole: nobody is counted in 2001Q4"):
        series.year(date(2001, 10, 1))


def test_the_reference_score_is_that_of_calendar_2011(series):
    assert published_reference(series) == pytest.approx(33.7289176, abs=5e-8)


@pytest.mark.parametrize(("unit", "points"), [(ANNUAL, 12), (QUARTERLY, 53)])
def test_adjusted_rates_are_reproduced_to_1e_8_at_every_point(series, unit, points):
    found = adjusted_series(series, unit)
    assert len(found) == points
    for point in found:
        assert point.adjusted == pytest.approx(point.published, abs=1e-8)


def test_the_adjusted_rate_of_adults_of_2013_14(series):
    point = adjusted_series(series, ANNUAL)[-1]
    assert point.cohort.period == "2013-04-01"
    figures = (point.cohort.rate, point.cohort.mean_score, published_reference(series), point.adjusted)
    assert [round(figure, 6) for figure in figures] == [29.999945, 34.287192, 33.728918, 29.441671]


def test_a_cohort_as_risky_as_the_reference_keeps_its_rate():
    reference = reference_score([Scored("a", 1, 100, 30.0), Scored("b", 1, 300, 34.0)])
    assert reference == 33.0
    assert adjusted_rate(25.0, 33.0, reference) == 25.0


def test_no_reference_is_made_of_nobody(series):
    with pytest.raises(Refused, match="Nobody is in the reference"):
        reference_score([])
    with pytest.raises(Refused, match="0 of the four three-month cohorts of 2011"):
        published_reference(series, "Juvenile")


HEADER = "measure,temporal_unit,date,group,rate,value\n"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("new,annual,2013,Adult,cohort,1\n", "row 2: '2013' is not a date"),
        ("new,annual,2013-04-01,Adult,happiness,1\n", "'happiness' is none of cohort, reoffenders"),
        (
            "new,annual,2013-04-01,Adult,cohort,1\n" * 2,
            "row 3: cohort of new, annual, 2013-04-01, Adult is given twice",
        ),
        ("new,annual,2013-04-01,Adult,cohort,many\n", "column value, row 2: 'many' is not a number"),
    ],
)
def test_a_file_in_another_state_is_refused(tmp_path, row, says):
    file = tmp_path / "series.csv"
    file.write_text(HEADER + row)
    with pytest.raises(BadFile, match=says):
        read_series(file)


def test_a_year_begins_with_a_quarter(series):
    with pytest.raises(Refused, match="not the first day of a quarter"):
        series.year(date(2013, 5, 1))
