"""Two people at one thing: what the later one is told."""

from datetime import datetime

from concerted.kernel.errors import Refused


class Changed(Refused):
    """Somebody changed the row after the form was opened; `who` did, at `at`. Nothing of the later one is saved."""

    def __init__(self, who: str, at: datetime) -> None:
        self.who = who
        self.at = at
        super().__init__(f"{who} changed this meanwhile. Yours is not saved.")
