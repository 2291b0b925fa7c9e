"""What the pages of keeping and erasing say after an act, and the states of an erasure."""

from django.http import HttpRequest

IS_FOR = "keep and erase their agency's records"
KEEP = "retention.keep"
SAID = {
    "period": "The period is written down. The list of what is due follows it at once.",
    "kept": "It is kept until that day. It comes back to the list afterwards.",
    "held": "The hold stands. Nobody can erase this record before it is lifted.",
    "lifted": "The hold is lifted.",
    "asked": "Somebody else of your agency must confirm this. Nothing is erased yet.",
    "confirmed": "It is being erased now. The certificate stands here in a moment.",
    "withdrawn": "It is taken back. Nothing was erased.",
    "allowed": "The next file that names this person brings the record again.",
}
STATES = {
    "asked": ("due", "Waits for a second person"),
    "confirmed": ("moving", "Being erased"),
    "erased": ("moving", "Files being removed"),
    "done": ("done", "Erased"),
    "stopped": ("overdue", "Stopped"),
    "withdrawn": ("neutral", "Taken back"),
}


def messages(request: HttpRequest) -> list[str]:
    """Return what the act before this page did, as the address says."""
    said = SAID.get(request.GET.get("said", ""))
    return [said] if said else []
