"""In which order a breach is handled: the victim's safety first, then containment, then the report."""

from collections.abc import Sequence

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

STEPS = {
    "safety": "Is anybody in danger, and what was done for their safety?",
    "containment": "How was it stopped from spreading?",
    "report": "Is it reported to the Information Commissioner?",
    "people": "Are the people affected told?",
    "learnt": "What was learnt?",
}
"""The steps of a breach, first to last, each as the question that its page asks."""

OF_A_NEAR_MISS = ("learnt",)
"""Nothing left the agency: what is left is to learn."""


def steps_of(near_miss: bool) -> list[str]:
    """Return the steps of a breach or of a near miss, in their order."""
    return list(OF_A_NEAR_MISS) if near_miss else list(STEPS)


@rule(
    title="May this step of a breach be taken now?",
    source="SAFETY S22: the victim's safety first, then containment, then the 72-hour clock",
)
def may_take_step(*, step: str, done: Sequence[str], near_miss: bool, closed: bool) -> Decision:
    """Say whether a step may be written: all before it are. One that is written may be written anew until it is closed.

    Raises ValueError for a step that there is not.
    """
    order = steps_of(near_miss)
    if step not in order:
        raise ValueError(f"There is no step {step!r} here.")
    if closed:
        return Decision(False, "It is closed. Nothing in it is changed any more.")
    missing = [earlier for earlier in order[: order.index(step)] if earlier not in done]
    if missing:
        return Decision(False, f"First: {STEPS[missing[0]]}")
    return Decision(True, STEPS[step])
