"""What share of offences and of harm rests on a source, on an assumption, or on no weight at all."""

from dataclasses import dataclass

from concerted.analytics.harm.harm_in_period import Harm
from concerted.analytics.harm.may_draw_harm_bar import may_draw_harm_bar
from concerted.analytics.harm.weights import HUNDREDTHS, same_edition
from concerted.kernel.decision import Decision


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares from 0 to 1 of offences and of points; None where there are none of them."""

    sourced_events: float | None
    assumed_events: float | None
    unweighted_events: float | None
    sourced_points: float | None
    assumed_points: float | None

    def in_words(self) -> str:
        """Return the sentence that a page shows beside harm points."""
        if self.sourced_events is None or self.assumed_events is None or self.unweighted_events is None:
            return "No proven offence in the period."
        offences = (
            f"Of the offences, {self.sourced_events:.0%} have a sourced weight, {self.assumed_events:.0%} an assumed "
            f"one, {self.unweighted_events:.0%} none."
        )
        if self.sourced_points is None or self.assumed_points is None:
            return offences
        return (
            f"{offences} Of the points, {self.sourced_points:.0%} rest on sourced weights, {self.assumed_points:.0%} "
            "on assumed ones."
        )


def shares(harm: Harm) -> Shares:
    """Return what one harm, of a person or summed over people, rests on."""

    def of(part: float, whole: float) -> float | None:
        return part / whole if whole else None

    return Shares(
        sourced_events=of(harm.sourced_events, harm.events),
        assumed_events=of(harm.assumed_events, harm.events),
        unweighted_events=of(harm.unweighted_events, harm.events),
        sourced_points=of(harm.sourced_points, harm.points),
        assumed_points=of(harm.assumed_points, harm.points),
    )


def summed(harms: list[Harm]) -> Harm:
    """Return the harm of several people together. Raises Refused when editions differ, ValueError for an empty list."""
    if not harms:
        raise ValueError("There is no harm to sum.")
    return Harm(
        sourced_points=sum(round(harm.sourced_points * HUNDREDTHS) for harm in harms) / HUNDREDTHS,
        assumed_points=sum(round(harm.assumed_points * HUNDREDTHS) for harm in harms) / HUNDREDTHS,
        sourced_events=sum(harm.sourced_events for harm in harms),
        assumed_events=sum(harm.assumed_events for harm in harms),
        unweighted_events=sum(harm.unweighted_events for harm in harms),
        edition=same_edition(*(harm.edition for harm in harms)),
    )


def may_draw(harm: Harm) -> Decision:
    """Return the rule `harm.may_draw_harm_bar` for a harm."""
    return may_draw_harm_bar(
        events=harm.events,
        unweighted_events=harm.unweighted_events,
        points=harm.points,
        assumed_points=harm.assumed_points,
    )
