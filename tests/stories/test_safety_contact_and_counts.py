"""S1, S5, S20: where somebody is safe is nobody else's; nothing is sent or prefilled; who pays sees counts."""

from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from concerted.access.categories import CATEGORIES
from concerted.access.permissions import ROLES
from concerted.access.protection import PROTECTED
from concerted.exchange.finding import feeds
from concerted.people.models import Address, Person, SearchToken
from concerted.web.testing.county import owner_sql, owners_scope
from concerted.web.testing.victims.rows import safe_address

LINE, POSTCODE = "14 Withheld Close", "CO99 9ZZ"
COUNTED = {"figures_run", "figures_cell"}
WHO_COUNTS = ("analyst", "agreement_owner")


@pytest.fixture
def hidden(make_record):
    """Somebody with a record at the police and one at a victims' service that keeps her address."""
    person = Person.objects.using("migrator").create()
    make_record("police", person=person, given_name="Marisela", family_name="Oyelaran-Whitcombe")
    hers = make_record("lantern", person=person, given_name="Marisela", family_name="Oyelaran-Whitcombe")
    safe_address(hers, LINE, POSTCODE)
    return person


def addresses_without_ids() -> list[str]:
    """Every address of the site that needs no id, to be opened by GET."""
    found, waiting = [], [("/", entry) for entry in get_resolver().url_patterns]
    while waiting:
        prefix, entry = waiting.pop()
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            waiting += [(path, each) for each in entry.url_patterns]
        elif isinstance(entry, URLPattern) and "<" not in path:
            found.append(path)
    return sorted(path for path in found if not path.startswith("/sign-out"))


@pytest.mark.parametrize("role", [*ROLES])
def test_s1_a_protected_address_stands_on_no_page_of_anybody(hidden, client_for, role):
    client = client_for(role)
    persons = [f"/people/{hidden.reference}{tab}" for tab in ("", "/records", "/who")]
    for path in [*addresses_without_ids(), *persons, "/find?q=Oyelaran"]:
        said = client.get(path, follow=True).content.decode(errors="replace")
        assert "Withheld" not in said, path
        assert POSTCODE not in said, path


def test_s1_a_protected_address_leads_to_nobody_by_search(hidden, client_for):
    for role in ROLES:
        said = client_for(role).get("/find", {"q": POSTCODE}, follow=True).content.decode()
        assert "Oyelaran" not in said, role
    assert not SearchToken.objects.using("migrator").filter(value__icontains="co999zz").exists()


def test_s1_no_feed_and_no_table_of_the_product_keeps_the_address_of_a_refuge():
    assert not {feed.category for feed in feeds().values()} & {"refuge", "protected_address"}
    assert not [model for model in apps.get_models() if "refuge" in model._meta.db_table]
    for code in ("refuge", "protected_address"):
        assert CATEGORIES[code].existence_protected and CATEGORIES[code].victims
        assert not CATEGORIES[code].share and not CATEGORIES[code].emergency


def test_s5_what_one_agency_knows_of_contact_is_prefilled_for_no_other(make_record, client_for):
    person = Person.objects.using("migrator").create()
    polices = make_record("police", person=person, given_name="Marisela", family_name="Oyelaran-Whitcombe")
    make_record("lantern", person=person, given_name="Marisela", family_name="Oyelaran-Whitcombe")
    Address.objects.using("migrator").create(
        scope_id=owners_scope("police", "whereabouts"), record=polices, line="9 Gull Parade", postcode="CO15 1AA",
        seen_on=date(2027, 2, 1),
    )  # fmt: skip
    client = client_for("victim_caseworker")
    for tab in ("", "/records", "/who"):
        answer = client.get(f"/people/{person.reference}{tab}")
        assert answer.status_code == 200
        assert "Gull Parade" not in answer.content.decode() and "CO15" not in answer.content.decode()


def test_s5_nothing_is_sent_by_default(hidden, client_for):
    assert not mail.outbox
    assert not getattr(settings, "EMAIL_HOST_PASSWORD", "")
    for role in ROLES:
        client_for(role).get("/today")
    assert not mail.outbox


@pytest.mark.parametrize("role", WHO_COUNTS)
def test_s20_who_commissions_sees_no_row_about_anybody(hidden, as_role, role):
    as_role(role)
    for protection in PROTECTED.values():
        if protection.table in COUNTED or protection.table.startswith("figures_"):
            continue
        for table in (protection.table, protection.history_table):
            with connection.cursor() as cursor:
                cursor.execute(f"select count(*) from {table}")
                assert cursor.fetchone() == (0,), table
    assert owner_sql("select count(*) from people_record")[0][0] >= 2


@pytest.mark.parametrize("role", WHO_COUNTS)
def test_s20_who_commissions_finds_nobody_by_name(hidden, client_for, role):
    for path in (f"/people/{hidden.reference}", "/find?q=Oyelaran", "/selection", "/cohort"):
        answer = client_for(role).get(path, follow=True)
        assert answer.status_code in (403, 404), path
        assert "Oyelaran" not in answer.content.decode().replace("q=Oyelaran", ""), path
