"""The words of the room that more than one page needs."""

SAID = {
    "asked": "Your question is passed on. No answer means nothing.",
    "withdrawn": "Your question is taken back. Nobody is asked any more, and what was answered to it is closed again.",
    "answered": "Your answer is told to those who asked, and to nobody else.",
    "silent": "You said nothing. Nobody is told so.",
    "seen": "It is marked as seen.",
    "opened": "What may be opened in an emergency is open to you. The agencies concerned are told, and it is reviewed.",
    "ended": "The opening is ended.",
    "reviewed": "The review is recorded.",
    "requested": "The request is made. The service sees exactly what its page shows.",
    "request_withdrawn": "The request is taken back. The service sees that.",
    "request_answered": "Your answer is told to those who asked. No notes have left your service by this system.",
}
"""What a page says, once, after an act."""
