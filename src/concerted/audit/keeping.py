"""What the engine does for the trail by itself: seals what waits, and signs now and then."""

from concerted.audit.sealing import seal
from concerted.audit.signing import is_due, sign_newest
from concerted.kernel.errors import ConcertedError


def keep_trail() -> str | None:
    """Seal every event that waits and sign when it is due; return why nothing was signed, or None where all is well."""
    while seal():
        continue
    try:
        if is_due():
            sign_newest()
    except (ConcertedError, OSError) as fault:
        return str(fault)
    return None
