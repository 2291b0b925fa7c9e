"""The search page: what each room finds for a name, a reference, a birth date, a number or a postcode."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from concerted.access.rooms import offering
from concerted.kernel.pages import page
from concerted.kernel.search import Found
from concerted.partnership.clock import today
from concerted.people.searching.asked import parsed
from concerted.people.searching.sealing import seal, unseal
from concerted.people.searching.telling import tried, without

LONGEST = 100
MARKS = {"agency": "Agency", "district": "District"}


class FilterForm(forms.Form):
    """What narrows an answer, in the address; only what was found is offered, and what is not offered is not asked."""

    asked = forms.CharField(widget=forms.HiddenInput)
    near = forms.ChoiceField(
        label="How near", required=False, choices=[("", "All that is near"), ("no", "As I wrote it")]
    )
    agency = forms.ChoiceField(label="Agency", required=False)
    district = forms.ChoiceField(label="District", required=False)

    def __init__(self, given: Any, found: list[Found]) -> None:
        super().__init__(given)
        for name in MARKS:
            values = sorted({value for one in found for value in one.marks.get(name, ())})
            self.fields[name].choices = [("", "All"), *((value, value) for value in values)]  # type: ignore[attr-defined]

    def narrowed(self, found: list[Found]) -> list[Found]:
        """Return those of what was found that the filters leave."""
        self.is_valid()
        given = self.cleaned_data
        return [
            one
            for one in found
            if not (given.get("near") and one.reasons)
            and all(not given.get(name) or given[name] in one.marks.get(name, ()) for name in MARKS)
        ]


@page("Find", "find", is_for="look people up", personal=True)
def find(request: HttpRequest) -> HttpResponse:
    """Show what the viewer's post may see of what was asked.

    What is asked is posted and goes on in a sealed address: neither a log, nor the trail, nor a browser's history or
    title holds the words. Whoever writes `?q=` into an address by hand is answered; no form and no link does.
    """
    if request.method == "POST":
        return _to(request, _plain(request.POST.get("q", "")))
    given = request.GET.dict()
    sealed, by_hand = given.get("asked", ""), _plain(given.pop("q", ""))
    opened = unseal(request, sealed) if sealed else {"q": by_hand}
    text = (opened or {}).get("q", "")
    found: list[Found] = []
    if text:
        for room in offering("search"):
            found += room.search(request.viewer, text, today())  # type: ignore[attr-defined]
    form = FilterForm({**given, "asked": sealed or seal(request, {"q": text})}, found)
    rows = form.narrowed(found)
    request.shown += [one for thing in rows for one in thing.about]  # type: ignore[attr-defined]
    asked = parsed(text)
    context = {
        "text": text,
        "ended": bool(sealed) and opened is None,
        "found": rows,
        "all": len(found),
        "exact": sum(not one.reasons for one in rows),
        "form": form if len(found) > 1 else None,
        "tried": tried(asked),
        "notes": asked.notes,
        "without": [] if found else [(words, _address(request, other)) for words, other in without(asked)],
        "everything": _address(request, text) if text else "",
    }
    return render(request, "pages/find.html", context)


def _plain(written: str) -> str:
    return written.replace("\0", "").strip()[:LONGEST]


def _to(request: HttpRequest, text: str) -> HttpResponse:
    answer = HttpResponseRedirect(_address(request, text) if text else "/find")
    answer.status_code = 303
    return answer


def _address(request: HttpRequest, text: str) -> str:
    return "/find?" + urlencode({"asked": seal(request, {"q": text})})
