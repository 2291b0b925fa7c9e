"""Write down what the person says, in their own words."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.holding import hold_case, unchanged
from concerted.cases.models import Case
from concerted.kernel.viewer import Viewer


@transaction.atomic
def record_own_words(
    *, case: UUID, words: str, said_to: str, said_on: date | None, by: Viewer, version: int | None = None
) -> Case:
    """Keep what the person said, to whom and when; what they said before stays in the history. Empty takes it back.

    The same sent twice changes nothing. Raises Case.DoesNotExist or Changed.
    """
    held = hold_case(case)
    said = (words.strip(), said_to.strip(), said_on)
    if (held.own_words, held.own_words_to, held.own_words_on) == said:
        return held
    unchanged(held, version)
    held.own_words, held.own_words_to, held.own_words_on = said
    held.version += 1
    held.save(update_fields=["own_words", "own_words_to", "own_words_on", "version"])
    record("case.own_words", about=[held.pk, held.person_id])
    return held
