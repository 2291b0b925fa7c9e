"""Whether the words of an action say no more than its reader needs."""

import re

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

OFFENDING = (
    "arrest", "assault", "burglar", "cannabis", "charge", "cocaine", "convict", "crime", "criminal", "dealer", "fraud",
    "heroin", "knife", "murder", "offence", "offend", "prison", "rape", "recall", "robber", "robbed", "sentence",
    "stabb", "stole", "theft", "thief", "violen", "weapon",
)  # fmt: skip
"""Beginnings of words that tell of offending."""

VICTIMS = ("idva", "isva", "marac", "marat", "refuge", "victim")
"""Words that tell of a victim or of a meeting about one; whole words, so that a refugee stays a refugee."""


@rule(
    title="May these words be told to the agency that is asked?",
    source="Safety sentences S2 and S21: the least that serves, and nothing of a victim in an action's text",
    assumed="No source lists the words that tell of offending: the list is Concerted's own.",
)
def may_tell(*, words: str, enforces: bool) -> Decision:
    """Say whether an action's words may go to an agency; one that `enforces` the law may read of offending."""
    text = words.casefold()
    if not text.strip():
        return Decision(False, "Say what is to be done.")
    for word in VICTIMS:
        if re.search(rf"\b{word}s?\b", text):
            return Decision(False, f"“{word}” tells of a victim. No action of this plan may: write it without.")
    if not enforces:
        for start in OFFENDING:
            found = re.search(rf"\b{start}\w*", text)
            if found:
                return Decision(False, f"“{found[0]}” tells of offending. Say what is to be done, not why.")
    return Decision(True, "The words say what is to be done, and nothing of offences or of victims.")
