"""The line of a rate over quarters, with the band in which the true rate is likely to lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Point:
    """One quarter: its last day, the rate and its interval as shares, and whether follow-up is incomplete."""

    on: date
    rate: float
    low: float
    high: float
    provisional: bool


@dataclass(frozen=True)
class Frame:
    """The size of a drawing, the room at its edges, and how many quarter labels fit."""

    width: int
    height: int
    left: int = 50
    right: int = 92
    top: int = 26
    bottom: int = 48
    labels: int = 12
    css: str = "app-chart__desk"


DESK = Frame(800, 330)
PHONE = Frame(400, 260, left=44, right=78, labels=4, css="app-chart__phone")


def drawn(points: Sequence[Point], finding: str, frame: Frame, *, per_cent: bool = True) -> str:
    """Return the chart as one SVG element; rates start from 0, provisional points are hollow and dashed to.

    Values are shares, or without `per_cent` means such as reoffences for each person.
    """
    highest = max(p.high for p in points)
    top = max(0.05, ceil(highest * 20) / 20) if per_cent else max(1.0, float(ceil(highest)))
    ident = f"chart-{frame.css}"
    parts = [
        f'<svg class="{frame.css}" viewBox="0 0 {frame.width} {frame.height}" role="img" aria-labelledby="{ident}">'
        f'<title id="{ident}">{escape(finding)}</title>'
    ]
    parts += _grid(frame, top, per_cent)
    parts += _ticks(points, frame)
    parts += _band(points, frame, top)
    parts += _line(points, frame, top)
    parts += _labels(points, frame, top, per_cent)
    return "".join([*parts, "</svg>"])


def _x(index: int, count: int, frame: Frame) -> float:
    span = frame.width - frame.left - frame.right
    return round(frame.left + 20 + (span - 20) * (index / max(1, count - 1)), 1)


def _y(share: float, frame: Frame, top: float) -> float:
    return round(frame.height - frame.bottom - (frame.height - frame.bottom - frame.top) * share / top, 1)


def _said(value: float, per_cent: bool) -> str:
    return f"{value:.1%}" if per_cent else f"{value:.1f}"


def _grid(frame: Frame, top: float, per_cent: bool) -> list[str]:
    step = (0.05 if top <= 0.25 else 0.1) if per_cent else float(ceil(top / 6))
    lines, share = [], 0.0
    while share <= top + 1e-9:
        y, css = _y(share, frame, top), "app-grid" if share else "app-axis"
        lines.append(f'<line class="{css}" x1="{frame.left}" x2="{frame.width - frame.right + 10}" y1="{y}" y2="{y}"/>')
        said = f"{share:.0%}" if per_cent else f"{share:.0f}"
        lines.append(f'<text class="app-tick" x="{frame.left - 8}" y="{y + 5}" text-anchor="end">{said}</text>')
        share += step
    return lines


def _ticks(points: Sequence[Point], frame: Frame) -> list[str]:
    every = ceil(len(points) / frame.labels)
    lines, year = [], 0
    for index, point in enumerate(points):
        if (len(points) - 1 - index) % every:
            continue
        x, y = _x(index, len(points), frame), frame.height - frame.bottom + 19
        lines.append(f'<text class="app-tick" x="{x}" y="{y}" text-anchor="middle">{point.on.day} {point.on:%b}</text>')
        if point.on.year != year:
            year = point.on.year
            lines.append(
                f'<text class="app-tick app-tick--strong" x="{x}" y="{y + 19}" text-anchor="middle">{year}</text>'
            )
    return lines


def _band(points: Sequence[Point], frame: Frame, top: float) -> list[str]:
    settled = [(i, p) for i, p in enumerate(points) if not p.provisional]
    if len(settled) < 2:
        return []
    over = [f"{_x(i, len(points), frame)},{_y(p.high, frame, top)}" for i, p in settled]
    under = [f"{_x(i, len(points), frame)},{_y(p.low, frame, top)}" for i, p in reversed(settled)]
    x, y = _x(settled[0][0], len(points), frame), _y(top * 0.12, frame, top)
    return [
        f'<polygon class="app-band" points="{" ".join(over + under)}"/>',
        f'<text class="app-tick" x="{x}" y="{y}">shaded: where the true rate is likely to lie</text>',
    ]


def _line(points: Sequence[Point], frame: Frame, top: float) -> list[str]:
    place = [(_x(i, len(points), frame), _y(p.rate, frame, top)) for i, p in enumerate(points)]
    parts = []
    for index in range(1, len(points)):
        (x1, y1), (x2, y2) = place[index - 1], place[index]
        dashed = " app-dashed" if points[index].provisional else ""
        parts.append(f'<line class="app-line-1{dashed}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
    for (x, y), point in zip(place, points, strict=True):
        if point.provisional:
            low, high = _y(point.low, frame, top), _y(point.high, frame, top)
            parts.append(f'<line class="app-whisker app-dashed" x1="{x}" x2="{x}" y1="{low}" y2="{high}"/>')
        parts.append(
            f'<circle class="{"app-provisional" if point.provisional else "app-dot-1"}" cx="{x}" cy="{y}" r="5"/>'
        )
    return parts


def _labels(points: Sequence[Point], frame: Frame, top: float, per_cent: bool) -> list[str]:
    settled = [i for i, p in enumerate(points) if not p.provisional]
    wanted = {settled[0], settled[-1], max(settled, key=lambda i: points[i].rate)} if settled else set()
    parts = []
    for index in sorted(wanted):
        x, y = _x(index, len(points), frame), _y(points[index].rate, frame, top)
        said = _said(points[index].rate, per_cent)
        parts.append(f'<text class="app-point-label" x="{x}" y="{y - 12}" text-anchor="middle">{said}</text>')
    if points and points[-1].provisional:
        x = _x(len(points) - 1, len(points), frame)
        y = min(_y(points[-1].rate, frame, top), frame.height - frame.bottom - 24)
        parts.append(f'<text class="app-point-label" x="{x + 9}" y="{y}">{_said(points[-1].rate, per_cent)}</text>')
        parts.append(
            f'<text class="app-point-label app-point-label--plain" x="{x + 9}" y="{y + 17}">provisional</text>'
        )
    return parts
