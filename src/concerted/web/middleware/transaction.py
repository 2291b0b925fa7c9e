"""One transaction a request, under the viewer's token; the audit row of a page that showed people."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode

from concerted.access.permissions import ROLES, may, roles_that_may
from concerted.access.tokens import COOKIE, set_token, touch, viewer_and_age
from concerted.audit.record import record
from concerted.kernel.pages import Page
from concerted.partnership.models import Agreement
from concerted.web.pages.refusals import nothing_here

NUL = "\x00"
SHOWS = (200, 409, 422)
"""The answers that show people: a page, and a form shown again because somebody was faster or something was wrong."""

REFUSED = "42501"
"""The state in which PostgreSQL tells that a policy, a right or a function of ours said no."""

Answer = Callable[[HttpRequest], HttpResponse]


class RequestTransaction:
    """Opens the transaction, sets the token, finds the viewer, and keeps nothing of a request that failed.

    Django has turned an exception into a response by the time it gets here, so `atomic()` alone would commit what a
    failed view half did: any status of 500 or more rolls back.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside the transaction; write the reading down in a second one before the body leaves."""
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        secret = request.COOKIES.get(COOKIE)
        request.shown = []  # type: ignore[attr-defined]
        with transaction.atomic():
            set_token(secret)
            found, stale = viewer_and_age() if secret else (None, False)
            request.viewer = found  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.streaming:
                raise ImproperlyConfigured("Protected pages are never streamed: the token is gone before the body.")
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if getattr(request, "closed", False):
            response = self._closed(request, secret)
        if stale:
            with transaction.atomic():
                set_token(secret)
                touch()
        page = getattr(request, "page", None)
        if page is not None and page.personal and response.status_code in SHOWS:
            with transaction.atomic():
                set_token(secret)
                told = {"page": page.title, "permission": page.permission, "method": request.method}
                record("page.opened", about=request.shown, **told)  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let a view run only when the viewer's role may open its kind of page."""
        page: Page | None = getattr(view, "page", None)
        if page is None:
            raise ImproperlyConfigured(f"The view {view.__module__}.{view.__name__} declares no page.")
        request.page = page  # type: ignore[attr-defined]
        if NUL in request.path:
            return nothing_here(request)  # nothing is named by what the database cannot hold
        if NUL in unquote(request.META.get("QUERY_STRING", "")):
            request.GET = QueryDict(request.META["QUERY_STRING"].replace("%00", ""))
        if page.permission is None:
            return None
        viewing = request.viewer  # type: ignore[attr-defined]
        if viewing is None:
            return HttpResponseRedirect("/sign-in?" + urlencode({"next": request.get_full_path()}))
        if may(viewing.role_class, page.permission):
            return None
        return refused_kind(request, page)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Take what the database refused to the post for a closed record, not for a fault of ours."""
        if not isinstance(exception, ProgrammingError) or getattr(exception.__cause__, "sqlstate", "") != REFUSED:
            return None
        request.closed = True  # type: ignore[attr-defined]
        return HttpResponse(status=500)  # never sent: it makes the transaction roll back, `_closed` answers after it

    def _closed(self, request: HttpRequest, secret: str | None) -> HttpResponse:
        """Answer as for a record that is missing, in a transaction of its own, and write down that it was tried."""
        with transaction.atomic():
            set_token(secret)
            record("request.refused", page=request.page.title, method=request.method)  # type: ignore[attr-defined]
            return nothing_here(request)


def refused_kind(request: HttpRequest, page: Page) -> HttpResponse:
    """Say why this kind of page is closed to the viewer's post, what they can do, and whom to ask."""
    request.page = Page(page.title, None)  # type: ignore[attr-defined]
    viewing = request.viewer  # type: ignore[attr-defined]
    titles = " or ".join(role.title for role in roles_that_may(page.permission or ""))
    refused = {
        "kind": page.title[0].lower() + page.title[1:] if page.title.startswith("A ") else page.title,
        "for_whom": f"{page.title} is for posts that {page.is_for}." if page.is_for else "",
        "ways": [
            {"href": "/today", "text": "See what needs you today", "rest": ""},
            {"href": "", "text": f"If your work has changed, ask {owners()}", "rest": f"for a post as {titles}."},
        ],
        "line": ROLES[viewing.role_class].sentence,
        "rule": "access.permissions",
    }
    return render(request, "pages/refused_kind.html", {"refused": refused}, status=403)


def owners() -> str:
    """Return whom to ask: the owners of the agreements in force."""
    names = Agreement.objects.filter(state="in_force").order_by("owner").values_list("owner", flat=True).distinct()
    return " or ".join(f"{name}, agreement owner" for name in names) or "your agency's data steward"
