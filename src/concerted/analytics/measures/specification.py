"""The declaration of a measure of reoffending: parameters that every engine reads, and the words that print them."""

from dataclasses import dataclass, field
from enum import StrEnum

from concerted.analytics.measures.age_bands import CHOSEN_BANDS, AgeBand
from concerted.analytics.measures.spans import Span


class Cohort(StrEnum):
    """Who is counted, and when the follow-up of each begins (the index date)."""

    CASELOAD = "caseload"
    """Each person on each caseload snapshot, once; the index date is the day of the snapshot."""

    FIRST_START = "first start"
    """Each person once a quarter, on the first day in it on which a start of risk falls."""


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
    counted_offences: frozenset[str] | None = None
    """The offence codes that count; None means that all do."""
    age_bands: tuple[AgeBand, ...] = CHOSEN_BANDS
    breakdowns: tuple[str, ...] = field(default=("area", "quarter", "age_band", "sex"))
    predicted_rate: str = "not configured"

    @property
    def proven_within(self) -> Span:
        """The time from the index date within which a reoffence must be proven."""
        return self.follow_up + self.waiting

    def counts(self, offence_code: str | None) -> bool:
        """Say whether an offence of this code counts as a reoffence."""
        return self.counted_offences is None or offence_code in self.counted_offences

    def sentence(self) -> str:
        """Return the definition as one sentence that can stand under a figure."""
        offences = (
            "any offence"
            if self.counted_offences is None
            else f"an offence of the {len(self.counted_offences)} counted codes"
        )
        return (
            f"{self.title} ({self.edition}): of {self.ages} {self.cohort_rule}, the share who committed {offences} "
            f"after {self.start_of_risk} and within {self.follow_up} of it that was proven within "
            f"{self.proven_within} of it."
        )

    def in_words(self) -> dict[str, object]:
        """Return the whole declaration as plain values, for a page or a file beside the figures."""
        return {
            "code": self.code,
            "title": self.title,
            "edition": self.edition,
            "used_for": self.used_for,
            "sentence": self.sentence(),
            "cohort": self.cohort_rule,
            "start_of_risk": self.start_of_risk,
            "follow_up": str(self.follow_up),
            "waiting": str(self.waiting),
            "proven_within": str(self.proven_within),
            "tie_rule": self.tie_rule,
            "ages": str(self.ages),
            "age_bands": [str(band) for band in self.age_bands],
            "counted_offences": "all" if self.counted_offences is None else sorted(self.counted_offences),
            "breakdowns": list(self.breakdowns),
            "predicted_rate": self.predicted_rate,
            "source": self.source,
            "assumptions": list(self.assumptions),
            "not_certain": list(self.not_certain),
        }
