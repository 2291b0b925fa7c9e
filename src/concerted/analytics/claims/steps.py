"""How an answer is known, step by step, with the formulas filled in: enough to do it again on paper."""

from concerted.analytics.claims.check import Checked, Compared, Result
from concerted.analytics.claims.claim import Measure
from concerted.analytics.claims.figures import Figures, Written
from concerted.analytics.claims.in_words import parts, people, wholes
from concerted.analytics.claims.national import CEILING, LATEST


def steps(checked: Checked) -> tuple[str, ...]:
    """Return the steps in order, each a sentence or two."""
    read = " and then ".join(str(side) for side in checked.claim.sides)
    aside = [f"Left aside: {text}: {why}." for text, why in checked.claim.aside]
    sides = [one.taking(checked.reading) for one in checked.claim.sides]
    rounding = [
        _rounding(side, figures)
        for side, figures in zip(sides, _sides(checked.result), strict=True)
        if side.part is None or side.whole is None
    ]
    return (f"We read: {read}.", *aside, *rounding, *_tests(checked.result), *_sources(checked))


def _rounding(side: Written, figures: Figures) -> str:
    if side.rate is None:
        return ""
    half = f"{float(side.rate.half):.{side.rate.decimals + 1}f}"
    opening = f"{side.rate} stands for any rate within {half} points of it"
    if side.whole is not None:
        low, high = ((side.rate.percent + sign * side.rate.half) * side.whole / 100 for sign in (-1, 1))
        whole = people(parts(figures), "whole ")
        return f"{opening}: {float(low):,.2f} to {float(high):,.2f} of {side.whole:,}, so {whole}."
    of = f"{figures.wholes[0]:,} to {figures.wholes[-1]:,}"
    return f"{opening}: {side.part:,} people are that of {of} ({wholes(figures)})."


def _tests(result: Result) -> list[str]:
    effects = (
        "A design effect multiplies the variance: 1 for one person counted once, 2 twice, 4 four times over, always "
        "with the same outcome."
    )
    if not isinstance(result, Compared):
        return [f"The interval is Wilson's (1927), at 95%. {effects}"]
    before, after = result.before.best, result.after.best
    rates = f"{100 * before.rate:.4f}%", f"{100 * after.rate:.4f}%"
    zs = ", ".join(f"{abs(one.test.z):.3f}" for one in result.repeats)
    return [
        f"People: ({after.whole:,} − {before.whole:,}) × ({rates[0]} + {rates[1]}) / 2 = {result.split.size:+,.1f}. "
        f"Rate: ({rates[1]} − {rates[0]}) × ({before.whole:,} + {after.whole:,}) / 2 = {result.split.rate:+,.1f} "
        "(Kitagawa 1955).".replace("-", "−"),
        "The interval of the difference is Newcombe's (1998, method 10), from two Wilson intervals, at 95%.",
        f"p is that of a two-sided test of two rates with the pooled rate; z is {zs}. {effects} With few people who "
        "reoffended p is rough.",
    ]


def _sources(checked: Checked) -> list[str]:
    if checked.implied is None or checked.measure is Measure.ANOTHER:
        return []
    return [
        f"{checked.implied.count:,} / {checked.implied.rate} = {checked.implied.about:,.0f} "
        f"({checked.implied.lowest:,} to {checked.implied.highest:,} by rounding); "
        f"{LATEST.counted:,} people, {LATEST.period}, is from: {LATEST.source}; the most in a year that is known is "
        f"{CEILING:,}. They hold for the local adult measure of England and Wales only."
    ]


def _sides(result: Result) -> tuple[Figures, ...]:
    return (result.before, result.after) if isinstance(result, Compared) else (result.figures,)
