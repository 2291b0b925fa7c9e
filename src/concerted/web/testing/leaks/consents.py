"""What a consent covers, said a second time in plain Python, and disclosures that name one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from concerted.web.testing.leaks.drawn_county import DAY, Chances, Drawn
from concerted.web.testing.leaks.oracle import Oracle, Row

NEVER = ("marac", "investigation")
"""Purposes for which no consent to a service is a basis (S19)."""


def standing(drawn: Drawn) -> list[Row]:
    """Return the consents that were not erased."""
    erased = drawn.erased.get("sharing_consent", [])
    return [row for row in drawn.of("sharing.consent") if row["id"] not in erased]


def covers(drawn: Drawn, given: Row, today: date) -> bool:
    """Whether the consent that a disclosure names covers record, category, receiver, purpose and the county's day."""
    consent = next((row for row in standing(drawn) if row["id"] == given["consent"]), None)
    if consent is None or consent["withdrawn_at"] is not None:
        return False
    scopes = {scope["id"]: scope for scope in drawn.of("access.scope")}
    kinds = {row["id"]: row["kind"] for row in drawn.of("partnership.agency")}
    opened = scopes[given["opened"]]
    return (
        scopes[consent["scope_id"]]["agency_id"] == opened["agency_id"]
        and consent["record_id"] == given["subject"]
        and opened["category"] in consent["categories"]
        and given["receiver"] in consent["to_agencies"]
        and kinds[given["receiver"]] != "police"
        and consent["purpose"] == given["why"]
        and given["why"] not in NEVER
        and consent["given_on"] <= (drawn.day or today) <= consent["until_on"]
    )


def _stands(law: Row, today: date) -> bool:
    return (law["from_on"] is None or law["from_on"] <= today) and (law["until_on"] is None or today < law["until_on"])


def disclosures(drawn: Drawn, oracle: Oracle, chances: Chances, laws: dict[str, Row], most: int) -> Iterator[Row]:
    """Yield arguments of disclosures on consents, each as the consent says, then with one thing that it does not."""
    fitting = sorted(
        code for code, law in laws.items() if not law["depersonalised_only"] and _stands(law, oracle.today)
    )
    given = standing(drawn)
    owners = {scope["id"]: scope["agency_id"] for scope in drawn.of("access.scope")}
    mine = oracle.post["agency_id"] if oracle.post else None
    for consent in sorted(given, key=lambda row: (owners[row["scope_id"]] != mine, chances.dice.random()))[:most]:
        own = [s for s in drawn.of("access.scope") if s["id"] in oracle.own_scopes] or drawn.of("access.scope")
        named = [s for s in own if s["category"] in consent["categories"]] or own
        whole: dict[str, Any] = {
            "subject": consent["record_id"], "opened": chances.one(named)["id"], "why": consent["purpose"],
            "receiver": chances.one(consent["to_agencies"]), "receiver_role": "iom_coordinator", "basis": "consent",
            "law": chances.one(fitting), "lawful_regime": "uk_gdpr", "consent": consent["id"], "reason": "",
            "until": drawn.now + DAY, "act": chances.id(),
        }  # fmt: skip
        changes: tuple[Row, ...] = (
            {},
            {"subject": chances.one(given)["record_id"]},
            {"opened": chances.one(own)["id"]},
            {"receiver": chances.one(drawn.of("partnership.agency"))["id"]},
            {"why": "something else"},
            {"consent": chances.one(given)["id"]},
            {"basis": "statute"},
            {"consent": None},
            {"until": None},
            {"until": "infinity"},
        )
        for change in changes:
            yield whole | change | {"disclosure": chances.id()}
