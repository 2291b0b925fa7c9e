"""Rates by month of a district and of the county, each line with its name at its end."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from concerted.analytics.drawing.frame import Frame, Label, line, opening, placed, step_of, text

DESK = Frame(800, 330, right=150)
PHONE = Frame(400, 260, left=40, right=100, css="app-chart__phone")


def drawn(
    months: Sequence[date], rates: Sequence[Sequence[float]], names: Sequence[str], finding: str, frame: Frame
) -> str:
    """Return the chart as one SVG element; rates are per 1,000 people, from 0, one row for each name."""
    highest = max((rate for row in rates for rate in row), default=0.0) or 1.0
    step = step_of(highest)
    top = ceil(highest / step - 1e-9) * step
    parts = [opening(frame, "months", finding)]
    for number in range(round(top / step) + 1):
        y, css = frame.y(number * step, top), "app-grid" if number else "app-axis"
        parts.append(line(css, [(frame.left, y), (frame.end, y)]))
        parts.append(text(frame.left - 8, y + 5, f"{number * step:g}", anchor="end", css="app-tick"))
    across = [frame.x(0.04 + 0.92 * n / max(1, len(months) - 1)) for n in range(len(months))]
    every = max(1, ceil(len(months) * 76 / (frame.end - frame.left)))
    for n, (x, month) in enumerate(zip(across, months, strict=True)):
        if (len(months) - 1 - n) % every == 0:
            parts.append(text(x, frame.foot + 19, f"{month:%b %Y}", anchor="middle", css="app-tick"))
    ends = []
    for series, (row, name) in enumerate(zip(rates, names, strict=True), 1):
        points = [(x, frame.y(rate, top)) for x, rate in zip(across, row, strict=True)]
        parts.append(line(f"app-line-{series}", points))
        parts += [_mark(series, x, y) for x, y in points]
        if points:
            words = [name] if len(name) < 10 or frame is DESK else name.replace("-", " ").split(" ")[:1]
            ends.append(Label(points[-1][0] + 12, points[-1][1] + 5, words[0]))
    return "".join([*parts, *placed(ends, frame), "</svg>"])


def _mark(series: int, x: float, y: float) -> str:
    """Return a mark of the series' own shape: a disc, or a square."""
    if series == 1:
        return f'<circle class="app-dot-1" cx="{x}" cy="{y}" r="5"/>'
    return f'<rect class="app-dot-{series}" x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9"/>'
