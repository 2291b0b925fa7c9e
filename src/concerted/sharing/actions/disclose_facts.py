"""Share facts about one person with one role of another agency: each under the first ground that holds, all or none."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import ProgrammingError, transaction
from django.utils import timezone

from concerted.access.subjects import Basis, disclose, disclose_own, one_at_a_time
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import end_of
from concerted.people.naming import about
from concerted.people.queries.records import name_of
from concerted.sharing.models import Statement
from concerted.sharing.notices import notify
from concerted.sharing.queries.disclosures import Shared, of_act
from concerted.sharing.queries.grounds import SAID_ALONE, Choice, Weighed, blocked, weigh
from concerted.sharing.terms import CONSENT

LONGEST_YEARS = 10


class SharedAlready(Refused):
    """Somebody shared all of this before; `earlier` is theirs. Nothing is shared twice."""

    def __init__(self, earlier: Shared) -> None:
        self.earlier = earlier
        super().__init__(f"{earlier.by or 'Somebody'} shared this already. Nothing is shared twice.")


def disclose_facts(*, act: UUID, choice: Choice, said: Mapping[str, str], today: date, by: Viewer) -> list[UUID]:
    """Disclose what is chosen; return the disclosures. `act` comes from the form: sent twice, it is done once.

    `said` gives the sentence of a category that is one sentence. Grounds are weighed anew: raises Refused when a line
    ended, a consent was withdrawn or a reason is missing by now, and SharedAlready when nothing is left to share.
    """
    try:
        return _disclose(act=act, choice=choice, said=said, today=today, by=by)
    except ProgrammingError as refused:
        raise Refused("What this rested on is no longer in force. Nothing was shared: look again.") from refused


@transaction.atomic
def _disclose(*, act: UUID, choice: Choice, said: Mapping[str, str], today: date, by: Viewer) -> list[UUID]:
    one_at_a_time("share", *sorted(str(one.pk) for one in choice.records), choice.receiver.code)
    before = of_act(by, act)
    if before:
        return [one.id for one in before]
    weighed = weigh(by, choice, today=today)
    for refused in blocked(weighed):
        raise Refused(f"{refused.category.title.capitalize()}: {refused.ground.because}")
    doing = [one for one in weighed if one.to_do]
    if not doing:
        earlier = next((one.already for one in weighed if one.already is not None), None)
        raise SharedAlready(earlier) if earlier else Refused("Nothing that was chosen is left to share.")
    until = _until(choice.until_on, today)
    made = []
    for one in doing:
        if one.category.code in SAID_ALONE:
            _say(one, said.get(one.category.code, ""), by)
        made.append(_open(one, choice, until, act))
    grounds = sorted({one.ground.rests_on for one in doing})
    _tell(choice, made[0], grounds, by)
    record(
        "facts.disclosed",
        about=[*(one.pk for one in choice.records), *made],
        to=choice.receiver.agency.pk,
        purpose=choice.purpose,
        categories=" ".join(sorted({one.category.code for one in doing})),
        rests_on=" ".join(grounds),
        disclosures=len(made),
    )
    return made


def _until(until_on: date | None, today: date) -> datetime | None:
    """Return when the keys are shut. Raises Refused for a day that is further away than anybody could mean."""
    if until_on is None:
        return None
    if until_on.year > today.year + LONGEST_YEARS:
        raise Refused(f"The last day is more than {LONGEST_YEARS} years away. Write a nearer one.")
    return end_of(until_on, today=today)


def _say(one: Weighed, words: str, by: Viewer) -> None:
    """Write the one sentence that a category is."""
    if not words.strip():
        raise Refused(f"{one.category.title.capitalize()}: write what is said.")
    Statement.objects.create(
        scope_id=one.scope,
        record=one.record,
        about=about(name_of(one.record), one.record.born_on),
        words=words.strip(),
        said_at=timezone.now(),
        said_by=f"{by.title}, {by.agency_name}",
    )


def _open(one: Weighed, choice: Choice, until: datetime | None, act: UUID) -> UUID:
    """Open one category of one record under what it rests on."""
    if one.line is not None:
        return disclose(one.record.pk, line=one.line, until=until, act=act, because=choice.reason)
    law = CONSENT if one.ground.rests_on == "consent" else (choice.law.pk if choice.law else "")
    return disclose_own(
        one.record.pk,
        scope=one.scope,
        receiver=choice.receiver.agency.pk,
        role_class=choice.receiver.role_class,
        purpose=choice.purpose,
        basis=Basis(one.ground.rests_on, law, choice.regime, one.consent, choice.reason),
        until=until,
        act=act,
    )


def _tell(choice: Choice, first: UUID, grounds: list[str], by: Viewer) -> None:
    """Tell the receiver that there is something to read and, of an override, the giver's data protection officer."""
    to = choice.receiver.agency.pk
    words = f"{by.agency_name} shared something about one person with you."
    notify(to, "disclose", "disclosure_given", words, f"/sharing/{first}")
    if "override" in grounds:
        words = f"{by.title} shared something by override with {choice.receiver.agency.name}. Read the reason."
        notify(by.agency_id, "sharing.every_purpose", "disclosure_given", words, f"/sharing/{first}")
