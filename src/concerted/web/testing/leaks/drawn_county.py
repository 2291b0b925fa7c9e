"""A small county drawn from a seed: agencies, posts, agreements, keys and disclosures in every state, as plain rows."""

import hashlib
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from concerted.access.categories import CATEGORIES
from concerted.access.permissions import ROLES
from concerted.web.testing.leaks.oracle import Row

FIRST = 700_000
"""Where numbers of drawn rows begin, above those of the demonstration."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
RESTS_ON = ("agreement", "consent", "statute", "override", "emergency")
WORN = ("vetting_until_on", "trained_until_on", "declared_until_on")


@dataclass(frozen=True)
class Spoken:
    """A session of a drawn county: the secret (None: no cookie), the role that speaks it, the post, and the purpose."""

    secret: str | None
    role: str
    post: UUID | None
    words: str


@dataclass
class Drawn:
    """All that was drawn: rows by table's label, the sessions, and the subjects that keys may name."""

    seed: int
    now: datetime
    rows: dict[str, list[Row]] = field(default_factory=dict)
    sessions: list[Spoken] = field(default_factory=list)
    subjects: list[UUID] = field(default_factory=list)
    erased: dict[str, list[Any]] = field(default_factory=dict)
    day: date | None = None
    """The day of the county on which consents are read: that of its demonstration, known once it is poured."""

    def of(self, label: str) -> list[Row]:
        """Return the rows of a table by its model's label."""
        return self.rows.setdefault(label, [])


