"""Setting up second factors: at the first sign-in, and later from the account's own page."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import add_authenticator
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from concerted.access.tokens import COOKIE, signed_in
from concerted.accounts.models import Account
from concerted.audit.record import record
from concerted.kernel.pages import page
from concerted.partnership.clock import demonstration_day
from concerted.web.signing_in.forms import AppForm, PasskeyForm
from concerted.web.signing_in.stages import FACTORS, Enrol

HERE = "/account/second-step"


@dataclass(frozen=True)
class Owner:
    """Whose factors are shown: the account, and the sign-in that waits for the first of them, if one does."""

    account: Account
    waiting: Any = None


View = Callable[..., HttpResponse]


def own_factors(view: View) -> View:
    """Let in the sign-in that waits here, or somebody who has just signed in; others sign in again first."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stage = LoginStageController.enter(request, Enrol.key)
        if stage is not None:  # whoever waits here is not whoever the browser was signed in as before
            request.user = stage.login.user
            return view(request, Owner(stage.login.user, stage), *args, **kwargs)
        found = signed_in(request.COOKIES.get(COOKIE, ""))
        if found is None:
            return HttpResponseRedirect("/sign-in?" + urlencode({"next": HERE}))
        fresh = timezone.now() - found.signed_in_at < settings.FRESH_FOR
        if found.how == "demonstration" or not fresh:
            context = {"again": "/sign-in?" + urlencode({"next": HERE}), "minutes": settings.FRESH_FOR.seconds // 60}
            return render(request, "account/sign_in_again.html", context)
        return view(request, Owner(Account.objects.get(pk=found.account_id)), *args, **kwargs)

    return wrapped


@page("Your second step", None)
@own_factors
def second_factors(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Show the second factors of an account, and offer another."""
    factors = list(Authenticator.objects.filter(user_id=owner.account.pk).order_by("created_at"))
    codes = next((f for f in factors if f.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "owner": owner,
        "waiting": owner.waiting,
        "factors": [_in_words(factor) for factor in factors if factor.type in FACTORS],
        "has_app": any(factor.type == Authenticator.Type.TOTP for factor in factors),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "demonstration_day": demonstration_day(),
    }
    return render(request, "account/second_factors.html", context)


def _in_words(factor: Authenticator) -> dict[str, Any]:
    is_app = factor.type == Authenticator.Type.TOTP
    name = "App that shows codes" if is_app else factor.wrap().name
    return {"id": factor.pk, "name": name, "since": factor.created_at, "used": factor.last_used_at}


@page("An app that shows codes", None)
@own_factors
def add_app(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Show the secret as a picture and in letters; the first right code sets the app up."""
    if Authenticator.objects.filter(user_id=owner.account.pk, type=Authenticator.Type.TOTP).exists():
        return HttpResponseRedirect(HERE)
    form = AppForm(request.POST if request.method == "POST" else None, user=owner.account)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic(using="gate"):
            activate_totp(request, form)
        record("account.factor_added", about=[owner.account.pk], factor="app")
        return HttpResponseRedirect(HERE + "/codes")
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(owner.account, form.secret))
    letters = " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4))
    drawn = picture[picture.index("<svg") :]
    return render(request, "account/add_app.html", {"form": form, "picture": drawn, "letters": letters})


@page("A passkey", None)
@own_factors
def add_passkey(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Let the person's device make a passkey and keep its public half."""
    form = PasskeyForm(request.POST if request.method == "POST" else None, user=owner.account)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic(using="gate"):
            add_authenticator(request, form.cleaned_data["name"], form.cleaned_data["credential"])
        record("account.factor_added", about=[owner.account.pk], factor="passkey")
        return HttpResponseRedirect(HERE + "/codes")
    options = json.dumps(auth.begin_registration(owner.account, passwordless=True))
    problem = "The device did not finish. Try again." if form.is_bound else ""
    return render(request, "account/add_passkey.html", {"form": form, "options": options, "problem": problem})


@page("Recovery codes", None)
@own_factors
def recovery_codes(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Show new recovery codes once; afterwards only how many are left."""
    kept = Authenticator.objects.filter(user_id=owner.account.pk)
    if not kept.filter(type__in=FACTORS).exists():
        return HttpResponseRedirect(HERE)
    if request.method == "POST":
        with transaction.atomic(using="gate"):
            generate_recovery_codes(request)
        record("account.recovery_codes_made", about=[owner.account.pk])
        return HttpResponseRedirect(HERE + "/codes")
    codes = kept.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    shown = [] if codes.did_view else codes.get_unused_codes()
    codes.mark_as_viewed()
    context = {"codes": shown, "left": len(codes.get_unused_codes()), "waiting": owner.waiting}
    return render(request, "account/recovery_codes.html", context)


@page("Remove a second factor", None)
@own_factors
def remove_factor(request: HttpRequest, owner: Owner, number: int) -> HttpResponse:
    """Ask, then remove a factor; the last one stays, unless the county is a demonstration."""
    factors = Authenticator.objects.filter(user_id=owner.account.pk, type__in=FACTORS)
    factor = factors.filter(pk=number).first()
    if factor is None:
        raise Http404
    last = factors.count() == 1 and demonstration_day() is None
    if request.method == "POST" and not last:
        with transaction.atomic(using="gate"):
            delete_and_cleanup(request, factor)
        record("account.factor_removed", about=[owner.account.pk])
        return HttpResponseRedirect(HERE)
    return render(request, "account/remove_factor.html", {"factor": _in_words(factor), "last": last})


@page("Go on", None)
@require_POST
@own_factors
def go_on(request: HttpRequest, owner: Owner) -> HttpResponse:
    """End the sign-in that waited for a second factor; without one it goes on waiting."""
    if owner.waiting is None or not Authenticator.objects.filter(user_id=owner.account.pk, type__in=FACTORS).exists():
        return HttpResponseRedirect(HERE)
    answer: HttpResponse = owner.waiting.exit()
    return answer
