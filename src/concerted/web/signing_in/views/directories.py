"""Sign-in by an agency's own directory: out to it, and back."""

from collections.abc import Callable
from functools import wraps

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from concerted.kernel.pages import page

View = Callable[[HttpRequest, str], HttpResponse]


def of_a_directory(view: View) -> View:
    """Answer like a missing page where no directory is set, and in words where it is silent or talks nonsense."""

    @wraps(view)
    def wrapped(request: HttpRequest, provider_id: str) -> HttpResponse:
        if not SocialApp.objects.filter(provider="openid_connect", provider_id=provider_id).exists():
            raise Http404
        try:
            return view(request, provider_id)
        except (RequestException, KeyError, ValueError):
            return render(request, "socialaccount/authentication_error.html", status=401)

    return wrapped


@page("Sign in with your agency", None)
@of_a_directory
def go_to(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the directory, with a state and a proof key that only this browser's sign-in has."""
    answer: HttpResponse = openid_connect.login(request, provider_id=provider_id)
    return answer


@page("Sign in with your agency", None)
@of_a_directory
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the directory's word for who this is, and let in whom the same agency has invited."""
    answer: HttpResponse = openid_connect.callback(request, provider_id=provider_id)
    return answer
