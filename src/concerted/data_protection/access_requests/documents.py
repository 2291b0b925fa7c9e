"""The answer as a document: what is told, as JSON and as PDF. The same decisions give the same bytes."""

import json
from datetime import date
from importlib import import_module
from typing import Any

from django.template.loader import render_to_string

from concerted.access.categories import in_words
from concerted.data_protection.access_requests.exemptions import REGIMES
from concerted.data_protection.models import Disclosable, SubjectAccess
from concerted.kernel.days import in_words as day_in_words
from concerted.partnership.models import AgencyContact

RIGHTS = (
    "You may ask for what is wrong to be put right, and for what should not be held to be erased.",
    "You may object to how it is used, and ask that a person look again at what was decided by a machine.",
    "You may complain to the Information Commissioner: ico.org.uk, 0303 123 1113, or to a court.",
)
TITLES = {
    "identity": "who you are",
    "recipients": "who received it",
    "rights": "what you asked before",
    "retention": "how long it is kept",
}


def told(request: SubjectAccess, entries: list[Disclosable], *, on: date, agency: str) -> dict[str, Any]:
    """Return what the answer says. Withheld entries leave no gap: numbers are given anew (S2)."""
    given = [(entry, entry.redacted or entry.text) for entry in entries if entry.decision in ("give", "redact")]
    return {
        "reference": request.reference,
        "to": request.who,
        "from": agency,
        "under": REGIMES[request.regime],
        "received_on": request.received_on.isoformat(),
        "answered_on": on.isoformat(),
        "entries": [
            {"number": number, "category": title_of(entry.category), "heading": entry.heading, "text": text}
            for number, (entry, text) in enumerate(given, 1)
        ],
        "words_taken_out": any(entry.decision == "redact" for entry in entries),
        "not_everything_may_be_told": (
            "Some of what an agency holds may be withheld by law, for instance to protect other people or an inquiry. "
            "This sentence stands in every answer, whether anything was withheld or not."
        ),
        "rights": list(RIGHTS),
        "contacts": _contacts(request),
    }


def title_of(category: str) -> str:
    """Return a category as the person reads it."""
    return TITLES.get(category) or in_words(category)


def as_json(answer: dict[str, Any]) -> bytes:
    """Return the answer as JSON, for another system to read."""
    return (json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def as_pdf(answer: dict[str, Any]) -> bytes:
    """Return the answer as a tagged PDF in A4, made in memory; nothing is fetched from anywhere."""
    shown = {
        **answer,
        "received": day_in_words(date.fromisoformat(answer["received_on"])),
        "answered": day_in_words(date.fromisoformat(answer["answered_on"])),
        "groups": _groups(answer["entries"]),
        "sender": answer["from"],
    }
    html = render_to_string("data_protection/answer.html", shown)
    weasyprint = import_module("weasyprint")  # it loads Pango: only the process that prints pays for that
    document = weasyprint.HTML(string=html, url_fetcher=_nothing_is_fetched)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _nothing_is_fetched(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"An answer fetches nothing: {url}")


def _groups(entries: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        groups.setdefault(entry["category"], []).append(entry)
    return list(groups.items())


def _contacts(request: SubjectAccess) -> list[str]:
    rows = AgencyContact.objects.filter(agency_id=request.scope.agency_id, until_at=None).order_by("matter", "id")
    return [", ".join(p for p in (c.matter, c.name, c.telephone, c.email, c.hours) if p) for c in rows]
