"""The ground that every chart shares: its size, its scales, its grid of rates from 0 and its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from xml.sax.saxutils import escape

LETTER = 7.8
"""Width of a mean letter at 15 px."""
LINE = 17
"""Height between two labels."""


@dataclass(frozen=True)
class Frame:
    """The size of a drawing and the room at its edges, in the units of its viewBox."""

    width: int
    height: int
    left: int = 54
    right: int = 96
    top: int = 24
    bottom: int = 52
    css: str = "app-chart__desk"

    @property
    def foot(self) -> float:
        """Where the horizontal axis lies."""
        return self.height - self.bottom

    @property
    def end(self) -> float:
        """Where the plot ends to the right."""
        return self.width - self.right

    def x(self, share: float) -> float:
        """Place a share of the horizontal axis, 0 to 1."""
        return round(self.left + (self.end - self.left) * share, 1)

    def y(self, value: float, top: float) -> float:
        """Place a value of a vertical axis that runs from 0 to `top`."""
        return round(self.foot - (self.foot - self.top) * value / top, 1)


DESK = Frame(800, 360)
PHONE = Frame(400, 300, left=46, right=16, css="app-chart__phone")


@dataclass(frozen=True)
class Label:
    """A text beside a point, which may be moved up or down so that labels do not cover each other."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    css: str = "app-point-label"


def opening(frame: Frame, kind: str, finding: str) -> str:
    """Return the beginning of a drawing whose title is the finding."""
    ident = f"{kind}-{frame.css}"
    return (
        f'<svg class="{frame.css}" viewBox="0 0 {frame.width} {frame.height}" role="img" aria-labelledby="{ident}">'
        f'<title id="{ident}">{escape(finding)}</title>'
    )


def top_of(highest: float) -> float:
    """Return a round share above the highest, at which an axis from 0 ends."""
    step = step_of(max(highest, 0.001))
    return min(1.0, ceil(highest / step - 1e-9) * step) if highest < 1 else 1.0


def step_of(span: float) -> float:
    """Return a round step that cuts a span into four to ten parts."""
    power = 10.0 ** (ceil(log10(span)) - 1)
    return next(size * power for size in (0.1, 0.2, 0.5, 1.0, 2.0) if span / (size * power) <= 7)


def grid(frame: Frame, top: float, *, per: int = 100) -> list[str]:
    """Return the lines and the labels of an axis of shares from 0 to `top`: per cent, or so many `per` 1,000."""
    step = step_of(top)
    places = max(0, -floor(log10(per * step) + 1e-9))
    unit = "%" if per == 100 else ""
    lines = []
    for number in range(round(top / step) + 1):
        share = number * step
        y, css = frame.y(share, top), "app-grid" if number else "app-axis"
        lines.append(f'<line class="{css}" x1="{frame.left}" x2="{frame.end}" y1="{y}" y2="{y}"/>')
        lines.append(text(frame.left - 8, y + 5, f"{per * share:.{places}f}{unit}", anchor="end", css="app-tick"))
    return lines


def text(x: float, y: float, words: str, *, anchor: str = "start", css: str = "app-point-label") -> str:
    """Return one line of text."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{css}" x="{x}" y="{y}"{at}>{escape(words)}</text>'


def line(css: str, points: Sequence[tuple[float, float]]) -> str:
    """Return a line through points."""
    return f'<polyline class="{css}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'


def band(points: Sequence[tuple[float, float, float]]) -> str:
    """Return a band through points of x, low y and high y."""
    over = [f"{x},{high}" for x, _, high in points]
    under = [f"{x},{low}" for x, low, _ in reversed(points)]
    return f'<polygon class="app-band" points="{" ".join(over + under)}"/>'


def placed(labels: Sequence[Label], frame: Frame) -> list[str]:
    """Return the labels as text, each moved down past those above it that it would cover, and within the plot."""
    done: list[Label] = []
    for label in sorted(labels, key=lambda one: (one.y, one.x)):
        y = max(label.y, frame.top)
        for other in sorted(done, key=lambda one: one.y):
            if abs(other.y - y) < LINE and _overlap(label, other):
                y = other.y + LINE
        done.append(Label(label.x, min(y, frame.foot - 4), label.text, label.anchor, label.css))
    return [text(one.x, round(one.y, 1), one.text, anchor=one.anchor, css=one.css) for one in done]


def beside(points: Sequence[tuple[float, float, str]], marks: Sequence[tuple[float, float]], frame: Frame) -> list[str]:
    """Name points (x, y, name), the first first, each right, left, above or below where it covers no name and no mark.

    A point whose name has no room keeps none: a name that stands elsewhere would be read as another point's.
    """
    done: list[Label] = []
    for x, y, name in points:
        room = (
            Label(x + 10, y + 5, name),
            Label(x - 10, y + 5, name, "end"),
            Label(x, y - 12, name, "middle"),
            Label(x, y + 23, name, "middle"),
        )
        fitting = (label for label in room if _fits(label, done, marks, frame))
        done += [label for label in (next(fitting, None),) if label]
    return [text(one.x, round(one.y, 1), one.text, anchor=one.anchor) for one in done]


def _fits(label: Label, done: Sequence[Label], marks: Sequence[tuple[float, float]], frame: Frame) -> bool:
    start, end = _span(label)
    if start < frame.left or end > frame.end + 10 or not frame.top <= label.y <= frame.foot:
        return False
    if any(abs(other.y - label.y) < LINE and _overlap(label, other) for other in done):
        return False
    return not any(start - 4 < x < end + 4 and label.y - 16 < y < label.y + 5 for x, y in marks)


def _overlap(one: Label, other: Label) -> bool:
    (a, b), (c, d) = _span(one), _span(other)
    return a < d and c < b


def _span(label: Label) -> tuple[float, float]:
    width = LETTER * len(label.text) + 4
    start = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return start, start + width
