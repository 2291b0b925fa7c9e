"""The declaration of a measure of reoffending: parameters that every engine reads, and the words that print them."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from concerted.analytics.measures.age_bands import CHOSEN_BANDS, AgeBand
from concerted.analytics.measures.choices import Cohort, Shows, StartsFrom, Tie
from concerted.analytics.measures.spans import Span

__all__ = ["Ages", "Cohort", "Shows", "Specification", "StartsFrom", "Tie"]


@dataclass(frozen=True)
class Ages:
    """The ages at the index date that are counted; None means no limit. A person of unknown age is always counted."""

    youngest: int | None = None
    oldest: int | None = None

    def __str__(self) -> str:
        if self.youngest is None and self.oldest is None:
            return "people of any age"
        if self.oldest is None:
            return f"people aged {self.youngest} or over"
        if self.youngest is None:
            return f"people aged {self.oldest} or under"
        return f"people aged {self.youngest} to {self.oldest}"

    def __contains__(self, age: int | None) -> bool:
        if age is None:
            return True
        return (self.youngest is None or age >= self.youngest) and (self.oldest is None or age <= self.oldest)


@dataclass(frozen=True, kw_only=True)
class Specification:
    """A measure, declared: nothing in it is computed, and no engine knows a number that does not stand here.

    A reoffence is a counted offence committed after the index date and no later than `follow_up` after it, and proven
    no later than `follow_up + waiting` after the index date. Both last days count; the index date itself does not.
    """

    code: str
    title: str
    edition: str
    used_for: str
    declared_on: date
    """The day on which this declaration was written down: a definition that changes gets another."""
    cohort: Cohort
    cohort_rule: str
    start_of_risk: str
    follow_up: Span
    waiting: Span
    tie_rule: str
    ages: Ages
    source: str
    assumptions: tuple[str, ...]
    not_certain: tuple[str, ...]
    shows: Shows = Shows.RATE
    cohort_quarters: int = 1
    """Quarters of one cohort, in which a person stands once: 1, or 4 for a rolling year named by its last quarter."""
    starts_from: StartsFrom = StartsFrom.START
    tie: Tie = Tie.SMALLEST_AREA
    cohort_disposals: frozenset[str] | None = None
    """The disposals whose events begin a follow-up; None means that all do."""
    counted_offences: frozenset[str] | None = None
    """The offence codes that count; None means that all do."""
    counted_disposals: frozenset[str] | None = None
    """The disposals that prove a reoffence; None means that all do."""
    age_bands: tuple[AgeBand, ...] = CHOSEN_BANDS
    breakdowns: tuple[str, ...] = field(default=("area", "quarter", "age_band", "sex"))
    predicted_rate: str = "not configured"

    def __post_init__(self) -> None:
        if self.cohort_quarters not in (1, 4):
            raise ValueError(f"A cohort is of one quarter or of four, not of {self.cohort_quarters}.")
        if self.cohort is Cohort.CASELOAD and (self.cohort_quarters != 1 or self.cohort_disposals is not None):
            raise ValueError("A caseload is counted by its snapshots: it has neither a longer cohort nor disposals.")
        if self.follow_up == Span():
            raise ValueError("A follow-up must last at least a day.")

    @property
    def family(self) -> str:
        """Follow-up and waiting time, such as `3 + 3 months`: measures of two families never share an axis."""
        if not self.follow_up.days and not self.waiting.days:
            return f"{self.follow_up.months} + {self.waiting.months} months"
        return f"{self.follow_up} + {self.waiting}".replace("calendar ", "")

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits of the hash of the whole declaration: it changes when any word of it does."""
        written = json.dumps(self.in_words(), sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:12]

    @property
    def proven_within(self) -> Span:
        """The time from the index date within which a reoffence must be proven."""
        return self.follow_up + self.waiting

    def counts(self, offence_code: str | None, disposal: str | None) -> bool:
        """Say whether an offence of this code that ended in this disposal counts as a reoffence."""
        return (self.counted_offences is None or offence_code in self.counted_offences) and (
            self.counted_disposals is None or disposal in self.counted_disposals
        )

    def begins(self, disposal: str | None) -> bool:
        """Say whether an event that ended in this disposal may begin a follow-up."""
        return self.cohort_disposals is None or disposal in self.cohort_disposals

    def sentence(self) -> str:
        """Return the definition as one sentence that can stand under a figure."""
        proof = f"that was proven within {self.proven_within} of it"
        if self.counted_disposals is not None:
            proof += f" and ended in {_either(self.counted_disposals)}"
        who = self.cohort_rule
        if self.cohort_disposals is not None:
            who += f" ({_either(self.cohort_disposals)} only)"
        offences = (
            "any offence"
            if self.counted_offences is None
            else f"an offence of the {len(self.counted_offences)} counted codes"
        )
        return (
            f"{self.title} ({self.edition}): of {self.ages} {who}, {_SHOWN[self.shows].format(offences=offences)} "
            f"after {self.start_of_risk} and within {self.follow_up} of it {proof}."
        )

    def in_words(self) -> dict[str, object]:
        """Return the whole declaration as plain values, for a page or a file beside the figures."""
        return {
            "code": self.code,
            "title": self.title,
            "edition": self.edition,
            "used_for": self.used_for,
            "sentence": self.sentence(),
            "declared_on": self.declared_on.isoformat(),
            "shows": str(self.shows),
            "family": self.family,
            "cohort": self.cohort_rule,
            "cohort_kind": str(self.cohort),
            "cohort_quarters": self.cohort_quarters,
            "cohort_disposals": _listed(self.cohort_disposals),
            "start_of_risk": self.start_of_risk,
            "follow_up": str(self.follow_up),
            "waiting": str(self.waiting),
            "proven_within": str(self.proven_within),
            "starts_from": str(self.starts_from),
            "tie": str(self.tie),
            "tie_rule": self.tie_rule,
            "ages": str(self.ages),
            "age_bands": [str(band) for band in self.age_bands],
            "counted_offences": _listed(self.counted_offences),
            "counted_disposals": _listed(self.counted_disposals),
            "breakdowns": list(self.breakdowns),
            "predicted_rate": self.predicted_rate,
            "source": self.source,
            "assumptions": list(self.assumptions),
            "not_certain": list(self.not_certain),
        }


_SHOWN = {
    Shows.RATE: "the share who committed {offences}",
    Shows.FREQUENCY: "the number of times that they committed {offences}, for each who did and for each of all,",
    Shows.TIME: "the days until they first committed {offences}",
}


def _either(words: frozenset[str]) -> str:
    return " or ".join(sorted(words)) or "nothing"


def _listed(words: frozenset[str] | None) -> str | list[str]:
    return "all" if words is None else sorted(words)
