"""Holds the standing of somebody in the cohort for one change; the acts that set a part of it share it."""

from datetime import date
from uuid import UUID

from concerted.cases.holding import hold_case
from concerted.cases.models import Case
from concerted.kernel.errors import Refused
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.words import COLOURS, KINDS


def hold_standing(case: UUID, version: int | None) -> tuple[Case, Standing]:
    """Lock the case of somebody in the cohort and return it with its standing, made where there is none.

    Raises Case.DoesNotExist, Changed, or Refused when the person is not in the cohort.
    """
    held = hold_case(case, version)
    if held.stage != "adopted":
        raise Refused("This person is not in the cohort, so nothing is set.")
    return held, standing_of(held)


def standing_of(case: Case) -> Standing:
    """Return the standing of a case, a new one that is not saved yet where there is none."""
    return Standing.objects.filter(case_id=case.pk).first() or Standing(scope_id=case.scope_id, case=case)


def keep(case: Case, standing: Standing) -> None:
    """Save both; the case's version moves, so that somebody else's older form is noticed."""
    standing.save()
    case.version += 1
    case.save(update_fields=["version", "review_due_on"])


def insist_on_colour(colour: str) -> None:
    """Raise Refused for a colour that there is not."""
    if colour not in COLOURS:
        raise Refused("Choose red, amber, green or custody.")


def insist_on_kind(kind: str) -> None:
    """Raise Refused for a kind that there is not."""
    if kind not in KINDS:
        raise Refused("Choose Fixed, Flex or Free.")


def insist_on_told(told_on: date | None, not_told_because: str, on: date) -> None:
    """Raise Refused unless one of both is said: the day, today at the latest, or the reason."""
    if (told_on is None) == (not not_told_because.strip()):
        raise Refused("Write the day, or why the person was not told.")
    if told_on is not None and told_on > on:
        raise Refused("The day lies ahead. Write the day on which the person was told.")
