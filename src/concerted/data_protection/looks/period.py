"""The days that a page of the trail shows, from its address."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone

USUAL = timedelta(days=30)
"""How many days a page shows before anybody chooses."""

WAYS_TO_WRITE_A_DAY = ("%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")


def day(label: str) -> forms.DateField:
    """Return a field of a filter for a day; empty means that nothing is chosen."""
    return forms.DateField(
        label=label,
        required=False,
        input_formats=WAYS_TO_WRITE_A_DAY,
        widget=forms.DateInput(attrs={"type": "text", "autocomplete": "off", "size": 12}, format="%d/%m/%Y"),
        error_messages={"invalid": f"{label}: write a day that exists, for example 12/3/2027."},
    )


class PeriodForm(forms.Form):
    """From which day, and to which day inclusive."""

    from_on = day("From")
    to_on = day("To")


@dataclass(frozen=True)
class Period:
    """Whole days, first and last; `since` and `until` are their instants in local time, half-open."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        """The beginning of the first day."""
        return _midnight(self.first)

    @property
    def until(self) -> datetime:
        """The end of the last day."""
        return _midnight(self.last + timedelta(days=1))

    def before(self, days: int) -> "Period":
        """Return the days that lie before this period."""
        return Period(self.first - timedelta(days=days), self.first - timedelta(days=1))


def period_of(given: QueryDict, usual: timedelta = USUAL) -> tuple[Period, PeriodForm]:
    """Return what an address asks for and the form that shows it; a day that is none is the usual one.

    The trail runs on the real clock, in the demonstration too.
    """
    form = PeriodForm({name: given.get(name, "") for name in ("from_on", "to_on")})
    form.is_valid()
    today = timezone.localdate()
    last = form.cleaned_data.get("to_on") or today
    first = form.cleaned_data.get("from_on") or last - usual
    if first > last:
        first, last = last, first
    first, last = max(first, date(2000, 1, 1)), min(max(last, date(2000, 1, 1)), date(2200, 1, 1))
    first = min(first, last)
    shown = {**given.dict(), "from_on": f"{first:%d/%m/%Y}", "to_on": f"{last:%d/%m/%Y}"}
    return Period(first, last), PeriodForm(initial=shown)


def address(given: QueryDict, **changed: str) -> str:
    """Return the query of an address with some of its values changed; empty ones are left out."""
    kept = {**given.dict(), **changed}
    return "?" + urlencode({name: value for name, value in kept.items() if value})


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime(on.year, on.month, on.day))  # noqa: DTZ001 - made aware of local time
