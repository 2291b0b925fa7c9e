"""Reads the log of breaches of the viewer's agency."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404

from concerted.access.categories import in_words
from concerted.data_protection.breaches.wording import PEOPLE, articles, moment, regime_in_words
from concerted.data_protection.models import Breach
from concerted.data_protection.rules.must_be_reported import RISKS

A_PAGE = 50

KINDS = {"open": "Open", "closed": "Closed", "near": "Near misses", "all": "All"}
"""What the list may show."""


def breaches(kind: str, offset: int) -> list[Breach]:
    """Return a page of breaches and one more, those open first by awareness, else the newest first."""
    rows = Breach.objects.all()
    if kind == "open":
        rows = rows.filter(closed_at=None).order_by("aware_at", "id")
    elif kind == "closed":
        rows = rows.exclude(closed_at=None).order_by("-aware_at", "-id")
    elif kind == "near":
        rows = rows.filter(near_miss=True).order_by("-aware_at", "-id")
    else:
        rows = rows.order_by("-aware_at", "-id")
    return list(rows[offset : offset + A_PAGE + 1])


def breach_of(reference: str) -> Breach:
    """Return a breach by its reference. Raises Http404 alike when there is none and when it is another agency's."""
    found = Breach.objects.filter(reference=reference.upper()).select_related("recorded_by").first()
    if found is None:
        raise Http404
    return found


def facts(breach: Breach) -> list[dict[str, str]]:
    """Return what was written first, as rows of a summary."""
    return [
        {"key": "What happened", "value": breach.what},
        {"key": "When it happened", "value": moment(breach.happened_at)},
        {"key": "When your agency became aware", "value": moment(breach.aware_at)},
        {"key": "Law", "value": regime_in_words(breach.regime)},
        {"key": "About", "value": _listed(in_words(code) for code in breach.categories)},
        {"key": "Whose data", "value": PEOPLE.get(breach.people, breach.people)},
        {"key": "Written down", "value": f"{moment(breach.recorded_at)}, by {breach.recorded_by.holder}"},
    ]


def step_facts(breach: Breach, step: str) -> list[str]:
    """Return what a step says, a sentence or a fact a line."""
    report, tell = articles(breach.regime)
    found: dict[str, list[Any]] = {
        "safety": [breach.safety, breach.safe_at and f"Done on {moment(breach.safe_at)}."],
        "containment": [breach.contained, breach.contained_at and f"Stopped on {moment(breach.contained_at)}."],
        "report": [
            f"{RISKS.get(breach.risk, 'Risk not known')}. {breach.risk_because}",
            breach.reported_at and f"Reported on {moment(breach.reported_at)} ({report}).",
            breach.report_reference and f"Reference: {breach.report_reference}.",
            breach.late_because and f"Late because: {breach.late_because}",
            breach.not_reported_because and f"Not reported because: {breach.not_reported_because}",
        ],
        "people": [
            breach.people_told_at and f"Told on {moment(breach.people_told_at)} ({tell}).",
            breach.people_not_told_because and f"Not told because: {breach.people_not_told_because}",
        ],
        "learnt": [breach.learnt],
    }
    return [line for line in found[step] if line]


def _listed(words: Iterable[str]) -> str:
    text = ", ".join(words)
    return text[:1].upper() + text[1:] if text else "Nothing named"
