"""Who is looking: the post that the database found for the session's token."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Viewer:
    """A post in an agency, with its role class and purpose; taken from the database, never from the browser."""

    post_id: UUID
    agency_id: int
    role_class: str
    purpose: str
    clearance: int
    title: str
    holder: str
    agency_code: str
    agency_name: str
    several_posts: bool
