"""What stands between the password and the token: the second factor, or its first setting up."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from allauth.socialaccount.models import SocialApp
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from concerted.accounts.models import Account
from concerted.partnership.clock import demonstration_day

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def directory_vouches(request: HttpRequest, account: Account) -> bool:
    """Say whether the person came by a directory whose agency answers for a second factor there."""
    came = [r for r in get_authentication_records(request, account) if r["method"] == "socialaccount"]
    if not came:
        return False
    directory = SocialApp.objects.filter(provider_id=came[-1].get("provider", "")).first()
    return directory is not None and directory.settings.get("second_factor") == "directory"


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """Asks for a code or a passkey of an account that has one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not directory_vouches(request, self.login.user)


class Enrol(LoginStage):  # type: ignore[misc]
    """Lets nobody in without a second factor; only a marked demonstration, where everybody is invented, does."""

    key = "concerted_enrol"
    urlname = "second-step"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Go on when there is a second factor or none is needed; else to the page that sets one up."""
        account = self.login.user
        if (
            demonstration_day() is not None
            or is_mfa_enabled(account, FACTORS)
            or did_use_passwordless_login(self.request, account)
            or directory_vouches(self.request, account)
        ):
            return None, True
        return HttpResponseRedirect("/account/second-step"), True
