"""Whether something that an agency sent about a person counts towards harm and likelihood."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule
from concerted.people.kinds import CAUTION, CONVICTION, COUNTS, WORDS


@rule(
    title="What counts?",
    source="Safety sentence S13: convictions and cautions score; pending charges are shown unscored; arrests without "
    "further action and records as victim or witness never count",
)
def what_counts(*, kind: str, role: str) -> Decision:
    """Say whether an event of a kind (people.kinds), in which the person had a role, counts.

    `role` is suspect, victim or witness; events without roles are a suspect's. A caution that police write on an
    arrest or a crime counts once, by the record of the caution itself.
    """
    if role != "suspect":
        return Decision(False, f"The person was a {role} here: that never counts against anybody.")
    if kind not in COUNTS:
        return Decision(False, f"“{WORDS.get(kind, kind)}” is no conviction and no caution: it never counts.")
    word = {CONVICTION: "conviction", CAUTION: "caution"}[kind]
    return Decision(True, f"A {word} counts.")
