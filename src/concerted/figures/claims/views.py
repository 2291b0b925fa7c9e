"""Check a claim: a sentence or its numbers in the address, an answer on the page; nothing is stored."""

import shlex
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from concerted.analytics.claims.answer import answer, repeats_table
from concerted.analytics.claims.as_data import as_data
from concerted.analytics.claims.check import Basis, Checked, Compared
from concerted.analytics.claims.claim import Measure
from concerted.analytics.claims.figures import Called
from concerted.analytics.claims.finding import Shows
from concerted.figures.claims.forms import NumbersForm, SentenceForm
from concerted.figures.claims.split_bar import DESK, PHONE, drawn
from concerted.kernel.pages import page

EXAMPLE = (
    "the reoffending rate fell to 8.45 per cent in the last year, a drop from 9.42 per cent. "
    "The number of repeat offenders fell from 12,818 to 11,617"
)
"""The county's statement of 29 November 2013, offered to try the page with."""
NUMBERS = ("rate_before", "number_before", "rate_after", "number_after")


@page("Claims", None)
def claim(request: HttpRequest) -> HttpResponse:
    """Say what follows from a claim about reoffending, and what does not."""
    return render(request, "figures/claim.html", _context(request))


@page("Claims", None)
def claim_print(request: HttpRequest) -> HttpResponse:
    """The same on paper, with every step."""
    printed = {"handling": "Public: figures that were printed elsewhere", "at": timezone.localtime()}
    return render(request, "figures/claim_print.html", _context(request) | {"printed": printed})


@page("Claims", None)
def claim_findings(request: HttpRequest) -> HttpResponse:
    """The answer as data, with the keys of `concerted claim --json`; 422 with the reason for what is refused."""
    form = _form(request)
    checked = form.checked()
    if checked is not None:
        return JsonResponse(as_data(checked), json_dumps_params={"indent": 2, "ensure_ascii": False})
    reasons = [str(text) for texts in form.errors.values() for text in texts] or ["Nothing is written."]
    return JsonResponse({"refused": " ".join(reasons)}, status=422, json_dumps_params={"ensure_ascii": False})


def _form(request: HttpRequest) -> SentenceForm | NumbersForm:
    """Return the form that the address fills, bound only where it gives something."""
    given = {name: str(value).replace("\0", " ") for name, value in request.GET.items()}
    if given.get("enter") == "numbers":
        return NumbersForm(given if any(name in given for name in NUMBERS) else None)
    return SentenceForm(given if "claim" in given else None)


def _context(request: HttpRequest) -> dict[str, Any]:
    form = _form(request)
    checked = form.checked()
    context = {
        "signed_in": bool(getattr(request, "viewer", None)),
        "form": form,
        "numbers": isinstance(form, NumbersForm),
        "example": urlencode({"claim": EXAMPLE}),
        "checked": checked,
    }
    return context if checked is None else context | _shown(request, checked)


def _shown(request: HttpRequest, checked: Checked) -> dict[str, Any]:
    """Return what the answer shows: sentences, the bar, the table, and the addresses of its other forms."""
    said = answer(checked)
    split = checked.result.split if isinstance(checked.result, Compared) else None
    findings = [
        {
            "heading": finding.heading,
            "paragraphs": finding.paragraphs,
            "notes": finding.notes,
            "bars": [drawn(split, finding.heading, frame) for frame in (DESK, PHONE)]
            if split and finding.shows is Shows.SPLIT
            else [],
            "repeats": finding.shows is Shows.REPEATS,
        }
        for finding in said.findings
    ]
    return {
        "answer": said,
        "findings": findings,
        "table": repeats_table(checked),
        "other_ways": _other_ways(request, checked),
        "query": request.GET.urlencode(),
        "command": "concerted claim " + shlex.quote(checked.claim.text),
    }


def _other_ways(request: HttpRequest, checked: Checked) -> list[dict[str, str]]:
    """Return links that say what the claim leaves open: what it counts, and which measure it is of."""

    def leading(text: str, **said: str) -> dict[str, str]:
        given = request.GET.copy()
        for name, value in said.items():
            given[name] = value
        return {"href": f"?{given.urlencode()}", "text": text}

    ways = []
    if checked.basis is Basis.OPEN or (checked.basis is Basis.SAID and checked.reading is Called.REOFFENDERS):
        ways.append(leading("Check it as everybody who was counted", counts="cohort"))
    if checked.basis in (Basis.OPEN, Basis.SAID) and checked.reading is not Called.REOFFENDERS:
        ways.append(leading("Check it as those who reoffended", counts="reoffenders"))
    if checked.implied is not None and checked.measure is Measure.NOT_KNOWN:
        ways.append(leading("These are figures of local adult reoffending", measure=Measure.LOCAL_ADULT.value))
    return ways
