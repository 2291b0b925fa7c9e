"""What a data protection officer sees of the trail equals an oracle in plain Python; every leg of it matters."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, connections, transaction

from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post
from concerted.web.testing.county import make_record, owner_sql, sign_in_as

SQL = Path(__file__).parents[1] / "sql" / "audit_functions.sql"
BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
END = BEGIN + timedelta(days=20)
KINDS = ("page.opened", "action.asked", "disclosure.given", "victim_request.made")
SAFE_PAGES = ("people.read", "find", "plan.read")
PERMISSIONS = (*SAFE_PAGES, "victim_requests.make", "iom.cohort", None)
OPEN_PURPOSES = ("iom", "data_quality", "data_protection")
PURPOSES = (*OPEN_PURPOSES, "victims", "investigation")
AGENCIES = ("police", "probation", "housing_colchester", "second_start", "youth", "lantern", "unit")


class County:
    """Events of posts of every agency about records of every agency, and what an officer may see of them."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        self.agencies = {a.code: a for a in Agency.objects.using("migrator").filter(code__in=AGENCIES)}
        self.posts = {code: uuid4() for code in AGENCIES}
        self.records = [make_record(code) for code in AGENCIES[:-1] for _ in range(2)]
        self.strangers = [uuid4() for _ in range(3)]
        self.events = []
        for _ in range(150):
            code, kind = chance.choice(AGENCIES), chance.choice(KINDS)
            about = chance.sample([r.pk for r in self.records] + self.strangers, chance.randint(0, 4))
            permission = chance.choice(PERMISSIONS) if kind == "page.opened" else None
            at = BEGIN + timedelta(minutes=chance.randint(0, 20 * 24 * 60))
            detail = (
                {"page": f"page {permission}", "permission": permission} if kind == "page.opened" else {"secret": 1}
            )
            self.events.append(self.write(at, kind, code, about, detail, chance.choice(PURPOSES)))

    def write(self, at, kind, code, about, detail, purpose):
        (identifier,) = owner_sql(
            "insert into audit_event (at, kind, post_id, agency_id, purpose, process, about, detail) "
            f"values ('{at.isoformat()}', '{kind}', '{self.posts[code]}', {self.agencies[code].pk}, '{purpose}', "
            f"'app', array[{', '.join(repr(str(a)) for a in about)}]::uuid[], '{json.dumps(detail)}') returning id"
        )[0]
        return (identifier, at, kind, code, about, detail, purpose)

    def looks_at(self, mine: str, subjects: set[UUID]):
        """The oracle: own events about them; of others only openings about records that the agency supplied.

        Never of posts that support victims or investigate.
        """
        supplied = {r.pk for r in self.records if r.agency_id == self.agencies[mine].pk} & subjects
        found = {}
        for identifier, _, kind, code, about, detail, purpose in self.events:
            named = set(about)
            page = detail.get("page")
            if code == mine and named & subjects:
                found[identifier] = (kind, code, tuple(about), page)
            elif (
                code != mine
                and kind == "page.opened"
                and not self.agencies[code].existence_protected
                and purpose in OPEN_PURPOSES
                and named & supplied
            ):
                seen = tuple(a for a in about if a in supplied)
                found[identifier] = (kind, code, seen, page if detail["permission"] in SAFE_PAGES else None)
        return found

    def own(self, mine: str, keep=lambda event: True):
        return {e[0] for e in self.events if e[3] == mine and keep(e)}


def asked(function: str, kind: str, wanted):
    with connection.cursor() as cursor:
        cursor.execute(
            f"select id, kind, agency_id, about, page from {function}(%s::{kind}, %s, %s, null, null, 5000)",
            [wanted, BEGIN, END],
        )
        return cursor.fetchall()


def seen(county: County, subjects: set[UUID]):
    codes = {a.pk: code for code, a in county.agencies.items()}
    rows = asked("audit_looks_at", "uuid[]", [str(s) for s in subjects])
    return {i: (kind, codes[agency], tuple(about or ()), page) for i, kind, agency, about, page in rows}


def officer_of(code: str) -> None:
    """Sign in as a data protection officer of any agency: the role's first holder has a post there as well."""
    posts = Post.objects.using("migrator").filter(role_class="data_protection_officer")
    if not posts.filter(agency__code=code).exists():
        post = posts.order_by("id")[0]
        post.pk, post.agency = new_id(), Agency.objects.using("migrator").get(code=code)
        post.save(using="migrator", force_insert=True)
    sign_in_as("data_protection_officer", code)


