"""The figure of the Reoffending page: cohorts by quarter, the year they add up to, the year before; few are hidden."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from concerted.analytics.engines.cells import four_quarters
from concerted.analytics.intervals import Count, Interval, design_effect, mean, two_rates, wilson
from concerted.analytics.measures.register import measure
from concerted.analytics.measures.specification import Shows
from concerted.figures.models import Cell, Repeats, Run
from concerted.insight.queries.few import SETTINGS, Counted, Key, added, hidden

CHANCE = 0.05
"""A difference is called "unlikely to be chance" below this p, the complement of the 95% interval that pages show."""
MOST_FILTERS = 2
"""Filters of district, sex and age that may be set at once: three would point at single people."""
CELLS_OF = {"frequency": "proven"}
"""Measures that are made of another's cells."""


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
class Cohort:
    """The counts of one cohort, or of four that were added, with the interval of their rate."""

    ends_on: date
    offenders: int
    reoffenders: int
    reoffences: int
    squares: int
    interval: Interval
    effect: float = 1.0
    begins_on: date | None = None
    quarter: str = ""
    provisional: bool = False

    @property
    def rate(self) -> float:
        """Reoffenders over offenders; division comes last."""
        return self.reoffenders / self.offenders

    @property
    def frequency(self) -> float | None:
        """Reoffences for each who reoffended; None where nobody did."""
        return self.reoffences / self.reoffenders if self.reoffenders else None

    @property
    def each_of_all(self) -> float:
        """Reoffences for each person, whether they reoffended or not."""
        return self.reoffences / self.offenders

    @property
    def frequency_interval(self) -> Interval | None:
        """The interval of the frequency, as if nobody stood in two added cohorts; None where it would say nothing."""
        return mean(self.reoffences, self.squares, self.reoffenders)


@dataclass(frozen=True)
class Figure:
    """All that the page, its picture and its download show. `only_years` says that single quarters are hidden."""

    run: Run
    quarters: list[Cohort]
    year: Cohort | None
    before: Cohort | None
    endings: list[date]
    hidden: int
    only_years: bool

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


@dataclass
class Table:
    """The cells of one run by quarter and the chosen filters, whose labels a key holds in their order."""

    chosen: Key
    quarters: dict[str, dict[Key, dict[str, int]]]
    ends: dict[str, date]
    provisional: set[str]

    def counted(self, quarters: list[str]) -> dict[Key, Counted]:
        """Return the people of each cell over some quarters."""
        found: defaultdict[Key, list[Counted]] = defaultdict(list)
        for quarter in quarters:
            for key, row in self.quarters[quarter].items():
                found[key].append(Counted(row["n"], row["r"]))
        return {key: added(rows) for key, rows in found.items()}

    def hides(self, quarters: list[str]) -> bool:
        """Say whether the chosen cell is hidden in the table of some quarters added.

        The whole county points at no part of it: inside the partnership it is hidden only where it is few people.
        """
        counted = self.counted(quarters)
        if not self.chosen:
            return counted[()].people < SETTINGS.threshold
        return self.chosen in hidden(counted)

    def cohort(self, quarters: list[str]) -> dict[str, int] | None:
        """Return the counts of the chosen cell over some quarters; None where nobody is in it in one of them."""
        rows = [self.quarters[quarter].get(self.chosen) for quarter in quarters]
        if not all(rows):
            return None
        return {name: sum(row[name] for row in rows if row) for name in ("n", "r", "k", "s")}


def latest_run(code: str) -> Run | None:
    """Return the newest run of a measure, or of that whose cells it is made of."""
    return Run.objects.filter(measure=CELLS_OF.get(code, code)).order_by("-id").first()


def figure(choice: Choice) -> Figure | None:
    """Return the figure in a few queries, whatever is chosen; None when nothing has been measured yet."""
    run, spec = latest_run(choice.measure), measure(choice.measure)
    if run is None or spec.shows is Shows.TIME:
        return None
    if len(choice.kept) > MOST_FILTERS:
        return Figure(run, [], None, None, [], 0, only_years=False)
    table = read_table(run, choice)
    own_year = spec.cohort_quarters == 4
    return _whole_cohorts(run, table, choice) if own_year else _added_quarters(run, table, choice)


