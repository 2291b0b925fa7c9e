"""Forms of second factors and passwords, in our words."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache

from concerted.accounts.models import Account

SPENT_FOR = 150
"""Seconds in which a code could be taken again: three steps of the clock and a little."""
STRANGE = (AttributeError, IndexError, InvalidSignature, KeyError, TypeError, ValueError)
"""What reading a device's answer may raise: it is JSON from a browser, signed by anybody or nobody."""
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "size": "12"}


def _spend(account: Account, code: str) -> None:
    """Let a code count once. Raises ValidationError the second time; django-allauth keeps it for one step only."""
    digits = "".join(code.split())
    if not cache.add(f"concerted.code:{account.pk}:{digits}", "spent", SPENT_FOR):
        raise forms.ValidationError("This code has been used. Wait for the next one.")


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code from the app, or one of the recovery codes."""

    code = forms.CharField(label="Code", max_length=20, widget=forms.TextInput(attrs=CODE))

    def clean_code(self) -> str:
        """Check the code; five wrong ones lock the second step for a quarter of an hour."""
        try:
            code: str = super().clean_code()
        except forms.ValidationError as error:
            raise _in_our_words(error) from error
        _spend(self.user, code)
        return code


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that is being set up."""

    code = forms.CharField(label="Code that the app shows now", max_length=12, widget=forms.TextInput(attrs=CODE))

    def clean_code(self) -> str:
        """Check the code against the secret that the page shows."""
        try:
            code: str = super().clean_code()
        except forms.ValidationError as error:
            raise _in_our_words(error) from error
        _spend(self.user, code)
        return code


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that the device has made, with a name that the person knows it by."""

    name = forms.CharField(label="Name of this passkey", max_length=60, required=False)
    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_passwordless(self) -> bool:
        """A passkey always proves the person (finger, face or PIN), since it can open the door alone."""
        return True

    def clean(self) -> dict[str, Any]:
        """Check the device's answer against what it was asked."""
        try:
            given: dict[str, Any] = super().clean()
        except STRANGE as error:
            raise forms.ValidationError("The device did not finish. Try again.") from error
        return given


class SecondPasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The answer of a passkey of the account whose password was right."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered. Raises ValidationError for anything else."""
        try:
            return super().clean_credential()
        except STRANGE as error:
            raise forms.ValidationError("This passkey is not known here.") from error


class OnlyPasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    """The answer of a passkey that names its account itself."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered. Raises ValidationError for anything else."""
        try:
            return super().clean_credential()
        except STRANGE as error:
            raise forms.ValidationError("This passkey is not known here.") from error


def _in_our_words(error: forms.ValidationError) -> forms.ValidationError:
    if error.code in ("too_many_login_attempts", "rate_limited"):
        return forms.ValidationError("Too many wrong codes. Wait a quarter of an hour and try again.")
    return forms.ValidationError("This code is not right, or its time has passed. Write the one that shows now.")


class NewPasswordForm(forms.Form):
    """A new password, written once; the browser or a password manager may make it."""

    new = forms.CharField(
        label="New password",
        strip=False,
        max_length=200,
        help_text="8 characters or more, best a sentence. No common one, no digits alone, not your name or address.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_new(self) -> str:
        """Refuse a password that is short, common, or made of the person's own name or address."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.account)
        return new


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    present = forms.CharField(
        label="Present password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("present", "new")


class ForgottenForm(forms.Form):
    """The address of somebody who cannot sign in."""

    address = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
