"""Sign-in by address and password, the choice of a post, sign-out, and the demonstration's change of role."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.socialaccount.models import SocialApp
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from concerted.access.permissions import ROLES
from concerted.access.tokens import COOKIE, change_post, revoke
from concerted.accounts.models import Account
from concerted.audit.record import record
from concerted.kernel.pages import page
from concerted.partnership.clock import demonstration_day
from concerted.partnership.models import Post
from concerted.web.signing_in.entering import let_in, posts_of, safe_target, with_cookie


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
                record("account.sign_in_refused", about=_known(given["address"]))
                raise forms.ValidationError("Address and password do not belong together. Write both again.")
        return given


def _known(address: str) -> list[UUID]:
    """Return the id of the account of an address for the trail, which never holds an address."""
    return list(Account.objects.filter(email=address.lower()).values_list("pk", flat=True))


@page("Sign in", None)
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for address and password; the second factor and the post follow."""
    target = request.POST.get("next") or request.GET.get("next")
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.account is not None:
        clear_login(request)
        login = Login(user=form.account, redirect_url=safe_target(request, target))
        answer: HttpResponse = perform_password_login(request, {"email": form.account.email}, login)
        return answer
    return render(request, "pages/sign_in.html", _sign_in_context(form, target))


def _sign_in_context(form: SignInForm, target: str | None) -> dict[str, Any]:
    after = "?" + urlencode({"next": target}) if target else ""
    directories = [
        {"name": app.name, "href": f"/sign-in/with/{app.provider_id}{after}"}
        for app in SocialApp.objects.filter(provider="openid_connect").order_by("name")
    ]
    return {"form": form, "forgotten": "/account/forgotten", "directories": directories, "next": target or ""}


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Answer an address after too many wrong passwords; the answer is the same whether the address exists."""
    record("account.locked_out", about=_known(request.POST.get("address", "")))
    minutes = round(60 * settings.AXES_COOLOFF_TIME)
    return render(request, "pages/locked_out.html", {"minutes": minutes}, status=429)


@page("A form that was open too long", None)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit: another sign-in in this browser, cookies switched off, another site."""
    request.page = stale_form.page  # type: ignore[attr-defined]
    return render(request, "account/stale_form.html", status=403)


@page("Sign out", None)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session in the next statement; by GET, where a page carries no token, ask first."""
    if request.method != "POST":
        return render(request, "pages/sign_out.html")
    if request.viewer is not None:  # type: ignore[attr-defined]
        record("account.signed_out", about=[request.viewer.post_id])  # type: ignore[attr-defined]
    if request.COOKIES.get(COOKIE):
        revoke(request.COOKIES[COOKIE])
    if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        request.session.flush()
    response = HttpResponseRedirect("/")
    response.delete_cookie(COOKIE, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@page("Choose a post", "today", is_for="hold a post")
def choose_post(request: HttpRequest) -> HttpResponse:
    """Ask those who hold several posts which one they act in; others are sent on."""
    viewing = request.viewer  # type: ignore[attr-defined]
    target = safe_target(request, request.GET.get("next"))
    held = posts_of(Post.objects.values_list("account_id", flat=True).get(pk=viewing.post_id))
    if request.method == "POST":
        for post in held:
            if str(post.id) == request.POST.get("post"):
                secret, until = change_post(request.COOKIES[COOKIE], post.pk)
                record("account.post_changed", about=[post.account_id, post.pk])
                return with_cookie(HttpResponseRedirect(target), secret, until)
        raise Http404
    if len(held) < 2:
        return HttpResponseRedirect(target)
    posts = [{"id": p.id, "title": p.title, "agency": p.agency.name, "current": p.id == viewing.post_id} for p in held]
    return render(request, "pages/choose_post.html", {"posts": posts, "go_on": target})


@page("See it as", None)
@require_POST
def see_it_as(request: HttpRequest, role: str) -> HttpResponse:
    """Change the role in one click: in a demonstration only, where everybody is invented."""
    if demonstration_day() is None or role not in ROLES:
        raise Http404
    post = Post.objects.using("gate").filter(role_class=role, until_at__isnull=True).order_by("from_at", "id").first()
    if post is None:
        raise Http404
    target = request.POST.get("next") or request.GET.get("next")
    return let_in(request, post, how="demonstration", target=safe_target(request, target))
