"""Whether an action may move from one state to another."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

FOLLOWING: dict[str, frozenset[str]] = {
    "asked": frozenset({"accepted", "later", "done", "not_ours", "withdrawn"}),
    "accepted": frozenset({"later", "done", "not_ours", "withdrawn"}),
    "later": frozenset({"later", "done", "not_ours", "withdrawn"}),
    "done": frozenset(),
    "not_ours": frozenset({"withdrawn"}),
    "withdrawn": frozenset(),
}
"""Which states follow which; what is done or withdrawn is not reopened: it is asked anew."""

IN_WORDS = {
    "asked": "asked",
    "accepted": "accepted",
    "later": "put off",
    "done": "done",
    "not_ours": "sent back as not for this agency",
    "withdrawn": "withdrawn",
}


@rule(
    title="May an action change so?",
    source="Concerted's own rule: an action is asked, accepted, put off, done, sent back or withdrawn",
)
def may_change_action(*, state: str, to: str) -> Decision:
    """Say whether an action in one state may enter another. Raises KeyError for a state that there is not."""
    if to in FOLLOWING[state]:
        return Decision(True, f"An action that is {IN_WORDS[state]} may become {IN_WORDS[to]}.")
    return Decision(False, f"This action is {IN_WORDS[state]} already. If it is needed after all, ask anew.")
