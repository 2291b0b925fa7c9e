"""The partners' directory under attack: what SQL run as a request cannot do to posts, signatures and agreements."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from concerted.access.models import BulkKey
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agreement, AgreementLine, Post
from concerted.web.testing.county import owner_sql, post_of, sign_in_as
from concerted.web.testing.directory import (
    add_line,
    administrator_of,
    agency_of,
    bring_into_force,
    draft,
    make_post,
    send,
    sign,
    speak_as,
)


def changes(statement, *values) -> int:
    """How many rows a statement of a request changes; a refusal changes none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount
    except Error as error:
        assert error.__cause__.sqlstate in ("42501", "23514", "23P01", "23505"), error
        return 0


def calls(statement, *values) -> bool:
    """Whether a function lets a request do it."""
    return changes(f"select {statement}", *values) > 0


@pytest.fixture
def signed_by_one(county):
    """An agreement between police and Colchester housing that police alone has signed."""
    made = draft()
    add_line(made, "housing_colchester", "police", "housing", "iom_coordinator")
    send(made)
    sign(made, "police")
    return made


def keys_of(agreement) -> int:
    return BulkKey.objects.using("migrator").filter(agreement_line__agreement=agreement).count()


@pytest.mark.parametrize("role", ["agreement_owner", "agency_administrator", "analyst", "iom_coordinator"])
def test_nobody_writes_a_signature_by_hand(signed_by_one, role):
    sign_in_as(role)
    assert changes("update partnership_party set signed_at = now() where agreement_id = %s", signed_by_one.pk) == 0
    columns = "agreement_id, agency_id, signed_as, withdrawn_because, signed_at"
    values = (signed_by_one.pk, agency_of("courts").pk)
    assert changes(f"insert into partnership_party ({columns}) values (%s, %s, '', '', now())", *values) == 0
    assert changes("delete from partnership_party where agreement_id = %s", signed_by_one.pk) == 0


def test_an_administrator_signs_for_no_other_agency(signed_by_one):
    speak_as(administrator_of("probation"))
    assert not calls("access.sign_agreement(%s, %s)", signed_by_one.pk, signed_by_one.version)
    for role in ("agreement_owner", "housing_officer", "analyst"):
        sign_in_as(role)
        assert not calls("access.sign_agreement(%s, %s)", signed_by_one.pk, signed_by_one.version), role
    rows = owner_sql(
        "select g.code from partnership_party p join partnership_agency g on g.id = p.agency_id "
        "where p.agreement_id = %s and p.signed_at is not null",
        [signed_by_one.pk],
    )
    assert rows == [("police",)]


def test_an_agreement_that_not_all_have_signed_is_not_put_into_force(signed_by_one):
    sign_in_as("agreement_owner")
    assert not calls("access.put_into_force(%s)", signed_by_one.pk)
    for state in ("in_force", "draft"):
        assert changes(f"update partnership_agreement set state = '{state}' where id = %s", signed_by_one.pk) == 0
    line = "update partnership_agreementline set from_at = now() where agreement_id = %s"
    assert changes(line, signed_by_one.pk) == 0
    assert keys_of(signed_by_one) == 0


def test_a_draft_is_not_put_into_force_by_hand(county):
    made = draft()
    line = add_line(made, "housing_colchester", "police", "housing", "iom_coordinator")
    sign_in_as("agreement_owner")
    assert not calls("access.put_into_force(%s)", made.pk)
    assert changes("update partnership_agreement set state = 'in_force' where id = %s", made.pk) == 0
    assert changes("update partnership_agreementline set from_at = now() where id = %s", line.pk) == 0


