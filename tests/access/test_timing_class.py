"""A hidden row's address runs the same statements as a missing one's, and answers with the same bytes.

Every address that names a row, opened and sent a form as a role that may open its kind of page.
"""

import re
from contextlib import ExitStack

import pytest
from django.db import connections
from django.test import Client

from concerted.access.permissions import ROLES
from concerted.access.protection import PROTECTED
from concerted.access.tokens import COOKIE
from concerted.kernel.identifiers import new_id
from concerted.web.testing.addresses import every_address
from concerted.web.testing.county import post_of
from concerted.web.testing.leaks import comparing, looking
from concerted.web.testing.leaks.pouring import pour
from concerted.web.testing.leaks.sessions import secret_of
from concerted.web.testing.one_connection import borrowed

VARIES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+')
SAVEPOINT = re.compile(r'"s\d+_x\d+"')
NAMED = {"identifier": "exchange_sending", "lock": "cases_cohortlock", "disclosure": "access_disclosure"}
"""Parts of addresses that are not called after the model of the row that they lead to."""

ONWARD = {("post", "notices/<uuid:notice>/seen")}
"""What goes on to a list of one's own whatever was named, and says nothing of it."""

TABLES = {p.model._meta.model_name: p.table for p in PROTECTED.values()}
LABELS = {p.table: p.model._meta.label_lower for p in PROTECTED.values()}


def table_of(kind: str, name: str) -> str | None:
    if name == "reference" and kind == "slug":
        return "people_person"
    return NAMED.get(name, TABLES.get(name.replace("_", ""))) if kind == "uuid" else None


ADDRESSES = [a for a in every_address() if any(table_of(*p) for p in a.parameters) and a.page and a.page.permission]


@pytest.fixture(scope="module")
def drawn(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), borrowed():
        made = comparing.county_of(41_000, size=6)
        pour(made)
        looking.as_owner("analyze")
        yield made


def hidden(drawn, table: str):
    if table == "people_person":
        return drawn.of("people.person")[0]["reference"]
    if table == "access_disclosure":
        return drawn.of("access.disclosure")[0]["id"]
    gone = drawn.erased.get(table, [])
    return next((row["id"] for row in drawn.of(LABELS[table]) if row["id"] not in gone), None)


def filled(drawn, address, *, missing: bool) -> str | None:
    values = {}
    for kind, name in address.parameters:
        table = table_of(kind, name)
        if table is None:
            values[name] = {"int": 1, "uuid": new_id()}.get(kind, "identity")
        elif missing:
            values[name] = "C-222222" if table == "people_person" else new_id()
        else:
            values[name] = hidden(drawn, table)
    return None if None in values.values() else address.filled(values)


def answered(secret: str, method: str, path: str):
    """Ask once; return the status, the body without what varies by chance, and each statement without its values."""
    statements: list[str] = []

    def noted(execute, sql, params, many, context):
        statements.append(SAVEPOINT.sub("savepoint", sql))
        return execute(sql, params, many, context)

    client = Client(raise_request_exception=False)
    client.cookies[COOKIE] = secret
    with looking.raw().transaction(force_rollback=True), ExitStack() as listening:
        for alias in connections:
            listening.enter_context(connections[alias].execute_wrapper(noted))
        answer = getattr(client, method)(path)
    return (
        (answer.status_code, answer.get("Location")),
        VARIES.sub("", answer.content.decode()).replace(path, "<path>"),
        statements,
    )


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.route)
def test_a_hidden_row_takes_the_statements_and_bytes_of_a_missing_one(drawn, address, method):
    role = next(code for code, role in ROLES.items() if address.page.permission in role.permissions)
    path = filled(drawn, address, missing=False)
    if path is None:
        pytest.skip("no row of its table was drawn")
    secret = secret_of(post_of(role))
    answered(secret, method, filled(drawn, address, missing=True))
    missing = answered(secret, method, filled(drawn, address, missing=True))
    found = answered(secret, method, path)
    assert missing[0][0] in (404, 405) or (method, address.route) in ONWARD, missing[:2]
    assert found[0] == missing[0]
    assert found[2] == missing[2]
    assert found[1] == missing[1]


def test_every_kind_of_row_that_an_address_names_is_tried(drawn):
    tried = {table_of(*p) for a in ADDRESSES for p in a.parameters} - {None}
    assert len(tried) >= 12 and len(ADDRESSES) >= 40
