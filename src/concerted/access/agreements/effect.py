"""What opens and what stops by an act on an agreement, told before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from concerted.access.agreements.reading import hanging_on
from concerted.access.agreements.wording import line_in_words
from concerted.access.rooms import offering
from concerted.partnership.models import Agreement, AgreementLine

Same = tuple[int | str | bool, ...]


@dataclass(frozen=True)
class Effect:
    """Lines that open and stop, each in words; what hangs on those that stop; feeds that rest on the agreement."""

    opens: list[str] = field(default_factory=list)
    goes_on: list[str] = field(default_factory=list)
    stops: list[tuple[str, str]] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)


def of_force(agreement: Agreement) -> Effect:
    """Return what opens, goes on and stops when an edition takes the place of the one in force."""
    fresh = list(agreement.lines.select_related("giver", "receiver").order_by("number"))
    former = _open(
        AgreementLine.objects.filter(agreement__code=agreement.code, agreement__state="in_force")
        .exclude(agreement=agreement)
        .select_related("giver", "receiver")
        .order_by("number")
    )
    held, wanted = {_same(line) for line in former}, {_same(line) for line in fresh}
    return Effect(
        opens=[line_in_words(line) for line in fresh if _same(line) not in held],
        goes_on=[line_in_words(line) for line in fresh if _same(line) in held],
        stops=_told([line for line in former if _same(line) not in wanted]),
    )


def of_ending(agreement: Agreement, lines: Iterable[AgreementLine]) -> Effect:
    """Return what stops when lines end, and which feeds rest on the agreement when all of them do."""
    wanted = {line.pk for line in lines}
    ending = _open(AgreementLine.objects.filter(pk__in=wanted).select_related("giver", "receiver").order_by("number"))
    every = wanted == {line.pk for line in agreement.lines.all()}
    return Effect(stops=_told(ending), feeds=feeds_resting_on(agreement.code) if every else [])


def feeds_resting_on(code: str) -> list[str]:
    """Return the titles of the feeds that name an agreement; rooms say so in `resting.py`."""
    return sorted({title for room in offering("resting") for title in room.feeds_resting_on(code)})


def _open(lines: Iterable[AgreementLine]) -> list[AgreementLine]:
    now = timezone.now()
    return [line for line in lines if line.from_at is not None and (line.until_at is None or line.until_at > now)]


def _same(line: AgreementLine) -> Same:
    """Return what must be equal for a line to go on as before: how far it reaches and what it needs as well."""
    who = (line.giver_id, line.receiver_id, line.category, line.role_class, line.purpose, line.regime)
    return (*who, line.by_request, line.writes, line.needs_vetting, line.needs_training, line.needs_declaration)


def _told(lines: list[AgreementLine]) -> list[tuple[str, str]]:
    """Return each line with what hangs on it, in words."""
    hangs = hanging_on(lines) if lines else {}
    told = []
    for line in lines:
        here = hangs.get(line.pk)
        if here is None:
            told.append((line_in_words(line), ""))
            continue
        open_now = (
            "few or no open disclosures" if here.disclosures is None else _counted(here.disclosures, "open disclosure")
        )
        told.append((line_in_words(line), f"{_counted(here.posts, 'post')}, {_counted(here.keys, 'key')}, {open_now}"))
    return told


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
