"""Harm by the district in which the offence was committed, in alphabetical order."""

from concerted.analytics.harm.concentration import NOBODY, Sum
from concerted.figures.models import Run
from concerted.insight.harm.beside_total import Parts
from concerted.insight.harm.view import View, sums_of, whole_of
from concerted.insight.harm.words import NUMBERS, THRESHOLD
from concerted.kernel.days import in_words
from concerted.places.models import District

HEADING = "Where the offences were committed"
NOT_ASSIGNED = "Not assigned to a district"


def places(run: Run) -> View:
    """Return the view by district; offences without a district have a row of their own."""
    sums = sums_of(run, "whole", "place")
    whole = whole_of(sums)
    if whole.people < THRESHOLD:
        return View(HEADING, f"Hidden: fewer than {THRESHOLD} people were proven to have offended in the year.")
    names = dict(District.objects.order_by("name").values_list("code", "name"))
    found = {label: totals[0] for label, totals in sums["place"].items()}
    rows = {code: found.get(code, NOBODY) for code in names} | {c: t for c, t in found.items() if c in names}
    other = [code for code in found if code not in names and code]
    rows |= {code: found[code] for code in other} | ({"": found[""]} if "" in found else {})
    names |= {code: f"Outside the county ({code})" for code in other} | {"": NOT_ASSIGNED}
    order = [*(code for code in names if code in rows and code), *([""] if "" in rows else [])]
    parts = Parts(rows, names, order, whole, run.edition)
    finding, because, charts = parts.charts("district")
    half = _that_hold_half([rows[code] for code in parts.with_points], whole)
    told = f"{half} of the {len(rows)} districts hold half of the harm points" if half else ""
    return View(
        heading=HEADING,
        bold=f"{told}." if told else "No few districts hold half of the harm points.",
        rest=f"{whole.offences:,} offences of {whole.people:,} people, in alphabetical order on purpose: this is not a "
        "league table. Districts differ in how many people live and spend their time there.",
        finding=finding,
        charts=charts,
        not_drawn=because,
        order="In alphabetical order",
        columns=parts.columns("District"),
        rows=parts.table(),
        hidden=parts.hidden_words("district"),
        quote=f"In the 12 months before {in_words(run.as_at_on)}, {told}, by where the offence was committed."
        if told
        else "",
        notes=(("Place", "The district of the offence, as the court wrote it. Somebody may stand in several"),),
        file_head=("district", *NUMBERS),
        file=parts.file(),
    )


def _that_hold_half(shown: list[Sum], whole: Sum) -> int:
    """Return the smallest number of shown districts that hold at least half of all points; 0 when they do not."""
    held = 0
    for count, total in enumerate(sorted(shown, key=lambda total: -total.hundredths), start=1):
        held += total.hundredths
        if whole.hundredths and 2 * held >= whole.hundredths:
            return count
    return 0
