"""Whether an answer to somebody who asks about their own records may be released."""

from collections.abc import Sequence

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this answer be released?",
    source="UK GDPR Art. 12(6) and 15(4); Data Protection Act 2018 s45, s52 and Schedule 2 paragraphs 16 and 17",
)
def may_be_released(
    *,
    identified: bool,
    collected: bool,
    undecided: int,
    withheld_without_reason: Sequence[int] = (),
    names_left: int = 0,
) -> Decision:
    """Say whether who asks is proven, everything was collected, and each entry decided by a person.

    `names_left` counts entries given as they stand though they may name somebody else and nobody said why.
    """
    if not identified:
        return Decision(False, "Write down how it was proven who asks.")
    if not collected:
        return Decision(False, "Collect first what is held.")
    if undecided:
        return Decision(False, f"{undecided} {'entry is' if undecided == 1 else 'entries are'} not decided yet.")
    if withheld_without_reason:
        return Decision(False, f"Entry {withheld_without_reason[0]} is withheld without an exemption.")
    if names_left:
        return Decision(
            False, f"{names_left} given {'entry' if names_left == 1 else 'entries'} may name somebody else."
        )
    return Decision(True, "Who asks is proven, and somebody decided each entry.")
