"""Every address and every form on a page, as each role, with values that nobody meant: no fault, no foreign row.

`CONCERTED_FUZZ_SECONDS=600` goes on for so long instead of a minute; `CONCERTED_SEED` begins elsewhere.
"""

import os
import random
import re
import time
import traceback
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from urllib.parse import quote, urlencode

from django.core.signals import got_request_exception
from django.test import Client

from concerted.access.permissions import ROLES
from concerted.access.protection import PROTECTED
from concerted.access.tokens import COOKIE
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post
from concerted.web.testing.addresses import every_address
from concerted.web.testing.leaks import looking
from concerted.web.testing.leaks.drawn_rows import mark_of
from concerted.web.testing.leaks.oracle import Oracle
from concerted.web.testing.leaks.sessions import like, secret_of

SECONDS = float(os.environ.get("CONCERTED_FUZZ_SECONDS", "60"))
SEED = int(os.environ.get("CONCERTED_SEED", "1"))
MARKS = re.compile(r"zq\d+q", re.IGNORECASE)
LEAVES = ("sign-out", "see-it-as", "choose-post", "accounts/", "sessions")


def beside(name: str):
    """Load a module that lies beside this file: test folders are no packages."""
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


forms = beside("forms")


def standing_post(role: str) -> Post:
    """The demonstration's own post of a role, whose agency has the keys that the role's pages stand on."""
    return Post.objects.using("migrator").filter(role_class=role).exclude(title="A drawn post").order_by("id")[0]


def bare_post(role: str) -> Post:
    """A post of a role whose agency holds no key at all."""
    agency = Agency.objects.using("migrator").create(code=f"bare_{role}", name=f"Bare {role}", kind="charity")
    return like(standing_post(role), agency_id=agency.pk)


class Visitor:
    """One role that opens addresses and sends forms; keeps what went wrong."""

    def __init__(self, drawn, role: str, dice: random.Random, post: Post) -> None:
        self.role, self.dice, self.drawn = role, dice, drawn
        self.secret = secret_of(post)
        self.client = Client(raise_request_exception=False)
        self.client.cookies[COOKIE] = self.secret
        oracle = Oracle(looking.facts(), self.secret, looking.clock())
        self.hidden, self.ids = set(), [str(new_id()), "1", "C-222222"]
        for protection in PROTECTED.values():
            for row in drawn.of(protection.model._meta.label_lower):
                self.ids.append(str(row["id"]))
                if not oracle.sees(row, protection.subject):
                    self.hidden.add(mark_of(protection.table, row["id"]).lower())
        self.ids += [person["reference"] for person in drawn.of("people.person")]
        self.wrong: list[str] = []
        self.fault = ""
        got_request_exception.connect(self._note, weak=False)

    def close(self) -> None:
        got_request_exception.disconnect(self._note)

    def _note(self, **given) -> None:
        self.fault = traceback.format_exc()[-1500:]

    def ask(self, method: str, path: str, sent=None) -> str:
        """Send one request in a savepoint of its own; note a fault, a trace of one, or a hidden row's mark."""
        self.fault = ""
        with looking.raw().transaction(force_rollback=True):
            given = {"data": sent} if sent is not None else {}
            answer = getattr(self.client, method)(path, **given)
        self.client.cookies[COOKIE] = self.secret
        body = answer.content.decode("utf-8", "replace")
        asked = f"{self.role} {method} {path[:200]!r} {str(sent)[:500]}"
        if answer.status_code >= 500:
            self.wrong.append(f"{answer.status_code}: {asked}\n{self.fault}")
        if "Traceback (most recent call last)" in body:
            self.wrong.append(f"a traceback is shown: {asked}")
        leaked = {m.lower() for m in MARKS.findall(body)} & self.hidden - {
            m.lower() for m in MARKS.findall(f"{path}{sent}")
        }
        if leaked:
            self.wrong.append(f"{leaked} of hidden rows: {asked}")
        if answer.status_code in (200, 400, 422) and method == "post" and "govuk-error-summary" in body:
            self._kept(body, sent, asked)
        return body if answer.status_code == 200 else ""

    def _kept(self, body: str, sent, asked: str) -> None:
        """What was typed into a field of text stands in the form that comes back."""
        for form in forms.Forms(body).found:
            for name in form["text"] & set(sent or {}):
                typed = sent[name][-1]
                if (
                    typed.isascii()
                    and typed.isprintable()
                    and 0 < len(typed.strip()) < 60
                    and typed not in str(form["fields"][name])
                    and typed.strip() not in body
                    and not any(c in typed for c in "<>&'")
                ):
                    self.wrong.append(f"{name} = {typed!r} is lost: {asked}")

    def value(self, kind: str) -> str:
        if kind == "uuid":
            return self.dice.choice([i for i in self.ids if len(i) == 36])
        if kind == "int":
            return str(self.dice.choice((0, 1, 7, 99999999999999999999)))
        if kind == "slug":
            return self.dice.choice(("C-222222", "x" * 200, "housing", "iom", *self.ids[-6:]))
        return quote(self.dice.choice(forms.ODD) or "x", safe="")

    def visit(self, address) -> None:
        """Open an address with odd values in path and query, then send each of its forms oddly."""
        path = address.filled({name: self.value(kind) for kind, name in address.parameters})
        body = self.ask("get", path)
        names = [n for form in forms.Forms(body).found if form["method"] == "get" for n in form["fields"]] or [
            "page",
            "q",
        ]
        odd = {name: self.dice.choice(forms.ODD) for name in [*names, "after", "tab"]}
        self.ask("get", f"{path}?{urlencode(odd)}")
        for form in forms.Forms(body).found:
            action = form["action"] or path
            if form["method"] == "post" and not action.strip("/").startswith(LEAVES):
                self.ask("post", action, forms.odd_values(form, self.dice, self.ids))
        if self.dice.random() < 0.3:
            self.ask("post", path, {"note": self.dice.choice(forms.ODD), "action": self.dice.choice(self.ids)})


