"""A small county with one fact for each condition that chance draws too rarely, each in a scope of its own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from concerted.access.categories import CATEGORIES
from concerted.access.permissions import ROLES
from concerted.access.protection import PROTECTED
from concerted.web.testing.leaks.drawn_county import DAY, HOUR, LONDON, WORN, Chances, Drawn, add_laws, add_tokens
from concerted.web.testing.leaks.drawn_rows import FAR, OLD, draw_row

ROLE = "iom_coordinator"
PURPOSE = ROLES[ROLE].purpose
GIVER, RECEIVER, HOST, POLICE = range(4)


def directed(now: datetime) -> Drawn:
    """Make the county; its rows lie in people and consents alone."""
    drawn, chances = Drawn(0, now), Chances(0)
    for kind in ("charity", "charity", "charity", "police"):
        number = chances.next()
        drawn.of("partnership.agency").append(
            {"id": number, "code": f"drawn_{number}", "name": f"Drawn agency {number}", "kind": kind,
             "existence_protected": False, "competent_authority": True}
        )  # fmt: skip
    agencies = [row["id"] for row in drawn.of("partnership.agency")]
    for agency, worn in ((RECEIVER, True), (RECEIVER, False), (HOST, True), (RECEIVER, True)):
        _post(drawn, chances, agencies[agency], worn)
    add_laws(drawn, chances)
    _agreement(drawn, chances, agencies)
    _keys(drawn, chances, agencies)
    _consents(drawn, chances, agencies)
    _disclosures(drawn, chances, agencies)
    add_tokens(drawn, chances)
    return drawn


def _post(drawn: Drawn, chances: Chances, agency: int, worn: bool) -> None:
    account = chances.id()
    drawn.of("accounts.account").append({"id": account, "email": f"{account}@demo.invalid", "is_active": True})
    until = drawn.now.astimezone(LONDON).date() + 90 * DAY if worn else None
    drawn.of("partnership.post").append(
        {"id": chances.id(), "account_id": account, "agency_id": agency, "title": "A drawn post",
         "holder": "Somebody drawn", "role_class": ROLE, "purpose": PURPOSE, "clearance": 0,
         **dict.fromkeys(WORN, until), "from_at": drawn.now - DAY, "until_at": None}
    )  # fmt: skip


def _agreement(drawn: Drawn, chances: Chances, agencies: list[int]) -> None:
    """Lines that let write: lasting, until later, ended, to come, of a draft, and one for each thing that one needs."""
    now, agreement = drawn.now, chances.next()
    drawn.of("partnership.agreement").append(
        {"id": agreement, "code": f"drawn-{agreement}", "title": "Drawn", "purpose": "iom", "owner": "Nobody",
         "gateway_id": "cda-1998-s115", "owner_agency_id": agencies[GIVER], "review_on": now.date(),
         "state": "in_force"}
    )  # fmt: skip
    states: tuple[dict[str, Any], ...] = (
        {}, {"until_at": now + DAY}, {"until_at": now - HOUR}, {"from_at": now + DAY}, {"from_at": None},
        {"needs_vetting": True}, {"needs_training": True}, {"needs_declaration": True},
    )  # fmt: skip
    for number, (state, category) in enumerate(zip(states, sorted(CATEGORIES), strict=False)):
        line = {
            "id": chances.next(), "agreement_id": agreement, "number": number, "giver_id": agencies[GIVER],
            "receiver_id": agencies[RECEIVER], "category": category, "role_class": ROLE, "purpose": PURPOSE,
            "by_request": False, "writes": True, "needs_vetting": False, "needs_training": False,
            "needs_declaration": False, "words": "drawn", "from_at": now - DAY, "until_at": None,
        }  # fmt: skip
        drawn.of("partnership.agreementline").append(line | state)


def _scope(drawn: Drawn, chances: Chances, agency: int, category: str) -> int:
    scope = chances.next()
    drawn.of("access.scope").append({"id": scope, "agency_id": agency, "category": category, "sensitivity": 0})
    return scope


def _key(drawn: Drawn, chances: Chances, agency: int, scope: int, line: int | None, *, writes: bool) -> None:
    drawn.of("access.bulkkey").append(
        {"id": chances.next(), "agency_id": agency, "scope_id": scope, "role_class": ROLE, "purpose": PURPOSE,
         "may_write": writes, "agreement_line_id": line, "from_at": drawn.now - DAY, "until_at": None}
    )  # fmt: skip


def _keys(drawn: Drawn, chances: Chances, agencies: list[int]) -> None:
    """Every line's own scope; the host writes in the giver's scopes and has its own of the same categories."""
    receiver, host = agencies[RECEIVER], agencies[HOST]
    for line in drawn.of("partnership.agreementline"):
        scope = _scope(drawn, chances, agencies[GIVER], line["category"])
        _key(drawn, chances, receiver, scope, line["id"], writes=True)
        _key(drawn, chances, host, scope, None, writes=True)
        _key(drawn, chances, host, _scope(drawn, chances, host, line["category"]), None, writes=True)
    lasting = drawn.of("partnership.agreementline")[0]["id"]
    categories = sorted(CATEGORIES)
    for category, resting_on in (
        (categories[0], None), (categories[1], None), (categories[2], lasting), ("victim_notes", None),
    ):  # fmt: skip
        scope = _scope(drawn, chances, receiver, category)
        _key(drawn, chances, receiver, scope, resting_on, writes=False)


def _consents(drawn: Drawn, chances: Chances, agencies: list[int]) -> None:
    """Consents of the receiver that cover something, and one for each way in which a consent covers nothing."""
    receiver, host, police = agencies[RECEIVER], agencies[HOST], agencies[POLICE]
    own = [s["id"] for s in drawn.of("access.scope") if s["agency_id"] == receiver]
    hosts = next(s["id"] for s in drawn.of("access.scope") if s["agency_id"] == host)
    drawn.subjects = [chances.id() for _ in range(6)]
    drawn.of("access.subject").extend({"id": s, "kind": f"kind {n}"} for n, s in enumerate(drawn.subjects))
    drawn.of("people.person").append({"id": chances.id(), "reference": "C-DRAWN2"})
    protections = {label.lower(): protection for label, protection in PROTECTED.items()}
    for _ in range(2):
        record = draw_row(drawn, chances, protections["people.record"], own[0])
        assert record is not None
        drawn.of("people.record").append(record)
    changes: tuple[dict[str, Any], ...] = (
        {}, {"record_id": drawn.of("people.record")[1]["id"]}, {"withdrawn_at": drawn.now}, {"given_on": FAR},
        {"until_on": OLD}, {"purpose": "marac"}, {"purpose": "investigation"}, {"to_agencies": [police]},
        {"scope_id": hosts}, {"to_agencies": [agencies[GIVER]]}, {"categories": sorted(CATEGORIES)[1:2]},
    )  # fmt: skip
    for change in changes:
        consent = draw_row(drawn, chances, protections["sharing.consent"], own[0])
        assert consent is not None
        consent |= {
            "record_id": drawn.of("people.record")[0]["id"], "categories": sorted(CATEGORIES)[:1],
            "to_agencies": [host], "purpose": PURPOSE, "given_on": OLD, "until_on": FAR, "withdrawn_at": None,
        }  # fmt: skip
        drawn.of("sharing.consent").append(consent | change)


def _disclosures(drawn: Drawn, chances: Chances, agencies: list[int]) -> None:
    """One under each line; one of the giver's own; one that names a consent but does not rest on it; one by a post."""
    giver, receiver = agencies[GIVER], agencies[RECEIVER]
    scopes = {(s["agency_id"], s["category"]): s["id"] for s in drawn.of("access.scope")}
    first, _, by_a_line = sorted(CATEGORIES)[:3]
    for line in drawn.of("partnership.agreementline"):
        _disclose(drawn, chances, giver, receiver, scopes[giver, line["category"]], agreement_line_id=line["id"])
    own, not_ended_one_by_one, consent = scopes[receiver, first], scopes[receiver, by_a_line], chances.id()
    for basis in ("consent", "statute"):
        _disclose(drawn, chances, receiver, giver, not_ended_one_by_one, rests_on=basis, consent_id=consent)
    by = drawn.of("partnership.post")[0]["id"]
    _disclose(drawn, chances, receiver, giver, own, rests_on="statute", purpose="another", by_post_id=by)


def _disclose(drawn: Drawn, chances: Chances, giver: int, receiver: int, scope: int, **given: Any) -> None:
    identifier: UUID = chances.id()
    lasting = {"from_at": drawn.now - DAY, "until_at": None}
    row = {
        "id": identifier, "subject_id": chances.one(drawn.subjects), "scope_id": scope, "from_agency_id": giver,
        "to_agency_id": receiver, "purpose": PURPOSE, "gateway_id": "cda-1998-s115", "rests_on": "agreement",
        "act_id": chances.id(), "agreement_line_id": None, "consent_id": None, "because": "drawn", **lasting,
        "ended_at": None, "by_post_id": None,
    }  # fmt: skip
    drawn.of("access.disclosure").append(row | given)
    drawn.of("access.subjectkey").append(
        {"agency_id": receiver, "post_id": None, "role_class": "", "purpose": PURPOSE, "may_write": True,
         "subject_id": row["subject_id"], "scope_id": scope, "disclosure_id": identifier, **lasting}
    )  # fmt: skip
