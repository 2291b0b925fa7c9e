"""A person's own account: where they are signed in, and the password."""

from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from concerted.access.tokens import COOKIE, end_sessions, my_sessions, signed_in
from concerted.accounts.actions.change_password import change_password
from concerted.accounts.models import Account
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.web.signing_in.forms import ChangePasswordForm

HOW = {
    "password": "a password",
    "password_and_app": "a password and a code from an app",
    "password_and_passkey": "a password and a passkey",
    "password_and_code": "a password and a recovery code",
    "passkey": "a passkey",
    "directory": "your agency's own sign-in",
    "demonstration": "one click, in the demonstration",
}


@page("Where you are signed in", "today", is_for="hold a post")
def sessions(request: HttpRequest) -> HttpResponse:
    """List the sessions of the viewer's account, each with when, which post and which browser."""
    found = my_sessions()
    rows = [{"session": one, "how": HOW.get(one.how, one.how)} for one in found]
    idle = round(settings.SESSION_IDLES.total_seconds() / 60)
    return render(request, "account/sessions.html", {"rows": rows, "others": len(found) - 1, "idle": idle})


@page("End a session", "today", is_for="hold a post")
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one other session or all others; they are refused in their next statement."""
    which = request.POST.get("session", "")
    try:
        chosen = None if which == "others" else UUID(which)
    except ValueError as error:
        raise Http404 from error
    record("account.sessions_ended", ended=end_sessions(chosen))
    return HttpResponseRedirect("/account/sessions")


@page("Change your password", "today", is_for="hold a post")
@sensitive_post_parameters("present", "new")
def password(request: HttpRequest) -> HttpResponse:
    """Change the password, which ends every other session."""
    found = signed_in(request.COOKIES[COOKIE])
    if found is None:
        raise Http404
    account = Account.objects.get(pk=found.account_id)
    if not account.has_usable_password():
        return render(request, "account/no_password.html")
    if request.method == "POST" and not ratelimit.consume(
        request, app="concerted", action="change_password", config={"change_password": "5/15m/key"}, key=str(account.pk)
    ):
        return render(request, "account/too_many.html", status=429)
    form = ChangePasswordForm(account, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(account=account, present=form.cleaned_data["present"], new=form.cleaned_data["new"])
        except Refused as refusal:
            form.add_error("present", str(refusal))
        else:
            ended = end_sessions(None)
            return render(request, "account/password_changed.html", {"ended": ended})
    return render(request, "account/password.html", {"form": form})
