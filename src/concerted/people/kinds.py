"""Kinds of event, in the partnership's words, and which of them count (S13)."""

ARREST = "arrest"
CRIME = "crime"
CONVICTION = "conviction"
CAUTION = "caution"
RELEASE = "release"
RELEASE_PLANNED = "release planned"
RELEASE_MOVED = "release moved"
RECALL = "recall"
KEPT = "kept appointment"
MISSED = "missed appointment"
BREACH = "breach"
HOUSING = "housing"
ATTENDANCE = "attendance"
YOUTH = "youth work"

COUNTS = frozenset({CONVICTION, CAUTION})
"""Convictions and cautions score; all else is shown, not counted."""

EXISTENCE_PROTECTED = frozenset({ATTENDANCE, YOUTH})
"""Kinds whose agency's name is the secret: they are shown to that agency alone."""

WORDS = {
    ARREST: "Arrested",
    CRIME: "Recorded as a suspect",
    CONVICTION: "Convicted",
    CAUTION: "Cautioned",
    RELEASE: "Released from prison",
    RELEASE_PLANNED: "Release planned",
    RELEASE_MOVED: "Release date moved",
    RECALL: "Recalled to prison",
    KEPT: "Kept an appointment",
    MISSED: "Missed appointment",
    BREACH: "Breached an order",
    HOUSING: "Housing register",
    ATTENDANCE: "Attendance",
    YOUTH: "Youth work",
}
