"""Answers 503 with a progress page until the county is loaded."""

import json
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.partnership.models import County

Answer = Callable[[HttpRequest], HttpResponse]


class LoadingMiddleware:
    """Shows how far loading has come; once the county is ready it costs nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.ready = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the progress page, or go on."""
        if not self.ready and not request.path.startswith(settings.STATIC_URL):
            self.ready = County.objects.filter(ready_at__isnull=False).exists()
            if not self.ready:
                response = render(request, "pages/loading.html", {"steps": self._steps()}, status=503)
                response["Retry-After"] = "3"
                return response
        return self.get_response(request)

    def _steps(self) -> list[dict[str, str]]:
        """Return the engine's steps in the page's words; none while its file is missing or half written."""
        try:
            found = json.loads((settings.STATE_DIR / "progress.json").read_text(encoding="utf-8"))["steps"]
        except (OSError, ValueError, KeyError):
            return []
        return [{"title": step["name"], "state": step["state"], "note": step["detail"]} for step in found]