def test_no_address_and_no_form_breaks_or_shows_a_foreign_row(drawn):
    dice = random.Random(SEED)
    addresses = [a for a in every_address() if not a.route.startswith(LEAVES)]
    visitors = [Visitor(drawn, role, dice, post(role)) for role in ROLES for post in (standing_post, bare_post)]
    started, walks = time.monotonic(), 0
    turns = [(visitor, address) for visitor in visitors for address in addresses]
    dice.shuffle(turns)
    while time.monotonic() - started < SECONDS:
        visitor, address = turns[walks % len(turns)]
        visitor.visit(address)
        walks += 1
    wrong = [line for visitor in visitors for line in visitor.wrong]
    for visitor in visitors:
        visitor.close()
    heads = {line.split("\n")[-2] if "\n" in line else line[:160]: line for line in wrong}
    assert not heads, f"seed {SEED}, {walks} walks: {len(wrong)} faults of {len(heads)} kinds\n" + "\n\n".join(
        heads.values()
    )
    assert walks > 20


def test_a_character_that_the_database_cannot_hold_names_nothing_and_is_left_out_of_what_is_sought(drawn):
    client = Client(raise_request_exception=False)
    client.cookies[COOKIE] = secret_of(standing_post("data_protection_officer"))
    for address in ("/retention/erasures/%00/print", "/rules/%00"):
        assert client.get(address).status_code == 404, address
    for address in ("/find?q=%00", "/today?tab=a%00b"):
        assert client.get(address).status_code == 200, address


def test_a_form_without_its_csrf_token_is_refused(drawn):
    post = standing_post("iom_coordinator")
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies[COOKIE] = secret_of(post)
    tried = 0
    for address in every_address():
        if address.parameters or not client.get(address.filled({})).content.count(b'method="post"'):
            continue
        assert client.post(address.filled({}), {"x": "1"}).status_code in (403, 405), address.route
        tried += 1
    assert tried >= 3
