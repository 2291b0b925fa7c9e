"""The end of every sign-in: a token for a post, its cookie, and the way to where the user meant to go."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from concerted.access.tokens import COOKIE, answers_for, mint, revoke
from concerted.accounts.actions.join_agency import join_agency
from concerted.accounts.models import Account
from concerted.audit.record import record
from concerted.partnership.models import Post
from concerted.web.signing_in.browsers import in_words

KEPT = "concerted_link"
"""Where the browser's sign-in keeps the secret of a one-time link that it has opened."""


def posts_of(account_id: UUID) -> list[Post]:
    """Return the posts that an account may act in now, by way of the door's own connection."""
    now = timezone.now()
    held = Post.objects.using("gate").select_related("agency").filter(account_id=account_id, from_at__lte=now)
    running = [p for p in held.order_by("from_at", "title", "id") if p.until_at is None or now < p.until_at]
    return [post for post in running if answers_for(post.agency_id, account_id)]


def safe_target(request: HttpRequest, target: str | None) -> str:
    """Return an address of this site: the wished one, or where work starts."""
    if target and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return target
    return "/today"


def enter(request: HttpRequest, account: Account, *, how: str, target: str | None) -> HttpResponse:
    """Open a session under the first post held; those who hold several choose next. Turn away who holds none."""
    if KEPT in request.session:
        join_agency(secret=request.session[KEPT], account_id=account.pk)
    held = posts_of(account.pk)
    if not held:
        request.session.flush()
        return render(request, "account/not_let_in.html", {"why": "no_post"}, status=403)
    target = safe_target(request, target)
    if len(held) > 1:
        target = "/choose-post?" + urlencode({"next": target})
    return let_in(request, held[0], how=how, target=target)


def let_in(request: HttpRequest, post: Post, *, how: str, target: str) -> HttpResponse:
    """Mint a new token for a post and end whatever session the browser had: the secret changes with each sign-in."""
    if request.COOKIES.get(COOKIE):
        revoke(request.COOKIES[COOKIE])
    browser = in_words(request.headers.get("User-Agent", ""))
    secret, until = mint(post.account_id, post.pk, how=how, browser=browser)
    request.session.flush()
    _sweep()
    rotate_token(request)
    record("account.signed_in", about=[post.account_id, post.pk], how=how)
    return with_cookie(HttpResponseRedirect(target), secret, until)


def _sweep() -> None:
    """Throw away sign-ins that were never finished, and counts whose time is over."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    with connections["gate"].cursor() as cursor:
        cursor.execute("delete from accounts_cache where expires < now()")


def with_cookie(response: HttpResponse, secret: str, until: datetime) -> HttpResponse:
    """Give the browser the secret: for this site only, out of reach of scripts."""
    response.set_cookie(
        COOKIE, secret, expires=until, httponly=True, samesite="Lax", secure=settings.TOKEN_COOKIE_SECURE, path="/"
    )
    return response
