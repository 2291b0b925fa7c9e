"""Districts coloured by four classes of a value, each with its number: the table beside it holds the values."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any
from xml.sax.saxutils import escape

from concerted.analytics.drawing.standalone import standalone

WIDTH = 640
DARK = 4
"""The class on which numbers are drawn white."""


def classes_of(values: Sequence[float]) -> list[float]:
    """Return the three limits that cut the span of the values into four equal classes."""
    low, high = min(values), max(values)
    step = (high - low) / 4
    return [round(low + step * i, 2) for i in (1, 2, 3)]


def class_of(value: float, limits: Sequence[float]) -> int:
    """Return the class 1 to 4 of a value."""
    return 1 + sum(value >= limit for limit in limits)


@dataclass(frozen=True)
class Outlines:
    """The districts as they are drawn: the height of the map, and of each its path and the place of its number."""

    height: int
    paths: tuple[str, ...]
    middles: tuple[tuple[float, float], ...]


def drawn(names: Sequence[str], shapes: tuple[str, ...], values: Sequence[float], finding: str) -> str:
    """Return the map as one SVG element; empty where no district has a boundary. Shapes are GeoJSON as text."""
    outlines = outlined(shapes)
    if outlines is None:
        return ""
    limits = classes_of(values)
    parts = [
        f'<svg class="app-map" viewBox="0 0 {WIDTH} {outlines.height}" role="img" aria-labelledby="map-title">'
        f'<title id="map-title">{escape(finding)}</title>'
    ]
    labels = []
    for number, (name, value) in enumerate(zip(names, values, strict=True), 1):
        kind, (x, y) = class_of(value, limits), outlines.middles[number - 1]
        path = outlines.paths[number - 1]
        parts.append(f'<path class="app-map-{kind}" d="{path}"><title>{escape(name)}</title></path>')
        dark = ' class="app-map__on-dark"' if kind == DARK else ""
        labels.append(f'<text{dark} x="{x:.1f}" y="{y:.1f}">{number}</text>')
    return "".join([*parts, *labels, "</svg>"])


@lru_cache(maxsize=4)
def outlined(shapes: tuple[str, ...]) -> Outlines | None:
    """Return the outlines of districts, all of which need a boundary; kept, since a boundary changes with its code.

    Longitudes are drawn narrower by the cosine of the middle latitude.
    """
    districts = [list(_rings(json.loads(shape))) for shape in shapes]
    points = [point for rings in districts for ring in rings for point in ring]
    if not all(districts) or not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * narrow)
    paths, middles = [], []
    for found in districts:
        rings = [[((x - west) * narrow * scale, (north - y) * scale) for x, y in ring] for ring in found]
        paths.append("".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in rings))
        middles.append(_middle(max(rings, key=_area)))
    return Outlines(round((north - south) * scale), tuple(paths), tuple(middles))


STYLE = (
    ".app-map-1{fill:#DBE8F4}.app-map-2{fill:#A9C9E6}.app-map-3{fill:#5B9BD5}.app-map-4{fill:#12436D}"
    "path{stroke:#fff}.app-map text{font-weight:700;fill:#0b0c0c;text-anchor:middle;dominant-baseline:central}"
    ".app-map .app-map__on-dark{fill:#fff}</style>"
)
"""The rules of a map that leaves its page."""


def alone(drawing: str, *, heading: str, key: Sequence[str], foot: str) -> str:
    """Return a map as a file of its own, with its key under it and a line at its foot."""
    picture = standalone(drawing, heading=heading, foot=f"Lightest to darkest: {'; '.join(key)}. {foot}")
    picture = picture.replace('class="app-map"', 'class="app-map-alone"', 1)
    picture = picture.replace("<g transform", '<g class="app-map" transform', 1)
    return picture.replace("</style>", STYLE, 1)


def _rings(geometry: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Yield the outer rings of a Polygon or MultiPolygon in longitude and latitude."""
    if not geometry:
        return
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield [(float(x), float(y)) for x, y, *_ in polygon[0]]


def _area(ring: list[tuple[float, float]]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the centroid of a ring (shoelace)."""
    twice = cx = cy = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        twice, cx, cy = twice + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
    return cx / (3 * twice), cy / (3 * twice)
