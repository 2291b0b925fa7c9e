"""How sure the difference of the rates is, and how much that depends on people who are counted more than once."""

from concerted.analytics.claims.check import Basis, Checked, Compared, Single
from concerted.analytics.claims.claim import Measure
from concerted.analytics.claims.finding import Finding, Shows
from concerted.analytics.claims.in_words import likely, points, short
from concerted.analytics.intervals import LEVEL

SENSITIVITY = (
    "This is a sensitivity, not a bound: it shows how much the answer depends on repeats, and is not a limit in either "
    "direction."
)


def chance_finding(checked: Checked) -> Finding:
    """Return the finding about chance: of the difference, or of the one rate."""
    if isinstance(checked.result, Single):
        return _single(checked, checked.result)
    result = checked.result
    low, high = p_range(checked)
    best = [f"{one.best.part:,} of {one.best.whole:,}" for one in (result.before, result.after)]
    runs = f"p runs from {short(low)} to {short(high)}" if short(low) != short(high) else f"p is {short(low)}"
    one_each = all(len(side.parts) == len(side.wholes) == 1 for side in (result.before, result.after))
    allowed = "" if one_each else f"Over all whole numbers that the printed rates allow{_readings(checked)}, "
    over = f"{allowed}{runs}."
    return Finding(
        _heading(checked),
        (_difference(result), _repeats(checked)),
        Shows.REPEATS,
        (f"With {best[0]} and {best[1]}. {over} {SENSITIVITY}",),
    )


def p_range(checked: Checked) -> tuple[float, float]:
    """The least and the greatest p over design effects, whole numbers, and readings where both are possible."""
    compared = [result for result in (checked.result, checked.other) if isinstance(result, Compared)]
    repeats = [one for result in compared for one in result.repeats]
    return min(one.p_low for one in repeats), max(one.p_high for one in repeats)


def direction(result: Compared) -> str:
    """ "fall" or "rise" of the rate, as printed where it was; "" where it did not move."""
    before, after = result.before, result.after
    if before.printed and after.printed:
        change = float(after.printed.percent - before.printed.percent)
    else:
        change = after.best.rate - before.best.rate
    return "fall" if change < 0 else "rise" if change > 0 else ""


def sureness(checked: Checked) -> str:
    """ "may be chance", "may or may not be chance" or "is unlikely to be chance alone"."""
    low, high = p_range(checked)
    if low >= 1 - LEVEL:
        return "may be chance"
    return "may or may not be chance" if high >= 1 - LEVEL else "is unlikely to be chance alone"


def _heading(checked: Checked) -> str:
    way = direction(checked.result) if isinstance(checked.result, Compared) else ""
    return f"The {way} in the rate {sureness(checked)}" if way else "The rate did not move"


def _difference(result: Compared) -> str:
    way, once = direction(result), result.repeats[0]
    from_counts = result.before.best.rate - result.after.best.rate
    if not way:
        size = "The two rates are equal"
    elif result.before.printed and result.after.printed:
        printed = float(result.before.printed.percent - result.after.printed.percent) / 100
        same = points(printed) == points(from_counts)
        counts = "" if same else f" as printed ({abs(100 * from_counts):.2f} from the whole numbers)"
        size = f"The rate {_moved(way)} by {points(printed)}{counts}"
    else:
        size = f"The rate {_moved(way)} by {points(from_counts)}"
    wider = likely(once.widest)
    over = "" if wider == likely(once.interval) else f" ({wider} over all whole numbers that the printed rates allow)"
    return f"{size}; likely {likely(once.interval)} if every person was counted once{over}."


def _repeats(checked: Checked) -> str:
    if checked.measure is Measure.LOCAL_ADULT:
        return "But this measure adds four counts a year, so one person may be in it up to four times."
    return "If one person may be in it more than once, the answer is less sure:"


def _readings(checked: Checked) -> str:
    return ", and over both readings of the counts" if checked.basis is Basis.OPEN else ""


def _single(checked: Checked, result: Single) -> Finding:
    low, high = result.intervals[0][1]
    heading = f"The true rate is likely between {100 * low:.2f}% and {100 * high:.2f}%"
    best = result.figures.best
    said = f"That is the 95% interval for {best.part:,} of {best.whole:,} if every person was counted once."
    return Finding(heading, (said, _repeats(checked)), Shows.REPEATS, (SENSITIVITY,))


def _moved(way: str) -> str:
    return "fell" if way == "fall" else "rose"
