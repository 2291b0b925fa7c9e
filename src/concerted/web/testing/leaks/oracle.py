"""Who may see what, decided a second time in plain Python: from facts read as the owner, without SQL or Django."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
Row = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """All rows that decide: who holds which post, which keys there are, and how long each lasts."""

    tokens: list[Row]
    posts: list[Row]
    accounts: list[Row]
    scopes: list[Row]
    bulk_keys: list[Row]
    lines: list[Row]
    disclosures: list[Row]
    subject_keys: list[Row]


def lasts(row: Row, now: datetime) -> bool:
    """Whether a row's period, until its end without it, holds an instant."""
    return row["from_at"] <= now and (row["until_at"] is None or now < row["until_at"])


class Oracle:
    """What the holder of a secret may see and write at an instant."""

    def __init__(self, facts: Facts, secret: str | None, now: datetime) -> None:
        self.now = now
        self.lines = {line["id"]: line for line in facts.lines}
        self.disclosures = {row["id"]: row for row in facts.disclosures}
        self.sensitivity = {row["id"]: row["sensitivity"] for row in facts.scopes}
        self.post, self.purpose = self._who(facts, secret)
        self.holds_several = self._holds_several(facts)
        opened = [key for key in facts.bulk_keys if self._opens_a_scope(key)]
        self.scopes = {key["scope_id"] for key in opened}
        self.write_scopes = {key["scope_id"] for key in opened if key["may_write"]}
        self.own_scopes = {key["scope_id"] for key in opened if self._is_own(key, facts)}
        single = [key for key in facts.subject_keys if self._opens_a_subject(key)]
        self.keys = {(key["subject_id"], key["scope_id"]) for key in single}
        self.write_keys = {(key["subject_id"], key["scope_id"]) for key in single if key["may_write"]}

    @property
    def today(self) -> date:
        """The day in London."""
        return self.now.astimezone(LONDON).date()

    def _is_own(self, key: Row, facts: Facts) -> bool:
        """Whether a key opens a scope of the post's own agency without any agreement: what the agency may disclose."""
        owner = {scope["id"]: scope["agency_id"] for scope in facts.scopes}
        return key["agreement_line_id"] is None and owner[key["scope_id"]] == key["agency_id"]

    def _who(self, facts: Facts, secret: str | None) -> tuple[Row | None, str]:
        if not secret:
            return None, ""
        spoken = hashlib.sha256(secret.encode()).digest()
        active = {account["id"] for account in facts.accounts if account["is_active"]}
        posts = {post["id"]: post for post in facts.posts}
        for token in facts.tokens:
            post = posts[token["post_id"]]
            held = lasts(post, self.now) and post["account_id"] in active
            used = self.now < token["until_at"] and self.now < token["seen_at"] + token["idle_for"]
            if bytes(token["hash"]) == spoken and used and held:
                return post, token["purpose"]
        return None, ""

    def _holds_several(self, facts: Facts) -> bool:
        """Whether the person behind the session holds more than one post now."""
        account = self.post["account_id"] if self.post is not None else None
        return len([post for post in facts.posts if post["account_id"] == account and lasts(post, self.now)]) > 1

    def _line_lasts(self, line: int | None) -> bool:
        """Whether a line is in force, and the post has in date what the line needs of it (S23)."""
        if line is None:
            return True
        row = self.lines[line]
        if row["from_at"] is None or not lasts(row, self.now):
            return False
        needs = {
            "needs_vetting": "vetting_until_on",
            "needs_training": "trained_until_on",
            "needs_declaration": "declared_until_on",
        }
        return all(self._in_date(until) for need, until in needs.items() if row[need])

    def _in_date(self, until: str) -> bool:
        """Whether something of the post holds today, its last day included."""
        last = self.post[until] if self.post is not None else None
        return last is not None and self.today <= last

    def _cleared(self, scope: int) -> bool:
        return self.post is not None and self.sensitivity[scope] <= self.post["clearance"]

    def _opens_a_scope(self, key: Row) -> bool:
        mine = self.post is not None and (key["agency_id"], key["role_class"], key["purpose"]) == (
            self.post["agency_id"],
            self.post["role_class"],
            self.purpose,
        )
        timely = lasts(key, self.now) and self._line_lasts(key["agreement_line_id"])
        return mine and timely and self._cleared(key["scope_id"])

    def _opens_a_subject(self, key: Row) -> bool:
        if self.post is None or key["agency_id"] != self.post["agency_id"] or key["purpose"] != self.purpose:
            return False
        if key["post_id"] not in (None, self.post["id"]) or key["role_class"] not in ("", self.post["role_class"]):
            return False
        disclosure = self.disclosures[key["disclosure_id"]]
        ended = disclosure["ended_at"] is not None and disclosure["ended_at"] <= self.now
        timely = lasts(key, self.now) and self._line_lasts(disclosure["agreement_line_id"])
        return not ended and timely and self._cleared(key["scope_id"])

    def opens(self, scope: int, subject: Any = None) -> bool:
        """Whether a scope is open for a subject: the key to the scope, or a single key to the subject in it."""
        return scope in self.scopes or (subject is not None and (subject, scope) in self.keys)

    def sees(self, row: Row, subject: str | None) -> bool:
        """Whether a row is open, by the column that names its subject."""
        return self.opens(row["scope_id"], row[subject] if subject is not None else None)

    def writes(self, row: Row, subject: str | None) -> bool:
        """Whether a row may be written: as `sees`, by keys that write."""
        return self.writable(row["scope_id"], row[subject] if subject is not None else None)

    def writable(self, scope: int, subject: Any = None) -> bool:
        """Whether a scope may be written in for a subject: as `opens`, by keys that write."""
        return scope in self.write_scopes or (subject is not None and (subject, scope) in self.write_keys)

    def visible(self, rows: Iterable[Row], subject: str | None, key: str) -> set[Any]:
        """The keys of the rows that are open."""
        return {row[key] for row in rows if self.sees(row, subject)}
