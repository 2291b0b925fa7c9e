"""What a session may do by the functions of the database, tried there and said beforehand in plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from concerted.access.categories import CATEGORIES
from concerted.access.permissions import ROLES
from concerted.web.testing.leaks import consents
from concerted.web.testing.leaks.drawn_county import DAY, HOUR, Chances, Drawn
from concerted.web.testing.leaks.looking import allowed, answer, as_owner
from concerted.web.testing.leaks.oracle import Oracle, Row, lasts


@dataclass(frozen=True)
class Attempt:
    """One call of a function: what it is, its arguments, and whether the database must let it through."""

    words: str
    function: str
    given: dict[str, Any]
    lawful: bool

    def goes_through(self) -> bool:
        """Try it in the database under the session last spoken; undone at once."""
        named = ", ".join(f"{name} => %s" for name in self.given)
        return allowed(f"select access.{self.function}({named})", list(self.given.values()))

    def do(self) -> None:
        """Do it."""
        named = ", ".join(f"{name} => %s" for name in self.given)
        answer(f"select access.{self.function}({named})", list(self.given.values()))


def may(oracle: Oracle, permission: str) -> bool:
    """Whether the session's role holds a permission."""
    role = ROLES.get(oracle.post["role_class"]) if oracle.post is not None else None
    return role is not None and permission in role.permissions


def gateways() -> dict[str, Row]:
    """Read the legal powers, which a county does not draw."""
    return {row["code"]: row for row in as_owner("select * from partnership_gateway")}


def attempts(drawn: Drawn, oracle: Oracle, chances: Chances, laws: dict[str, Row], each: int = 2) -> Iterator[Attempt]:
    """Yield calls, lawful ones and such as are wrong in one thing."""
    scopes = {row["id"]: row for row in drawn.of("access.scope")}
    for scope in chances.dice.sample(sorted(scopes), min(each + 1, len(scopes))):
        named = {"subject": chances.id(), "subject_kind": "drawn", "subject_scope": scope}
        yield Attempt("names a subject", "name_subject", named, scope in oracle.write_scopes)
    lines = [line for line in drawn.of("partnership.agreementline") if _scope_of(drawn, line) is not None]
    for line in chances.dice.sample(lines, min(each, len(lines))):
        yield from _by_a_line(drawn, oracle, chances, line)
    for _ in range(min(each, 3)):
        yield from _without_a_line(drawn, oracle, chances, laws)
    for given in consents.disclosures(drawn, oracle, chances, laws, each):
        yield Attempt("discloses on a consent", "disclose_own", given, lawful_without_line(drawn, oracle, given, laws))


def _scope_of(drawn: Drawn, line: Row) -> int | None:
    found = (
        s["id"]
        for s in drawn.of("access.scope")
        if (s["agency_id"], s["category"]) == (line["giver_id"], line["category"])
    )
    return next(found, None)


def _of_another(drawn: Drawn, oracle: Oracle, line: Row, chances: Chances) -> int:
    """A scope of the line's category that is not its giver's, one that the session may disclose where there is one."""
    others = [
        s["id"]
        for s in drawn.of("access.scope")
        if s["category"] == line["category"] and s["agency_id"] != line["giver_id"]
    ]
    may_be = sorted(oracle.write_scopes | oracle.own_scopes)
    own: int = chances.one([s for s in others if s in may_be] or others or [s["id"] for s in drawn.of("access.scope")])
    return own


