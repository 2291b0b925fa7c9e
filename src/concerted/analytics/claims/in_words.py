"""Numbers of a claim in words: ranges of people, points, p after its plain form, and which way something moved."""

from math import floor, log10

from concerted.analytics.claims.figures import Figures
from concerted.analytics.intervals import Interval


def among(low: int, high: int) -> str:
    """ "982", "1,207 or 1,208", "1,207 to 1,210": the whole numbers that are possible."""
    if low == high:
        return f"{low:,}"
    return f"{low:,} or {high:,}" if high - low == 1 else f"{low:,} to {high:,}"


def people(said: str, kind: str = "") -> str:
    """ "1 person", "982 people", "982 whole people": a number in words, and of whom."""
    return f"{said} {kind}{'person' if said == '1' else 'people'}"


def parts(figures: Figures) -> str:
    """Those who reoffended, as the possible whole numbers."""
    return among(figures.parts[0], figures.parts[-1])


def wholes(figures: Figures) -> str:
    """Everybody counted, as the possible whole numbers; many are said as one rounded number."""
    if len(figures.wholes) > 2:
        return f"about {rounded(figures.best.whole)}"
    return among(figures.wholes[0], figures.wholes[-1])


def rounded(number: float) -> str:
    """ "137,480": to the nearest ten from 1,000 on."""
    return f"{round(number / 10) * 10:,}" if number >= 1000 else f"{round(number):,}"


def some_of(figures: Figures) -> str:
    """ "about 982 of 11,617": "about" where the count follows from a printed rate, or where several are possible."""
    about = "" if figures.printed is None or len(figures.wholes) > 1 else "about "
    return f"{about}{figures.best.part:,} of {wholes(figures)}"


def points(share: float) -> str:
    """ "0.97 points" for a difference of shares of 0.0097, whichever way."""
    said = f"{abs(100 * share):.2f}"
    return f"{said} point{'' if said == '1.00' else 's'}"


def likely(interval: Interval) -> str:
    """Say an interval of the earlier rate less the later one: in the direction of a fall, or over both."""
    low, high = 100 * interval.low, 100 * interval.high
    if low >= 0:
        return f"between {low:.2f} and {high:.2f} points"
    if high <= 0:
        return f"between {-high:.2f} and {-low:.2f} points"
    return f"between a rise of {-low:.2f} and a fall of {high:.2f} points"


def how_often(p: float) -> str:
    """ "about 1 time in 120": how often no real change would give a difference as large."""
    if p > 0.5:
        return "more often than not"
    if p < 0.0001:
        return "less than 1 time in 10,000"
    return f"about 1 time in {_two_figures(1 / p):,}"


def short(p: float) -> str:
    """p in two figures: "0.0085", "0.063", "0.19"; "below 0.0001" beneath that."""
    if p < 0.0001:
        return "below 0.0001"
    places = 1 - floor(log10(p))
    return f"{p:.{places}f}" if p < 0.995 else "1.0"


def times(effect: int) -> str:
    """How often one person is counted: "once", "twice", "four times"."""
    return {1: "once", 2: "twice", 4: "four times"}.get(effect, f"{effect} times")


def moved(change: float) -> str:
    """ "fall" or "rise"; "change" where nothing moved."""
    return "fall" if change < 0 else "rise" if change > 0 else "change"


def more_or_fewer(change: int) -> str:
    """ "225 fewer", "12 more", "no more and no fewer"."""
    return f"{abs(change):,} {'fewer' if change < 0 else 'more'}" if change else "no more and no fewer"


def _two_figures(number: float) -> int:
    return round(number) if number < 10 else int(round(number, 1 - floor(log10(number))))
