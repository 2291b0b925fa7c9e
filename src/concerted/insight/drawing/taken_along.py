"""A drawing that leaves its page: it carries its own style, and below it the sentence that must go with it."""

import re
from xml.sax.saxutils import escape

STYLE = (
    "<style>text{font:15px Arial,sans-serif;fill:#484949}.app-line-1{fill:none;stroke:#12436D;stroke-width:2.5}"
    ".app-dashed{stroke-dasharray:4 4}.app-dot-1{fill:#12436D}"
    ".app-provisional{fill:#fff;stroke:#12436D;stroke-width:2.5}"
    ".app-band{fill:#dde3e9}.app-whisker{stroke:#12436D;stroke-width:1.5}.app-axis{stroke:#6b7476}"
    ".app-grid{stroke:#d5dddf}.app-point-label{font-weight:700;fill:#12436D}</style>"
)
ROOM = 30
"""Height that the line at the foot takes."""


def taken_along(drawing: str, foot: str = "") -> str:
    """Return a drawing as a file of its own, with a line at its foot where one is given."""
    styled = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        "</title>", f"</title>{STYLE}", 1
    )
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', styled)
    if not foot or size is None:
        return styled
    width, height = int(size[1]), int(size[2])
    styled = styled.replace(size[0], f'viewBox="0 0 {width} {height + ROOM}"', 1)
    return styled.replace("</svg>", f'<text x="8" y="{height + ROOM - 10}">{escape(foot)}</text></svg>')
