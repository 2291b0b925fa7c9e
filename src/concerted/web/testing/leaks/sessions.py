"""Sessions of every kind that must and must not see: each role, posts that ended, keys in every state."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from concerted.access.models import BulkKey, Disclosure, Scope, SubjectKey, Token
from concerted.access.permissions import ROLES
from concerted.access.protection import PROTECTED
from concerted.accounts.models import Account
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import AgreementLine, Post
from concerted.web.testing.county import post_of
from concerted.web.testing.leaks.filling import OWNER
from concerted.web.testing.leaks.looking import as_owner

CLEARED = 1
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Session:
    """A secret (None: no cookie), the database role that speaks it, and the post that it was minted for."""

    secret: str | None
    role: str = "app"
    post: UUID | None = None


def secret_of(post: Post, *, purpose: str | None = None, lasts: timedelta = DAY) -> str:
    """Write a token as the owner and return its secret; a token of the past is one that has run out."""
    secret = secrets.token_urlsafe(32)
    Token.objects.using(OWNER).create(
        hash=hashlib.sha256(secret.encode()).digest(),
        post=post,
        purpose=purpose or post.purpose,
        until_at=timezone.now() + lasts,
    )
    return secret


def like(post: Post, **changed: Any) -> Post:
    """Make a post like another, of an account of its own unless one is given."""
    kept = ("agency_id", "title", "holder", "role_class", "purpose", "clearance", "from_at", "until_at")
    values = {name: getattr(post, name) for name in kept} | changed
    if "account" not in values:
        values["account"] = Account.objects.using(OWNER).create(email=f"{new_id()}@demo.invalid")
    return Post.objects.using(OWNER).create(**values)


def open_sessions() -> dict[str, Session]:
    """Make a session of every kind, by name."""
    now = timezone.now()
    posts = {role: post_of(role) for role in ROLES}
    lead, officer = posts["iom_coordinator"], posts["probation_officer"]
    dormant = Account.objects.using(OWNER).create(email="dormant@demo.invalid", is_active=False)
    made = {role: _session(post) for role, post in posts.items()}
    made |= {
        "data_steward at police": _session(post_of("data_steward", "police")),
        "a second post of the same role": _session(like(lead)),
        "a cleared post": _session(like(lead, clearance=CLEARED)),
        "another role in the same agency": _session(like(lead, role_class="data_steward", purpose="data_quality")),
        "a role that its agency has no keys for": _session(like(officer, role_class="iom_coordinator")),
        "the same role in another agency": _session(like(lead, agency_id=officer.agency_id)),
        "another purpose": Session(secret_of(like(lead), purpose="measure")),
        "a worker": Session(secret_of(lead), "worker", lead.pk),
        "an ended post": _session(like(lead, from_at=now - DAY, until_at=now - timedelta(minutes=1))),
        "a post to come": _session(like(lead, from_at=now + DAY)),
        "a dormant account": _session(like(lead, account=dormant)),
        "a token that has run out": Session(secret_of(lead, lasts=-timedelta(seconds=1))),
        "a forged token": Session(secrets.token_urlsafe(32)),
        "a hash instead of its secret": Session(_hash_of(secret_of(lead))),
        "no token": Session(None),
        "a worker without a token": Session(None, "worker"),
    }
    return made


BLIND = (
    "an ended post",
    "a post to come",
    "a dormant account",
    "a token that has run out",
    "a forged token",
    "a hash instead of its secret",
    "no token",
    "a worker without a token",
)
"""The sessions that see nothing at all."""


def _session(post: Post) -> Session:
    return Session(secret_of(post), "app", post.pk)


def _hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def add_sensitive_scopes() -> None:
    """Give each agency's scopes a more sensitive twin, with the same keys: only clearance tells them apart."""
    for scope in list(Scope.objects.using(OWNER).filter(sensitivity=0)):
        twin = Scope.objects.using(OWNER).create(
            agency_id=scope.agency_id, category=scope.category, sensitivity=CLEARED
        )
        for key in BulkKey.objects.using(OWNER).filter(scope=scope):
            key.pk, key.scope = None, twin
            key.save(using=OWNER)


def add_single_keys() -> None:
    """Give out keys to single subjects in every state, to a role, a post or an agency, to write or to read."""
    now = timezone.now()
    receivers = [post_of(role) for role in ROLES]
    line = AgreementLine.objects.using(OWNER).filter(by_request=True).first()
    assert line is not None
    ended = AgreementLine.objects.using(OWNER).create(
        agreement_id=line.agreement_id, number=9_001, giver_id=line.giver_id, receiver_id=line.receiver_id,
        category=line.category, role_class=line.role_class, purpose=line.purpose, words="ended",
        from_at=now - 2 * DAY, until_at=now - DAY,
    )  # fmt: skip
    disclosures, keys = list[Disclosure](), list[SubjectKey]()
    number = 0
    for protection in PROTECTED.values():
        if protection.subject is None:
            continue
        rows = as_owner(f"select {protection.subject} as subject_id, scope_id from {protection.table} order by ctid")
        for row in rows:
            number += 1
            receiver = receivers[number % len(receivers)]
            state = _STATES[number // len(receivers) % len(_STATES)]
            disclosure, key = _given(row, receiver, now, state, line if state != "line ended" else ended)
            disclosures.append(disclosure)
            keys.append(key)
    Disclosure.objects.using(OWNER).bulk_create(disclosures)
    SubjectKey.objects.using(OWNER).bulk_create(keys, ignore_conflicts=True)


_STATES = (
    "open", "to a role", "to a post", "writes", "another role", "another post", "another purpose", "run out",
    "to come", "disclosure ended", "ends later", "line ended",
)  # fmt: skip


def _given(
    row: dict[str, Any], receiver: Post, now: datetime, state: str, line: AgreementLine
) -> tuple[Disclosure, SubjectKey]:
    """Make one disclosure and its key in a state."""
    from_at = now + DAY if state == "to come" else now - DAY
    until_at = now - timedelta(hours=1) if state == "run out" else None
    ended_at = {"disclosure ended": now - timedelta(hours=1), "ends later": now + DAY}.get(state)
    disclosure = Disclosure(
        id=new_id(), subject_id=row["subject_id"], scope_id=row["scope_id"], from_agency_id=line.giver_id,
        to_agency_id=receiver.agency_id, purpose=receiver.purpose, gateway_id="cda-1998-s115", agreement_line=line,
        from_at=from_at, until_at=until_at, ended_at=ended_at,
    )  # fmt: skip
    post = (
        receiver.pk if state in ("to a post", "writes") else new_post_of_nobody() if state == "another post" else None
    )
    role = {"to a role": receiver.role_class, "another role": "nobody"}.get(state, "")
    key = SubjectKey(
        agency_id=receiver.agency_id, post_id=post, role_class=role, subject_id=row["subject_id"],
        purpose="another" if state == "another purpose" else receiver.purpose, scope_id=row["scope_id"],
        may_write=state == "writes", disclosure=disclosure, from_at=from_at, until_at=until_at,
    )  # fmt: skip
    return disclosure, key


def new_post_of_nobody() -> UUID:
    """Return a post that no session of the test holds."""
    other = Post.objects.using(OWNER).filter(title="nobody's").first() or like(post_of("analyst"), title="nobody's")
    identifier: UUID = other.pk
    return identifier
