"""A share that grows in steps over the months after a start, with the range in which it is likely to lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from concerted.analytics.drawing.frame import Frame, Label, band, grid, line, opening, placed, text, top_of

MONTHS = 12


@dataclass(frozen=True)
class At:
    """The share by the end of a month, and its interval."""

    month: int
    share: float
    low: float
    high: float


def drawn(points: Sequence[At], finding: str, frame: Frame) -> str:
    """Return the steps as one SVG element: the share stays until the month in which it is next told."""
    top = top_of(1.02 * max(point.high for point in points))
    told = [At(0, 0.0, 0.0, 0.0), *points]
    if told[-1].month < MONTHS:
        told.append(At(MONTHS, told[-1].share, told[-1].low, told[-1].high))
    path: list[tuple[float, float]] = []
    around: list[tuple[float, float, float]] = []
    for one, following in zip(told, told[1:], strict=False):
        for month, at in ((one.month, one), (following.month, one)):
            path.append((_x(month, frame), frame.y(at.share, top)))
            around.append((_x(month, frame), frame.y(at.low, top), frame.y(at.high, top)))
    last = told[-1]
    path.append((_x(last.month, frame), frame.y(last.share, top)))
    around.append((_x(last.month, frame), frame.y(last.low, top), frame.y(last.high, top)))
    labels = [
        Label(_x(point.month, frame), frame.y(point.share, top) - 10, f"{point.share:.1%}", "middle")
        for point in (points[0], points[-1])
    ]
    every = 1 if frame.width > 500 else 3
    ticks = [
        text(_x(month, frame), frame.foot + 19, str(month), anchor="middle", css="app-tick")
        for month in range(0, MONTHS + 1, every)
    ]
    return "".join(
        [
            opening(frame, "steps", finding), band(around), *grid(frame, top), line("app-line-1", path), *ticks,
            text(frame.end, frame.foot + 40, "months after the start", anchor="end", css="app-tick"),
            *placed(labels, frame), "</svg>",
        ]
    )  # fmt: skip


def _x(month: int, frame: Frame) -> float:
    return frame.x(month / MONTHS)
