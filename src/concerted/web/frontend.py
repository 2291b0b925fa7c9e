"""Copies the pinned front-end files into the static folder and strips what may not be used.

The GDS Transport font, the crown, the crests and the logotypes are reserved for government sites; the
licence of the code does not cover them. They are left out of the copy, rules that name the font fall to our own
stack, and absolute addresses become relative, so that the files work below any static address.

Run `npm ci` first, then `python -m concerted.web.frontend`. Standard library only: it runs before anything else is
set up.
"""

import re
import shutil
import sys
from pathlib import Path

TARGET = Path("src/concerted/web/static/vendor")
FONT_STACK = '-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'

_GOVUK = Path("node_modules/govuk-frontend")
_MOJ = Path("node_modules/@ministryofjustice/frontend")
_HTMX = Path("node_modules/htmx.org")

STYLES = {
    "govuk-frontend.css": _GOVUK / "dist/govuk/govuk-frontend.min.css",
    "moj-frontend.css": _MOJ / "moj/moj-frontend.min.css",
}
PLAIN = {
    "htmx.js": _HTMX / "dist/htmx.min.js",
    "licences/htmx.txt": _HTMX / "LICENSE",
}
RESERVED = re.compile(r"crown|crest|logotype|gds.?transport|opengraph|apple-touch", re.IGNORECASE)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_FONT_FAMILY = re.compile(r"font-family:\"?GDS Transport\"?,arial,sans-serif")
# Rules of one level: the minified files nest only inside @media and @supports, whose own braces stay.
_RULE = re.compile(r"[^{}]*\{[^{}]*\}")
_ASSET = re.compile(r"url\(\s*[\"']?/assets/images/([^)\"']+)[\"']?\s*\)")


class MissingPackage(Exception):
    """An installed front-end package lacks a file that the copy needs: run `npm ci`."""


def strip(css: str) -> str:
    """The style sheet without reserved fonts and emblems, and with relative addresses.

    Rules that show a crown or a crest are dropped whole; `url(/assets/images/x)` becomes `url(images/x)`.
    """
    css = _COMMENT.sub("", css)
    css = _FONT_FACE.sub("", css)
    css = _FONT_FAMILY.sub(f"font-family:{FONT_STACK}", css)
    css = _RULE.sub(lambda found: "" if RESERVED.search(found.group()) else found.group(), css)
    return _ASSET.sub(r"url(images/\1)", css)


def build(repo: Path, target: Path) -> list[Path]:
    """Write the stripped copy of the installed packages of `repo` into `target`; the files written.

    `target` is emptied first. Raises MissingPackage if `npm ci` has not run.
    """
    _check(repo)
    shutil.rmtree(target, ignore_errors=True)
    written = [_write(target / name, strip(_read(repo / source))) for name, source in STYLES.items()]
    written += [_write(target / name, _read(repo / source)) for name, source in PLAIN.items()]
    return written + _copy_images(repo, target, written)


def _check(repo: Path) -> None:
    for source in [*STYLES.values(), *PLAIN.values()]:
        if not (repo / source).is_file():
            raise MissingPackage(f"{source} is missing. Run: npm ci")


def _copy_images(repo: Path, target: Path, styles: list[Path]) -> list[Path]:
    """Copy only the images that a stripped style sheet still names."""
    named = {name for style in styles for name in re.findall(r"url\(images/([^)]+)\)", _read(style))}
    copied = []
    for name in sorted(named):
        source = repo / _MOJ / "moj/assets/images" / name
        if not source.is_file():
            raise MissingPackage(f"{source.relative_to(repo)} is missing. Run: npm ci")
        (target / "images").mkdir(parents=True, exist_ok=True)
        copied.append(Path(shutil.copyfile(source, target / "images" / name)))
    return copied


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def main(arguments: list[str]) -> int:
    """Build into the static folder of the repository in which the command runs (or that is named)."""
    repo = Path(arguments[0]) if arguments else Path.cwd()
    try:
        written = build(repo, repo / TARGET)
    except MissingPackage as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    size = sum(path.stat().st_size for path in written)
    sys.stdout.write(f"Front-end files: {len(written)} written to {TARGET}, {size // 1024} KB.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
