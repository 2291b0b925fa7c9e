"""What the viewer's agency must be told."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from concerted.kernel.pages import page
from concerted.sharing.actions.see_notice import see_notice
from concerted.sharing.queries.notices import notices
from concerted.sharing.views.places import link_to, place_in
from concerted.sharing.views.steps import messages, show, viewer_of


@page("Notices", "notices", is_for="hold a post", personal=True)
@require_safe
def notices_page(request: HttpRequest) -> HttpResponse:
    """What must my agency be told?"""
    seen = request.GET.get("show") == "seen"
    rows, older = notices(viewer_of(request), seen=seen, after=place_in(request.GET.get("after")))
    show(request, *(row.id for row in rows))
    context = {
        "rows": rows,
        "seen": seen,
        "older": link_to("after", older, **({"show": "seen"} if seen else {})),
        "messages": messages(request),
    }
    return render(request, "sharing/notices.html", context)


@page("Mark a notice as seen", "notices", is_for="hold a post", personal=True)
@require_POST
def seen(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Mark a notice as seen: one button, the same answer for a notice that is not there."""
    see_notice(notice=notice, by=viewer_of(request))
    return HttpResponseRedirect("/notices?said=seen")
