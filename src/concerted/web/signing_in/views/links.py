"""One-time links: the first password of an invited person, and a new one for somebody who cannot sign in."""

import threading

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from concerted.access.tokens import revoke_account
from concerted.accounts.actions.hand_over_reset import reset_by_mail
from concerted.accounts.actions.redeem_link import SPENT, redeem_link
from concerted.accounts.queries.links import open_link
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.partnership.models import Agency
from concerted.web.signing_in.entering import KEPT
from concerted.web.signing_in.forms import ForgottenForm, NewPasswordForm


@page("A one-time link", None)
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address, so that it stands in no history and no referrer, and go on."""
    if open_link(secret) is None:
        return spent(request)
    request.session[KEPT] = secret
    return HttpResponseRedirect("/account/link")


@page("A one-time link", None)
@sensitive_post_parameters("new")
def redeem(request: HttpRequest) -> HttpResponse:
    """Ask for a new password and sign in with it; every other session of the account ends. To join, sign in as ever."""
    link = open_link(request.session.get(KEPT, ""))
    if link is None:
        return spent(request)
    if link.kind == "joining" and link.agency_id is not None:
        agency = Agency.objects.get(pk=link.agency_id)
        return render(request, "account/join.html", {"link": link, "agency": agency})
    form = NewPasswordForm(link.account, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/set_password.html", {"form": form, "link": link})
    try:
        account = redeem_link(link=link, password=form.cleaned_data["new"])
    except Refused:
        return spent(request)
    revoke_account(account.pk)
    request.session.flush()
    clear_login(request)
    answer: HttpResponse = perform_password_login(request, {"email": account.email}, Login(user=account))
    return answer


def spent(request: HttpRequest) -> HttpResponse:
    """Answer a link that is used, run out or invented: the same for each."""
    return render(request, "account/link_spent.html", {"spent": SPENT}, status=410)


@page("I cannot sign in", None)
def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link to the account's own address, or say whom to ask; the answer tells nothing about the address."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    mails = bool(settings.EMAIL_HOST)
    if request.method == "POST" and form.is_valid() and mails:
        found = reset_by_mail(address=form.cleaned_data["address"])
        if found is not None:
            address, path = found
            # Not in this request: the time that a mail takes would tell that the address has an account.
            threading.Thread(target=_send, args=(address, request.build_absolute_uri(path)), daemon=True).start()
        return render(request, "account/forgotten_sent.html")
    return render(request, "account/forgotten.html", {"form": form, "mails": mails})


def _send(address: str, link: str) -> None:
    minutes = round(settings.RESET_LASTS.total_seconds() / 60)
    send_mail(
        "Set a new password",
        f"Somebody asked for a new password for this address.\n\nSet it here, within {minutes} minutes:\n{link}\n\n"
        "If it was not you, do nothing: the present password stays.\n",
        None,
        [address],
        fail_silently=True,
    )