def _by_a_line(drawn: Drawn, oracle: Oracle, chances: Chances, line: Row) -> Iterator[Attempt]:
    """Disclose by a line, then with each argument that the line fixes changed."""
    whole = {
        "disclosure": chances.id(), "subject": chances.one(drawn.subjects), "opened": _scope_of(drawn, line),
        "receiver": line["receiver_id"], "receiver_role": line["role_class"], "writes": chances.often(0.5),
        "why": line["purpose"], "line": line["id"], "until": chances.one((None, drawn.now + DAY)),
    }  # fmt: skip
    other_line = chances.one(drawn.of("partnership.agreementline"))["id"]
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"opened": chances.one(drawn.of("access.scope"))["id"]},
        {"opened": _of_another(drawn, oracle, line, chances)},
        {"receiver": chances.one(drawn.of("partnership.agency"))["id"]},
        {"receiver_role": "nobody"},
        {"why": "something else"},
        {"line": other_line},
    )
    for change in changes:
        given = whole | change | {"disclosure": chances.id()}
        yield Attempt(f"discloses by a line {sorted(change)}", "disclose", given, lawful_by_line(drawn, oracle, given))


def lawful_by_line(drawn: Drawn, oracle: Oracle, given: dict[str, Any]) -> bool:
    """Whether a post may disclose under a line: a scope that it writes or its own, and a line in force that says so."""
    if given["opened"] not in oracle.write_scopes | oracle.own_scopes:
        return False
    scope = next(s for s in drawn.of("access.scope") if s["id"] == given["opened"])
    said = (scope["agency_id"], given["receiver"], given["receiver_role"], scope["category"], given["why"])
    for line in drawn.of("partnership.agreementline"):
        agreed = (line["giver_id"], line["receiver_id"], line["role_class"], line["category"], line["purpose"])
        if line["id"] == given["line"] and agreed == said:
            return line["from_at"] is not None and lasts(line, oracle.now)
    return False


def _without_a_line(drawn: Drawn, oracle: Oracle, chances: Chances, laws: dict[str, Row]) -> Iterator[Attempt]:
    """Disclose on a statute or a reason, then with each thing that makes it lawful taken away."""
    basis = chances.one(("statute", "override"))
    fitting = [
        c
        for c, law in laws.items()
        if not law["depersonalised_only"] and (basis == "override" or law["without_agreement"])
    ]
    scopes = sorted(oracle.own_scopes) or [chances.one(drawn.of("access.scope"))["id"]]
    whole = {
        "disclosure": None, "act": chances.id(), "subject": chances.one(drawn.subjects), "opened": chances.one(scopes),
        "receiver": chances.one(drawn.of("partnership.agency"))["id"], "receiver_role": chances.one(sorted(ROLES)),
        "why": "iom", "basis": basis, "law": chances.one(sorted(fitting)), "lawful_regime": "uk_gdpr", "consent": None,
        "reason": "Somebody is in danger", "until": drawn.now + DAY,
    }  # fmt: skip
    without_end = {"until": None}
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"opened": chances.one(drawn.of("access.scope"))["id"]},
        {"lawful_regime": "part_3"},
        {"reason": "  "},
        {"basis": "agreement"},
        {"basis": "emergency"},
        {"basis": "consent"},
        {"basis": "consent", "consent": chances.id()},
        {"consent": chances.id()},
        {"law": "no-such-law"},
        {"law": chances.one(sorted(laws))},
        without_end,
        {"until": "infinity"},
    )
    for change in changes:
        given = whole | change | {"disclosure": chances.id()}
        lawful = lawful_without_line(drawn, oracle, given, laws)
        yield Attempt(f"discloses on a {basis} {change}", "disclose_own", given, lawful)


def lawful_without_line(drawn: Drawn, oracle: Oracle, given: dict[str, Any], laws: dict[str, Row]) -> bool:
    """Whether a post may disclose its agency's own rows on a consent, a statute or a reason."""
    law = laws.get(given["law"])
    if not may(oracle, "disclose") or given["opened"] not in oracle.own_scopes or law is None:
        return False
    scope = next(s for s in drawn.of("access.scope") if s["id"] == given["opened"])
    if CATEGORIES[scope["category"]].one_service:
        return False
    agencies = {row["id"]: row for row in drawn.of("partnership.agency")}
    both = [oracle.post["agency_id"], given["receiver"]] if oracle.post is not None else []
    competent = len(set(both)) == 2 and all(agencies[one]["competent_authority"] for one in both)
    if given["lawful_regime"] == "part_3" and not competent:
        return False
    today = oracle.today
    if (law["from_on"] and law["from_on"] > today) or (law["until_on"] and law["until_on"] <= today):
        return False
    if law["depersonalised_only"] or (given["basis"] == "consent") != (given["consent"] is not None):
        return False
    if given["basis"] == "consent":
        return given["until"] not in (None, "infinity") and consents.covers(drawn, given, today)
    if given["basis"] == "statute":
        return bool(law["without_agreement"])
    reasoned = given["reason"].strip() != "" and given["until"] not in (None, "infinity")
    return given["basis"] == "override" and may(oracle, "disclose.override") and reasoned


