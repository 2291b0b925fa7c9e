"""The partner's pages: choose, look at what would be public, release it in one's own name; correct what is public."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.specification import Shows, Specification
from concerted.figures.actions.correct_release import correct_release
from concerted.figures.actions.release_cells import release_cells
from concerted.figures.models import Release
from concerted.figures.queries.released import editions_of, newest_of_each
from concerted.figures.releases.drafting import SETTINGS, Draft, draft, latest, wanted_by, years_to_release
from concerted.figures.releases.forms import ChoosingForm, CorrectingForm, ReleasingForm, wanted_of
from concerted.figures.releases.wording import moves_of, tables_by_quarter, tables_of, title_of
from concerted.figures.releases.writing import overlapping
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.places.models import District

IS_FOR = "release figures to the public"


@page("Release figures", "figures.release", is_for=IS_FOR)
def release(request: HttpRequest) -> HttpResponse:
    """Choose a measure, a year and its tables; see exactly what would be public; release it."""
    asked = request.POST if request.method == "POST" else request.GET
    given = {name: asked.get(name, "").replace("\0", "") for name in ("measure", "ends_on", "by", "quarters")}
    runs = {code: run for code in _measures() if (run := latest(code)) is not None}
    given["measure"] = given["measure"] if given["measure"] in runs else next(iter(runs), "")
    endings = years_to_release(runs[given["measure"]]) if runs else []
    wanted = wanted_of(given, endings)
    context: dict[str, Any] = {"public": newest_of_each("default"), "settings": SETTINGS.in_words(), "runs": runs}
    if wanted is None:
        return render(request, "figures/release.html", context)
    given["ends_on"] = wanted.ends_on.isoformat()
    spec = measure(wanted.measure)
    form = ReleasingForm(
        request.POST if request.method == "POST" else None, initial={"title": title_of(spec, wanted.ends_on)}
    )
    there = overlapping(wanted, spec.family)
    answer = _take(
        request,
        form,
        lambda said, by: release_cells(
            wanted=wanted, title=said["title"], at=timezone.now(), by=by, identifier=said["identifier"]
        ),
    )
    if answer is not None:
        return answer
    context |= _look(lambda: draft(wanted)) if there is None else {}
    measured = {code: label for code, label in _measures().items() if code in runs}
    choosing = ChoosingForm(given, measures=measured, endings=endings)
    context |= {"form": form, "choosing": choosing, "wanted": wanted, "there": there, "given": given, "spec": spec}
    return render(request, "figures/release.html", context)


@page("Release figures", "figures.release", is_for=IS_FOR)
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """See what a correction would move, say why, and release it as a new edition."""
    editions = editions_of(slug, "default")
    if not editions:
        raise Http404
    newest = editions[0]
    form = CorrectingForm(request.POST if request.method == "POST" else None, initial={"edition": newest.edition})
    answer = _take(
        request,
        form,
        lambda said, by: correct_release(
            slug=slug, edition=said["edition"], why=said["why"], at=timezone.now(), by=by, identifier=said["identifier"]
        ),
    )
    if answer is not None:
        return answer
    context = _look(lambda: draft(wanted_by(newest), newest))
    context |= {"form": form, "newest": newest, "settings": SETTINGS.in_words()}
    return render(request, "figures/release_correct.html", context)


def _measures() -> dict[str, str]:
    """The measures whose cells can be released, by code; cohorts of twelve months are told from those of three."""
    return {code: _label(spec) for code, spec in measures().items() if spec.shows is Shows.RATE}


def _label(spec: Specification) -> str:
    edition = spec.edition if spec.cohort_quarters == 4 else spec.edition.split(",")[0]
    return f"{spec.title} ({edition})"


def _take(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any], Viewer], Release]
) -> HttpResponse | None:
    """Do the act of a form that is complete; None when there is something to show on the page instead."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        made = act(form.cleaned_data, request.viewer)  # type: ignore[attr-defined]
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    said = "corrected" if made.edition > 1 else "released"
    return HttpResponseRedirect(f"/figures/{made.slug}?said={said}")


def _look(drafted: Callable[[], Draft]) -> dict[str, Any]:
    """What the page shows of a draft, or why there is none."""
    try:
        found = drafted()
    except Refused as refusal:
        return {"refusal": str(refusal)}
    districts = dict(District.objects.values_list("code", "name"))
    return {
        "draft": found,
        "tables": tables_of(found.lines, found.wanted.tables, districts, found.effect),
        "by_quarter": tables_by_quarter(found.lines, found.wanted.tables, districts),
        "counts": {state: found.count(state) for state in ("shown", "hidden")},
        "moved": moves_of(found.moved, districts),
    }
