"""Working days of England and Wales, from dated bank holidays."""

from datetime import date, timedelta
from functools import lru_cache

from govuk_bank_holidays.bank_holidays import BankHolidays


@lru_cache(maxsize=1)
def _holidays() -> BankHolidays:
    return BankHolidays(locale="en", use_cached_holidays=True)


def is_working_day(day: date) -> bool:
    """Say whether a day is neither at the weekend nor a bank holiday in England and Wales (dates of 2012 to 2028)."""
    return bool(_holidays().is_work_day(day, division=BankHolidays.ENGLAND_AND_WALES))


def working_day_before(day: date) -> date:
    """Return the last working day before a day."""
    earlier = day - timedelta(days=1)
    while not is_working_day(earlier):
        earlier -= timedelta(days=1)
    return earlier
