"""The words of the room that more than one page needs."""

PASSED_ON = "Your question is passed on. No answer means nothing."
"""What whoever asks is answered, always (S3)."""

SAID = {
    "asked": PASSED_ON,
    "withdrawn": "Your question is taken back. Nobody is asked any more, and what was answered to it is closed again.",
    "answered": "Your answer is told to those who asked, and to nobody else.",
    "silent": "You said nothing. Nobody is told so.",
    "seen": "It is marked as seen.",
    "opened": "What may be opened in an emergency is open to you. The agencies concerned are told, and it is reviewed.",
    "ended": "The opening is ended.",
    "reviewed": "The review is recorded.",
    "requested": "The request is made. The service sees exactly what its page shows.",
    "request_withdrawn": "The request is taken back. The service sees that.",
    "shared": "It is shared. Exactly what was shown can be read there, until the last day.",
    "disclosure_ended": "It is ended. They cannot open it any more. They see that it ended, not why.",
    "consent_recorded": "The consent is written down. What rests on it stops when it is taken back.",
    "consent_withdrawn": "The consent is taken back, and what rested on it has stopped. The letter says what to tell.",
    "request_answered": "Your answer is told to those who asked. No notes have left your service by this system.",
}
"""What a page says, once, after an act."""


def name_told(told: str) -> str:
    """Return the name alone of what `told_about` made."""
    return told.removesuffix(", birth date not known").rpartition(", born ")[0] or told.partition(", birth date")[0]
