"""Harm and likelihood of a person, in the words of the panels; absent where the viewer's post opens neither."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from concerted.analytics.harm.harm_in_period import Harm as HarmOf
from concerted.analytics.harm.shares import may_draw, shares
from concerted.analytics.harm.weights import WHAT_POINTS_MEASURE
from concerted.analytics.risk.inputs import HOW_TAKEN
from concerted.analytics.risk.reasons import COMPARED_WITH
from concerted.kernel.days import in_words
from concerted.people.deriving.likelihood import OURS, PROBATION
from concerted.people.models import Harm, Likelihood
from concerted.people.story.others import HORIZONS
from concerted.people.wording import joined, per_cent, points_in_words

RULE = "risk.all_reoffending_predictor"


@dataclass(frozen=True)
class Shown:
    """One likelihood as the panel shows it."""

    row: Likelihood
    percent: str
    horizon: str
    predictor: str
    sent: str


@dataclass(frozen=True)
class LikelihoodShown:
    """Probation's score first when there is one, ours beside it, older kinds last; and why."""

    first: Shown
    beside: list[Shown]
    missing: str
    differ: list[str]
    raises: list[str]
    lowers: list[str]
    terms: list[dict[str, Any]] = field(default_factory=list)
    assumed: str = f"{HOW_TAKEN} {COMPARED_WITH}"
    rule: str = RULE


@dataclass(frozen=True)
class HarmShown:
    """Harm in 12 and 24 months with the parts of the 12 months, and what they rest on."""

    row: Harm
    points_12: str
    points_24: str
    parts: list[dict[str, Any]]
    sourced: str
    shares: str
    may_draw: str
    measures: str = WHAT_POINTS_MEASURE


def likelihood_of(person: UUID) -> LikelihoodShown | None:
    """Return the likelihood rows that the viewer may see as the panel shows them; None where there are none."""
    rows = {row.sent_by: row for row in Likelihood.objects.filter(person_id=person)}
    ordered = [rows[PROBATION]] if PROBATION in rows else []
    ordered += [rows[OURS]] if OURS in rows else []
    ordered += [row for name, row in sorted(rows.items()) if name not in (PROBATION, OURS)]
    if not ordered:
        return None
    ours = rows.get(OURS)
    terms = [term for term in (ours.terms if ours else []) if term.get("words")]
    weighed = [term for term in terms if term.get("raises") is not None]
    return LikelihoodShown(
        first=_shown(ordered[0]),
        beside=[_shown(row) for row in ordered[1:]],
        missing=joined(list(ours.missing)) if ours and ours.percent is None else "",
        differ=_why_they_differ(rows.get(PROBATION), ours),
        raises=[term["words"] for term in weighed if term["raises"]],
        lowers=[term["words"] for term in weighed if not term["raises"]],
        terms=terms,
    )


def _shown(row: Likelihood) -> Shown:
    day = in_words(row.scored_on)
    own = row.sent_by == OURS
    return Shown(
        row=row,
        percent="No score" if row.percent is None else per_cent(row.percent),
        horizon=""
        if row.percent is None
        else next((w for p, w in HORIZONS.items() if row.predictor.startswith(p)), ""),
        predictor=", ".join(part for part in (row.predictor, row.version) if part),
        sent=f"Ours, {day}" if own else f"Sent by Probation on {day}",
    )


def _why_they_differ(sent: Likelihood | None, ours: Likelihood | None) -> list[str]:
    """Return what is known to differ between probation's score and ours; what probation knew is not known to us."""
    if sent is None or ours is None or ours.percent is None or sent.percent is None:
        return []
    reasons = []
    if sent.scored_on != ours.scored_on:
        reasons.append(f"Probation scored on {in_words(sent.scored_on)}, ours is of {in_words(ours.scored_on)}.")
    versions = [", ".join(part for part in (row.predictor, row.version) if part) for row in (sent, ours)]
    if versions[0] != versions[1]:
        reasons.append(f"Probation names its predictor “{versions[0]}”, ours is “{versions[1]}”.")
    return [*reasons, "Ours knows only what courts and prisons sent; Probation may know of more convictions, or fewer."]


def harm_row(person: UUID) -> Harm | None:
    """Return the harm that the viewer may see of a person, or None."""
    return Harm.objects.filter(person_id=person).first()


def harm_shown(row: Harm | None) -> HarmShown | None:
    """Return harm as the panel shows it."""
    if row is None:
        return None
    sourced_offences = sum(part["count"] for part in row.parts if part["basis"] == "sourced")
    assumed_offences = sum(part["count"] for part in row.parts if part["basis"] == "assumed")
    whole = HarmOf(row.sourced_12, row.assumed_12, sourced_offences, assumed_offences, row.unweighted_12, row.edition)
    drawn = may_draw(whole)
    return HarmShown(
        row=row,
        points_12=points_in_words(row.points_12),
        points_24=points_in_words(row.points_24),
        parts=[{**part, "shown": _part_points(part), "line": _part_words(part)} for part in row.parts],
        sourced=f"{points_in_words(row.sourced_12)} of {points_in_words(row.points_12)}",
        shares=shares(whole).in_words(),
        may_draw="" if drawn or not whole.events else drawn.because,
    )


def _part_points(part: dict[str, Any]) -> str:
    return "not weighted" if part["basis"] == "none" else points_in_words(part["points"])


def _part_words(part: dict[str, Any]) -> str:
    words = (
        part["words"]
        if part["count"] == 1 or part["basis"] == "none"
        else (f"{part['words']}, {points_in_words(part['each'])} each")
    )
    words += " (assumed)" if part["basis"] == "assumed" else ""
    cautions = part.get("cautions", 0)
    if cautions:
        words += ", cautioned" if cautions == part["count"] else f", {cautions} of them cautioned"
    return words
