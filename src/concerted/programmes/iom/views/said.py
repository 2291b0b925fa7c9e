"""What a page says, once, after an act of the programme."""

from django.http import HttpRequest

SAID = {
    "decided": "The decision is recorded.",
    "kind": "The kind is recorded.",
    "colour": "The colour is recorded.",
    "told": "It is recorded when the person was told, or why not.",
    "left": "The person has left the cohort. What was still asked is withdrawn. Locked cohorts do not change.",
    "locked": "The cohort is locked as it stands today.",
    "proposed": "The proposal waits for the panel.",
}


def said(request: HttpRequest) -> list[str]:
    """Return what the act before this page did, as the address says."""
    words = SAID.get(request.GET.get("said", ""))
    return [words] if words else []
