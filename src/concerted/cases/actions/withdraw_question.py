"""Take a question back: the service's key to it ends."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.access.subjects import end_disclosure
from concerted.audit.record import record
from concerted.cases.models import Question
from concerted.kernel.viewer import Viewer


@transaction.atomic
def withdraw_question(*, question: UUID, on: date, by: Viewer) -> Question:
    """End a question and the key that it opened; twice changes nothing. Raises Question.DoesNotExist."""
    held = Question.objects.select_for_update().get(pk=question)
    if held.withdrawn_on is not None:
        return held
    end_disclosure(held.disclosure_id)
    held.withdrawn_on = on
    held.save(update_fields=["withdrawn_on"])
    record("question.withdrawn", about=[held.pk, held.case_id])
    return held
