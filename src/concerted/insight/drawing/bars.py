"""Bars that lie, one below the other, with their names and numbers; a bar that may not be drawn says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Bar:
    """A name, its number in words, and its length; None where no bar is drawn, with the reason as its words."""

    name: str
    words: str
    length: float | None


@dataclass(frozen=True)
class Frame:
    """The width of a drawing, where its bars begin, and the room for the numbers behind them."""

    width: int
    left: int
    right: int
    row: int
    css: str
    above: bool = False


DESK = Frame(800, left=250, right=150, row=30, css="app-chart__desk")
PHONE = Frame(400, left=4, right=110, row=48, css="app-chart__phone", above=True)


def drawn(bars: Sequence[Bar], finding: str, frame: Frame) -> str:
    """Return the bars as one SVG element on one scale from 0; on a phone the names stand above."""
    longest = max((bar.length or 0.0 for bar in bars), default=0.0)
    ident = f"bars-{frame.css}"
    height = frame.row * len(bars) + 6
    parts = [
        f'<svg class="{frame.css}" viewBox="0 0 {frame.width} {height}" role="img" aria-labelledby="{ident}">'
        f'<title id="{ident}">{escape(finding)}</title>'
    ]
    for index, bar in enumerate(bars):
        parts += _row(bar, index * frame.row, longest, frame)
    parts.append(f'<line class="app-axis" x1="{frame.left}" x2="{frame.left}" y1="0" y2="{height}"/>')
    return "".join([*parts, "</svg>"])


def _row(bar: Bar, top: int, longest: float, frame: Frame) -> list[str]:
    middle = top + frame.row - 11 if frame.above else top + frame.row / 2 + 5
    name_at = f'x="{frame.left + 6}" y="{top + 17}"' if frame.above else (
        f'x="{frame.left - 10}" y="{middle}" text-anchor="end"'
    )  # fmt: skip
    parts = [f'<text class="app-tick" {name_at}>{escape(bar.name)}</text>']
    if bar.length is None:
        parts.append(f'<text class="app-tick" x="{frame.left + 8}" y="{middle}">{escape(bar.words)}</text>')
        return parts
    width = round((frame.width - frame.left - frame.right) * bar.length / longest, 1) if longest else 0
    parts.append(f'<rect class="app-dot-1" x="{frame.left}" y="{middle - 14}" width="{width}" height="18"/>')
    parts.append(f'<text class="app-point-label" x="{frame.left + width + 8}" y="{middle}">{escape(bar.words)}</text>')
    return parts
