"""What the panel may rely on: likelihood, harm, orders, what speaks for the person, and what is not known."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from concerted.cases.wording import counted
from concerted.kernel.days import in_words, months_after
from concerted.kernel.viewer import Viewer
from concerted.people import kinds
from concerted.people.models import Address, Likelihood, Record
from concerted.people.queries.figures import HarmShown, LikelihoodShown, harm_row, harm_shown, likelihood_of
from concerted.people.queries.happened import Happened, happened, order_in_words
from concerted.people.wording import Pronouns
from concerted.programmes.iom.models import Listing

MONTHS = 3
"""Kept appointments are counted over so many months: what a panel can remember and check."""


@dataclass(frozen=True)
class Evidence:
    """The lines of the panel "What the panel may rely on"; an empty one is not known, and says so."""

    likelihood: LikelihoodShown | None
    harm: HarmShown | None
    order: str
    reasons: list[str]
    shown: list[str]
    in_favour: list[str]
    not_known: list[str]
    birth_dates: list[date] = field(default_factory=list)
    last_proven_on: date | None = None


def evidence(viewer: Viewer, person: UUID, spoken: Pronouns, *, today: date) -> Evidence:
    """Return what the viewer's post may see of a person, for a decision. Eight queries, whatever there is."""
    records = list(Record.objects.filter(person_id=person))
    keys = [record.pk for record in records]
    told = happened(viewer, keys)
    likelihood, harm = likelihood_of(person), harm_shown(harm_row(person))
    row = Listing.objects.filter(person_id=person).first()
    order = order_in_words(told, today)
    lives = Address.objects.filter(record_id__in=keys).exclude(line="").exists()
    return Evidence(
        likelihood=likelihood,
        harm=harm,
        order=f"{order[:1].upper()}{order[1:]}",
        reasons=row.reasons if row else [],
        shown=row.shown if row else [],
        in_favour=_in_favour(told, today),
        not_known=_not_known(likelihood, lives, spoken),
        birth_dates=[record.born_on for record in records if record.born_on],
        last_proven_on=last_proven(told),
    )


def last_proven(told: Happened) -> date | None:
    """Return the day of the last conviction or caution that the viewer may see."""
    days = [event.proven_on or event.happened_on for event in told.events if event.kind in kinds.COUNTS]
    return max(days, default=None)


def _in_favour(told: Happened, today: date) -> list[str]:
    since = months_after(today, -MONTHS)
    kept = sum(e.kind == kinds.KEPT and since < e.happened_on <= today for e in told.events)
    missed = sum(e.kind == kinds.MISSED and since < e.happened_on <= today for e in told.events)
    lines = []
    if kept:
        lines.append(f"Kept {kept} of {counted(kept + missed, 'appointment')} since {in_words(since, year=False)}")
    proven = last_proven(told)
    if proven is not None and proven < today - timedelta(days=365):
        lines.append(f"No conviction or caution since {in_words(proven)}")
    return lines


def _not_known(likelihood: LikelihoodShown | None, lives: bool, spoken: Pronouns) -> list[str]:
    lines = []
    if not lives:
        lines.append(f"Where {spoken.they} live{'' if spoken.plural else 's'}: no agency sent an address")
    if likelihood is None or not _sent(likelihood):
        lines.append("A score from Probation by today’s predictor: none was sent")
    return lines


def _sent(likelihood: LikelihoodShown) -> bool:
    rows: list[Likelihood] = [likelihood.first.row, *(shown.row for shown in likelihood.beside)]
    return any(row.sent_by == "probation" for row in rows)
