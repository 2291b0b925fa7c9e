"""Where a breach stands: which steps are done, which comes next, and how long its clock still runs."""

from dataclasses import dataclass
from datetime import datetime

from concerted.data_protection.breaches.wording import moment
from concerted.data_protection.models import Breach
from concerted.data_protection.rules.may_take_step import STEPS, steps_of
from concerted.data_protection.rules.reported_in_time import deadline, reported_in_time


@dataclass(frozen=True)
class Clock:
    """The 72 hours from awareness: when they end, and how it stands. Kind: running, over, met, late, none."""

    kind: str
    words: str
    until: str


@dataclass(frozen=True)
class Standing:
    """The steps that are written, the next one (None when closed), and the clock."""

    done: tuple[str, ...]
    next: str | None
    clock: Clock

    @property
    def question(self) -> str:
        """What is asked next."""
        return STEPS[self.next] if self.next else "Closed"


def done(breach: Breach) -> list[str]:
    """Return the steps that are written, in their order."""
    written = {
        "safety": bool(breach.safety),
        "containment": bool(breach.contained),
        "report": bool(breach.reported_at or breach.not_reported_because),
        "people": bool(breach.people_told_at or breach.people_not_told_because),
        "learnt": bool(breach.learnt),
    }
    return [step for step in steps_of(breach.near_miss) if written[step]]


def standing(breach: Breach, now: datetime) -> Standing:
    """Return where a breach stands at an instant."""
    written = done(breach)
    left = [step for step in steps_of(breach.near_miss) if step not in written]
    following = None if breach.closed_at else (left or ["learnt"])[0]
    return Standing(tuple(written), following, clock(breach, now))


def clock(breach: Breach, now: datetime) -> Clock:
    """Return the state of the 72 hours; a near miss, and one that need not be reported, has none."""
    until = moment(deadline(breach.aware_at))
    if breach.near_miss:
        return Clock("none", "A near miss is not reported.", until)
    if breach.reported_at:
        told = reported_in_time(aware_at=breach.aware_at, at=breach.reported_at)
        words = f"Reported on {moment(breach.reported_at)}: {told.because}"
        return Clock("met" if told else "late", words, until)
    if breach.not_reported_because:
        return Clock("none", "Not reported: unlikely to harm anybody.", until)
    told = reported_in_time(aware_at=breach.aware_at, at=max(now, breach.aware_at))
    return Clock("running" if told else "over", told.because, until)
