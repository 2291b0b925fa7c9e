"""Why a score is what it is, in words: what raises it most and what lowers it most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from concerted.analytics.risk.all_reoffending_predictor import all_reoffending_predictor
from concerted.analytics.risk.score import Score

EXPLAINED = ("sanctions", "offence", "age", "months")
"""The factors that a reader can weigh; where every score starts and the sex are left out."""

COMPARED_WITH = (
    "Compared with somebody of the same sex, aged 30, at the start of follow-up for a second sanction nine years after "
    "the first, for an offence of no other category: the person of the official worked example. The comparison only "
    "puts the reasons in order; it does not change the score."
)
"""To be shown where reasons are shown: a reason raises or lowers a score only against somebody."""

LEAST = 0.05
"""Differences in log odds smaller than this (about one percentage point) are not worth a line."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One factor in words, whether it raises the score, and by how much (log odds against the comparison)."""

    factor: str
    words: str
    raises: bool
    difference: float


def reasons(score: Score, *, compared_with: Mapping[str, float] | None = None) -> list[Reason]:
    """Return what moves a score of the All Reoffending Predictor, the strongest first; empty without a score.

    `compared_with` gives log odds by factor, for instance the medians of a caseload (see `factors`); left out, the
    comparison is with `COMPARED_WITH`.
    """
    if not score:
        return []
    words = {term.factor: term.words for term in score.terms}
    against = _example("F" if "sex" in words else "M") if compared_with is None else compared_with
    own = factors(score)
    found = []
    for factor in EXPLAINED:
        difference = own.get(factor, 0.0) - against.get(factor, 0.0)
        if abs(difference) >= LEAST and factor in words:
            found.append(Reason(factor, words[factor], difference > 0, difference))
    return sorted(found, key=lambda reason: -abs(reason.difference))


def factors(score: Score) -> dict[str, float]:
    """Return the sum of the terms of each factor (log odds)."""
    sums: dict[str, float] = {}
    for term in score.terms:
        sums[term.factor] = sums.get(term.factor, 0.0) + term.contribution
    return sums


def in_a_sentence(score: Score) -> str:
    """Return the reasons as one line: 'Raised by a, b. Lowered by c.'; the reason for no score when there is none."""
    if not score:
        return score.because
    found = reasons(score)
    raised = ", ".join(reason.words for reason in found if reason.raises)
    lowered = ", ".join(reason.words for reason in found if not reason.raises)
    parts = [f"Raised by {raised}." if raised else "", f"Lowered by {lowered}." if lowered else ""]
    return " ".join(part for part in parts if part) or "Close to the comparison in every part."


@cache
def _example(sex: str) -> Mapping[str, float]:
    """Return the factors of the official worked example for either sex, at the start of its follow-up."""
    example = all_reoffending_predictor(
        born_on=date(1990, 1, 1),
        sex=sex,
        first_sanction_on=date(2011, 1, 1),
        current_conviction_on=date(2020, 1, 1),
        sanctions=2,
        offence_category="OTHER_OFFENCES",
        follow_up_from_on=date(2020, 1, 1),
        assessed_on=date(2020, 1, 1),
    )
    return factors(example)
