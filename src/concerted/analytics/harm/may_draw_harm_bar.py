"""Whether a harm bar may be drawn, or would show mostly assumption."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

DOMINATES_ABOVE = 0.5
"""More than half: what 'dominate' means."""


@rule(
    title="May a harm bar be drawn?",
    source="Concerted's own rule (with safety sentence S28): no picture of harm that shows mostly assumption",
    assumed="To dominate means more than half: of the points for assumed weights, of the offences for those without.",
)
def may_draw_harm_bar(*, events: int, unweighted_events: int, points: float, assumed_points: float) -> Decision:
    """Say whether the harm of a person, or of a list of people, may be drawn as a bar.

    Refused when more than half of the offences have no weight, or more than half of the points are assumed. Exactly
    half may be drawn.
    """
    if not events:
        return Decision(False, "No proven offence in the period: there is nothing to draw.")
    if unweighted_events > DOMINATES_ABOVE * events:
        return Decision(False, f"{unweighted_events:,} of {events:,} proven offences have no weight: no bar is drawn.")
    if assumed_points > DOMINATES_ABOVE * points:
        share = round(100 * assumed_points / points)
        return Decision(False, f"{share} per cent of the points rest on assumed weights: no bar is drawn.")
    return Decision(True, "At least half of the offences have a weight, and of the points a source.")
