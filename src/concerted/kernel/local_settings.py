"""The words in which a room declares what a county decides for itself, where no source decides.

A room offers its settings as SETTINGS in `local_settings.py`; `partnership.queries.local_settings` finds them and says
which value is in force. A setting without a value is "not configured": whoever reads it says so and guesses nothing.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["days", "months", "number", "words"]
UNITS: dict[Kind, str] = {"days": "days", "months": "months", "number": "", "words": ""}


@dataclass(frozen=True)
class Setting:
    """One thing that the county decides: what it does, who reads it, and between which values it may lie.

    `without` says what happens while it is not configured. `least` and `most` bound whole numbers.
    """

    code: str
    title: str
    kind: Kind
    does: str
    read_by: str
    without: str
    least: int = 1
    most: int = 3_650

    @property
    def unit(self) -> str:
        """The word behind the value, or nothing."""
        return UNITS[self.kind]

    def read(self, typed: str) -> int | str:
        """Return the value that was typed. Raises ValueError with the way to mend it."""
        text = " ".join(typed.split())
        if self.kind == "words":
            if not text:
                raise ValueError("Write the words that are decided.")
            return text
        if not text.isdecimal() or not self.least <= int(text) <= self.most:
            raise ValueError(f"Write a whole number from {self.least} to {self.most}.")
        return int(text)
