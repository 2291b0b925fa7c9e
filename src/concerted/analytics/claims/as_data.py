"""The answer to a claim as data: the keys of `concerted claim --json` and of the page's download.

`claim` what was read · `verdict` in words · `counts_are` "cohort", "reoffenders" or "not known" (then the figures are
those of "reoffenders", and `other_reading.as_cohort` has the others), with `basis` and `inference` ·
`before` and `after` the whole numbers · `other_reading` the cohort that the other reading implies · `change` the split
(people; shares only where both parts pull one way) · `difference` in points, the earlier rate less the later one ·
`repeats` p and interval under each design effect · `cause` · `honest_sentence` · `findings` · `steps`.
Numbers are not rounded; rates are in per cent, differences in points, p between 0 and 1. A key that does not apply to
a claim of one side is null.
"""

from typing import Any

from concerted.analytics.claims.answer import Answer, answer
from concerted.analytics.claims.chance import p_range, sureness
from concerted.analytics.claims.change import one_way
from concerted.analytics.claims.check import Basis, Checked, Compared, Repeats, Single
from concerted.analytics.claims.claim import Claim
from concerted.analytics.claims.figures import Called, Figures, Written
from concerted.analytics.claims.national import LATEST
from concerted.analytics.decomposition.kitagawa import Split
from concerted.analytics.intervals import Interval

LISTED = 100
"""So many candidates are listed one by one; of more only the lowest and the highest are given."""


def as_data(checked: Checked) -> dict[str, Any]:
    """Return the answer as plain data, ready for JSON."""
    said, result = answer(checked), checked.result
    compared = result if isinstance(result, Compared) else None
    after = result.after if isinstance(result, Compared) else result.figures
    return {
        "claim": _claim(checked.claim),
        "verdict": f"{said.verdict} {said.verdict_rest}",
        "counts_are": _counts_are(checked),
        "basis": checked.basis.value,
        "inference": checked.basis is Basis.INFERRED,
        "measure": checked.measure.value,
        "before": _figures(compared.before) if compared else None,
        "after": _figures(after),
        "other_reading": _other_reading(checked),
        "change": _change(compared) if compared else None,
        "difference": _difference(checked, compared) if compared else None,
        "repeats": _repeats(result),
        "cause": {"shown": False, "claimed": checked.claim.cause or None, "words": said.findings[-1].paragraphs},
        "honest_sentence": said.honest,
        "honest_note": said.honest_note or None,
        "findings": _findings(said),
        "steps": list(said.steps),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "before": None if claim.before is None else _written(claim.before),
        "after": _written(claim.after),
        "counts_called": claim.called.value,
        "order_by": claim.order.value,
        "left_aside": [{"text": text, "why": why} for text, why in claim.aside],
    }


def _written(side: Written) -> dict[str, Any]:
    rate = None if side.rate is None else side.rate.text
    return {"rate": rate, "part": side.part, "whole": side.whole, "count": side.count}


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "rate": float(figures.printed.percent) if figures.printed else 100 * figures.best.rate,
        "reoffenders": _candidates(figures.parts),
        "cohort": _candidates(figures.wholes),
        "best": {"reoffenders": figures.best.part, "cohort": figures.best.whole, "rate": 100 * figures.best.rate},
    }


def _candidates(numbers: range) -> dict[str, Any]:
    listed = list(numbers) if len(numbers) <= LISTED else None
    return {"lowest": numbers[0], "highest": numbers[-1], "candidates": listed}


def _other_reading(checked: Checked) -> dict[str, Any] | None:
    implied = checked.implied
    if implied is None:
        return None
    return {
        "if_reoffended": implied.count,
        "cohort": implied.about,
        "cohort_lowest": implied.lowest,
        "cohort_highest": implied.highest,
        "possible": None if checked.basis is not Basis.INFERRED else False,
        "national_cohort": LATEST.counted,
        "national_period": LATEST.period,
        "national_measure": "local-adult",
        "share_of_national": implied.about / LATEST.counted,
        "as_cohort": _as_cohort(checked.other),
    }


def _counts_are(checked: Checked) -> str:
    if checked.basis is Basis.OPEN:
        return "not known"
    return "reoffenders" if checked.reading is Called.REOFFENDERS else "cohort"


def _as_cohort(other: Compared | Single | None) -> dict[str, Any] | None:
    """The figures of the other reading, where both are possible."""
    if other is None:
        return None
    compared = other if isinstance(other, Compared) else None
    return {
        "before": _figures(compared.before) if compared else None,
        "after": _figures(other.after if isinstance(other, Compared) else other.figures),
        "change": _change(compared) if compared else None,
        "repeats": _repeats(other),
    }


def _change(compared: Compared) -> dict[str, Any]:
    before, after = compared.before.best, compared.after.best
    return {
        "reoffenders": round(compared.split.change),
        "lowest": compared.changes[0],
        "highest": compared.changes[-1],
        "reoffenders_relative": after.part / before.part - 1 if before.part else None,
        "cohort_relative": after.whole / before.whole - 1,
        "rate_relative": after.rate / before.rate - 1 if before.part else None,
        "split": _split(compared.split),
        "splits": [_split(split) for split in dict.fromkeys(compared.splits)],
    }


def _split(split: Split) -> dict[str, Any]:
    shares = split.shares if one_way(split) else None
    return {
        "people": split.size,
        "rate": split.rate,
        "people_share": shares[0] if shares else None,
        "rate_share": shares[1] if shares else None,
    }


def _difference(checked: Checked, compared: Compared) -> dict[str, Any]:
    once = compared.repeats[0]
    low, high = p_range(checked)
    return {
        "points": 100 * (compared.before.best.rate - compared.after.best.rate),
        "interval": _points(once.interval),
        "interval_widest": _points(once.widest),
        "p_lowest": low,
        "p_highest": high,
        "chance": sureness(checked),
    }


def _repeats(result: Compared | Single) -> list[dict[str, Any]]:
    if isinstance(result, Compared):
        return [_repeat(one) for one in result.repeats]
    return [{"design_effect": effect, "rate_interval": _points(interval)} for effect, interval in result.intervals]


def _repeat(one: Repeats) -> dict[str, Any]:
    return {
        "design_effect": one.design_effect,
        "z": one.test.z,
        "p": one.test.p,
        "p_lowest": one.p_low,
        "p_highest": one.p_high,
        "interval": _points(one.interval),
        "interval_widest": _points(one.widest),
    }


def _points(interval: Interval) -> list[float]:
    return [100 * interval.low, 100 * interval.high]


def _findings(said: Answer) -> list[dict[str, Any]]:
    return [{"heading": one.heading, "words": [*one.paragraphs, *one.notes]} for one in said.findings]
