"""Who looked at whom: the pages of the data protection officer over the trail."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from concerted.audit.record import record
from concerted.data_protection.looks.exporting import as_csv
from concerted.data_protection.looks.period import Period, address, period_of
from concerted.data_protection.looks.reading import A_PAGE, MOST, Look, Place, acts, looks_at, looks_by, place_of
from concerted.data_protection.looks.wording import ACTS
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.partnership.models import Post
from concerted.people.queries.records import Who, visible_person
from concerted.people.search import search
from concerted.people.searching.sealing import seal, unseal

IS_FOR = "answer for the protection of their agency's data"
READ = "audit.read"
LONGEST = 100
"""Characters that are searched for."""


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks; a page with a permission is never reached without one."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


@page("Who looked at whom", READ, is_for=IS_FOR, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
def looks_page(request: HttpRequest) -> HttpResponse:
    """Choose a person or a post; the ways to what is unusual, what was done, and the signed trail.

    What is searched for is posted and stands sealed in the address: no log and no history holds a name.
    """
    viewer = viewer_of(request)
    if request.method == "POST":
        written = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
        return HttpResponseRedirect("/looks?" + urlencode({"asked": seal(request, {"q": written})}))
    text = (unseal(request, request.GET.get("asked", "")) or {}).get("q", "")
    found = search(viewer, text, today()) if text else []
    request.shown += [subject for one in found for subject in one.about]  # type: ignore[attr-defined]
    context = {
        "text": text,
        "found": [(one, one.href.rpartition("/")[2]) for one in found],
        "posts": Post.objects.filter(agency_id=viewer.agency_id).order_by("holder", "title", "id"),
    }
    return render(request, "data_protection/looks.html", context)


@page("Who looked at one person", READ, is_for=IS_FOR, personal=True)
@require_safe
def person_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Who looked at a person: each page that showed a record of theirs, and each act about them."""
    viewer = viewer_of(request)
    who = visible_person(viewer, reference)
    request.shown += who.shown  # type: ignore[attr-defined]

    def read(period: Period, before: Place | None, most: int) -> list[Look]:
        return looks_at(viewer, _subjects(who), period, before, most)

    words = {"name": who.name, "reference": who.person.reference}
    return _listed(request, read, "data_protection/looks_person.html", f"looks-{who.person.reference}", words)


@page("What one post looked at", READ, is_for=IS_FOR, personal=True)
@require_safe
def post_page(request: HttpRequest, post: UUID) -> HttpResponse:
    """What a post of the own agency looked at and did; another agency's is as one that is missing."""
    viewer = viewer_of(request)
    held = Post.objects.filter(pk=post, agency_id=viewer.agency_id).first()
    if held is None:
        raise Http404

    def read(period: Period, before: Place | None, most: int) -> list[Look]:
        return looks_by(viewer, held.pk, period, before, most)

    return _listed(request, read, "data_protection/looks_post.html", "looks-of-a-post", {"post": held})


@page("What was done", READ, is_for=IS_FOR, personal=True)
@require_safe
def acts_page(request: HttpRequest) -> HttpResponse:
    """What posts of the own agency did, by kind: disclosures and openings in an emergency among them."""
    viewer = viewer_of(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ACTS else ""

    def read(period: Period, before: Place | None, most: int) -> list[Look]:
        return acts(viewer, kind, period, before, most)

    words = {"kinds": list(ACTS.items()), "kind": kind, "chosen": ACTS[kind]}
    return _listed(request, read, "data_protection/looks_acts.html", "acts", words)


def _subjects(who: Who) -> list[UUID]:
    return [who.person.pk, *(row.pk for row in who.records)]


def _listed(request: HttpRequest, read: Any, template: str, file: str, words: dict[str, Any]) -> HttpResponse:
    """Show a page of events, or give all of the period as a file where the address asks for one."""
    period, form = period_of(request.GET)
    as_file = request.GET.get("as") == "csv"
    before = None if as_file else place_of(request.GET.get("before"))
    looks: list[Look] = read(period, before, MOST if as_file else A_PAGE + 1)
    shown = looks if as_file else looks[:A_PAGE]
    request.shown += dict.fromkeys(subject for look in shown for subject in look.about)  # type: ignore[attr-defined]
    if as_file:
        record("looks.exported", rows=len(looks), of=file.partition("-")[0])
        answer = HttpResponse(as_csv(looks), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{file}.csv"'
        return answer
    older = str(Place(shown[-1].at, shown[-1].event)) if len(looks) > A_PAGE else ""
    context = {
        "looks": shown,
        "form": form,
        "period": period,
        "first_page": before is None,
        "older": address(request.GET, before=older) if older else "",
        "newest": "" if before is None else address(request.GET, before=""),
        "csv": address(request.GET, before="", **{"as": "csv"}),
        "posts_seen": len({look.post_id for look in shown}),
        "others": any(not look.own for look in shown),
        **words,
    }
    return render(request, template, context)
