"""The share who have returned by each day, as steps with the band in which the true share is likely to lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from concerted.analytics.drawing.frame import (
    DESK,
    LETTER,
    Frame,
    Label,
    band,
    grid,
    line,
    opening,
    placed,
    step_of,
    text,
    top_of,
)
from concerted.analytics.survival import Step

MOST_CURVES = 4


@dataclass(frozen=True)
class Curve:
    """One group's steps, and its name where there are several."""

    steps: Sequence[Step]
    name: str = ""


def drawn(curves: Sequence[Curve], finding: str, *, unit: str, frame: Frame = DESK) -> str:
    """Return the curves as one SVG element; `unit` names the horizontal axis, such as `days`.

    A single curve has its band, several have direct labels only: their intervals stand in the table. Raises ValueError
    for no curve, more than four, or one without steps.
    """
    if not 0 < len(curves) <= MOST_CURVES or not all(curve.steps for curve in curves):
        raise ValueError(f"A drawing holds one to {MOST_CURVES} curves, each with steps.")
    end = max(curve.steps[-1].time for curve in curves) or 1
    alone = len(curves) == 1
    highest = max(curve.steps[-1].high if alone else curve.steps[-1].share_returned for curve in curves)
    top = top_of(min(1.0, 1.03 * highest))
    parts = [opening(frame, "returned", finding)]
    if alone:
        parts.append(_band(curves[0].steps, end, top, frame))
    parts += [*grid(frame, top), *_times(end, unit, frame)]
    labels = []
    for number, curve in enumerate(curves, 1):
        parts.append(line(f"app-line-{number}", _stairs(curve.steps, end, top, frame)))
        last = curve.steps[-1]
        x, y = frame.x(last.time / end), frame.y(last.share_returned, top)
        parts.append(f'<circle class="app-dot-{number}" cx="{x}" cy="{y}" r="5"/>')
        words = f"{100 * last.share_returned:.1f}% {curve.name}".strip()
        fits = x + 10 + LETTER * len(words) < frame.width
        labels.append(Label(x + 10, y + 5, words) if fits else Label(min(x, frame.width - 4), y - 12, words, "end"))
    if alone:
        labels.append(
            Label(frame.left + 12, frame.top + 8, "shaded: where the true share is likely to lie", css="app-tick")
        )
    return "".join([*parts, *placed(labels, frame), "</svg>"])


def _stairs(steps: Sequence[Step], end: float, top: float, frame: Frame) -> list[tuple[float, float]]:
    places = [(frame.x(0), frame.y(0, top))]
    for step in steps:
        x, y = frame.x(step.time / end), frame.y(step.share_returned, top)
        if y != places[-1][1]:
            places += [(x, places[-1][1]), (x, y)]
    return [*places, (frame.x(steps[-1].time / end), places[-1][1])]


def _band(steps: Sequence[Step], end: float, top: float, frame: Frame) -> str:
    points = [(frame.x(0), frame.y(0, top), frame.y(0, top))]
    for step in steps:
        x, low, high = frame.x(step.time / end), frame.y(step.low, top), frame.y(step.high, top)
        if (low, high) != points[-1][1:]:
            points += [(x, *points[-1][1:]), (x, low, high)]
    return band([*points, (frame.x(steps[-1].time / end), *points[-1][1:])])


def _times(end: float, unit: str, frame: Frame) -> list[str]:
    step = step_of(end)
    while end / step > (frame.end - frame.left) / 60:
        step *= 2
    ticks = [
        text(frame.x(number * step / end), frame.foot + 19, f"{number * step:,g}", anchor="middle", css="app-tick")
        for number in range(int(end / step + 1e-9) + 1)
    ]
    return [*ticks, text(frame.end, frame.foot + 40, unit, anchor="end", css="app-tick")]
