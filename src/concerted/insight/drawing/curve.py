"""The curve of the power few: what share of all the first shares of people stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class At:
    """A point of the curve, as shares from 0 to 1, and its label where it has one."""

    people: float
    share: float
    label: str = ""


@dataclass(frozen=True)
class Frame:
    """The size of a drawing and the room at its edges."""

    width: int
    height: int
    left: int = 54
    right: int = 30
    top: int = 22
    bottom: int = 54
    css: str = "app-chart__desk"


DESK = Frame(800, 340)
PHONE = Frame(400, 300, css="app-chart__phone")
NARROW = 0.2
"""The curve is drawn for the first fifth of people where nearly all lies within it."""
NEARLY_ALL = 0.9
CLEAR = 18
"""The height of a label: where two would meet, the one further left is left to the table."""


def drawn(points: Sequence[At], finding: str, of: str, frame: Frame) -> str:
    """Return the curve as one SVG element, from nobody to everybody, with the line of "everybody alike" dashed.

    `of` says what the upright axis counts, such as "of all harm points".
    """
    within = [p for p in points if p.people <= NARROW + 1e-9]
    end = NARROW if within and within[-1].share >= NEARLY_ALL else 1.0
    shown = within if end == NARROW else list(points)
    ident = f"curve-{frame.css}"
    parts = [
        f'<svg class="{frame.css}" viewBox="0 0 {frame.width} {frame.height}" role="img" aria-labelledby="{ident}">'
        f'<title id="{ident}">{escape(finding)}</title>'
    ]
    parts += _axes(frame, end, of)
    parts += _alike(frame, end)
    path = " ".join(f"{_x(p.people, end, frame)},{_y(p.share, frame)}" for p in [At(0, 0), *shown])
    parts.append(f'<polyline class="app-line-1" points="{path}"/>')
    last = 0.0
    for point in reversed([p for p in shown if p.label]):
        x, y = _x(point.people, end, frame), _y(point.share, frame)
        parts.append(f'<circle class="app-dot-1" cx="{x}" cy="{y}" r="5"/>')
        if y - last >= CLEAR and y + CLEAR < _y(0, frame):
            parts.append(f'<text class="app-point-label" x="{x + 10}" y="{y + 17}">{escape(point.label)}</text>')
            last = y
    return "".join([*parts, "</svg>"])


def _x(people: float, end: float, frame: Frame) -> float:
    return round(frame.left + (frame.width - frame.left - frame.right) * people / end, 1)


def _y(share: float, frame: Frame) -> float:
    return round(frame.height - frame.bottom - (frame.height - frame.bottom - frame.top) * share, 1)


def _axes(frame: Frame, end: float, of: str) -> list[str]:
    lines = []
    for step in range(5):
        y, css = _y(step / 4, frame), "app-grid" if step else "app-axis"
        lines.append(f'<line class="{css}" x1="{frame.left}" x2="{frame.width - frame.right}" y1="{y}" y2="{y}"/>')
        lines.append(f'<text class="app-tick" x="{frame.left - 8}" y="{y + 5}" text-anchor="end">{25 * step}%</text>')
        x, below = _x(end * step / 4, end, frame), frame.height - frame.bottom + 20
        lines.append(
            f'<text class="app-tick" x="{x}" y="{below}" text-anchor="middle">{100 * end * step / 4:.0f}%</text>'
        )
    foot = frame.height - 10
    lines.append(f'<text class="app-tick" x="{frame.left}" y="{foot}">share of people, those who did most first</text>')
    lines.append(f'<text class="app-tick" x="{frame.left - 46}" y="14">share {escape(of)}</text>')
    return lines


def _alike(frame: Frame, end: float) -> list[str]:
    x, y = _x(end, end, frame), _y(end, frame)
    return [
        f'<line class="app-axis app-dashed" x1="{_x(0, end, frame)}" y1="{_y(0, frame)}" x2="{x}" y2="{y}"/>',
        f'<text class="app-tick" x="{x}" y="{_y(0, frame) - 8}" text-anchor="end">dashed: if all did alike</text>',
    ]