@pytest.mark.parametrize("role", ["agency_administrator", "analyst", "iom_coordinator", "data_protection_officer"])
def test_only_the_hosts_officer_drafts_sends_opens_and_ends(signed_by_one, role):
    sign_in_as(role)
    one = signed_by_one.pk
    assert changes("update partnership_agreement set title = 'x' where state = 'draft'") == 0
    for function in ("put_into_force(%s)", "take_back_agreement(%s)"):
        assert not calls(f"access.{function}", one), function
    assert not calls("access.send_agreement(%s, 1)", one)
    assert not calls("access.end_agreement(%s, 'because')", one)
    line = AgreementLine.objects.using("migrator").filter(agreement__code="iom-2026").first()
    assert not calls("access.end_line(%s, 'because')", line.pk)
    assert not calls("access.remove_draft_line(%s)", line.pk)


def test_nothing_is_added_to_an_agreement_in_force(county):
    made = draft()
    add_line(made, "housing_colchester", "police", "housing", "iom_coordinator")
    bring_into_force(made, "police", "housing_colchester")
    sign_in_as("agreement_owner")
    with pytest.raises(Refused, match="no draft any more"):
        add_line(made, "probation", "police", "supervision", "iom_coordinator")
    copied = (
        "insert into partnership_agreementline (agreement_id, number, giver_id, receiver_id, category, role_class, "
        "purpose, regime, by_request, writes, needs_vetting, needs_training, needs_declaration, words, ended_because) "
        "select agreement_id, 99, giver_id, receiver_id, 'identity', role_class, purpose, regime, false, true, false, "
        "false, false, '', '' from partnership_agreementline where agreement_id = %s"
    )
    assert changes(copied, made.pk) == 0
    assert changes("update partnership_agreementline set writes = true where agreement_id = %s", made.pk) == 0
    assert changes("update partnership_agreementline set until_at = null where agreement_id = %s", made.pk) == 0


def test_keys_and_what_moves_them_are_closed_to_requests(county):
    sign_in_as("agreement_owner")
    for statement in (
        "insert into access.access_bulkkey (agency_id, scope_id, role_class, purpose, may_write, from_at) "
        "values (1, 1, 'agreement_owner', 'governance', true, now())",
        "update access.access_bulkkey set until_at = null",
        "update access.access_roleinkind set category = 'identity'",
        "insert into access.access_permission values ('analyst', 'agreements.keep')",
    ):
        assert changes(statement) == 0, statement
    one = AgreementLine.objects.using("migrator").first().pk
    for function in (
        f"access.shut_lines(array[{one}]::bigint[], 'x')",
        "access.move_posts(1, 2, now(), 'x')",
        "access.move_keys(1, 2, now())",
        "access.move_disclosures(1, 2, now(), 'x')",
        "access.move_lines(1, 2, now(), 'x')",
        "access.new_scope(1, 'identity', 0)",
        f"access.held_agreement({one})",
    ):
        assert not calls(function), function


POST = (
    "insert into partnership_post (id, account_id, agency_id, title, holder, role_class, purpose, clearance, "
    "vetting_level, interests, from_at, ended_because, version, changed_by) "
    "select %s, %s, id, 't', 'h', %s, %s, 0, '', '', now(), '', 1, '' from partnership_agency where code = %s"
)


def test_an_administrator_opens_posts_of_his_own_agency_alone_and_none_of_his_own(county):
    post = administrator_of("police")
    speak_as(post)
    other = post_of("analyst").account_id

    def opened(account, role, purpose, agency):
        return changes(POST, new_id(), account, role, purpose, agency)

    assert opened(other, "investigator", "investigation", "police") == 1
    assert opened(other, "probation_officer", "iom", "probation") == 0
    assert opened(other, "probation_officer", "iom", "police") == 0, "no role of a police force"
    assert opened(other, "iom_coordinator", "measure", "police") == 0, "a purpose that is not the role's"
    assert opened(other, "agreement_owner", "governance", "police") == 0, "the host's alone"
    assert opened(post.account_id, "iom_coordinator", "iom", "police") == 0, "his own"
    sign_in_as("analyst")
    assert opened(other, "analyst", "measure", "unit") == 0


