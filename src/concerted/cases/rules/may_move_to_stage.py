"""Whether a case may move to another stage."""

from collections.abc import Sequence

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May a case move to this stage?",
    source="Safety sentence S14: a named person decides, with reasons; the stages are the programme's own",
)
def may_move_to_stage(
    *, now: str, to: str, following: Sequence[str], asks: Sequence[str], because: str, decided_by: str
) -> Decision:
    """Say whether a case at the stage `now` may enter `to`.

    `following` are the stages that the programme lets follow, `asks` what the wanted stage must be given.
    """
    if to == now:
        return Decision(False, "The case is at this stage already.")
    if to not in following:
        return Decision(False, "The programme does not let this stage follow the one at which the case is.")
    if "because" in asks and not because.strip():
        return Decision(False, "Say why: the person is told the reason.")
    if "decided_by" in asks and not decided_by.strip():
        return Decision(False, "Say who decided: a named person does, not a list.")
    return Decision(True, "The programme lets this stage follow, and all that it asks for is said.")
