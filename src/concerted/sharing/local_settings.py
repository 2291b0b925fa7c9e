"""What the county decides about questions and openings in an emergency, and what holds while it has decided nothing."""

from dataclasses import dataclass
from datetime import date

from concerted.kernel.local_settings import Setting
from concerted.partnership.queries.local_settings import value

ENQUIRIES_A_DAY = "sharing.enquiries_a_day"
EMERGENCY_HOURS = "sharing.emergency_hours"

ASSUMED = {ENQUIRIES_A_DAY: 20, EMERGENCY_HOURS: 4}
"""Ours, labelled so on each page; the functions of the database hold the same numbers."""

SETTINGS = (
    Setting(
        ENQUIRIES_A_DAY,
        "How often a post may ask who else knows somebody",
        "number",
        "A post may ask “Who else knows this person?” this many times a day.",
        "everybody who works with people",
        f"{ASSUMED[ENQUIRIES_A_DAY]} a day: our assumption, labelled so.",
        most=500,
    ),
    Setting(
        EMERGENCY_HOURS,
        "How long an opening in an emergency may last",
        "number",
        "Breaking the glass opens a person's records for at most this many hours.",
        "everybody who may break the glass, and data protection officers",
        f"{ASSUMED[EMERGENCY_HOURS]} hours: our assumption, labelled so.",
        most=72,
    ),
)


@dataclass(frozen=True)
class Limit:
    """A number that holds now; `assumed` where the county has decided nothing."""

    number: int
    assumed: bool


def limit(code: str, on: date) -> Limit:
    """Return the number in force on a day for a setting of this room."""
    found = value(code, on)
    return Limit(ASSUMED[code], True) if found is None else Limit(int(found), False)
