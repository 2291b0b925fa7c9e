"""The bar that splits a change into its two parts: one way as one bar, pulling apart as two from a common zero."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from concerted.analytics.claims.change import one_way, rate_in_words, size_in_words
from concerted.analytics.claims.in_words import more_or_fewer
from concerted.analytics.decomposition.kitagawa import Split

BAR = 42
"""The height of a bar."""
LINE = 24
"""The height of a line of labels."""


@dataclass(frozen=True)
class Frame:
    """The width of a drawing, how much of it a label of one line takes at most, and its class."""

    width: int
    label: int
    css: str


DESK = Frame(640, 250, "app-chart__desk")
PHONE = Frame(360, 360, "app-chart__phone")


def drawn(split: Split, finding: str, frame: Frame) -> str:
    """Return the split as one SVG element with classes alone, titled by the finding."""
    parts = [
        (split.size, f"{more_or_fewer(round(split.size))}: {size_in_words(split)}"),
        (split.rate, f"{more_or_fewer(round(split.rate))}: {rate_in_words(split)}"),
    ]
    height, shapes = _one_bar(split, parts, frame) if one_way(split) else _from_zero(parts, frame)
    ident = f"split-{frame.css}"
    return (
        f'<svg class="{frame.css}" viewBox="0 0 {frame.width} {height}" role="img" aria-labelledby="{ident}">'
        f'<title id="{ident}">{escape(finding)}</title>{"".join(shapes)}</svg>'
    )


def _one_bar(split: Split, parts: list[tuple[float, str]], frame: Frame) -> tuple[int, list[str]]:
    shapes, x = [], 0.0
    shares = split.shares or (0.0, 0.0)
    beside = min(shares) * frame.width >= frame.label
    for number, (share, (_, label)) in enumerate(zip(shares, parts, strict=True), 1):
        width = share * frame.width
        if width >= 1:
            shapes.append(f'<rect class="app-part-{number}" x="{x:.1f}" y="0" width="{width - 2:.1f}" height="{BAR}"/>')
        if width >= 60:
            shapes.append(f'<text class="app-part-{number}__text" x="{x + 12:.1f}" y="27">{100 * share:.0f}%</text>')
        line = BAR + 20 + (0 if beside or number == 1 else LINE)
        at_right = not beside and number == 2
        place = f'x="{frame.width}" text-anchor="end"' if at_right else f'x="{x if beside else 0:.1f}"'
        shapes.append(f'<text class="app-part-label" {place} y="{line}">{escape(label)}</text>')
        x += width
    return BAR + (LINE if beside else 2 * LINE) + 4, shapes


def _from_zero(parts: list[tuple[float, str]], frame: Frame) -> tuple[int, list[str]]:
    low = min(0.0, *(value for value, _ in parts))
    scale = frame.width / (max(0.0, *(value for value, _ in parts)) - low)
    zero, y, shapes = -low * scale, 0, []
    for number, (value, label) in enumerate(parts, 1):
        shapes.append(f'<text class="app-part-label" x="0" y="{y + 16}">{escape(label)}</text>')
        x, width = min(zero, zero + value * scale), abs(value) * scale
        shapes.append(f'<rect class="app-part-{number}" x="{x:.1f}" y="{y + LINE}" width="{width:.1f}" height="30"/>')
        ends = f'y1="{y + LINE - 2}" y2="{y + LINE + 32}"'
        shapes.append(f'<line class="app-axis" x1="{zero:.1f}" x2="{zero:.1f}" {ends}/>')
        y += LINE + 30 + 10
    return y, shapes
