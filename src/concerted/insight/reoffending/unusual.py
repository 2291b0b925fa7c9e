"""Is this quarter unusual? The rate by quarter beside its own usual range, a process-behaviour (XmR) chart."""

from concerted.analytics.comparison.process_chart import process_chart
from concerted.analytics.drawing.frame import DESK, PHONE
from concerted.analytics.drawing.process_behaviour import drawn, finding
from concerted.analytics.intervals import Count
from concerted.analytics.measures.specification import Shows
from concerted.insight.queries.reoffending import figure
from concerted.insight.reoffending.asked import Asked
from concerted.insight.reoffending.shown import Column, Shown
from concerted.insight.wording import words_of
from concerted.kernel.days import in_words
from concerted.kernel.errors import Refused

NOT_OF = "This is a question about a rate by quarter. Choose a measure with cohorts of three months, or a caseload."


def unusual(wanted: Asked) -> Shown:
    """Chart the complete quarters of a choice. Cohorts of a year overlap: a chart of changes means nothing of them."""
    choice, spec = wanted.choice, wanted.spec
    before = f"{spec.title} · {wanted.where}"
    if spec.cohort_quarters == 4 or spec.shows is not Shows.RATE:
        return Shown(before, "Not of this measure.", NOT_OF)
    found = figure(choice)
    complete = [quarter for quarter in found.quarters if not quarter.provisional] if found else []
    if found is None or not complete:
        return Shown(before, "Nothing to show for this choice.", "Its quarters are hidden, or not measured yet.")
    counts = [
        (f"{one.ends_on:%b} {one.ends_on.year % 100:02d}", Count(one.reoffenders, one.offenders)) for one in complete
    ]
    try:
        chart = process_chart(counts)
    except Refused as reason:
        return Shown(before, "Too early to say.", str(reason))
    words, last = words_of(spec), chart.periods[-1]
    newest = in_words(complete[-1].ends_on)
    said = f"Yes: {newest} is {' and '.join(last.signals)}." if last.signals else f"No: {newest} is not unusual."
    return Shown(
        before=before,
        answer=said,
        rest=f"{finding(chart)}. Its usual range is {chart.low:.1%} to {chart.high:.1%}.",
        run=found.run,
        heading=words.heading,
        charts=[drawn(chart, frame=frame) for frame in (DESK, PHONE)],
        caption="Dashed: the usual range. Complete quarters alone: provisional ones would always look low.",
        columns=[
            Column(words.column, words=True),
            Column("Reoffended", desk=True),
            Column("Adults", desk=True),
            Column("Rate"),
            Column("What it is", words=True),
        ],
        rows=[
            [
                in_words(one.ends_on),
                f"{one.reoffenders:,}",
                f"{one.offenders:,}",
                f"{one.rate:.1%}",
                "; ".join(period.signals).capitalize() or "Not unusual",
            ]
            for one, period in reversed(list(zip(complete, chart.periods, strict=True)))
        ],
        notes=[
            ("Counted as having reoffended", words.counted),
            ("Out of", f"{words.who[0].upper()}{words.who[1:]}, each {words.quarter} by itself"),
            ("Usual range", "The mean of the quarters, and 2.66 mean moving ranges about it (Wheeler 1993)"),
            ("Assumed", chart.settings.in_words().removeprefix("Assumed: ")),
            ("Rough", "Fewer than ten quarters: the range is rough") if chart.rough else ("Quarters", str(len(counts))),
            ("What it cannot say", "Why: a quarter outside the range is a question, not an answer"),
        ],
        quote=""
        if choice.kept
        else f"The rate of {spec.title.lower()} ({spec.family}), {words.quarter} {newest}, was {last.count.rate:.1%}; "
        f"its usual range since {in_words(complete[0].ends_on)} is {chart.low:.1%} to {chart.high:.1%}. "
        "That does not show why.",
    )