class Chances:
    """Random choices of one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - a test's county, drawn again from its printed seed
        self.number = FIRST

    def often(self, share: float) -> bool:
        """Say yes in a share of cases."""
        return self.dice.random() < share

    def one(self, choices: Any) -> Any:
        """Choose one of several."""
        return self.dice.choice(list(choices))

    def id(self) -> UUID:
        """Return an id."""
        return UUID(int=self.dice.getrandbits(128), version=4)

    def next(self) -> int:
        """Return the next number."""
        self.number += 1
        return self.number

    def period(self, now: datetime, past: float = 0.85) -> dict[str, datetime | None]:
        """Return a period that mostly holds now: some are to come, some have run out, some end later."""
        began = now - self.one((HOUR, DAY, 400 * DAY)) if self.often(past) else now + self.one((HOUR, DAY))
        ends = self.one((None, None, None, now + HOUR, now + 90 * DAY, now - HOUR / 2))
        return {"from_at": began, "until_at": ends if ends is None or ends > began else None}


def draw(seed: int, now: datetime, size: int = 4) -> Drawn:
    """Draw a county; the same seed and size give the same one but for the clock."""
    drawn, chances = Drawn(seed, now), Chances(seed)
    roles = chances.dice.sample(sorted(ROLES), 3)
    agencies = _agencies(drawn, chances, chances.dice.randint(3, size))
    _scopes(drawn, chances, agencies)
    for _ in range(size + chances.dice.randint(0, size)):
        _post(drawn, chances, roles)
    add_laws(drawn, chances)
    lines = _agreements(drawn, chances, roles, size)
    _bulk_keys(drawn, chances, roles, lines, size)
    drawn.subjects = [chances.id() for _ in range(3 * size)]
    drawn.of("access.subject").extend({"id": s, "kind": f"kind {n}"} for n, s in enumerate(drawn.subjects))
    for _ in range(5 * size):
        _disclosure(drawn, chances, roles, lines)
    add_tokens(drawn, chances)
    return drawn


def _agencies(drawn: Drawn, chances: Chances, wanted: int) -> list[int]:
    made = drawn.of("partnership.agency")
    for _ in range(wanted):
        number = chances.next()
        made.append(
            {
                "id": number, "code": f"drawn_{number}", "name": f"Drawn agency {number}", "kind": "charity",
                "existence_protected": chances.often(0.3), "competent_authority": chances.often(0.4),
            }
        )  # fmt: skip
    return [row["id"] for row in made]


def _scopes(drawn: Drawn, chances: Chances, agencies: list[int]) -> None:
    common = chances.dice.sample(sorted(CATEGORIES), 4)
    for agency in agencies:
        for category in {*chances.dice.sample(common, 2), chances.one(sorted(CATEGORIES))}:
            for sensitivity in (0, 1) if chances.often(0.3) else (0,):
                drawn.of("access.scope").append(
                    {"id": chances.next(), "agency_id": agency, "category": category, "sensitivity": sensitivity}
                )


def _post(drawn: Drawn, chances: Chances, roles: list[str]) -> None:
    accounts = drawn.of("accounts.account")
    if not accounts or chances.often(0.8):
        identifier = chances.id()
        accounts.append({"id": identifier, "email": f"{identifier}@demo.invalid", "is_active": chances.often(0.9)})
    role, agency = chances.one(roles), chances.one(drawn.of("partnership.agency"))["id"]
    account = chances.one(accounts)["id"]
    posts = drawn.of("partnership.post")
    if any((p["account_id"], p["agency_id"], p["role_class"]) == (account, agency, role) for p in posts):
        return  # nobody holds the same post twice
    today = drawn.now.astimezone(LONDON).date()
    worn = {name: chances.one((None, today - DAY, today, today + DAY, today + 90 * DAY)) for name in WORN}
    posts.append(
        {
            "id": chances.id(), "account_id": account, "agency_id": agency, "title": "A drawn post",
            "holder": "Somebody drawn", "role_class": role,
            "purpose": ROLES[role].purpose if chances.often(0.9) else "another", "clearance": chances.one((0, 0, 1)),
            **worn, **chances.period(drawn.now, 0.9),
        }
    )  # fmt: skip


def add_laws(drawn: Drawn, chances: Chances) -> None:
    """Legal powers of every kind: in force, to come, repealed, with and without an agreement, of counts alone."""
    today = drawn.now.astimezone(LONDON).date()
    periods = ((None, None), (None, today), (today, None), (today + DAY, None), (None, today + DAY))
    for from_on, until_on in periods:
        for without, counts in ((True, False), (False, False), (True, True)):
            drawn.of("partnership.gateway").append(
                {
                    "code": f"drawn-{chances.next()}", "title": "Drawn", "says": "Drawn", "source": "Drawn",
                    "without_agreement": without, "depersonalised_only": counts, "from_on": from_on,
                    "until_on": until_on,
                }
            )  # fmt: skip


def _agreements(drawn: Drawn, chances: Chances, roles: list[str], size: int) -> list[Row]:
    agencies = [row["id"] for row in drawn.of("partnership.agency")]
    agreement = {
        "id": chances.next(), "code": f"drawn-{chances.next()}", "title": "Drawn", "purpose": "iom", "owner": "Nobody",
        "gateway_id": "cda-1998-s115", "owner_agency_id": agencies[0], "review_on": drawn.now.date(),
        "state": "in_force",
    }  # fmt: skip
    drawn.of("partnership.agreement").append(agreement)
    lines = drawn.of("partnership.agreementline")
    for number in range(2 * size):
        giver, receiver = chances.dice.sample(agencies, 2)
        own = [s["category"] for s in drawn.of("access.scope") if s["agency_id"] == giver]
        role = chances.one(roles)
        period = chances.period(drawn.now)
        lines.append(
            {
                "id": chances.next(), "agreement_id": agreement["id"], "number": number, "giver_id": giver,
                "receiver_id": receiver, "category": chances.one(own), "role_class": role,
                "purpose": ROLES[role].purpose, "by_request": chances.often(0.4), "writes": chances.often(0.3),
                "needs_vetting": chances.often(0.25), "needs_training": chances.often(0.2),
                "needs_declaration": chances.often(0.2), "words": "drawn",
                **(period if chances.often(0.9) else {"from_at": None, "until_at": period["until_at"]}),
            }
        )  # fmt: skip
    return lines


def _bulk_keys(drawn: Drawn, chances: Chances, roles: list[str], lines: list[Row], size: int) -> None:
    keys, scopes = drawn.of("access.bulkkey"), drawn.of("access.scope")

    def key(agency: int, scope: int, role: str, purpose: str, writes: bool, line: int | None) -> None:
        keys.append(
            {
                "id": chances.next(), "agency_id": agency, "scope_id": scope, "role_class": role, "purpose": purpose,
                "may_write": writes, "agreement_line_id": line, **chances.period(drawn.now, 0.9),
            }
        )  # fmt: skip

    for scope in scopes:
        role = chances.one(roles)
        purpose = ROLES[role].purpose if chances.often(0.8) else chances.one(("another", "iom"))
        key(scope["agency_id"], scope["id"], role, purpose, chances.often(0.5), None)
    for line in lines:
        agreed = (line["receiver_id"], line["role_class"], line["purpose"], line["writes"], line["id"])
        for scope in [] if line["by_request"] else scopes:
            if (scope["agency_id"], scope["category"]) == (line["giver_id"], line["category"]):
                key(agreed[0], scope["id"], *agreed[1:])
    for _ in range(size):
        agency = chances.one(drawn.of("partnership.agency"))["id"]
        key(agency, chances.one(scopes)["id"], chances.one(roles), "iom", chances.often(0.5), None)


def _disclosure(drawn: Drawn, chances: Chances, roles: list[str], lines: list[Row]) -> None:
    scope = chances.one(drawn.of("access.scope"))
    post = chances.one(drawn.of("partnership.post"))
    basis = chances.one(RESTS_ON)
    period = chances.period(drawn.now)
    ended = chances.one((None, None, None, drawn.now - HOUR, drawn.now + DAY))
    disclosure = {
        "id": chances.id(), "subject_id": chances.one(drawn.subjects), "scope_id": scope["id"],
        "from_agency_id": scope["agency_id"], "to_agency_id": post["agency_id"], "purpose": post["purpose"],
        "gateway_id": "cda-1998-s115", "rests_on": basis, "act_id": chances.id(),
        "agreement_line_id": chances.one(lines)["id"] if basis == "agreement" else None,
        "consent_id": chances.id() if basis == "consent" else None, "because": "drawn", **period, "ended_at": ended,
        "by_post_id": chances.one((None, chances.one(drawn.of("partnership.post"))["id"])),
    }  # fmt: skip
    drawn.of("access.disclosure").append(disclosure)
    role = chances.one(("", "", post["role_class"], chances.one(roles)))
    drawn.of("access.subjectkey").append(
        {
            "agency_id": post["agency_id"] if chances.often(0.9) else chances.one(drawn.of("partnership.agency"))["id"],
            "post_id": chances.one((None, None, post["id"], chances.one(drawn.of("partnership.post"))["id"])),
            "role_class": role, "purpose": post["purpose"] if chances.often(0.9) else "another",
            "subject_id": disclosure["subject_id"], "scope_id": scope["id"], "may_write": chances.often(0.5),
            "disclosure_id": disclosure["id"], **(period if chances.often(0.8) else chances.period(drawn.now)),
        }
    )  # fmt: skip


def add_tokens(drawn: Drawn, chances: Chances) -> None:
    """Give each post a session; one has others that ran out, were left alone, or serve another purpose."""

    def token(post: Row, purpose: str, until: datetime, words: str, idle: timedelta = HOUR) -> None:
        secret = f"drawn-{drawn.seed}-{chances.id()}"
        drawn.of("access.token").append(
            {"hash": hashlib.sha256(secret.encode()).digest(), "post_id": post["id"], "purpose": purpose,
             "until_at": until, "seen_at": drawn.now - HOUR / 2, "idle_for": idle}
        )  # fmt: skip
        role = "worker" if chances.often(0.2) else "app"
        drawn.sessions.append(Spoken(secret, role, post["id"], words))

    for post in drawn.of("partnership.post"):
        token(post, post["purpose"], drawn.now + DAY, post["role_class"])
    chosen = chances.one(drawn.of("partnership.post"))
    token(chosen, chosen["purpose"], drawn.now - HOUR, "run out")
    token(chosen, chosen["purpose"], drawn.now + DAY, "left alone too long", HOUR / 4)
    token(chosen, "another", drawn.now + DAY, "another purpose")
    drawn.sessions.append(Spoken(f"forged-{chances.id()}", "app", None, "forged"))
    drawn.sessions.append(Spoken(None, "app", None, "no token"))
