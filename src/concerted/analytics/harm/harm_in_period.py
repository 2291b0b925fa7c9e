"""The harm that one person's proven offences of the last months stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from concerted.analytics.harm.weights import HUNDREDTHS, Edition, default_edition, same_edition
from concerted.kernel.days import months_after
from concerted.kernel.rules import rule


@dataclass(frozen=True, slots=True)
class ProvenOffence:
    """One offence: the day it was committed, its code, and the day of the conviction or caution (None if pending)."""

    offence_on: date
    offence_code: str | None
    proven_on: date | None


@dataclass(frozen=True, slots=True)
class Harm:
    """Harm points (days) and offences of one period, split by what they rest on; the edition goes with every figure."""

    sourced_points: float
    assumed_points: float
    sourced_events: int
    assumed_events: int
    unweighted_events: int
    edition: str

    @property
    def points(self) -> float:
        """All points, sourced and assumed."""
        return round((self.sourced_points + self.assumed_points) * HUNDREDTHS) / HUNDREDTHS

    @property
    def events(self) -> int:
        """All offences that count, weighted or not."""
        return self.sourced_events + self.assumed_events + self.unweighted_events


@rule(
    title="Harm of a person's proven offences in the last months",
    source="Method of the Cambridge Crime Harm Index: Sherman, Neyroud and Neyroud 2016, Policing 10(3) 171-183; what "
    "counts: only convictions and cautions",
    assumed="The window is our own definition: committed within it, and proven by the day on which one looks. Weights "
    "without a source are shown apart.",
)
def harm_in_period(*, events: Sequence[ProvenOffence], on: date, months: int, edition: Edition | None = None) -> Harm:
    """Sum the weights of the offences committed in the `months` before a day and proven by it.

    The window is [the same day `months` before, `on`): its first day counts, `on` itself does not; the conviction or
    caution may be of any day up to and with `on`. Pending charges have no proven day and never count, nor do arrests
    without further action. An offence that has no weight is counted, with no points. `edition` is the one that ships
    unless an area loaded its own.
    """
    weights = edition or default_edition()
    from_on = months_after(on, -months)
    points = {"sourced": 0, "assumed": 0, "none": 0}
    counts = {"sourced": 0, "assumed": 0, "none": 0}
    for event in events:
        if from_on <= event.offence_on < on and event.proven_on is not None and event.proven_on <= on:
            weight = weights.weight_of(event.offence_code)
            points[weight.basis] += round(weight.days * HUNDREDTHS)
            counts[weight.basis] += 1
    return Harm(
        sourced_points=points["sourced"] / HUNDREDTHS,
        assumed_points=points["assumed"] / HUNDREDTHS,
        sourced_events=counts["sourced"],
        assumed_events=counts["assumed"],
        unweighted_events=counts["none"],
        edition=weights.name,
    )


def change(earlier: Harm, later: Harm) -> float:
    """Return later minus earlier points. Raises Refused when their editions differ."""
    same_edition(earlier.edition, later.edition)
    return later.points - earlier.points
