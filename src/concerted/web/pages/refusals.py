"""The two refusals that are never mixed, and the page for a fault of ours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.kernel.pages import page


@page("Nothing here", None)
def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer the same for a record that is missing and one that is closed: same status, same bytes."""
    return render(request, "pages/nothing_here.html", status=404)


@page("Fault", None)
def fault(request: HttpRequest) -> HttpResponse:
    """Say that something of ours broke and that nothing was saved."""
    return render(request, "pages/error.html", status=500)