def test_a_post_is_not_moved_nor_revived_nor_given_clearance_by_another_agency(county):
    mine, theirs = post_of("iom_coordinator"), post_of("probation_officer")
    own = administrator_of("police")
    speak_as(own)
    housing = agency_of("housing_colchester").pk
    assert changes("update partnership_post set clearance = 2 where id = %s", theirs.pk) == 0
    assert changes("update partnership_post set until_at = now() where id = %s", theirs.pk) == 0
    assert changes("update partnership_post set clearance = 2 where id = %s", own.pk) == 0
    assert changes("update partnership_post set agency_id = %s where id = %s", housing, mine.pk) == 0
    assert changes("update partnership_post set role_class = 'agency_administrator' where id = %s", mine.pk) == 0
    assert changes("update partnership_post set account_id = %s where id = %s", theirs.account_id, mine.pk) == 0
    assert changes("update partnership_post set from_at = now() - interval '1 year' where id = %s", mine.pk) == 0
    assert changes("update partnership_post set until_at = now() - interval '1 hour' where id = %s", mine.pk) == 0
    assert changes("update partnership_post set clearance = 1 where id = %s", mine.pk) == 1
    assert changes("update partnership_post set until_at = clock_timestamp() where id = %s", mine.pk) == 1
    assert changes("update partnership_post set until_at = null where id = %s", mine.pk) == 0, "revived"


def test_his_other_post_in_an_agency_is_not_his_to_raise_either(county):
    own = administrator_of("police")
    second = make_post("iom_coordinator", "police", account=own.account)
    speak_as(own)
    assert changes("update partnership_post set clearance = 2 where id = %s", second.pk) == 0


def test_an_agreement_owner_outside_the_host_keeps_nothing(county):
    speak_as(make_post("agreement_owner", "second_start"))
    columns = (
        "code, edition, title, purpose, objective, gateway_id, assessment, owner, owner_agency_id, retention, marking, "
        "complaints, is_template, state, review_on, ended_because, version, changed_by"
    )
    given = (
        f"insert into partnership_agreement ({columns}) select 'mine', 1, 'm', 'iom', 'o', 'cda-1998-s115', 'd', 'o', "
        "id, 'r', '', '', false, 'draft', current_date + 9, '', 1, '' from partnership_agency "
        "where code = 'second_start'"
    )
    assert changes(given) == 0
    assert changes("insert into partnership_localsetting (code, value, because, from_on, set_at) "
                   "values ('x', '1', '', current_date, now())") == 0  # fmt: skip
    assert changes("update partnership_agency set competent_authority = true where code = 'second_start'") == 0
    whole = Agreement.objects.using("migrator").get(code="iom-2026")
    assert not calls("access.end_agreement(%s, 'because')", whole.pk)
    assert not calls("access.succeed(%s, 'new', 'New', 'other')", agency_of("police").pk)
    assert not calls("access.hangs_on(array[1]::bigint[])")


def test_only_the_hosts_officer_writes_agencies_and_settings(county):
    for role in ("agency_administrator", "analyst", "iom_coordinator"):
        sign_in_as(role)
        assert changes("update partnership_agency set competent_authority = true") == 0, role
        assert changes("update partnership_localsetting set because = 'x'") == 0, role
        assert changes("update partnership_county set host_id = %s", agency_of("police").pk) == 0, role
        assert not calls("access.moves_with(%s)", agency_of("unit").pk), role
    sign_in_as("agreement_owner")
    assert changes("update partnership_agency set name = 'Police force' where code = 'police'") == 1
    assert changes("update partnership_agency set code = 'other' where code = 'police'") == 0
    assert changes("update partnership_county set host_id = %s", agency_of("police").pk) == 0


def test_contacts_and_teams_are_their_own_agencys(county):
    speak_as(administrator_of("police"))
    add = "insert into partnership_team (agency_id, name) select id, 't' from partnership_agency where code = %s"
    assert changes(add, "police") == 1
    assert changes(add, "probation") == 0
    assert changes("update partnership_team set agency_id = %s", agency_of("probation").pk) == 0


def test_a_role_is_opened_by_its_agencys_administrator_with_what_its_kind_states(county):
    before = BulkKey.objects.using("migrator").filter(agency__code="prisons").count()
    for role in ("agreement_owner", "analyst"):
        sign_in_as(role)
        assert not calls("access.open_role('data_steward')"), role
    speak_as(administrator_of("prisons"))
    assert not calls("access.open_role('iom_coordinator')")
    assert not calls("access.open_role('agreement_owner')")
    assert calls("access.open_role('data_steward')")
    assert calls("access.open_role('data_steward')")
    categories = set(
        BulkKey.objects.using("migrator")
        .filter(agency__code="prisons", role_class="data_steward", agreement_line=None)
        .values_list("scope__category", flat=True)
    )
    assert {"identity", "custody", "sending", "quarantine"} <= categories
    assert BulkKey.objects.using("migrator").filter(agency__code="prisons").count() - before <= len(categories)


def test_two_posts_of_one_role_for_one_account_never_overlap(county):
    first = post_of("probation_officer")
    now = timezone.now()
    row = {"account": first.account, "from_at": now + timedelta(days=1)}
    with pytest.raises(Error, match="post_held_once"), transaction.atomic(using="migrator"):
        make_post("probation_officer", "probation", **row)
    Post.objects.using("migrator").filter(pk=first.pk).update(until_at=now + timedelta(days=1))
    assert make_post("probation_officer", "probation", **row).pk


LINE = (
    "insert into partnership_agreementline (agreement_id, number, giver_id, receiver_id, category, role_class, "
    "purpose, regime, by_request, writes, needs_vetting, needs_training, needs_declaration, words, ended_because) "
    "select %s, 50, g.id, r.id, %s, 'iom_coordinator', 'iom', %s, %s, false, false, false, false, '', '' "
    "from partnership_agency g, partnership_agency r where g.code = %s and r.code = %s"
)


@pytest.mark.parametrize(
    ("gateway", "assessed", "category", "regime", "single", "giver", "receiver", "stands"),
    [
        ("cda-1998-s115", True, "offending", "part_3", False, "courts", "police", True),
        ("cda-1998-s115", True, "housing", "part_3", False, "housing_colchester", "police", False),
        ("cda-1998-s17a", True, "identity", "uk_gdpr", True, "courts", "police", False),
        ("cda-1998-s17a", True, "figures", "uk_gdpr", False, "unit", "police", True),
        ("pcsca-2022-s16", True, "drug_and_alcohol", "uk_gdpr", True, "second_start", "police", False),
        ("pcsca-2022-s16", True, "identity", "uk_gdpr", True, "health", "police", False),
        ("pcsca-2022-s16", True, "identity", "uk_gdpr", True, "courts", "police", True),
        ("cda-1998-s115", False, "drug_and_alcohol", "uk_gdpr", False, "second_start", "police", False),
        ("cda-1998-s115", False, "drug_and_alcohol", "uk_gdpr", True, "second_start", "police", True),
        ("cda-1998-s115", True, "drug_and_alcohol", "uk_gdpr", False, "second_start", "police", True),
        ("cda-1998-s115", True, "victim_notes", "uk_gdpr", True, "lantern", "police", False),
        ("cda-1998-s115", True, "case", "uk_gdpr", True, "police", "iom", False),
    ],
)  # fmt: skip
def test_a_line_stands_only_where_law_lets_it(
    county, gateway, assessed, category, regime, single, giver, receiver, stands
):
    made = draft(gateway=gateway, assessed=assessed)
    sign_in_as("agreement_owner")
    assert changes(LINE, made.pk, category, regime, single, giver, receiver) == (1 if stands else 0)


def test_what_a_scheme_holds_needs_the_signatures_of_all_who_read_it(county):
    made = draft()
    add_line(made, "iom", "housing_colchester", "case", "housing_officer")
    send(made)
    parties = {party.agency.code for party in made.parties.select_related("agency")}
    assert {"police", "probation", "housing_colchester"} <= parties
    assert "iom" not in parties
    sign(made, "housing_colchester")
    sign_in_as("agreement_owner")
    assert not calls("access.put_into_force(%s)", made.pk)
