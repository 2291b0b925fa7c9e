"""Whether a page was about somebody with the family name of a colleague."""

from collections.abc import Sequence

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Does the person have the family name of a colleague?",
    source="Concerted's own rule: looking up family is the misuse that officers of the law are most often tried for",
    assumed="A name is the same when its letters are; a name alone proves nothing",
)
def is_namesake(*, family_name: str, colleagues: Sequence[str]) -> Decision:
    """Say whether a family name is one of those of the holders of the agency's posts, whatever the case of letters."""
    name = family_name.strip().casefold()
    if not name:
        return Decision(False, "The record has no family name.")
    if name in {colleague.strip().casefold() for colleague in colleagues}:
        return Decision(True, "The person has the family name of somebody who works here.")
    return Decision(False, "Nobody who works here has this family name.")
