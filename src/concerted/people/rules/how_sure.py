"""How sure it is that records are of one person, in words."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

VERY_LIKELY = 0.99
LIKELY = 0.9
PERHAPS = 0.5

WORDS = ((VERY_LIKELY, "very likely one person"), (LIKELY, "likely one person"), (PERHAPS, "perhaps one person"))
NOT = "hardly one person"


@rule(
    title="How sure it is that records are of one person, in words",
    source="Concerted's own wording",
    assumed="No source gives the cut-offs: very likely from 99%, likely from 90%, perhaps from 50%.",
)
def how_sure(*, probability: float) -> Decision:
    """Return whether records may be shown as one person's (from 90%), with the words for it.

    `probability` is that of the weakest link which holds the records together, from 0 to 1.
    """
    words = next((words for least, words in WORDS if probability >= least), NOT)
    return Decision(probability >= LIKELY, words)
