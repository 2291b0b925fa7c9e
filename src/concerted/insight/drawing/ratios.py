"""Ratios of after to before, one below the other, each with the span in which the true one is likely to lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Dot:
    """A name, its ratio and the ends of its interval (None where there is none)."""

    name: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Frame:
    """The size of a drawing: where the axis begins, and the height of a row; on a phone the names stand above."""

    width: int
    left: int
    right: int
    row: int
    css: str
    above: bool = False


DESK = Frame(800, left=270, right=40, row=48, css="app-chart__desk")
PHONE = Frame(400, left=14, right=30, row=70, css="app-chart__phone", above=True)
WIDEST = 3.0
"""The axis ends here: an interval that reaches further is cut, and its numbers stand in the table."""


def drawn(dots: Sequence[Dot], finding: str, frame: Frame) -> str:
    """Return the ratios as one SVG element, on one axis from 0, with a line at 1: as many after as before."""
    reach = max([1.5, *(dot.value for dot in dots), *(dot.high or 0.0 for dot in dots)])
    end = min(WIDEST, ceil(reach * 2) / 2)
    ident = f"ratios-{frame.css}"
    height = frame.row * len(dots) + 74
    foot = height - 50
    parts = [
        f'<svg class="{frame.css}" viewBox="0 0 {frame.width} {height}" role="img" aria-labelledby="{ident}">'
        f'<title id="{ident}">{escape(finding)}</title>'
    ]
    for step in range(int(end * 2) + 1):
        x, css = _x(step / 2, end, frame), "app-axis" if step in (0, 2) else "app-grid"
        parts.append(f'<line class="{css}" x1="{x}" x2="{x}" y1="6" y2="{foot}"/>')
        parts.append(f'<text class="app-tick" x="{x}" y="{foot + 20}" text-anchor="middle">{step / 2:.1f}</text>')
    words = (
        "offences after, for each 1 before" if frame.above else "proven offences after, for each 1 before (1: as many)"
    )
    parts.append(f'<text class="app-tick" x="{frame.left}" y="{foot + 42}">{words}</text>')
    for index, dot in enumerate(dots):
        parts += _dot(dot, index * frame.row, end, frame)
    return "".join([*parts, "</svg>"])


def _x(value: float, end: float, frame: Frame) -> float:
    return round(frame.left + (frame.width - frame.left - frame.right) * min(value, end) / end, 1)


def _dot(dot: Dot, top: int, end: float, frame: Frame) -> list[str]:
    middle = top + (54 if frame.above else 28)
    name_at = f'x="{frame.left}" y="{top + 22}"' if frame.above else (
        f'x="{frame.left - 14}" y="{middle + 5}" text-anchor="end"'
    )  # fmt: skip
    parts = [f'<text class="app-tick app-tick--strong app-halo" {name_at}>{escape(dot.name)}</text>']
    x = _x(dot.value, end, frame)
    if dot.low is not None and dot.high is not None:
        low, high = _x(dot.low, end, frame), _x(dot.high, end, frame)
        parts.append(f'<line class="app-whisker" x1="{low}" x2="{high}" y1="{middle}" y2="{middle}"/>')
    parts.append(f'<circle class="app-dot-1" cx="{x}" cy="{middle}" r="5"/>')
    parts.append(f'<text class="app-point-label" x="{x}" y="{middle - 10}" text-anchor="middle">{dot.value:.2f}</text>')
    return parts
