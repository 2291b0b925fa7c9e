"""A process-behaviour chart: one rate over time, its mean, and its usual range in dashed lines."""

from concerted.analytics.comparison.process_chart import Period, ProcessChart, Signal
from concerted.analytics.drawing.frame import (
    DESK,
    LETTER,
    Frame,
    Label,
    grid,
    line,
    opening,
    placed,
    text,
    top_of,
)

MOST_LABELS = 4
"""With more periods outside the usual range than this, only the highest and the lowest are labelled."""


def drawn(shown: ProcessChart, *, frame: Frame = DESK) -> str:
    """Return the chart as one SVG element; periods outside the usual range have a larger mark."""
    rates = [period.count.rate for period in shown.periods]
    top = top_of(1.08 * max(*rates, shown.high))
    places = [
        (frame.x(0.02 + 0.96 * number / max(1, len(rates) - 1)), frame.y(rate, top))
        for number, rate in enumerate(rates)
    ]
    parts = [opening(frame, "process", finding(shown)), *grid(frame, top)]
    for share, css in (
        (shown.high, "app-limit app-dashed"),
        (shown.mean, "app-limit"),
        (shown.low, "app-limit app-dashed"),
    ):
        y = frame.y(share, top)
        parts.append(line(css, [(frame.left, y), (frame.end, y)]))
    parts.append(line("app-line-1", places))
    parts += [
        f'<circle class="app-dot-1" cx="{x}" cy="{y}" r="{_size(period)}"/>'
        for (x, y), period in zip(places, shown.periods, strict=True)
    ]
    return "".join([*parts, *_names(shown, places, frame), *_labels(shown, places, frame, top), "</svg>"])


def finding(shown: ProcessChart) -> str:
    """Return the title: how many periods are unusual, of how many, and nothing about why."""
    unusual = len(shown.unusual)
    if not unusual:
        return f"None of {len(shown.periods)} periods is unusual: the rate moved as it usually does"
    verb = "is" if unusual == 1 else "are"
    return f"{unusual} of {len(shown.periods)} periods {verb} unusual for this rate"


def _labels(shown: ProcessChart, places: list[tuple[float, float]], frame: Frame, top: float) -> list[str]:
    outside = [number for number, period in enumerate(shown.periods) if _outside(period)]
    if len(outside) > MOST_LABELS:
        by_rate = sorted(outside, key=lambda number: shown.periods[number].count.rate)
        outside = [by_rate[0], by_rate[-1]]
    points = [_rate_label(shown.periods[number], *places[number], shown.mean) for number in outside]
    lines = []
    if frame.right >= 60:
        for share, words in (
            (shown.high, "usual range"),
            (shown.mean, f"mean {100 * shown.mean:.1f}%"),
            (shown.low, "usual range"),
        ):
            lines.append(Label(frame.end + 6, frame.y(share, top) + 5, words, css="app-tick"))
    return [*placed(points, frame), *placed(lines, frame)]


def _names(shown: ProcessChart, places: list[tuple[float, float]], frame: Frame) -> list[str]:
    longest = max(len(period.name) for period in shown.periods)
    fit = max(2, int((frame.end - frame.left) / (LETTER * longest + 16)))
    every = max(1, -(-len(places) // fit))
    wanted = [number for number in range(len(places)) if (len(places) - 1 - number) % every == 0]
    return [_name(shown.periods[number].name, places[number][0], frame) for number in wanted]


def _name(name: str, x: float, frame: Frame) -> str:
    over = x + LETTER * len(name) / 2 > frame.width
    at, anchor = (frame.width - 2, "end") if over else (x, "middle")
    return text(at, frame.foot + 19, name, anchor=anchor, css="app-tick")


def _outside(period: Period) -> bool:
    return Signal.ABOVE in period.signals or Signal.BELOW in period.signals


def _size(period: Period) -> float:
    return 6 if _outside(period) else 4.5 if period.signals else 3.5


def _rate_label(period: Period, x: float, y: float, mean: float) -> Label:
    above = period.count.rate >= mean
    return Label(x, y - 12 if above else y + 24, f"{100 * period.count.rate:.1f}%", "middle")
