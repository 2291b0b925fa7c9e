"""The words and codes of the scheme: kinds, colours, and how what is left for later is said."""

KINDS = ("Fixed", "Flex", "Free")
COLOURS = ("red", "amber", "green", "custody")
LATER = "later"
SCHEME = "iom"
"""The code of the agency that owns what partners make together, and of the programme."""

HARM_MEASURES = "Harm points measure sentences, not suffering"
"""What every page that shows harm points says (S28)."""

HANDLING = "OFFICIAL-SENSITIVE"
"""The handling line's first word; until when a copy may be kept follows."""
