"""The day on which pages run: the demonstration's own day, or today."""

from datetime import date
from functools import lru_cache

from django.utils import timezone

from concerted.partnership.models import County


@lru_cache(maxsize=1)
def demonstration_day() -> date | None:
    """Return the demonstration's day, or None in a real county; read once a process, since it never changes."""
    return County.objects.values_list("demonstration_as_at_on", flat=True).first()


def today() -> date:
    """Return the day that pages, lists and measures take for today. Keys and the audit trail use the real clock."""
    return demonstration_day() or timezone.localdate()
