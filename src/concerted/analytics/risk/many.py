"""The All Reoffending Predictor for thousands of people at once, equal to the rule for one."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from concerted.analytics.risk.all_reoffending_predictor import (
    ADULT_FROM,
    CAREER_OFFSET,
    MONTH_POWERS,
    MOST_OFFENCE_FREE_MONTHS,
    POWERS,
    RESPONSIBLE_FROM,
    SEXES,
    TABLE,
)
from concerted.analytics.risk.coefficients import hmpps_2026

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

DATES = ("born_on", "first_sanction_on", "current_conviction_on", "follow_up_from_on", "assessed_on")
COLUMNS = (*DATES, "sex", "sanctions", "offence_category")


def score_many(people: pa.Table | Mapping[str, Any]) -> Floats:
    """Return the score of each row in per cent with two decimals; nan where the rule gives no score.

    Takes the columns named as the rule's values: dates, `sex` as 'M' or 'F', `sanctions`, `offence_category`; nulls
    are unknown. Raises KeyError when a column is missing. Reasons and terms come from the rule, one person at a time.
    """
    table = people if isinstance(people, pa.Table) else pa.table(dict(people))
    absent = [name for name in COLUMNS if name not in table.column_names]
    if absent:
        raise KeyError(f"The predictor needs the columns {', '.join(absent)}.")
    days = {name: Days(table.column(name)) for name in DATES}
    sanctions = _floats(table.column("sanctions"))
    female, sex_known = _sexes(pc.cast(table.column("sex"), pa.string()))
    offence = _offence(pc.cast(table.column("offence_category"), pa.string()))
    started = days["follow_up_from_on"].or_else(days["current_conviction_on"])
    ages = {name: _years(days["born_on"], days[name]) for name in DATES[1:]} | {
        "start": _years(days["born_on"], started)
    }
    scoreable = sex_known & (sanctions >= 1) & ~np.isnan(offence) & _dates_agree(days, started, ages)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        total = hmpps_2026(TABLE).terms["TWO_YEAR_CONSTANT"] + offence
        total = total + _polynomial(ages["start"], female) + _sanctions(sanctions, ages, female)
        total = total + _months(days["follow_up_from_on"], days["assessed_on"])
        percent = np.round(100 / (1 + np.exp(-total)), 2)
    return np.where(scoreable, percent, np.nan)


class Days:
    """A column of days as year, month and day of the month, nan where unknown."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        days = pc.cast(column, pa.date32())
        self.known: Flags = np.asarray(pc.is_valid(days).to_numpy(zero_copy_only=False), dtype=bool)
        self.number = _floats(pc.cast(days, pa.int32()))
        self.year, self.month, self.day = (_floats(part(days)) for part in (pc.year, pc.month, pc.day))

    def or_else(self, other: "Days") -> "Days":
        """Return these days, and the other's where these are unknown."""
        filled = Days.__new__(Days)
        filled.known = self.known | other.known
        for part in ("number", "year", "month", "day"):
            setattr(filled, part, np.where(self.known, getattr(self, part), getattr(other, part)))
        return filled


def _floats(column: Any) -> Floats:
    return np.asarray(pc.fill_null(pc.cast(column, pa.float64()), float("nan")), dtype=np.float64)


def _years(born: Days, on: Days) -> Floats:
    not_yet = (on.month < born.month) | ((on.month == born.month) & (on.day < born.day))
    return np.asarray(on.year - born.year - not_yet, dtype=np.float64)


def _sexes(column: Any) -> tuple[Flags, Flags]:
    female = np.asarray(pc.fill_null(pc.equal(column, "F"), False), dtype=bool)
    known = np.asarray(pc.is_in(column, value_set=pa.array(list(SEXES), type=column.type)), dtype=bool)
    return female, known


def _offence(column: Any) -> Floats:
    offences = hmpps_2026(TABLE).offences
    places = pc.index_in(column, value_set=pa.array(list(offences), type=column.type))
    values = np.array([*offences.values(), np.nan])
    return values[np.asarray(pc.fill_null(places, len(offences)), dtype=np.int64)]


def _dates_agree(days: dict[str, Days], started: Days, ages: dict[str, Floats]) -> Flags:
    first, current, assessed = (days[name].number for name in ("first_sanction_on", "current_conviction_on", DATES[4]))
    responsible = ages["first_sanction_on"] >= RESPONSIBLE_FROM
    adult = ages["assessed_on"] >= ADULT_FROM
    return responsible & adult & (first <= current) & (current <= np.minimum(started.number, assessed))


def _by_sex(female: Flags, name: str) -> Floats:
    terms = hmpps_2026(TABLE).terms
    return np.where(female, terms[f"{name}_FEMALE"], terms[f"{name}_MALE"])


def _polynomial(age: Floats, female: Flags) -> Floats:
    total = np.where(female, hmpps_2026(TABLE).terms["FEMALE"], 0.0)
    for power, name in enumerate(POWERS, start=1):
        total = total + _by_sex(female, name) * age**power
    return np.asarray(total, dtype=np.float64)


def _sanctions(n: Floats, ages: dict[str, Floats], female: Flags) -> Floats:
    terms = hmpps_2026(TABLE).terms
    years = ages["current_conviction_on"] - ages["first_sanction_on"]
    rate = np.log(n / (years + CAREER_OFFSET))
    second = terms["SECOND_SANCTION"] + years * _by_sex(female, "YRS_BETWEEN_FIRST_AND_SECOND_SANCTION")
    third = rate * _by_sex(female, "THREE_PLUS_SANCTIONS_COPAS_G")
    third = third + rate**2 * _by_sex(female, "THREE_PLUS_SANCTIONS_COPAS_SQUARED")
    status = np.where(n == 1, terms["FIRST_SANCTION"], np.where(n == 2, second, third))
    return np.asarray(status + n * terms["SANCTION_OCCASIONS"], dtype=np.float64)


def _months(start: Days, assessed: Days) -> Floats:
    months = (assessed.year - start.year) * 12 + assessed.month - start.month - (assessed.day < start.day)
    months = np.where(start.known & (assessed.number > start.number), months, 0.0)
    months = np.minimum(months, MOST_OFFENCE_FREE_MONTHS)
    total = np.zeros_like(months)
    for power, name in enumerate(MONTH_POWERS, start=1):
        total = total + hmpps_2026(TABLE).terms[name] * months**power
    return np.asarray(total, dtype=np.float64)
