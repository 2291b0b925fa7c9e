"""What a web server with real people in it must not start with."""

import os

from django.conf import settings

from concerted.kernel.errors import ConcertedError
from concerted.partnership.clock import demonstration_day
from concerted.web.embedded import connections
from concerted.web.starting import sign_ins

SHORTEST_KEY = 50


def refuse_unsafe_start() -> None:
    """Raise ConcertedError with everything that is wrong, when the environment says that this is production."""
    if os.environ.get("CONCERTED_PRODUCTION") != "1":
        return
    found = faults()
    if found:
        raise ConcertedError("This is not safe to start in production.\n" + "\n".join(f"- {line}" for line in found))


def faults() -> list[str]:
    """Return in words what must be mended first; empty when nothing must."""
    found = []
    if connections.uses_embedded():
        found.append("The database is the embedded one. Set DATABASE_URL to a server that is backed up and patched.")
    if not settings.HTTPS:
        found.append("Pages would travel in the clear. Put https before the server and set CONCERTED_HTTPS=1.")
    if "CONCERTED_HOSTS" not in os.environ or "*" in settings.ALLOWED_HOSTS:
        found.append("Name the hosts that the site answers to in CONCERTED_HOSTS.")
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        found.append(f"CONCERTED_SECRET_KEY is missing or shorter than {SHORTEST_KEY} characters.")
    if sign_ins.file().exists():
        found.append(f"{sign_ins.file()} holds the printed sign-ins of a demonstration. Use another CONCERTED_HOME.")
    if not connections.uses_embedded() and demonstration_day() is not None:
        found.append("The database holds a demonstration, in which one click changes the role. Use an empty one.")
    return found
