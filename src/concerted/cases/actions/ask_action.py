"""Ask an agency to do something by a day: it reads exactly the text that is made here."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.access.models import Scope
from concerted.access.subjects import writable
from concerted.audit.record import record
from concerted.cases.holding import by_line, hold_case, insist
from concerted.cases.models import Action
from concerted.cases.programme import programme
from concerted.cases.queries.who import named
from concerted.cases.rules.may_tell import may_tell
from concerted.cases.wording import told_of_action
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency

ENFORCING = frozenset({"police", "probation", "prison", "court"})
"""Kinds of agency that may read of offending in an action's words."""


@transaction.atomic
def ask_action(
    *,
    case: UUID,
    asked_of: int,
    pathway: str,
    words: str,
    due_on: date,
    on: date,
    by: Viewer,
    note: str = "",
    waits_for: UUID | None = None,
    identifier: UUID | None = None,
) -> Action:
    """Ask an agency (by its id) for an action of a case on one pathway; return it.

    `identifier` comes from the form: sent twice, it is asked once. Raises Case.DoesNotExist, LookupError for a
    pathway that there is not, or Refused when the case is closed, the day is past, the agency takes no actions, or
    the words tell of offences.
    """
    held = hold_case(case)
    already = Action.objects.filter(pk=identifier, case_id=case).first() if identifier else None
    if already is not None:
        return already
    plan = programme(held.programme)
    if pathway not in plan.pathway_titles:
        raise LookupError(f"{plan.title} has no pathway {pathway!r}.")
    if not plan.stage(held.stage).open:
        raise Refused("The case is closed, so nothing more is asked.")
    if due_on < on:
        raise Refused("The day is past. Write a day from today on.")
    agency = Agency.objects.get(pk=asked_of)
    insist(may_tell(words=f"{words} {note}" if words.strip() else "", enforces=agency.kind in ENFORCING))
    first = Action.objects.get(pk=waits_for, case_id=case) if waits_for else None
    whom, asker = named(by, held.person_id).about, by_line(by)
    action = Action.objects.create(
        id=identifier or new_id(),
        scope_id=_scope_of(agency),
        case=held,
        asked_of=agency,
        programme=held.programme,
        pathway=pathway,
        words=words.strip(),
        about=whom,
        note=note.strip(),
        told=told_of_action(words=words, whom=whom, due_on=due_on, note=note, asked_by=asker),
        due_on=due_on,
        waits_for=first,
        state="asked",
        asked_on=on,
        asked_by=asker,
    )
    record("action.asked", about=[action.pk, held.pk, held.person_id], agency=agency.code, pathway=pathway)
    return action


def _scope_of(agency: Agency) -> int:
    """Return the scope in which an agency's actions are written. Raises Refused when the viewer may write in none."""
    for found in Scope.objects.filter(pk__in=writable("action"), agency=agency).values_list("pk", flat=True):
        return found
    raise Refused(f"No line of an agreement lets you ask {agency.name}. Choose another agency.")
