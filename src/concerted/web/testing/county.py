"""Rows that tests write as the owner: records of agencies, and sessions of posts."""

from datetime import date
from typing import Any

from django.db import connections
from django.test import Client

from concerted.access.models import Scope, Subject
from concerted.access.tokens import COOKIE, mint, set_token, viewer
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, Post
from concerted.people.models import Person, Record

AS_AT = date(2027, 3, 3)


def owners_scope(agency: str, category: str) -> int:
    """Return a scope's id by its names."""
    return Scope.objects.using("migrator").get(agency__code=agency, category=category, sensitivity=0).pk


def make_record(agency: str, *, person: Person | None = None, source: str = "test", **fields: Any) -> Record:
    """Write a source record of an agency, with a person of its own unless one is given."""
    person = person or Person.objects.using("migrator").create()
    identifier = new_id()
    Subject.objects.using("migrator").create(id=identifier, kind="record")
    given = {
        "given_name": "Kieran",
        "family_name": "Featherstonehaugh-Adeyemi",
        "born_on": date(1999, 5, 14),
        "sex": "M",
    }
    return Record.objects.using("migrator").create(
        id=identifier,
        scope_id=owners_scope(agency, "identity"),
        agency=Agency.objects.using("migrator").get(code=agency),
        source=source,
        source_key=str(identifier)[-8:],
        person=person,
        **{**given, **fields},
    )


def post_of(role: str, agency: str | None = None) -> Post:
    """Return the demonstration's post of a role (and agency, where a role has several)."""
    posts = Post.objects.using("migrator").filter(role_class=role)
    return (posts.filter(agency__code=agency) if agency else posts).order_by("from_at", "id")[0]


def sign_in_as(role: str, agency: str | None = None) -> Viewer:
    """Set the token of a role's post for the rest of the transaction, and return who the database says is looking."""
    post = post_of(role, agency)
    secret, _ = mint(post.account_id, post.pk)
    set_token(secret)
    found = viewer()
    assert found is not None
    return found


def client_as(role: str, agency: str | None = None) -> Client:
    """Return a test client with the cookie of a role's post."""
    post = post_of(role, agency)
    secret, _ = mint(post.account_id, post.pk)
    client = Client()
    client.cookies[COOKIE] = secret
    return client


def owner_sql(statement: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """Run a statement as the owner of the tables and return its rows."""
    with connections["migrator"].cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []
