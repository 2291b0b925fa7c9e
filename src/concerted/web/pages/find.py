"""The search page: what each room finds for a name, a reference or a birth date."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.access.rooms import offering
from concerted.kernel.pages import page
from concerted.partnership.clock import today


@page("Find", "find", is_for="look people up", personal=True)
def find(request: HttpRequest) -> HttpResponse:
    """Show what the viewer's post may see of what was asked; the words asked never enter a log."""
    text = request.GET.get("q", "").strip()[:100]
    found = []
    if text:
        for room in offering("search"):
            found += room.search(request.viewer, text, today())  # type: ignore[attr-defined]
    request.shown += [one for thing in found for one in thing.about]  # type: ignore[attr-defined]
    return render(request, "pages/find.html", {"text": text, "found": found})
