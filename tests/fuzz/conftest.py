"""One drawn county behind every page for the fuzz of addresses and forms."""

from collections.abc import Iterator

import pytest

from concerted.access.models import BulkKey
from concerted.access.permissions import ROLES
from concerted.partnership.models import Post
from concerted.web.testing.leaks import comparing, looking
from concerted.web.testing.leaks.drawn_county import HOUR, Drawn
from concerted.web.testing.leaks.pouring import pour
from concerted.web.testing.one_connection import borrowed


@pytest.fixture(scope="module")
def drawn(django_db_setup: None, django_db_blocker) -> Iterator[Drawn]:
    with django_db_blocker.unblock(), borrowed():
        made = comparing.county_of(31_000, size=6)
        pour(made)
        _open_half(made)
        looking.as_owner("analyze")
        yield made


def _open_half(made: Drawn) -> None:
    """Let each role of the demonstration read and write every other drawn scope; the rest stays hidden from it."""
    scopes = [row["id"] for row in made.of("access.scope")]
    for number, role in enumerate(ROLES):
        post = Post.objects.using("migrator").filter(role_class=role).exclude(title="A drawn post").order_by("id")[0]
        for scope in scopes[number % 2 :: 2]:
            BulkKey.objects.using("migrator").create(
                agency_id=post.agency_id,
                scope_id=scope,
                role_class=role,
                purpose=post.purpose,
                may_write=True,
                from_at=made.now - HOUR,
            )
