"""Whether records may be erased now."""

from collections.abc import Sequence

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this record be erased now?",
    source="UK GDPR Art. 17(3) (e); Data Protection Act 2018 s173 (altering data to prevent disclosure is an offence)",
    assumed="That an open case stops an erasure is Concerted's own caution: no source says it.",
)
def may_be_erased(
    *, holds: Sequence[str] = (), open_cases: Sequence[str] = (), open_requests: Sequence[str] = (), due: bool = True,
    rests_on: str = "schedule",
) -> Decision:  # fmt: skip
    """Say whether nothing stands in the way: a legal hold, an open case, a request of the person that is not answered.

    `due` is whether the schedule's time is up; only an erasure that rests on the schedule waits for it.
    """
    if holds:
        return Decision(False, f"A legal hold stands: {holds[0]}. Lift it first, if whoever ordered it agrees.")
    if open_requests:
        return Decision(
            False, f"{open_requests[0]} is not answered yet. Answer it first: erasing now may be an offence."
        )
    if open_cases:
        return Decision(False, f"A case is open: {open_cases[0]}. It can be erased after the case has ended.")
    if rests_on == "schedule" and not due:
        return Decision(False, "Its time is not up by the schedule. Say on what else the erasure rests.")
    return Decision(True, "No hold, no open case and no open request stands in the way.")
