"""The forms of a page as a browser would send them, and odd values for their fields."""

import random
from html.parser import HTMLParser
from typing import Any

ODD = (
    "", " ", "x" * 5_000, "\x00", "a\x00b", "\x01\x1b[31m", "'; drop table people_record; --",
    "<script>alert(1)</script>", "{{ 7 * 7 }}{% debug %}", "%s %(x)s", "\u0663", "\U0001d54f \u202eabc\u202c",
    "e\u0301\u200d", "\ud7ff", "999999999999999999999999999", "-1", "0", "1e309", "NaN", "2026-02-30", "0000-00-00",
    "99999-12-31", "31", "true", "null", "[]", "../../etc/passwd", "//evil.example/", "C-ZZZZZZ",
    "00000000-0000-0000-0000-000000000000", "iom", "police",
)  # fmt: skip
"""Values that a form was not made for: long, empty, control characters, NUL, other scripts, numbers out of range."""


class Forms(HTMLParser):
    """Reads the forms of a page: method, action, and each field with the values that it offers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.field = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(
                {
                    "method": given.get("method", "get").lower(),
                    "action": given.get("action", ""),
                    "fields": {},
                    "text": set(),
                }
            )
        elif self.found and tag in ("input", "textarea", "select", "button") and given.get("name"):
            fields = self.found[-1]["fields"]
            fields.setdefault(given["name"], []).append(given.get("value", ""))
            self.field = given["name"]
            if not {"readonly", "hidden"} & set(given) and (
                tag == "textarea" or (tag == "input" and given.get("type", "text") in ("text", "search"))
            ):
                self.found[-1]["text"].add(given["name"])
        elif self.found and tag == "option" and self.field:
            self.found[-1]["fields"][self.field].append(given.get("value", ""))


def odd_values(form: dict[str, Any], dice: random.Random, foreign: list[str]) -> dict[str, list[str]]:
    """Choose what to send: offered values, odd ones, other people's ids; some fields twice, some not at all."""
    sent: dict[str, list[str]] = {}
    for name, offered in form["fields"].items():
        chance = dice.random()
        if name == "csrfmiddlewaretoken" or chance < 0.35:
            sent[name] = [dice.choice(offered)] if offered else [""]
        elif chance < 0.8:
            sent[name] = [dice.choice(ODD)]
        elif chance < 0.9:
            sent[name] = [dice.choice(foreign)]
        elif chance < 0.95:
            sent[name] = [dice.choice(ODD), dice.choice(ODD)]
    if dice.random() < 0.1:
        sent["unasked"] = [dice.choice(ODD)]
    return sent
