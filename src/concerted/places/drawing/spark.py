"""Small columns for the months of a district, on one scale for all districts."""

from collections.abc import Sequence


def spark(counts: Sequence[int], largest: int) -> str:
    """Return a row of small columns as one SVG element; its label says the counts."""
    bars = []
    for index, count in enumerate(counts):
        height = round(26 * count / largest, 1) if largest else 0
        bars.append(f'<rect x="{index * 12}" y="{28 - height}" width="10" height="{height}"/>')
    words = ", ".join(str(count) for count in counts)
    return (
        f'<svg class="app-spark" viewBox="0 0 {12 * len(counts)} 28" width="{12 * len(counts)}" height="28" role="img" '
        f'aria-label="By month: {words}">{"".join(bars)}</svg>'
    )