def read_table(run: Run, choice: Choice, by: tuple[str, ...] = ()) -> Table:
    """Return the cells of a run by quarter and the chosen filters (or those named in `by`), in one query."""
    names = by or tuple(choice.kept)
    sums = {"n": Sum("offenders"), "r": Sum("reoffenders"), "k": Sum("reoffences"), "s": Sum("reoffences_squared")}
    rows = Cell.objects.filter(run=run).values("quarter", "ends_on", "provisional", *names).annotate(**sums)
    table = Table(tuple(choice.kept.get(name, "") for name in names), {}, {}, set())
    for row in rows.order_by("ends_on"):
        quarter = row["quarter"]
        table.quarters.setdefault(quarter, {})[tuple(row[name] for name in names)] = row
        table.ends[quarter] = row["ends_on"]
        if row["provisional"]:
            table.provisional.add(quarter)
    return table


def _whole_cohorts(run: Run, table: Table, choice: Choice) -> Figure:
    """Return cohorts of twelve months, each by itself: nobody repeats within one, and none is added to another."""
    present = [quarter for quarter in table.quarters if table.chosen in table.quarters[quarter]]
    shown = [quarter for quarter in present if not table.hides([quarter])]
    cohorts = [_quarter(table, quarter) for quarter in shown]
    whole = [one for one in cohorts if not one.provisional]
    year = next((one for one in whole if one.ends_on == choice.ends_on), whole[-1] if whole else None)
    before = next((one for one in whole if year and one.ends_on == _a_year_before(year.ends_on)), None)
    kept = _up_to(cohorts, choice, year)
    return Figure(run, kept, year, before, [one.ends_on for one in whole], len(present) - len(shown), only_years=False)


def _added_quarters(run: Run, table: Table, choice: Choice) -> Figure:
    """Return quarters and years of four.

    Where a complete quarter is hidden, the others of its year would give it away: then only the newest year and the
    one before it are shown, which share no quarter.
    """
    present = [quarter for quarter in table.quarters if table.chosen in table.quarters[quarter]]
    complete = [quarter for quarter in present if quarter not in table.provisional]
    away = {quarter for quarter in present if table.hides([quarter])}
    persons = _persons(run, choice)
    endings = [q for q in complete if set(four_quarters(q)) <= set(complete) and table.ends[q] in persons]
    offered = endings[-1:] if away & set(complete) else endings
    chosen = next((q for q in offered if table.ends[q] == choice.ends_on), offered[-1] if offered else None)
    earlier = f"{int(chosen[:4]) - 1}{chosen[4:]}" if chosen else ""
    years = {quarter: four_quarters(quarter) for quarter in endings if quarter in (chosen, earlier)}
    small = {quarter for quarter, four in years.items() if table.hides(four)}
    only_years = bool(away & set(complete) or small)
    year, before = (
        _year(table, years[quarter], persons) if quarter in years and quarter not in small else None
        for quarter in (chosen or "", earlier)
    )
    quarters = [] if only_years else [_quarter(table, quarter) for quarter in present if quarter not in away]
    ends = [table.ends[quarter] for quarter in offered]
    return Figure(run, _up_to(quarters, choice, year), year, before, ends, len(present) - len(quarters), only_years)


def _quarter(table: Table, quarter: str) -> Cohort:
    row = table.quarters[quarter][table.chosen]
    return Cohort(
        table.ends[quarter], row["n"], row["r"], row["k"], row["s"], wilson(row["r"], row["n"]),
        quarter=quarter, provisional=quarter in table.provisional,
    )  # fmt: skip


def _year(table: Table, four: list[str], persons: dict[date, list[tuple[int, int, int]]]) -> Cohort | None:
    row, ends_on = table.cohort(four), table.ends[four[-1]]
    if row is None or ends_on not in persons:
        return None
    effect = design_effect(persons[ends_on]) or 1.0  # 0 where all are alike, which says nothing of how they vary
    interval = wilson(row["r"], row["n"], design_effect=effect)
    counts = (row["n"], row["r"], row["k"], row["s"])
    return Cohort(ends_on, *counts, interval, effect, begins_on=table.ends[four[0]])


def _up_to(cohorts: list[Cohort], choice: Choice, year: Cohort | None) -> list[Cohort]:
    if choice.ends_on is None or year is None:
        return cohorts
    return [one for one in cohorts if one.ends_on <= year.ends_on or one.provisional]


def _persons(run: Run, choice: Choice) -> dict[date, list[tuple[int, int, int]]]:
    exact = {"area": "", "sex": "", "age_band": ""} | choice.kept
    found: dict[date, list[tuple[int, int, int]]] = {}
    rows = Repeats.objects.filter(run=run, **exact).values_list("ends_on", "counted", "reoffended", "persons")
    for ends_on, counted, reoffended, persons in rows:
        found.setdefault(ends_on, []).append((counted, reoffended, persons))
    return found


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1)
