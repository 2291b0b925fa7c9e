"""Harm by the group of the offence, those with the most points first."""

from concerted.analytics.harm.groups import GROUPS_FROM
from concerted.analytics.harm.hiding import hidden, hidden_points
from concerted.figures.models import Run
from concerted.insight.harm.beside_total import Parts
from concerted.insight.harm.view import View, sums_of, whole_of
from concerted.insight.harm.words import NUMBERS, THRESHOLD, per_cent
from concerted.kernel.days import in_words

HEADING = "What kinds of offence"


def offence_groups(run: Run) -> View:
    """Return the view by offence group; hidden groups stand last, so that their place says nothing."""
    sums = sums_of(run, "whole", "group")
    whole = whole_of(sums)
    if whole.people < THRESHOLD:
        return View(HEADING, f"Hidden: fewer than {THRESHOLD} people were proven to have offended in the year.")
    rows = {label: totals[0] for label, totals in sums["group"].items()}
    gone, pointless = hidden(rows, THRESHOLD), hidden_points(rows, THRESHOLD)
    order = sorted(rows.keys() - pointless, key=lambda label: (-rows[label].hundredths, -rows[label].offences, label))
    order += [*sorted(pointless - gone), *sorted(gone)]
    parts = Parts(rows, {label: label for label in rows}, order, whole, run.edition)
    finding, because, charts = parts.charts("offence group")
    first = next(iter(parts.with_points), None)
    told = ""
    if first and rows[first].hundredths:
        told = (
            f"{first} stands for {per_cent(rows[first].hundredths, whole.hundredths)} of the harm points and "
            f"{per_cent(rows[first].offences, whole.offences)} of the offences"
        )
    return View(
        heading=HEADING,
        bold=f"{told}." if told else "No group that may be shown has harm points.",
        rest=f"Of {whole.offences:,} offences of {whole.people:,} people.",
        finding=finding,
        charts=charts,
        not_drawn=because,
        order="By harm points, the most first; hidden ones last",
        columns=parts.columns("Offence group"),
        rows=parts.table(),
        hidden=parts.hidden_words("group"),
        quote=f"In the 12 months before {in_words(run.as_at_on)}: {told}." if told else "",
        notes=(("Groups", GROUPS_FROM.rstrip(".")),),
        file_head=("offence_group", *NUMBERS),
        file=parts.file(),
    )
