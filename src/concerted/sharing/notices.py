"""Tells an agency one thing: a line on the page of notices and on Today of its posts that hold a permission."""

from django.conf import settings
from django.db import connection

KINDS = {
    "disclosure_given": "Something was disclosed to you",
    "disclosure_ended": "A disclosure ended",
    "consent_withdrawn": "Consent was withdrawn",
    "emergency_opened": "Records were opened in an emergency",
    "emergency_reviewed": "An opening in an emergency was reviewed",
    "agreement": "An agreement changed",
    "post": "A post changed",
    "breach": "A breach of personal data",
    "rights": "Somebody asks about their own records",
    "rectified": "A record was put right",
    "erased": "Records were erased",
    "retention": "Records wait for a decision to keep or erase",
    "audit": "Somebody looked at a record",
}
"""The kinds of notice and the heading of each; the database refuses any other."""

FUNCTION = "public.sharing_write_notice" if settings.ROLE == "engine" else "public.sharing_notify"


def notify(agency_id: int, permission: str, kind: str, words: str, href: str = "") -> None:
    """Write one notice, in the caller's transaction, to an agency's posts that hold a permission.

    `words` say the least that serves, up to 500 characters: a name or what somebody did stands behind `href`, an
    address of this site. The sender is the agency of the session's token. Raises DataError for a kind that is not
    declared, a permission that nobody holds, empty words or an address elsewhere.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"select {FUNCTION}(%s, %s, %s, %s, %s)", [agency_id, permission, kind, words, href])
