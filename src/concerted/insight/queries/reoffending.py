"""The figure of the Reoffending page: quarters, the year of four added quarters, the year before."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from concerted.analytics.disclosure.settings import Settings
from concerted.analytics.engines.cells import four_quarters
from concerted.analytics.intervals import Count, Interval, clustered, design_effect, two_rates, wilson
from concerted.figures.models import Cell, Repeats, Run

SETTINGS = Settings()
"""Counts of fewer people than its threshold are hidden on the page and in its files (ONS research outputs: 10)."""
CHANCE = 0.05
"""A difference is called "unlikely to be chance" below this p, the complement of the 95% interval that pages show."""


@dataclass(frozen=True)
class Choice:
    """What the reader asked for; empty text means all."""

    measure: str
    ends_on: date | None
    area: str
    sex: str
    age_band: str

    @property
    def kept(self) -> dict[str, str]:
        """The dimensions that were chosen, as the cells name them."""
        given = {"area": self.area, "sex": self.sex, "age_band": self.age_band}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Quarter:
    """One quarter's counts with Wilson's interval: nobody repeats within a quarter."""

    quarter: str
    ends_on: date
    offenders: int
    reoffenders: int
    reoffences: int
    provisional: bool
    interval: Interval

    @property
    def rate(self) -> float:
        """Reoffenders over offenders; division comes last."""
        return self.reoffenders / self.offenders


@dataclass(frozen=True)
class Year:
    """Four added quarters, with an interval by person."""

    begins_on: date
    ends_on: date
    offenders: int
    reoffenders: int
    reoffences: int
    interval: Interval
    effect: float

    @property
    def rate(self) -> float:
        """Reoffenders over offenders."""
        return self.reoffenders / self.offenders


@dataclass(frozen=True)
class Figure:
    """All that the page, its picture and its download show."""

    run: Run
    quarters: list[Quarter]
    year: Year | None
    before: Year | None
    endings: list[date]
    hidden: int

    @property
    def difference(self) -> float | None:
        """The year's rate less that of the year before, as a share."""
        return self.year.rate - self.before.rate if self.year and self.before else None

    @property
    def may_be_chance(self) -> bool:
        """Whether chance alone may explain the difference, persons clustered by the larger design effect."""
        if not self.year or not self.before:
            return True
        effect = max(1.0, self.year.effect, self.before.effect)
        counts = (Count(one.reoffenders, one.offenders) for one in (self.year, self.before))
        return two_rates(*counts, design_effect=effect).p >= CHANCE


def latest_run(measure: str) -> Run | None:
    """Return the newest run of a measure."""
    return Run.objects.filter(measure=measure).order_by("-id").first()


def figure(choice: Choice) -> Figure | None:
    """Return the figure for what the reader chose, or None where nothing has been measured. Four queries."""
    run = latest_run(choice.measure)
    if run is None:
        return None
    rows = (
        Cell.objects.filter(run=run, **choice.kept)
        .values("quarter", "ends_on", "provisional")
        .annotate(n=Sum("offenders"), r=Sum("reoffenders"), k=Sum("reoffences"))
        .order_by("ends_on")
    )
    quarters = [
        Quarter(x["quarter"], x["ends_on"], x["n"], x["r"], x["k"], x["provisional"], wilson(x["r"], x["n"]))
        for x in rows
    ]
    hidden = sum(q.offenders < SETTINGS.threshold for q in quarters)
    quarters = [q for q in quarters if q.offenders >= SETTINGS.threshold]
    persons = _persons(run, choice)
    whole = {q.quarter: q for q in quarters if not q.provisional}
    endings = [q.ends_on for q in quarters if set(four_quarters(q.quarter)) <= set(whole) and q.ends_on in persons]
    chosen = choice.ends_on if choice.ends_on in endings else (endings[-1] if endings else None)
    year = _year(quarters, chosen, persons)
    before = _year(quarters, _a_year_before(quarters, chosen), persons)
    shown = [q for q in quarters if choice.ends_on is None or chosen is None or q.ends_on <= chosen or q.provisional]
    return Figure(run, shown, year, before, endings, hidden)


def _persons(run: Run, choice: Choice) -> dict[date, list[tuple[int, int, int]]]:
    exact = {"area": "", "sex": "", "age_band": ""} | choice.kept
    found: dict[date, list[tuple[int, int, int]]] = {}
    rows = Repeats.objects.filter(run=run, **exact).values_list("ends_on", "counted", "reoffended", "persons")
    for ends_on, counted, reoffended, persons in rows:
        found.setdefault(ends_on, []).append((counted, reoffended, persons))
    return found


def _a_year_before(quarters: list[Quarter], ends_on: date | None) -> date | None:
    if ends_on is None:
        return None
    return next(
        (q.ends_on for q in quarters if (q.ends_on.year, q.ends_on.month) == (ends_on.year - 1, ends_on.month)), None
    )


def _year(
    quarters: list[Quarter], ends_on: date | None, persons: dict[date, list[tuple[int, int, int]]]
) -> Year | None:
    """Add the four quarters that end on a day; None when one is missing or the persons were not counted."""
    last = next((q for q in quarters if q.ends_on == ends_on), None)
    if last is None or ends_on is None or ends_on not in persons:
        return None
    wanted = set(four_quarters(last.quarter))
    four = [q for q in quarters if q.quarter in wanted]
    if len(four) < 4:
        return None
    return Year(
        begins_on=four[0].ends_on,
        ends_on=ends_on,
        offenders=sum(q.offenders for q in four),
        reoffenders=sum(q.reoffenders for q in four),
        reoffences=sum(q.reoffences for q in four),
        interval=clustered(persons[ends_on]),
        effect=design_effect(persons[ends_on]),
    )
