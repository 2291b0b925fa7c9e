"""Ask a service one question about one person: the act opens this one row to it, under a line of an agreement."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.access.scoping import scope_id
from concerted.access.subjects import disclose, lines_in_force, name_subject
from concerted.audit.record import record
from concerted.cases.holding import by_line, hold_case, insist
from concerted.cases.models import Question
from concerted.cases.programme import programme
from concerted.cases.queries.who import named
from concerted.cases.rules.may_ask_service import may_ask_service
from concerted.cases.wording import told_of_question
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import end_of
from concerted.partnership.models import AgreementLine


@transaction.atomic
def ask_service(
    *,
    case: UUID,
    asked_of: int,
    pathway: str,
    due_on: date,
    until_on: date,
    today: date,
    by: Viewer,
    identifier: UUID | None = None,
) -> Question:
    """Ask a service (by its id) whether a person attends, and open the question to it until `until_on`; return it.

    The words are fixed, so that the question says no more than it must. `identifier` comes from the form: sent
    twice, it is asked once. Raises Case.DoesNotExist, LookupError for an unknown pathway, or Refused.
    """
    held = hold_case(case)
    already = Question.objects.filter(pk=identifier, case_id=case).first() if identifier else None
    if already is not None:
        return already
    plan = programme(held.programme)
    if pathway not in plan.pathway_titles:
        raise LookupError(f"{plan.title} has no pathway {pathway!r}.")
    line = _line(plan.scheme, asked_of, by)
    is_open = plan.stage(held.stage).open
    insist(may_ask_service(under_line=line is not None, is_open=is_open, due_on=due_on, until_on=until_on, today=today))
    if line is None:
        raise Refused("No line of an agreement in force lets this service be asked.")
    person = named(by, held.person_id)
    asker, spoken = by_line(by), person.pronouns
    words = f"{spoken.does.capitalize()} {spoken.they} attend your service?"
    scope = scope_id(plan.scheme, "question")
    question = Question(
        id=identifier or new_id(),
        scope_id=scope,
        case=held,
        asked_of_id=asked_of,
        programme=held.programme,
        pathway=pathway,
        words=words,
        about=person.about,
        asked_on=today,
        asked_by=asker,
        told=told_of_question(words=words, whom=person.about, due_on=due_on, until_on=until_on, asked_by=asker),
        due_on=due_on,
        until_on=until_on,
    )
    name_subject(question.pk, "question", scope)
    question.disclosure_id = disclose(question.pk, line=line, until=end_of(until_on, today=today))
    question.save(force_insert=True)
    record("question.asked", about=[question.pk, held.pk, held.person_id], line=line.pk, pathway=pathway)
    return question


def _line(scheme: str, asked_of: int, by: Viewer) -> AgreementLine | None:
    """Return the line in force that lets this service be asked for the viewer's purpose."""
    lines = lines_in_force(giver=scheme, category="question", purpose=by.purpose)
    return lines.select_related("giver").filter(receiver_id=asked_of, by_request=True).first()
