"""Two people at one thing, and what the database refuses in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, transaction

from concerted.kernel.errors import Refused


class Changed(Refused):
    """Somebody changed the row after the form was opened; nothing of the later one is saved."""

    def __init__(self, who: str, at: datetime | None) -> None:
        self.who = who or "Somebody"
        self.at = at
        super().__init__(f"{self.who} changed this meanwhile. Yours is not saved.")


@contextmanager
def told_in_words() -> Iterator[None]:
    """Run an act in a savepoint; what a function of the database refuses in words is raised as Refused."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        said = getattr(error.__cause__, "diag", None)
        if said is None or said.message_hint != "refused":
            raise
        raise Refused(said.message_primary or "The database refuses this.") from error
