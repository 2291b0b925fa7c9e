"""What the room says of a post that is about to end: what nobody is left to do."""

from uuid import UUID

from django.db import connection

from concerted.cases.wording import counted

LEFT = (
    ("open action", "asked of your agency"),
    ("question", "that nobody has answered"),
    ("proposal", "that waits for a decision"),
    ("review", "of a plan, with its day"),
)


def left_behind(post: UUID) -> list[str]:
    """Return, in words and counts alone, what waits for the role of a post; nothing for another agency's post."""
    with connection.cursor() as cursor:
        cursor.execute("select actions, questions, proposals, reviews from access.left_in_casework(%s)", [post])
        row = cursor.fetchone() or (0, 0, 0, 0)
    return [f"{counted(number, what)} {which}" for number, (what, which) in zip(row, LEFT, strict=True) if number]
