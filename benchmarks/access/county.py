"""The county of the benchmark: records, tokens, addresses, events, single keys with their disclosures, a caseload.

All of it is invented and the same in every run.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from loading import Owner, Table, bare

from concerted.analytics.synthetic.lists import districts, surnames
from concerted.people.searching.tokens import postcode, tokens

_GIVEN = """john david kieran james mary susan lee paul mark amy emma chloe daniel ryan jack thomas callum sophie laura
megan mohammed olivia george harry jacob william joshua ethan liam connor bradley jordan reece kyle ashley lewis dean
wayne darren gary kevin stephen robert michael peter karen julie tracey lisa sarah nicola michelle donna"""
GIVEN = _GIVEN.split()
SHARES = (
    ("police", 33), ("courts", 16), ("probation", 12), ("prisons", 6), ("housing_colchester", 6), ("youth", 2),
    ("second_start", 1),
)  # fmt: skip
OTHERS = 50
"""Agencies beside those of the demonstration; they hold the rest of the records, and the single keys."""
RARE = 40
SINGLE = 300
SCOPES = 45
CASELOAD = 50
CATEGORIES = ("identity", "whereabouts", "offending", "case", "action")


class Sizes(NamedTuple):
    """How much is loaded."""

    records: int
    keys: int


class Ids(NamedTuple):
    """What the loader found or made in the county, for its later steps."""

    agencies: dict[str, int]
    scopes: dict[tuple[str, str], int]


def identifier(kind: int, number: int) -> uuid.UUID:
    """Return the id of a row: as long and as scattered over time as those made in Python."""
    return uuid.UUID(int=(0x0194_0000_0000 << 80) | (kind << 72) | (number << 8) | 0x7)


def load(owner: Owner, sizes: Sizes) -> None:
    """Load everything."""
    ids = _agencies(owner)
    homes = _homes(ids)
    with bare(owner, "people_person", "people_record", "access.access_subject", "people_searchtoken",
              "people_address", "people_event"):  # fmt: skip
        _records(owner, ids, homes, sizes.records)
    with bare(owner, "access.access_disclosure", "access.access_subjectkey"):
        _keys(owner, ids, homes, sizes)
    _cases(owner, ids, homes, sizes.records)
    owner.execute("update partnership_county set ready_at = now()")
    owner.execute("vacuum analyze")


def _agencies(owner: Owner) -> Ids:
    """Add the other agencies with their scopes, and open as many scopes to the coordinator as the goal says."""
    named = [f"other_{i:02}" for i in range(OTHERS)] + ["rare"]
    Table(owner, "partnership_agency", ("code", "name", "kind")).load((n, n, "charity") for n in named)
    agencies = dict(owner.execute("select code, id from partnership_agency").fetchall())
    Table(owner, "access.access_scope", ("agency_id", "category")).load(
        (agencies[name], category) for name in named for category in CATEGORIES
    )
    found = owner.execute(
        "select a.code, s.category, s.id from access.access_scope s join partnership_agency a on a.id = s.agency_id "
        "where s.sensitivity = 0"
    ).fetchall()
    scopes = {(code, category): scope for code, category, scope in found}
    post = owner.execute(
        "select id, agency_id, purpose from partnership_post where role_class = 'iom_coordinator' order by id limit 1"
    ).fetchone()
    assert post is not None
    (has,) = owner.execute(
        "select count(distinct scope_id) from access.access_bulkkey where agency_id = %s "
        "and role_class = 'iom_coordinator' and purpose = %s", [post[1], post[2]],
    ).fetchone() or (0,)  # fmt: skip
    more = [scopes[name, c] for name in named[: OTHERS // 2] for c in CATEGORIES[:3]][: SCOPES - has]
    Table(owner, "access.access_bulkkey", ("agency_id", "scope_id", "role_class", "purpose", "from_at")).load(
        (post[1], scope, "iom_coordinator", post[2], "2026-01-01") for scope in more
    )
    owner.execute(
        "insert into partnership_post select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), "
        "'agency_id', %s::int, 'title', 'Adviser', 'role_class', 'iom_coordinator'))).* "
        "from partnership_post p where id = %s",
        [agencies["rare"], post[0]],
    )
    return Ids(agencies, scopes)


def _homes(ids: Ids) -> list[str]:
    """Return whose each hundredth of the records are, and after them the other agencies'."""
    return [code for code, share in SHARES for _ in range(share)]


