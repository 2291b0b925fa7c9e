"""A drawing that leaves its page: it carries its own style, and the words that must go with it."""

import re
import textwrap
from xml.sax.saxutils import escape

SERIES = ("#12436D", "#28A197", "#801650", "#F46A25")
STYLE = (
    "<style>text{font:15px Arial,sans-serif;fill:#484949}"
    + "".join(
        f".app-line-{number}{{fill:none;stroke:{colour};stroke-width:2.5}}.app-dot-{number}{{fill:{colour}}}"
        for number, colour in enumerate(SERIES, 1)
    )
    + ".app-dashed{stroke-dasharray:4 4}"
    ".app-provisional{fill:#fff;stroke:#12436D;stroke-width:2.5}"
    ".app-band{fill:#dde3e9}.app-whisker{stroke:#12436D;stroke-width:1.5}.app-axis{stroke:#6b7476;stroke-width:1.5}"
    ".app-limit{fill:none;stroke:#484949;stroke-width:1.5}"
    ".app-grid{stroke:#d5dddf}.app-tick--strong{font-weight:700;fill:#0b0c0c}"
    ".app-point-label{font-weight:700;fill:#12436D;paint-order:stroke;stroke:#fff;stroke-width:4px}"
    ".app-point-label--plain{font-weight:400}.app-heading{font-weight:700;font-size:18px;fill:#0b0c0c}</style>"
)
"""The few rules of a picture on its own; a page's come from its style sheets."""

ROOM = 30
"""Height that a line at the foot takes."""
HEADING = 24
"""Height of a line of the heading."""


def standalone(drawing: str, *, heading: str = "", foot: str = "") -> str:
    """Return a drawing as a file of its own, on white, with a heading above and a line at its foot where given.

    `drawing` is one SVG element with a viewBox from 0 0 and a title. Raises ValueError for anything else.
    """
    size = re.match(r'<svg [^>]*viewBox="0 0 (\d+) (\d+)(?:\.\d+)?"[^>]*>(<title[^>]*>.*?</title>)', drawing)
    if size is None:
        raise ValueError("A drawing begins with an svg element, its viewBox and its title.")
    width, height = int(size[1]), int(size[2])
    above = _lines(heading, width, letter=9.2)
    below = _lines(foot, width, letter=7.4)
    top = HEADING * len(above) + (10 if above else 0)
    bottom = 20 * len(below) + (ROOM - 20 if below else 0)
    opening = drawing[: size.end()].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    opening = re.sub(r'viewBox="[^"]*"', f'viewBox="0 0 {width} {height + top + bottom}"', opening, count=1)
    words = [
        f'<text class="app-heading" x="8" y="{HEADING * number - 2}">{line}</text>'
        for number, line in enumerate(above, 1)
    ]
    words += [f'<text x="8" y="{top + height + 20 * number - 6}">{line}</text>' for number, line in enumerate(below, 1)]
    inside = drawing[size.end() : drawing.rindex("</svg>")]
    if top:
        inside = f'<g transform="translate(0 {top})">{inside}</g>'
    ground = '<rect width="100%" height="100%" fill="#fff"/>'
    return "".join([opening, STYLE, ground, *words[: len(above)], inside, *words[len(above) :], "</svg>\n"])


def _lines(words: str, width: int, *, letter: float) -> list[str]:
    return [escape(line) for line in textwrap.wrap(words, int((width - 16) / letter))]
