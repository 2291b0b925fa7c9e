"""Random counties through every address as each post: no hidden row's mark is shown, and hidden answers as missing.

`CONCERTED_HTTP_COUNTIES=25` walks through so many instead of one.
"""

import os
import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from concerted.access.protection import PROTECTED
from concerted.access.tokens import COOKIE
from concerted.kernel.identifiers import new_id
from concerted.web.testing.addresses import every_address
from concerted.web.testing.leaks import asking, comparing, looking
from concerted.web.testing.leaks.drawn_rows import mark_of
from concerted.web.testing.leaks.pouring import pour
from concerted.web.testing.one_connection import borrowed

COUNTIES = int(os.environ.get("CONCERTED_HTTP_COUNTIES", "1"))
MARKS = re.compile(r"zq\d+q", re.IGNORECASE)
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+')
LEAVES = ("sign-out", "see-it-as", "choose-post", "accounts/", "loading")
"""Addresses that end the session or change who is looking."""


def table_of(parameter: str) -> str | None:
    """The protected table to which a part of an address leads, by its name."""
    names = {p.model._meta.model_name: p.table for p in PROTECTED.values()}
    others = {"identifier": "exchange_sending", "lock": "cases_cohortlock", "disclosure": None}
    return others.get(parameter, names.get(parameter.replace("_", ""))) if parameter != "disclosure" else None


class Walk:
    """One session of a county, with what it may see."""

    def __init__(self, drawn, stands, session) -> None:
        self.drawn, self.stands, self.session = drawn, stands, session
        self.oracle = comparing.oracle_of(drawn, session)
        self.client = Client(raise_request_exception=False)
        self.client.cookies[COOKIE] = session.secret
        self.open = {mark.lower() for table, key, _ in self.rows() for mark in [mark_of(table, key)]}
        self.broken: list[str] = []

    def rows(self):
        for protection in PROTECTED.values():
            for row in self.drawn.of(protection.model._meta.label_lower):
                if self.oracle.sees(row, protection.subject):
                    yield protection.table, row["id"], row

    def one(self, table: str, *, seen: bool):
        protection = next(p for p in PROTECTED.values() if p.table == table)
        gone = self.drawn.erased.get(table, [])
        for row in self.drawn.of(protection.model._meta.label_lower):
            if row["id"] not in gone and self.oracle.sees(row, protection.subject) == seen:
                return row["id"]
        return None

    def person(self, *, seen: bool):
        records = self.drawn.of("people.record")
        for person in self.drawn.of("people.person"):
            mine = [r for r in records if r["person_id"] == person["id"]]
            if any(self.oracle.sees(r, "id") for r in mine) == seen:
                return person["reference"]
        return None

    def value(self, kind: str, name: str, which: str):
        if name == "reference" and kind == "slug":
            return "C-222222" if which == "missing" else self.person(seen=which == "seen")
        table = table_of(name)
        if kind == "uuid":
            return new_id() if which == "missing" or table is None else self.one(table, seen=which == "seen")
        return {"int": 1, "slug": "housing", "str": "x"}.get(kind, "x")

    def get(self, path: str, asked: frozenset[str] = frozenset()):
        """Open an address; `asked` are marks that the address itself names, which a page may tell back."""
        with looking.raw().transaction(force_rollback=True):
            answer = self.client.get(path)
        body = CSRF.sub("", answer.content.decode("utf-8", "replace"))
        if answer.status_code >= 500:
            self.broken.append(path)
        shown = {mark.lower() for mark in MARKS.findall(body)}
        assert shown <= self.open | asked, (self.drawn.seed, self.session, path, shown - self.open)
        return answer.status_code, body, len(shown)


@pytest.mark.parametrize("seed", range(COUNTIES))
def test_no_page_shows_a_hidden_row_and_a_hidden_one_answers_as_a_missing_one(seed, django_db_setup, django_db_blocker):
    compared = shown = 0
    broken: set[str] = set()
    with django_db_blocker.unblock(), borrowed():
        drawn = comparing.county_of(20_000 + seed, size=5)
        pour(drawn)
        stands = asking.standing()
        for session in drawn.sessions if "CONCERTED_HTTP_COUNTIES" in os.environ else drawn.sessions[:5]:
            walk = Walk(drawn, stands, session)
            if walk.oracle.post is None or session.role != "app":
                continue
            for address in every_address():
                if address.route.startswith(LEAVES):
                    continue
                answers = {}
                for which in ("seen", "hidden", "missing") if address.parameters else ("seen",):
                    values = {name: walk.value(kind, name, which) for kind, name in address.parameters}
                    if None not in values.values():
                        answers[which] = walk.get(address.filled(values))
                shown += sum(marks for _, _, marks in answers.values())
                if "hidden" in answers and "missing" in answers:
                    assert answers["hidden"] == answers["missing"], (seed, session, address.route)
                    compared += 1
            some = next((r for r in drawn.of("people.record")), None)
            for word in [some["family_name"] if some else "x"]:
                asked = frozenset({word.lower()})
                walk.get("/find?" + urlencode({"q": word, "words": word, "name": word}), asked)
            broken |= {re.sub(r"[0-9a-f-]{36}", "<id>", path) for path in walk.broken}
    assert compared > 0
    assert shown > 0
    assert broken == set()
