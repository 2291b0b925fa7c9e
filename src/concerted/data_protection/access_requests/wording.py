"""What the pages of requests say after an act."""

from django.http import HttpRequest

IS_FOR = "answer what people ask about their own records"
ANSWER = "rights.answer"
SAID = {
    "received": "The request is written down, with the day by which it is answered.",
    "identified": "It is written down how it was proven who asks.",
    "extended": "The answer has two further months. Tell whoever asks, and why.",
    "collected": "Everything that is held is collected. Look at each entry before anything is released.",
    "decided": "The decision on the entry is recorded.",
    "given": "What names nobody else is given.",
    "released": "The answer is released. Download it and hand it over.",
    "asked": "The request to put the record right is written down.",
    "settled": "The decision is recorded, and whoever received the record is told.",
}


def messages(request: HttpRequest) -> list[str]:
    """Return what the act before this page did, as the address says."""
    said = SAID.get(request.GET.get("said", ""))
    return [said] if said else []
