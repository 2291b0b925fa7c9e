"""The second step of a sign-in, and a passkey in place of both."""

import json
from typing import Any

from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from concerted.audit.record import record
from concerted.kernel.pages import page
from concerted.web.signing_in.entering import safe_target
from concerted.web.signing_in.forms import CodeForm, OnlyPasskeyForm, SecondPasskeyForm
from concerted.web.signing_in.stages import SecondStep

NOT_KNOWN = "This passkey is not known here, or it took too long. Try again, or use your password."


@page("The second step", None)
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey of the account whose password was right."""
    stage = LoginStageController.enter(request, SecondStep.key)
    if stage is None:
        return HttpResponseRedirect("/sign-in")
    account = stage.login.user
    by_passkey = "credential" in request.POST
    form = CodeForm(request.POST if request.method == "POST" and not by_passkey else None, user=account)
    problem = ""
    if request.method == "POST":
        given = SecondPasskeyForm(request.POST, user=account) if by_passkey else form
        with transaction.atomic(using="gate"):  # a recovery code is spent under a lock
            right = given.is_valid()
            if right:
                given.save()
        if right:
            answer: HttpResponse = stage.exit()
            return answer
        record("account.second_step_refused", about=[account.pk])
        problem = NOT_KNOWN if by_passkey else ""
    return render(request, "account/second_step.html", _context(account, form, problem))


def _context(account: Any, form: CodeForm, problem: str) -> dict[str, Any]:
    """Offer a code field to those who have an app, and a passkey to those who have one; codes serve both."""
    has_passkey = is_mfa_enabled(account, [Authenticator.Type.WEBAUTHN])
    return {
        "form": form,
        "problem": problem,
        "has_app": is_mfa_enabled(account, [Authenticator.Type.TOTP]),
        "options": json.dumps(auth.begin_authentication(account)) if has_passkey else "",
    }


@page("Sign in with a passkey", None)
def passkey_options(request: HttpRequest) -> HttpResponse:
    """Return what the browser needs to ask its devices for a passkey of this site; each asking opens a sign-in."""
    limits = {"passkey_options": settings.PASSKEY_OPTIONS}
    if not ratelimit.consume(request, app="concerted", action="passkey_options", config=limits, limit_get=True):
        return JsonResponse({}, status=429)
    return JsonResponse({"options": auth.begin_authentication(user=None)})


@page("Sign in with a passkey", None)
@require_POST
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in the account that a device's passkey names; it stands for password and second factor at once."""
    form = OnlyPasskeyForm(request.POST)
    if not form.is_valid():
        record("account.passkey_refused")
        return render(request, "account/passkey_failed.html", {"problem": NOT_KNOWN}, status=403)
    factor = form.cleaned_data["credential"]
    login = Login(user=factor.user, redirect_url=safe_target(request, request.POST.get("next")))
    answer: HttpResponse = perform_passwordless_login(request, factor, login)
    return answer
