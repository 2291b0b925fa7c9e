"""Notices reach the posts of one agency by permission; the database writes them, with the sender of the token."""

import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from concerted.access.tokens import set_token
from concerted.partnership.models import Agency
from concerted.sharing.notices import KINDS, notify
from concerted.web.testing.county import owner_sql


def agency(code: str) -> int:
    return Agency.objects.get(code=code).pk


def written() -> list[tuple]:
    return owner_sql(
        "select g.code, n.permission, n.kind, n.words, f.code from sharing_notice n "
        "join access.access_scope c on c.id = n.scope_id join partnership_agency g on g.id = c.agency_id "
        "left join partnership_agency f on f.id = n.from_agency_id"
    )


def test_the_sender_is_taken_from_the_token(as_role):
    as_role("probation_officer")
    notify(agency("police"), "emergency.review", "breach", "A breach is logged.", "/breaches")
    assert written() == [("police", "emergency.review", "breach", "A breach is logged.", "probation")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gossip"},
        {"permission": "nobody.holds"},
        {"words": "   "},
        {"words": "x" * 501},
        {"href": "//elsewhere.example"},
        {"href": "https://elsewhere.example"},
        {"href": "javascript:alert(1)"},
        {"agency_id": 999_999},
    ],
)
def test_what_a_notice_may_not_be_is_refused(as_role, wrong):
    as_role("probation_officer")
    given = {
        "agency_id": agency("police"),
        "permission": "notices",
        "kind": "breach",
        "words": "A line.",
        "href": "/breaches",
    }
    with pytest.raises(DataError), transaction.atomic():
        notify(**{**given, **wrong})
    assert written() == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_declared_kind_is_known_to_the_database(as_role, kind):
    viewer = as_role("probation_officer")
    notify(viewer.agency_id, "notices", kind, "A line.")
    assert written()[0][2] == kind


def test_nobody_without_a_token_writes_one(county):
    set_token("")
    police = agency("police")
    with pytest.raises(ProgrammingError), transaction.atomic():
        notify(police, "notices", "breach", "A line.")


def test_no_request_writes_or_changes_a_notice_by_itself(as_role):
    viewer = as_role("probation_officer")
    notify(viewer.agency_id, "notices", "breach", "A line.")
    for statement in ("update sharing_notice set words = 'x'", "delete from sharing_notice"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
