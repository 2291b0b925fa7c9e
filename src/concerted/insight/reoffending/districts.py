"""Which districts differ beyond chance? The newest year by district in a funnel; alphabetical, few people hidden."""

from concerted.analytics.comparison.funnel import Area, Funnel, Overdispersion, Place, Settings, funnel
from concerted.analytics.drawing.frame import DESK, PHONE
from concerted.analytics.drawing.funnel_plot import drawn, finding
from concerted.analytics.engines.cells import four_quarters
from concerted.analytics.intervals import Count
from concerted.analytics.measures.specification import Shows, Specification
from concerted.insight.forms import UNASSIGNED
from concerted.insight.queries.few import SETTINGS, hidden
from concerted.insight.queries.reoffending import Choice, Table, latest_run, read_table
from concerted.insight.reoffending.asked import Asked
from concerted.insight.reoffending.shown import Column, Shown
from concerted.insight.wording import Words, words_of
from concerted.kernel.days import in_words
from concerted.kernel.errors import Refused

WIDENED = Settings(overdispersion=Overdispersion.ALWAYS)
"""One person may stand in several quarters, so that districts scatter more than chance would have it."""
COLUMNS = [
    Column("District", words=True), Column("Reoffended", desk=True), Column("Adults"), Column("Rate"),
    Column("Usual range", desk=True), Column("Where it lies", words=True),
]  # fmt: skip
HIDDEN = (
    "{districts} districts: fewer than {threshold} people reoffended there, or did not, or their figure would give "
    "another's away."
)
WHOLE = "All districts together, men and women of every age: smaller groups by district would be of too few people."


def districts(wanted: Asked) -> Shown:
    """Compare the districts of the newest complete year. Filters but the measure are left aside."""
    spec = wanted.spec
    before = f"{spec.title} · by district · all adults"
    run = latest_run(spec.code)
    if spec.shows is not Shows.RATE:
        return Shown(before, "Not of this measure.", "Choose one that is a rate.")
    if run is None:
        return Shown(before, "Nothing has been measured yet.")
    table = read_table(run, Choice(spec.code, None, "", "", ""), by=("area",))
    quarters = _newest_year(table, spec)
    if not quarters:
        return Shown(before, "Too early to say.", "A year with complete follow-up is needed.")
    counts, away = _counts(table, quarters, wanted.places)
    none_shown = HIDDEN.format(districts=away, threshold=SETTINGS.threshold) if away else ""
    try:
        shown = funnel(counts, WIDENED)
    except Refused as reason:
        return Shown(before, "Too few people to compare.", none_shown or str(reason))
    words, ends_on = words_of(spec), in_words(table.ends[quarters[-1]])
    return Shown(
        before=f"{before} · {words.year} {ends_on}",
        answer=f"{finding(shown).replace('areas', 'districts')}.",
        rest=_named(shown),
        run=run,
        heading=f"Adults who reoffended {words.within}, {words.year} {ends_on}, by size of the district",
        charts=[drawn(shown, sizes="adults", frame=frame) for frame in (DESK, PHONE)],
        caption="Shaded: the usual range for a district of that size. In alphabetical order: this is no league table.",
        columns=COLUMNS,
        rows=[_row(area) for area in shown.areas],
        hidden=none_shown,
        notes=_notes(shown, words),
    )


def _counts(table: Table, quarters: list[str], names: dict[str, str]) -> tuple[dict[str, Count], int]:
    """Return the districts that are shown by name, and how many are hidden."""
    counted = table.counted(quarters)
    away = {key for key in hidden(counted) if key != ("",)}
    shown = {
        names.get(key[0], key[0]): Count(cell.reoffended, cell.people)
        for key, cell in counted.items()
        if key not in away and key != (UNASSIGNED,)
    }
    return shown, len(away)


def _row(area: Area) -> list[str]:
    usual = f"{area.limits.low:.1%} to {area.limits.high:.1%}"
    counts = [f"{area.count.part:,}", f"{area.count.whole:,}", f"{area.count.rate:.1%}"]
    return [area.name, *counts, usual, str(area.place).capitalize()]


def _notes(shown: Funnel, words: Words) -> list[tuple[str, str]]:
    wider = f", widened because districts scatter {shown.phi:.1f} times as widely as chance would have it"
    usual = "Two standard errors about the rate of the districts shown (Spiegelhalter 2005)"
    return [
        ("Counted as having reoffended", words.counted),
        ("Out of", words.out_of),
        ("Usual range", usual + (wider if shown.widened else "")),
        ("Assumed", shown.settings.in_words().removeprefix("Assumed: ")),
        ("Left aside", WHOLE),
        ("What it cannot say", "Why: districts hold different people, and nobody is better or worse for it"),
    ]


def _newest_year(table: Table, spec: Specification) -> list[str]:
    """Return the quarters of the newest complete year; one where a cohort is a year already."""
    complete = [quarter for quarter in table.quarters if quarter not in table.provisional]
    if spec.cohort_quarters == 4:
        return complete[-1:]
    whole = [quarter for quarter in complete if set(four_quarters(quarter)) <= set(complete)]
    return four_quarters(whole[-1]) if whole else []


def _named(shown: Funnel) -> str:
    """Name those above and those below, in alphabetical order."""
    above = [area.name for area in shown.unusual if area.place in (Place.ABOVE, Place.FAR_ABOVE)]
    below = [area.name for area in shown.unusual if area.place in (Place.BELOW, Place.FAR_BELOW)]
    parts = [f"{word}: {', '.join(names)}." for word, names in (("Above", above), ("Below", below)) if names]
    return " ".join(parts)
