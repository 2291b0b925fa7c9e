"""What django-allauth asks of us: how a sign-in ends, whom a directory may bring, how factors are stored and named."""

import base64
import hashlib
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.accounts.models import Account, Link
from concerted.accounts.queries.links import pending_invitation
from concerted.audit.record import record
from concerted.partnership.models import Agency
from concerted.web.signing_in.entering import enter

HOW = {"totp": "password_and_app", "webauthn": "password_and_passkey", "recovery_codes": "password_and_code"}


def how_signed_in(request: HttpRequest, account: Account) -> str:
    """Say in one word how the person proved who they are: what the list of sessions and the trail keep."""
    how = "password"
    for done in get_authentication_records(request, account):
        if done["method"] == "socialaccount":
            how = "directory"
        elif done["method"] == "mfa" and done.get("passwordless"):
            how = "passkey"
        elif done["method"] == "mfa" and how != "directory":
            how = HOW[done["type"]]
    return how


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; a finished sign-in mints our token and leaves no session of django's behind."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation."""
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        """Tell the lock-out that the person is in; who is signed in is the token's affair alone."""
        user_logged_in.send(sender=user.__class__, request=request, user=user)

    def logout(self, request: HttpRequest) -> None:
        """A sign-in over an open session ends that session when it has succeeded, not before."""

    def post_login(
        self, request: HttpRequest, user: Account, *, redirect_url: str | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Mint for the first post held and go where the user meant to go."""
        return enter(request, user, how=how_signed_in(request, user), target=redirect_url)

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """A closed account gets the answer of one that does not exist."""
        return render(request, "account/not_let_in.html", {"why": "closed"}, status=403)

    def get_login_stages(self) -> list[str]:
        """After the password: the second factor, or its first setting up."""
        return ["concerted.web.signing_in.stages.SecondStep", "concerted.web.signing_in.stages.Enrol"]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Our pages ask for a fresh sign-in themselves, by the token's age."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened in their first sentence."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The trail keeps what was changed; the list of factors shows it."""


class DirectoryAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in by an agency's own directory: a linked subject, or an open invitation of the same agency."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts come by invitation."""
        return False

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Account, str] | None:
        """Find the account that this agency invited by an address that its directory vouches for.

        An address alone never opens an account: another agency's directory could claim any.
        """
        agency = Agency.objects.filter(code=sociallogin.account.provider).first()
        for address in sociallogin.email_addresses:
            if agency is None:
                break
            invitation = pending_invitation(address.email, agency.pk) if address.verified else None
            if invitation is not None:
                return invitation.account, address.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link the subject to the invited account, closing the invitation; turn away everybody else."""
        provider = sociallogin.account.provider
        if not sociallogin.is_existing:
            record("account.directory_refused", provider=provider)
            raise ImmediateHttpResponse(render(request, "account/not_let_in.html", {"why": "unknown"}, status=403))
        if sociallogin.account.pk is None:
            account = sociallogin.user
            sociallogin.account.user = account
            sociallogin.account.save()
            agency = Agency.objects.get(code=provider)  # what another agency has handed over stays unused
            Link.objects.filter(account=account, used_at__isnull=True, agency_id=agency.pk).update(used_at=Now())
            sociallogin._did_authenticate_by_email = None
            record("account.directory_linked", about=[UUID(str(account.pk))], provider=provider)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted, and names us and the person to the person's devices."""

    def encrypt(self, text: str) -> str:
        """Encrypt with a key that is not in the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt what `encrypt` returned. Raises InvalidToken when the secret key has changed."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Account, type: Any) -> str:
        """Name a passkey by its number."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_totp_label(self, user: Account) -> str:
        """Name the account in the app by its address."""
        return user.email

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this site to the device; the host is what the passkey is tied to."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Concerted"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Name the account to the device."""
        return {"id": str(user.pk).encode(), "display_name": user.name or user.email, "name": user.email}


def _cipher() -> Fernet:
    key = hashlib.sha256(b"concerted second factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
