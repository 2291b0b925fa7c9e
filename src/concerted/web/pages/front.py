"""The public front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.kernel.pages import page


@page("Front door", None)
def front(request: HttpRequest) -> HttpResponse:
    """Show what Concerted is, what to do in danger, what is public, and where partners sign in."""
    return render(request, "pages/front.html")
