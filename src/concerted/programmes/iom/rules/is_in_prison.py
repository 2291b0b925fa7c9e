"""Whether the colour of somebody should be custody, by what the prison last said."""

from datetime import date

from concerted.kernel.days import in_words
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Is somebody in prison today?",
    source="Safety sentence S16: release dates come from the prison and are never calculated",
    assumed="A recall without a later release date means in prison still.",
)
def is_in_prison(*, received_on: date | None, release_on: date | None, recalled: bool, on: date) -> Decision:
    """Say whether the newest spell in prison goes on: `release_on` is the newest date that the prison gave for it.

    `recalled` says that the spell began with a recall. The day of release itself is a day outside.
    """
    if received_on is None or received_on > on:
        return Decision(False, "Nothing that the prison sent says so.")
    began = f"Recalled to prison on {in_words(received_on)}" if recalled else f"In prison since {in_words(received_on)}"
    if release_on is None:
        if recalled:
            return Decision(True, f"{began}; the prison gave no release date.")
        return Decision(False, "The prison gave no release date, and no recall.")
    if release_on <= on:
        return Decision(False, f"Released on {in_words(release_on)}.")
    return Decision(True, f"{began}; the prison says {in_words(release_on)} for the release.")
