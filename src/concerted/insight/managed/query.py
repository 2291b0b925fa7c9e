"""The only reader of numbers before and after: it gives those of the managed with their sham cohort's, or neither."""

from dataclasses import dataclass
from datetime import date

from concerted.analytics.evaluation.ratios import Across, Ratio, Sums, after_to_before, beside
from concerted.cases.programme import Programme, find_programmes
from concerted.figures.models import BeforeAfter, Run
from concerted.insight.harm.words import THRESHOLD
from concerted.insight.managed.names import MEASURE, NOBODY_LIKE, WAITING


@dataclass(frozen=True)
class Group:
    """Some people together: how many, and their proven offences before and after, with the ratio."""

    name: str
    sums: Sums

    @property
    def ratio(self) -> Ratio:
        """Offences after for each one before, with its interval by person."""
        return after_to_before(self.sums)


@dataclass(frozen=True)
class Beside:
    """The managed and their sham cohort: made of both, so that no page can hold one without the other."""

    managed: Group
    sham: Group
    across: Across

    @property
    def ratio(self) -> Ratio:
        """The managed people's ratio over that of their sham cohort, with its interval by pair."""
        return beside(self.managed.sums, self.sham.sums, self.across)


@dataclass(frozen=True)
class FallingBack:
    """People chosen by nothing but their number of offences, and everybody, from the same day."""

    chosen: Group
    everybody: Group
    on: date


@dataclass(frozen=True)
class Figure:
    """All that the page, its picture and its file show; `beside` is None while it is too early to say."""

    run: Run
    programme: Programme
    beside: Beside | None
    falling_back: FallingBack | None
    enough_on: date | None

    @property
    def followed_without_pairs(self) -> int:
        """People who are followed and not shown, because too few have anybody like them."""
        return int(self.run.left_out.get(NOBODY_LIKE, 0)) + int(self.run.left_out.get(WAITING, 0))


def figure(asked: str = "") -> Figure | None:
    """Return the figure of a programme by its code, or of the first that was run; None where none was. Two queries."""
    programmes = {f"{MEASURE}{code}": programme for code, programme in find_programmes().items()}
    wanted = [f"{MEASURE}{asked}"] if f"{MEASURE}{asked}" in programmes else list(programmes)
    run = Run.objects.filter(measure__in=wanted).order_by("-id").first()
    if run is None:
        return None
    rows = {row.who: row for row in BeforeAfter.objects.filter(run=run)}
    held = rows.get("managed")
    return Figure(
        run=run,
        programme=programmes[run.measure],
        beside=_beside(held, rows.get("sham")),
        falling_back=_falling_back(rows.get("chosen"), rows.get("everybody")),
        enough_on=held.enough_on if held else None,
    )


def _beside(managed: BeforeAfter | None, sham: BeforeAfter | None) -> Beside | None:
    if managed is None or sham is None or managed.people < THRESHOLD:
        return None
    products = {name: int(managed.products[name]) for name in Across.__slots__}
    return Beside(Group("Adopted", _sums(managed)), Group("Sham cohort", _sums(sham)), Across(**products))


def _falling_back(chosen: BeforeAfter | None, everybody: BeforeAfter | None) -> FallingBack | None:
    if chosen is None or everybody is None or chosen.chosen_on is None or chosen.people < THRESHOLD:
        return None
    return FallingBack(
        Group("Chosen by number alone", _sums(chosen)), Group("Everybody", _sums(everybody)), chosen.chosen_on
    )


def _sums(row: BeforeAfter) -> Sums:
    return Sums(
        people=row.people,
        before=row.before,
        after=row.after,
        before_squared=int(row.products["before_squared"]),
        after_squared=int(row.products["after_squared"]),
        before_by_after=int(row.products["before_by_own_after"]),
    )