def home(homes: list[str], number: int) -> str:
    """Return the agency of a record."""
    place = (number * 61) % 100
    return homes[place] if place < len(homes) else f"other_{number % OTHERS:02}"


def born(number: int) -> date:
    """Return the birth date of a person."""
    return date(1955, 1, 1) + timedelta(days=(number * 7919) % 19_000)


def person_of(number: int) -> int:
    """Return the person of a record: ten records have seven persons."""
    return number * 7 // 10


def _people(many: int) -> list[tuple[str, str]]:
    """Return the name of each person: surnames as often as their place in the list says."""
    chance = random.Random(5)
    families = list(surnames()["british"])
    weights = [1 / (place + 6) for place in range(len(families))]
    firsts = [1 / (place + 4) for place in range(len(GIVEN))]
    return list(zip(chance.choices(GIVEN, firsts, k=many), chance.choices(families, weights, k=many), strict=True))


def _records(owner: Owner, ids: Ids, homes: list[str], many: int) -> None:
    people = _people(person_of(many) + 1)
    places = [d.code for d in districts()]
    Table(owner, "people_person", ("id", "reference")).load((identifier(1, i), f"C-{i:06}") for i in range(len(people)))
    Table(owner, "access.access_subject", ("id", "kind")).load((identifier(2, i), "record") for i in range(many))

    def rows() -> Iterator[tuple[object, ...]]:
        for i in range(many):
            code, person = home(homes, i), person_of(i)
            given, family = people[person]
            yield (
                identifier(2, i), ids.scopes[code, "identity"], ids.agencies[code], "bench", f"B{i}",
                identifier(1, person), given.title(), family.title(), "", born(person), "M" if person % 5 else "F",
                places[person % len(places)], "t",
            )  # fmt: skip

    Table(owner, "people_record", (
        "id", "scope_id", "agency_id", "source", "source_key", "person_id", "given_name", "family_name",
        "former_family_name", "born_on", "sex", "district", "linkable",
    )).load(rows())  # fmt: skip

    def named() -> Iterator[tuple[object, ...]]:
        for i in range(many):
            scope, person = ids.scopes[home(homes, i), "identity"], person_of(i)
            given, family = people[person]
            for kind, value in tokens(given, family, "", born(person), f"B{i}"):
                yield scope, identifier(2, i), kind, value

    whereabouts = [i for i in range(many) if (home(homes, i), "whereabouts") in ids.scopes and i % 5 < 4]
    table = Table(owner, "people_searchtoken", ("scope_id", "record_id", "kind", "value"))
    table.load(named())
    table.load(
        (ids.scopes[home(homes, i), "whereabouts"], identifier(2, i), "post", postcode(_code(person_of(i))))
        for i in whereabouts
    )
    Table(owner, "people_address", ("scope_id", "record_id", "line", "postcode", "seen_on")).load(
        (ids.scopes[home(homes, i), "whereabouts"], identifier(2, i), f"{i % 90} High Street", _code(person_of(i)),
         "2026-12-01")
        for i in whereabouts
    )  # fmt: skip
    offending = [i for i in range(many) if (home(homes, i), "offending") in ids.scopes]
    first = set(_of_caseload(homes, many))
    Table(owner, "people_event", (
        "scope_id", "record_id", "source", "source_key", "kind", "happened_on", "offence_code", "words", "proven_on",
    )).load(
        (ids.scopes[home(homes, i), "offending"], identifier(2, i), "bench", f"E{i}-{n}", "conviction",
         date(2026, 12, 28) - timedelta(days=37 * n + i % 30), "03401", "Robbery of personal property",
         date(2026, 12, 28) - timedelta(days=37 * n))
        for i in offending for n in range(40 if i in first else 2)
    )  # fmt: skip


def _code(person: int) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    number = person // 3
    return f"CO{number % 15 + 1} {number % 9 + 1}{letters[number // 135 % 20]}{letters[number // 2700 % 20]}"


