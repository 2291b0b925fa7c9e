"""Sign-in by address and password, the choice of a post, sign-out, and the demonstration's change of role."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from concerted.access.permissions import ROLES
from concerted.access.tokens import COOKIE, mint, revoke
from concerted.accounts.models import Account
from concerted.kernel.pages import page
from concerted.partnership.clock import demonstration_day
from concerted.partnership.models import Post


class SignInForm(forms.Form):
    """An address and a password."""

    address = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        self.account: Account | None = None
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Find the account; the answer is the same for an unknown address and a wrong password."""
        given = super().clean() or {}
        if given.get("address") and given.get("password"):
            self.account = authenticate(self.request, username=given["address"].lower(), password=given["password"])
            if self.account is None:
                raise forms.ValidationError("Address and password do not belong together. Write both again.")
        return given


def _posts(account_id: UUID) -> list[Post]:
    """Return the posts that an account holds now, by way of the door's own connection."""
    now = timezone.now()
    held = Post.objects.using("gate").select_related("agency").filter(account_id=account_id, from_at__lte=now)
    return [post for post in held.order_by("from_at", "title", "id") if post.until_at is None or now < post.until_at]


def _signed_in(request: HttpRequest, post: Post) -> HttpResponse:
    """Mint a token for a post and go where the user meant to go."""
    if request.COOKIES.get(COOKIE):
        revoke(request.COOKIES[COOKIE])
    secret, until = mint(post.account_id, post.id)
    target = request.POST.get("next") or request.GET.get("next") or "/today"
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/today"
    response = HttpResponseRedirect(target)
    response.set_cookie(
        COOKIE, secret, expires=until, httponly=True, samesite="Lax", secure=settings.TOKEN_COOKIE_SECURE, path="/"
    )
    return response


@page("Sign in", None)
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for address and password; sign in under the first post held (others are one click away)."""
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.account is not None:
        held = _posts(form.account.pk)
        if held:
            response = _signed_in(request, held[0])
            if len(held) > 1:
                response["Location"] = "/choose-post"
            return response
        form.add_error(None, "You hold no post today. Ask your agency's data steward.")
    return render(request, "pages/sign_in.html", {"form": form}, status=200)


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Answer an address after too many wrong passwords; the answer is the same whether the address exists."""
    minutes = round(60 * settings.AXES_COOLOFF_TIME)
    return render(request, "pages/locked_out.html", {"minutes": minutes}, status=429)


@page("Sign out", None)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session in the next statement; by GET, where a page carries no token, ask first."""
    if request.method != "POST":
        return render(request, "pages/sign_out.html")
    if request.COOKIES.get(COOKIE):
        revoke(request.COOKIES[COOKIE])
    response = HttpResponseRedirect("/")
    response.delete_cookie(COOKIE)
    return response


@page("Choose a post", "today", is_for="hold a post")
def choose_post(request: HttpRequest) -> HttpResponse:
    """Ask those who hold several posts which one they act in; others are sent on."""
    viewing = request.viewer  # type: ignore[attr-defined]
    held = _posts(Post.objects.values_list("account_id", flat=True).get(pk=viewing.post_id))
    if request.method == "POST":
        for post in held:
            if str(post.id) == request.POST.get("post"):
                return _signed_in(request, post)
        raise Http404
    if len(held) < 2:
        return HttpResponseRedirect("/today")
    posts = [{"id": p.id, "title": p.title, "agency": p.agency.name, "current": p.id == viewing.post_id} for p in held]
    return render(request, "pages/choose_post.html", {"posts": posts})


@page("See it as", None)
@require_POST
def see_it_as(request: HttpRequest, role: str) -> HttpResponse:
    """Change the role in one click: in a demonstration only, where everybody is invented."""
    if demonstration_day() is None or role not in ROLES:
        raise Http404
    post = Post.objects.using("gate").filter(role_class=role, until_at__isnull=True).order_by("from_at", "id").first()
    if post is None:
        raise Http404
    return _signed_in(request, post)
