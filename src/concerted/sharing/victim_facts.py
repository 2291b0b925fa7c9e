"""A request for a victim's information as it is read, on a page and on paper alike."""

from django.utils import timezone

from concerted.kernel.days import in_words
from concerted.sharing.models import VictimRequest


def facts(held: VictimRequest, power: str) -> list[tuple[str, str]]:
    """Return what a request says, each with its heading, in the order of the form; `power` is the gateway's title."""
    at = timezone.localtime(held.asked_at)
    return [
        ("Whose information", held.about),
        ("Reference", held.reference),
        ("Asked by", f"{held.asked_by_words}, {in_words(at.date())}, {at:%H:%M}"),
        ("Asked of", held.to_agency.name),
        ("What is asked", held.asked),
        ("Period", held.period),
        ("Line of enquiry; necessary and proportionate", held.grounds),
        ("Why not in another way", held.elsewhere),
        ("Counselling notes", _counselling(held)),
        ("Authorised by", held.authorised_by),
        ("The victim", _victim(held)),
        ("Answer needed by", in_words(held.due_on) if held.due_on else "No day is set"),
        ("Power", power),
    ]


def _counselling(held: VictimRequest) -> str:
    if not held.counselling:
        return "Not asked for"
    return f"Asked for. They are presumed not to be necessary. What is said to rebut that: {held.counselling_because}"


def _victim(held: VictimRequest) -> str:
    if held.victim_told_on is None:
        return f"Not told, because: {held.not_told_because}"
    said = f", and said: “{held.victim_view}”" if held.victim_view else ""
    return f"Told on {in_words(held.victim_told_on)}{said}"
