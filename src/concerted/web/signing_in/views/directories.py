"""Sign-in by an agency's own directory: out to it, and back."""

from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import Http404, HttpRequest, HttpResponse

from concerted.kernel.pages import page


@page("Sign in with your agency", None)
def go_to(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the directory, with a state and a proof key that only this browser's sign-in has."""
    _configured(provider_id)
    answer: HttpResponse = openid_connect.login(request, provider_id=provider_id)
    return answer


@page("Sign in with your agency", None)
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the directory's word for who this is, and let in whom the same agency has invited."""
    _configured(provider_id)
    answer: HttpResponse = openid_connect.callback(request, provider_id=provider_id)
    return answer


def _configured(provider_id: str) -> Any:
    app = SocialApp.objects.filter(provider="openid_connect", provider_id=provider_id).first()
    if app is None:
        raise Http404
    return app
