"""Answer a question: attends, yes or no, disclosed to those whose agreement says so, and nothing else."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.access.scoping import scope_id
from concerted.access.subjects import disclose, lines_in_force, one_at_a_time
from concerted.audit.record import record
from concerted.cases.holding import by_line, insist
from concerted.cases.models import Answer, Question
from concerted.cases.rules.may_answer_question import may_answer_question
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import end_of


@transaction.atomic
def answer_question(*, question: UUID, attends: bool | None, on: date, by: Viewer) -> Answer:
    """Write the answer in the service's own scope and open it to each receiver of a line of its own; return it.

    The same answer twice changes nothing; another one corrects the first under the same keys. Raises
    Question.DoesNotExist, or Refused with the rule's reason.
    """
    one_at_a_time("answer", question)
    asked = Question.objects.get(pk=question)
    earlier = Answer.objects.filter(question_id=question).order_by("-id").first()
    if earlier is not None and earlier.attends == attends:
        return earlier
    insist(
        may_answer_question(
            withdrawn=asked.withdrawn_on is not None, until_on=asked.until_on, today=on, attends=attends
        )
    )
    answer = Answer.objects.create(
        scope_id=scope_id(by.agency_code, "attends"),
        question_id=question,
        attends=bool(attends),
        answered_on=on,
        until_on=asked.until_on,
        answered_by=by_line(by),
    )
    opened = 0
    if earlier is None:
        lines = lines_in_force(giver=by.agency_code, category="attends", purpose=by.purpose).select_related("giver")
        for line in lines.filter(by_request=True):
            disclose(question, line=line, until=end_of(asked.until_on, today=on))
            opened += 1
    record("question.answered", about=[question, answer.pk], disclosures=opened)
    return answer
