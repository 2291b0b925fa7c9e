"""The certificate of an erasure: opaque ids and counts, in a text whose hash stands in the audit trail."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from concerted.data_protection.models import Erasure

RESTS_ON = {
    "schedule": "the agency's schedule: its time was up",
    "request": "a request of the person to erase (UK GDPR Art. 17; Data Protection Act 2018 s47)",
    "order": "an order of a court or of the Information Commissioner",
    "mistake": "a record that should not have been here",
}
"""On what an erasure can rest, in words."""


def text_of(erasure: Erasure) -> str:
    """Return the certificate as one line of JSON in a fixed order: what is hashed."""
    told: dict[str, Any] = {
        "erasure": str(erasure.pk),
        "reference": erasure.reference,
        "records": sorted(str(one) for one in erasure.subjects),
        "rests_on": erasure.rests_on,
        "asked_by": str(erasure.asked_by_id),
        "confirmed_by": str(erasure.confirmed_by_id) if erasure.confirmed_by_id else None,
        "asked_at": _moment(erasure.asked_at),
        "done_at": _moment(erasure.done_at),
        "counts": erasure.counts,
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def seal_of(erasure: Erasure) -> str:
    """Return the SHA-256 of the certificate's text."""
    return hashlib.sha256(text_of(erasure).encode()).hexdigest()


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