@pytest.mark.parametrize("mine", AGENCIES)
def test_an_officer_sees_what_the_oracle_says(county, mine):
    for seed in range(3):
        made = County(seed)
        officer_of(mine)
        subjects = {r.pk for r in made.records} | set(made.strangers)
        assert seen(made, subjects) == made.looks_at(mine, subjects)
        some = set(random.Random(seed).sample(sorted(subjects, key=str), 4))
        assert seen(made, some) == made.looks_at(mine, some)
        for code, post in made.posts.items():
            found = {row[0] for row in asked("audit_looks_by", "uuid", str(post))}
            assert found == (made.own(mine) if code == mine else set())
        acts = {row[0] for row in asked("audit_acts", "text", "")}
        assert acts & {e[0] for e in made.events} == made.own(mine, lambda e: e[2] != "page.opened")
        given = {row[0] for row in asked("audit_acts", "text", "disclosure")}
        assert given & {e[0] for e in made.events} == made.own(mine, lambda e: e[2] == "disclosure.given")


LEGS = {
    "existence-protected agencies": (" and not g.existence_protected", ""),
    "victims' and investigators' work": (" and e.purpose not in ('victims', 'investigation')", ""),
    "acts of others": ("e.kind = 'page.opened' and e.about && supplied", "e.about && supplied"),
    "records that others supplied": (
        "where r.id = any (subjects) and r.agency_id = mine",
        "where r.id = any (subjects)",
    ),
    "which page of others": ("or e.detail->>'permission' in ('people.read', 'find', 'plan.read')", "or true"),
    "whom else a page of others showed": ("where a.id = any (supplied)", "where true"),
}


@pytest.mark.parametrize("leg", LEGS)
def test_removing_any_leg_shows_more_than_the_oracle_says(county, leg):
    text, instead = LEGS[leg]
    whole = SQL.read_text()
    assert whole.count(text) == 1
    made = County(7)
    subjects = {r.pk for r in made.records} | set(made.strangers)
    officer_of("police")
    assert seen(made, subjects) == made.looks_at("police", subjects)
    owner_sql(whole.replace(text, instead))
    officer_of("police")
    assert seen(made, subjects) != made.looks_at("police", subjects)


@pytest.mark.parametrize(
    "role", ["iom_coordinator", "data_steward", "agency_administrator", "agreement_owner", "analyst"]
)
def test_no_other_role_reads_the_trail(county, role):
    made = County(1)
    subjects = {r.pk for r in made.records}
    sign_in_as(role)
    assert seen(made, subjects) == {}
    for function, kind, wanted in (("audit_acts", "text", ""), ("audit_looks_by", "uuid", str(made.posts["police"]))):
        assert asked(function, kind, wanted) == []
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_hours(%s, %s)", [BEGIN, END])
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from audit_people(%s, %s, 10)", [BEGIN, END])
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from audit_hashes(0, 0, 1)")
        assert cursor.fetchone() == (0,)


def refused(alias: str, statement: str) -> None:
    with (
        pytest.raises(Error, match="permission denied"),
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(statement)


def partitions() -> list[str]:
    return [
        r[0]
        for r in owner_sql("select inhrelid::regclass::text from pg_inherits where inhparent = 'audit_event'::regclass")
    ]


@pytest.mark.parametrize("alias", ["default", "worker", "gate", "front"])
def test_no_role_of_requests_reads_the_trail_or_a_partition_of_it_past_the_functions(county, alias):
    sign_in_as("data_protection_officer")
    assert len(partitions()) > 12
    for table in ["audit_event", "audit_leaf", "audit_node", "audit_root", *partitions()]:
        refused(alias, f"select 1 from {table}")


@pytest.mark.parametrize("alias", ["gate", "front"])
def test_the_functions_are_for_requests_of_partners_alone(county, alias):
    refused(alias, "select * from audit_acts('', now(), now(), null, null, 1)")


def test_paging_through_gives_every_event_once_however_many_are_left_out(county):
    made = County(3)
    officer_of("police")
    subjects = {r.pk for r in made.records} | set(made.strangers)
    wanted = made.looks_at("police", subjects)
    at, event, found = None, None, []
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "select at, id from audit_looks_at(%s::uuid[], %s, %s, %s, %s, 3)",
                [[str(s) for s in subjects], BEGIN, END, at, event],
            )
            rows = cursor.fetchall()
        found += [row[1] for row in rows]
        if len(rows) < 3:
            break
        at, event = rows[-1]
    assert len(found) == len(set(found)) == len(wanted)
    assert set(found) == set(wanted)