def _of_caseload(homes: list[str], many: int) -> list[int]:
    """Return the records of the caseload's people: spread over the table, each the police's."""
    step = max(1, many // (CASELOAD * 4))
    found: dict[int, int] = {}
    for i in range(0, many, step):
        mine = next((n for n in range(i, min(i + 200, many)) if home(homes, n) == "police"), None)
        if mine is not None and len(found) < CASELOAD:
            found.setdefault(person_of(mine), mine)
    return list(found.values())


def _keys(owner: Owner, ids: Ids, homes: list[str], sizes: Sizes) -> None:
    """Write single keys: the coordinator's, the rare agency's, and those of all other agencies."""
    coordinator = owner.execute(
        "select agency_id, purpose from partnership_post where role_class = 'iom_coordinator' and agency_id <> %s",
        [ids.agencies["rare"]],
    ).fetchone()
    assert coordinator is not None
    line = owner.execute("select id, agreement_id from partnership_agreementline order by id limit 1").fetchone()
    assert line is not None
    gate = owner.execute("select gateway_id from partnership_agreement where id = %s", [line[1]]).fetchone()
    assert gate is not None
    closed = [i for i in range(sizes.records) if home(homes, i) in {"youth", "other_45", "other_46", "other_47"}]

    def openings() -> Iterator[tuple[int, int]]:
        step = max(1, len(closed) // SINGLE)
        for i in closed[: SINGLE * step : step]:
            yield coordinator[0], i
        for n in range(RARE):
            yield ids.agencies["rare"], n * (sizes.records // RARE)
        for n in range(sizes.keys - SINGLE - RARE):
            yield ids.agencies[f"other_{n % OTHERS:02}"], (n * 7919) % sizes.records

    def disclosed() -> Iterator[tuple[object, ...]]:
        for n, (agency, i) in enumerate(openings()):
            code = home(homes, i)
            yield (
                identifier(3, n), identifier(2, i), ids.scopes[code, "identity"], ids.agencies[code], agency,
                coordinator[1], gate[0], line[0], "2026-01-01", None, None,
            )  # fmt: skip

    Table(owner, "access.access_disclosure", (
        "id", "subject_id", "scope_id", "from_agency_id", "to_agency_id", "purpose", "gateway_id", "agreement_line_id",
        "from_at", "until_at", "ended_at",
    )).load(disclosed())  # fmt: skip
    Table(owner, "access.access_subjectkey", (
        "agency_id", "purpose", "subject_id", "scope_id", "disclosure_id", "from_at",
    )).load(
        (agency, coordinator[1], identifier(2, i), ids.scopes[home(homes, i), "identity"], identifier(3, n),
         "2026-01-01")
        for n, (agency, i) in enumerate(openings())
    )  # fmt: skip


def _cases(owner: Owner, ids: Ids, homes: list[str], many: int) -> None:
    """Write a caseload: cases adopted, each with its standing and three actions of the police."""
    records = _of_caseload(homes, many)
    scope, action = ids.scopes["iom", "case"], ids.scopes["police", "action"]
    cases = [identifier(4, n) for n in range(len(records))]
    Table(owner, "access.access_subject", ("id", "kind")).load((case, "case") for case in cases)
    Table(owner, "cases_case", (
        "id", "scope_id", "programme", "person_id", "stage", "since_on", "opened_on", "review_due_on", "version",
    )).load(
        (case, scope, "iom", identifier(1, person_of(i)), "adopted", "2026-11-01", "2026-10-01", "2027-03-09", 1)
        for case, i in zip(cases, records, strict=True)
    )  # fmt: skip
    Table(owner, "iom_standing", ("id", "scope_id", "case_id", "kind", "colour", "told_on")).load(
        (identifier(5, n), scope, case, "Fixed", ("red", "amber", "green")[n % 3], "2026-11-02")
        for n, case in enumerate(cases)
    )
    Table(owner, "cases_action", (
        "id", "scope_id", "case_id", "asked_of_id", "programme", "pathway", "words", "about", "told", "due_on",
        "state", "asked_on", "asked_by", "version",
    )).load(
        (identifier(6, n * 3 + k), action, case, ids.agencies["police"], "iom", "accommodation", "Visit", "Somebody",
         "Visit", date(2027, 2, 20) + timedelta(days=9 * k), "accepted", "2027-01-10", "D. Okafor", 1)
        for n, case in enumerate(cases) for k in range(3)
    )  # fmt: skip
