"""What the county's own rule says of leaving the cohort; the panel's judgement decides."""

from datetime import date

from concerted.kernel.days import in_words, months_after
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Does the county's rule say that somebody may leave?",
    source="A local setting (leave.months_without_proven_offence); no national wording is known",
    assumed="The months run from the day of the last conviction or caution, or from adoption where that is later. The "
    "rule informs; a named person decides, either way.",
)
def may_leave(*, last_proven_on: date | None, adopted_on: date, months: int | None, on: date) -> Decision:
    """Say whether the months without a proven offence that the county asks for are over on a day.

    `months` is None where the county has configured none. The day on which the months end counts.
    """
    if months is None:
        return Decision(False, "How long without a proven offence is not configured: the panel's judgement decides.")
    from_on = max(last_proven_on or adopted_on, adopted_on)
    what = "adoption" if from_on == adopted_on else "the last conviction or caution"
    ends_on = months_after(from_on, months)
    if on >= ends_on:
        return Decision(True, f"{months} months have passed since {what} on {in_words(from_on)}.")
    return Decision(
        False,
        f"The {months} months since {what} on {in_words(from_on)} end on {in_words(ends_on)}. "
        "The panel may still decide otherwise, with its reason.",
    )
