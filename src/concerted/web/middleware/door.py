"""Who signs in and who has signed in, for django-allauth; and the limit on what anybody may send."""

from collections.abc import Callable
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from concerted.access.tokens import COOKIE, signed_in
from concerted.accounts.models import Account
from concerted.kernel.pages import Page


class Door:
    """Gives a request its `user`, found by the token when something asks: no page of partners does.

    Nobody is signed in by django's session; it holds what a sign-in under way needs and is thrown away at its end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `request.user` set, asked of the sign-in connection at its first use."""
        request.user = SimpleLazyObject(lambda: _account(request))  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Count what is sent by those who are not signed in, and refuse what is too much."""
        if request.method != "POST" or getattr(request, "viewer", None) is not None:
            return None
        limits = {"anonymous_post": settings.ANONYMOUS_POSTS}
        if ratelimit.consume(request, app="concerted", action="anonymous_post", config=limits):
            return None
        return too_many(request)


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that too much came from one address, and when to go on."""
    request.page = Page("Too many at once", None)  # type: ignore[attr-defined]
    return render(request, "account/too_many.html", status=429)


def _account(request: HttpRequest) -> Account | AnonymousUser:
    secret = request.COOKIES.get(COOKIE)
    found = signed_in(secret) if secret else None
    return Account.objects.get(pk=found.account_id) if found else AnonymousUser()
