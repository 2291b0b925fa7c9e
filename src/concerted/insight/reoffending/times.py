"""How soon do they reoffend? The share who have by each month after the start, from times that may be censored."""

from collections.abc import Sequence

from django.db.models import Sum

from concerted.analytics.drawing.frame import DESK, PHONE
from concerted.analytics.engines.cells import four_quarters
from concerted.analytics.measures.register import measure
from concerted.analytics.survival import Step, kaplan_meier, returned_by
from concerted.figures.models import Run, Times
from concerted.insight.drawing.steps import At, drawn
from concerted.insight.queries.few import SETTINGS
from concerted.insight.queries.reoffending import latest_run
from concerted.insight.reoffending.asked import Asked
from concerted.insight.reoffending.shown import Column, Shown
from concerted.insight.wording import words_of
from concerted.kernel.days import in_words

MEASURE = "time-to-reoffence"
MONTHS = 12
DAYS_A_MONTH = 365 / MONTHS


def times(_: Asked) -> Shown:
    """Chart the newest complete year of the whole county, in steps of months in which enough people reoffended."""
    own = measure(MEASURE)
    before, run = f"{own.title} · whole county · all adults", latest_run(MEASURE)
    if run is None:
        return Shown(before, "Nothing has been measured yet.")
    quarters = _newest_year(run)
    if not quarters:
        return Shown(before, "Too early to say.", "A year with complete follow-up is needed.")
    rows = (
        Times.objects.filter(run=run, quarter__in=quarters)
        .values_list("days")
        .annotate(reoffended=Sum("reoffended"), censored=Sum("censored"))
        .order_by("days")
    )
    counts = [(float(days), int(here), int(gone)) for days, here, gone in rows]
    people, events = sum(here + gone for _, here, gone in counts), sum(here for _, here, _ in counts)
    if min(events, people - events) < SETTINGS.threshold:
        return Shown(before, "Too few people.", f"Fewer than {SETTINGS.threshold} reoffended, or did not.")
    marks = _marks(counts)
    words, ends_on = words_of(own), in_words(Times.objects.filter(run=run, quarter=quarters[-1])[0].ends_on)
    last = marks[-1][1]
    half = next(months for months in range(1, MONTHS + 1) if 2 * _so_far(counts, months) >= _so_far(counts, MONTHS))
    said = f"Half of those who reoffended {words.within} had done so within {half} month{'s' * (half != 1)}."
    heading = f"Share who have reoffended, by months after the start of risk, {words.year} {ends_on}"
    points = [At(months, step.share_returned, step.low, step.high) for months, step in marks]
    return Shown(
        before=before,
        answer=said,
        rest=f"After {MONTHS} months {last.share_returned:.1%} had, of {people:,} {words.of} {words.year} {ends_on}.",
        run=run,
        heading=heading,
        charts=[drawn(points, said, frame) for frame in (DESK, PHONE)],
        caption=f"Steps are of whole months in which at least {SETTINGS.threshold} people first reoffended.",
        columns=[
            Column("End of month", words=True), Column("Reoffended so far", desk=True), Column("Share"),
            Column("Likely between"),
        ],
        rows=[_row(months, _so_far(counts, months), step) for months, step in marks],
        notes=[
            ("Counted as having reoffended", words.counted),
            ("Out of", words.out_of),
            ("Share", "Kaplan and Meier's estimate: who was not followed to the end counts for as long as they were"),
            ("Likely between", "95% interval (Greenwood's variance), as if nobody stood in two of the quarters: rather "
             "too narrow"),
            ("Whole county", "Days of smaller groups would be days of single people"),
            ("What it cannot say", "Why, or when any one person will"),
        ],
        quote=f"Of {words.who} {words.year} {ends_on} ({people:,}), {last.share_returned:.1%} were proven to have "
        f"reoffended {words.within}; half of those had done so within {half} months. That does not show why.",
    )  # fmt: skip


def _row(months: int, so_far: int, step: Step) -> list[str]:
    return [str(months), f"{so_far:,}", f"{step.share_returned:.1%}", f"{step.low:.1%} to {step.high:.1%}"]


def _newest_year(run: Run) -> list[str]:
    found = Times.objects.filter(run=run, provisional=False).values_list("quarter", flat=True).distinct()
    complete = sorted(set(found))
    whole = [quarter for quarter in complete if set(four_quarters(quarter)) <= set(complete)]
    return four_quarters(whole[-1]) if whole else []


def _marks(counts: Sequence[tuple[float, int, int]]) -> list[tuple[int, Step]]:
    """Return the ends of months at which the curve is shown: between two of them enough people reoffended.

    The last month is always shown: a rest of too few before it joins the step that came before.
    """
    steps = kaplan_meier(counts)
    kept: list[int] = []
    for months in range(1, MONTHS + 1):
        so_far = _so_far(counts, months)
        if so_far - (_so_far(counts, kept[-1]) if kept else 0) >= SETTINGS.threshold:
            kept.append(months)
    if kept and kept[-1] != MONTHS and _so_far(counts, MONTHS) > _so_far(counts, kept[-1]):
        kept[-1] = MONTHS
    found = [(months, returned_by(steps, _end(months))) for months in kept]
    return [(months, step) for months, step in found if step is not None]


def _so_far(counts: Sequence[tuple[float, int, int]], months: int) -> int:
    return sum(here for days, here, _ in counts if days <= _end(months))


def _end(months: int) -> float:
    """Return the last day of a month after the start; the last month holds the day that leap years add."""
    return 366.0 if months == MONTHS else months * DAYS_A_MONTH
