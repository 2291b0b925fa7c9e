"""Draws a page of the gallery, or any template of the frame, into a file that a browser opens without a server."""

import re
from pathlib import Path
from typing import Any

import allauth.mfa
import django
from django.conf import settings

WEB = Path(__file__).parents[2]
GALLERY = Path(__file__).parent
LIBRARY = "concerted.web.templatetags.concerted"


def set_up() -> None:
    """Settings that templates and forms need and no more: no database, no address."""
    if settings.configured:
        return
    backend = "django.template.backends.django.DjangoTemplates"
    options = {"builtins": [LIBRARY], "libraries": {"concerted": LIBRARY}}
    settings.configure(
        TEMPLATES=[{"BACKEND": backend, "DIRS": [WEB / "templates", GALLERY], "OPTIONS": options}],
        FORM_RENDERER="concerted.web.forms_rendering.Renderer",
        STATIC_URL="/static/",
        USE_I18N=False,
        SECRET_KEY="for drawing only",
    )
    django.setup()


def drawn(template: str, context: dict[str, Any]) -> str:
    """The page as HTML."""
    from django.template import engines

    set_up()
    engine = engines["django"].engine
    known = [str(place) for place in engine.dirs]
    if str(GALLERY) not in known:
        engine.dirs = [*engine.dirs, str(GALLERY)]
        for loader in engine.template_loaders:
            getattr(loader, "reset", lambda: None)()
    return engines["django"].get_template(template).render(context)


def static_file(address: str) -> Path:
    """Where a file of the site lies: ours, or one that the sign-in's package brings."""
    ours, theirs = WEB / "static" / address, Path(allauth.mfa.__file__).parent / "static" / address
    return ours if ours.exists() or not theirs.exists() else theirs


def draw(template: str, context: dict[str, Any], into: Path) -> Path:
    """The page as a file in `into`; styles are read from the source tree."""
    html = drawn(template, context)
    for address in set(re.findall(r'"/static/([^"]+)"', html)):
        html = html.replace(f'"/static/{address}"', f'"{static_file(address).as_uri()}"')
    path = into / Path(template).name
    path.write_text(html, encoding="utf-8")
    return path
