"""A funnel: areas by their size and rate, with the range in which areas of that size usually lie."""

from collections.abc import Callable
from math import exp, log

from concerted.analytics.comparison.funnel import Funnel, Place
from concerted.analytics.drawing.frame import (
    DESK,
    Frame,
    Label,
    band,
    beside,
    grid,
    line,
    opening,
    placed,
    step_of,
    text,
    top_of,
)

STEPS = 60
"""Sizes at which the limits are drawn."""
MOST_LABELS = 12


def drawn(shown: Funnel, *, sizes: str, frame: Frame = DESK, per: int = 100) -> str:
    """Return the funnel as one SVG element; `sizes` names what the horizontal axis counts, such as `offenders`.

    Rates are per cent, or `per` so many people.

    The twelve areas farthest outside the usual range are named, where there is room; a table beside it names all.
    """
    largest = max(area.count.whole for area in shown.areas)
    end = 1.06 * largest
    first = max(1, min(area.count.whole for area in shown.areas) // 2)
    at = sorted({round(exp(log(first) + (log(end) - log(first)) * n / STEPS)) for n in range(STEPS + 1)})
    limits = [(size, shown.limits(size)) for size in at]
    top = top_of(1.03 * max(*(area.count.rate for area in shown.areas), shown.limits(at[STEPS // 4]).far_high))

    def x(size: float) -> float:
        return frame.x(min(1.0, size / end))

    def y(share: float) -> float:
        return frame.y(min(share, top), top)

    parts = [opening(frame, "funnel", finding(shown))]
    parts.append(band([(x(size), y(limit.low), y(limit.high)) for size, limit in limits]))
    parts += grid(frame, top, per=per)
    parts += _sizes(frame, end, sizes)
    for ends in ([(s, limit.far_high) for s, limit in limits], [(s, limit.far_low) for s, limit in limits]):
        parts.append(line("app-limit app-dashed", [(x(size), y(share)) for size, share in ends if share <= top]))
    parts.append(line("app-limit", [(x(at[0]), y(shown.target)), (frame.end, y(shown.target))]))
    parts += [
        f'<circle class="app-dot-1" cx="{x(area.count.whole)}" cy="{y(area.count.rate)}" '
        f'r="{4 if area.place is Place.WITHIN else 6}"/>'
        for area in shown.areas
    ]
    farthest = sorted(shown.unusual, key=lambda area: -abs(area.z))[:MOST_LABELS]
    names = beside(
        [(x(area.count.whole), y(area.count.rate), area.name) for area in farthest],
        [(x(area.count.whole), y(area.count.rate)) for area in shown.areas],
        frame,
    )
    return "".join([*parts, *_ends(shown, frame, y, per), *names, "</svg>"])


def finding(shown: Funnel) -> str:
    """Return the title: how many areas are unusual, of how many, and nothing about why."""
    unusual = len(shown.unusual)
    if not unusual:
        return f"All {len(shown.areas)} areas lie in the range that is usual for their size"
    verb = "lies" if unusual == 1 else "lie"
    return f"{unusual} of {len(shown.areas)} areas {verb} outside the range that is usual for their size"


def _ends(shown: Funnel, frame: Frame, y: Callable[[float], float], per: int) -> list[str]:
    """Name the lines where they end, if the frame has room to the right."""
    if frame.right < 60:
        return []
    last = shown.limits(round(1.06 * max(area.count.whole for area in shown.areas)))
    named = [
        (last.far_high, "far above"),
        (last.high, "usual range"),
        (shown.target, f"all {per * shown.target:.1f}{'%' if per == 100 else ''}"),
        (last.far_low, "far below"),
    ]
    labels = [Label(frame.end + 6, y(share) + 5, words, css="app-tick") for share, words in named]
    return placed(labels, frame)


def _sizes(frame: Frame, end: float, sizes: str) -> list[str]:
    step = step_of(end)
    while end / step > (frame.end - frame.left) / 80:
        step *= 2
    step = max(1, step)
    ticks = [
        text(
            frame.x(number * step / end), frame.foot + 19, f"{round(number * step):,}", anchor="middle", css="app-tick"
        )
        for number in range(int(end / step) + 1)
    ]
    return [*ticks, text(frame.end, frame.foot + 40, sizes, anchor="end", css="app-tick")]
