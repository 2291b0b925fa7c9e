"""Headers that every answer carries, and the ones that keep pages with people out of browsers' stores."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from concerted.access.tokens import COOKIE

NOT_ASKED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
             "midi", "payment", "usb")  # fmt: skip
POLICY = ", ".join(f"{name}=()" for name in NOT_ASKED) + ", publickey-credentials-get=(self)"
DOORS = ("/sign-in", "/sign-out", "/account", "/choose-post")


class Headers:
    """Adds Permissions-Policy and Cross-Origin-Resource-Policy; nothing is stored that somebody signed in was shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add the headers; a page for anybody may be kept, but not as a signed-in person saw it."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.path.startswith(settings.STATIC_URL):
            return response
        page = getattr(request, "page", None)
        closed = page is not None and page.permission is not None
        if closed or COOKIE in request.COOKIES or request.path.startswith(DOORS):
            response.headers["Cache-Control"] = "no-store"
        return response
