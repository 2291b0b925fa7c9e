"""What the county decides about erasures and answers, and what holds while it has decided nothing."""

from datetime import date

from concerted.data_protection.looks.settings import SETTINGS as LOOKS
from concerted.kernel.local_settings import Setting
from concerted.partnership.queries.local_settings import value

PEOPLE_TO_ERASE = "data_protection.people_to_erase"
DAYS_KEPT = "data_protection.answer_kept_days"
ASSUMED_DAYS_KEPT = 30
"""Ours, labelled so on the page: how long the files of a released answer are kept."""

SETTINGS = (
    Setting(
        PEOPLE_TO_ERASE,
        "How many people must agree to an erasure",
        "number",
        "With 2, somebody else of the agency who may keep and erase records confirms each erasure.",
        "data protection officers",
        "One person decides, after seeing exactly what goes.",
        most=2,
    ),
    Setting(
        DAYS_KEPT,
        "How long the files of an answer are kept",
        "days",
        "The PDF and JSON of an answer to somebody who asked to see their records are removed after this many days.",
        "data protection officers",
        f"{ASSUMED_DAYS_KEPT} days: our assumption, labelled so.",
        most=365,
    ),
    *LOOKS,
)


def second_person_needed(on: date) -> bool | None:
    """Return whether a second person must confirm an erasure; None where the county has decided nothing."""
    found = value(PEOPLE_TO_ERASE, on)
    return None if found is None else int(found) > 1


def days_kept(on: date) -> tuple[int, bool]:
    """Return for how many days an answer's files are kept, and whether that is our assumption."""
    found = value(DAYS_KEPT, on)
    return (ASSUMED_DAYS_KEPT, True) if found is None else (int(found), False)