def take_in(drawn: Drawn, attempt: Attempt, oracle: Oracle) -> None:
    """Note what a lawful disclosure has opened among the drawn facts, so that the oracle knows of it."""
    given = attempt.given
    began = drawn.now - HOUR
    scope = next(s for s in drawn.of("access.scope") if s["id"] == given["opened"])
    post = oracle.post or {}
    drawn.of("access.disclosure").append(
        {
            "id": given["disclosure"], "subject_id": given["subject"], "scope_id": given["opened"],
            "from_agency_id": scope["agency_id"], "to_agency_id": given["receiver"], "purpose": given["why"],
            "rests_on": given.get("basis", "agreement"), "agreement_line_id": given.get("line"),
            "consent_id": given.get("consent"),
            "from_at": began, "until_at": _end(given["until"]), "ended_at": None, "by_post_id": post.get("id"),
        }
    )  # fmt: skip
    drawn.of("access.subjectkey").append(
        {
            "agency_id": given["receiver"], "post_id": None, "role_class": given["receiver_role"],
            "purpose": given["why"], "subject_id": given["subject"], "scope_id": given["opened"],
            "may_write": given.get("writes", False), "disclosure_id": given["disclosure"], "from_at": began,
            "until_at": _end(given["until"]),
        }
    )  # fmt: skip


def _end(until: Any) -> Any:
    """Return an end as an instant; a statute may go without one."""
    return None if until == "infinity" else until


def may_end(drawn: Drawn, oracle: Oracle, disclosure: UUID) -> bool:
    """Whether a session may end a disclosure: one of a scope that it writes, or that its own agency's post opens."""
    row = next(d for d in drawn.of("access.disclosure") if d["id"] == disclosure)
    return row["ended_at"] is None and row["scope_id"] in oracle.write_scopes | oracle.own_scopes


def resting_on(drawn: Drawn, oracle: Oracle, consent: UUID) -> set[UUID]:
    """The disclosures that taking a consent back ends: what rested on it, of its own agency, nothing else (S19)."""
    return {
        row["id"]
        for row in drawn.of("access.disclosure")
        if (row["consent_id"], row["rests_on"]) == (consent, "consent")
        and oracle.post is not None
        and row["from_agency_id"] == oracle.post["agency_id"]
        and (row["ended_at"] is None or oracle.now < row["ended_at"])
    }


def log_of(drawn: Drawn, oracle: Oracle) -> set[tuple[UUID, str, str | None, str | None]]:
    """The disclosures of which a session may know: its agency's, for its purpose, by its post, or all."""
    if oracle.post is None:
        return set()
    roles = {key["disclosure_id"]: key["role_class"] for key in drawn.of("access.subjectkey")}
    kinds = {row["id"]: row["kind"] for row in drawn.of("access.subject")}
    categories = {scope["id"]: scope["category"] for scope in drawn.of("access.scope")}
    return {
        (row["id"], categories[row["scope_id"]], roles.get(row["id"]), kinds.get(row["subject_id"]))
        for row in drawn.of("access.disclosure")
        if oracle.post["agency_id"] in (row["from_agency_id"], row["to_agency_id"])
        and (
            row["purpose"] == oracle.purpose
            or row.get("by_post_id") == oracle.post["id"]
            or may(oracle, "sharing.every_purpose")
        )
    }
