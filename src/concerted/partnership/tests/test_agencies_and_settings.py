"""Agencies, their succession, contacts and teams; and what the county decides for itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from concerted.access.tokens import viewer
from concerted.kernel.errors import Refused
from concerted.kernel.local_settings import Setting
from concerted.partnership.actions.decide_setting import decide_setting
from concerted.partnership.actions.keep_agency import add_agency, change_agency
from concerted.partnership.actions.replace_agency import replace_agency
from concerted.partnership.conflicts import Changed
from concerted.partnership.kinds import kinds
from concerted.partnership.local_settings import LAPSES_WARN_DAYS
from concerted.partnership.models import Agency, County, LocalSetting
from concerted.partnership.queries.agencies import moves_with
from concerted.partnership.queries.local_settings import declared, one, value
from concerted.people.models import Record
from concerted.web.testing.county import owner_sql, post_of, sign_in_as
from concerted.web.testing.directory import OWNER, agency_of, make_post, speak_as


def decide(typed, from_on=None, because="The board said so."):
    today = timezone.localdate()
    by = sign_in_as("agreement_owner")
    return decide_setting(
        code=LAPSES_WARN_DAYS, typed=typed, because=because, from_on=from_on or today, today=today, by=by
    )


def test_a_setting_is_not_configured_until_it_is_decided_and_keeps_its_past(county):
    today = timezone.localdate()
    sign_in_as("analyst")
    assert value(LAPSES_WARN_DAYS, today) is None
    decide("30")
    assert decide("30").pk == decide("30").pk, "sent twice, decided once"
    decide("60", from_on=today + timedelta(days=10))
    assert [value(LAPSES_WARN_DAYS, today + timedelta(days=n)) for n in (-1, 0, 9, 10)] == [None, 30, 30, 60]
    found = one(LAPSES_WARN_DAYS, today)
    assert found.now is not None and found.now.set_by.holder == "P. Marchetti-Oduya"
    assert [row.value for row in found.rows] == [60, 30]


@pytest.mark.parametrize("typed", ["", "0", "-3", "3651", "thirty", "1.5"])
def test_a_value_that_cannot_be_is_refused_with_the_way_to_mend_it(county, typed):
    with pytest.raises(Refused, match="whole number from 1 to 3650"):
        decide(typed)
    assert not LocalSetting.objects.using(OWNER).exists()


def test_a_past_day_stays_as_it_was(county):
    with pytest.raises(Refused, match="from today on"):
        decide("30", from_on=timezone.localdate() - timedelta(days=1))


def test_an_undeclared_setting_is_a_fault_of_ours_not_a_blank(county):
    with pytest.raises(LookupError):
        value("nobody.declares_this", timezone.localdate())
    assert all(isinstance(setting, Setting) for setting in declared().values())


def test_words_are_settings_too():
    setting = Setting("x.y", "X", "words", "Does.", "anybody", "Nothing.")
    assert setting.read("  as the board   says ") == "as the board says"
    with pytest.raises(ValueError, match="Write the words"):
        setting.read(" ")


def test_settings_have_a_page_for_their_keeper(county, client_for):
    client = client_for("agreement_owner")
    said = client.get("/settings").content.decode()
    assert "Not configured" in said and "How early a lapse is told" in said
    typed = {"typed": "x", "from_on": timezone.localdate().strftime("%d/%m/%Y"), "because": "The board said so."}
    wrong = client.post(f"/settings/{LAPSES_WARN_DAYS}", typed).content.decode()
    assert "Write a whole number" in wrong and "The board said so." in wrong
    assert client.post(f"/settings/{LAPSES_WARN_DAYS}", typed | {"typed": "30"}).status_code == 302
    assert "30 days" in client.get("/settings").content.decode()
    assert client.get("/settings/none").status_code == 404
    assert client_for("analyst").get("/settings").status_code == 403


def test_an_agency_is_added_once_and_reads_nothing(county):
    by = sign_in_as("agreement_owner")
    given = {"code": "fire", "name": "Fire and rescue", "kind": "other"}
    assert add_agency(by=by, **given) == add_agency(by=by, **given)
    with pytest.raises(Refused, match="short name already"):
        add_agency(by=by, **(given | {"name": "Another"}))
    speak_as(make_post("agency_administrator", "fire"))
    assert not Record.objects.exists()


def test_two_officers_at_one_agency_the_later_one_is_told(county, client_for):
    by = sign_in_as("agreement_owner")
    held = agency_of("courts")
    change_agency(agency="courts", version=held.version, name="Courts service", by=by)
    with pytest.raises(Changed):
        change_agency(agency="courts", version=held.version, name="Other", by=by)
    typed = {"version": held.version, "name": "Typed name", "kind": "court"}
    said = client_for("agreement_owner").post("/agencies/courts/change", typed).content.decode()
    assert "changed this" in said and "Typed name" in said


SECRET_UNTICKED = {"name": "Second Start", "kind": "drug_service", "health_or_care": "on"}


def test_s3_whom_an_agency_knows_is_shown_only_after_what_others_learn_is_read_and_a_reason(county, client_for):
    client, address = client_for("agreement_owner"), "/agencies/second_start/change"
    typed = SECRET_UNTICKED | {"version": agency_of("second_start").version}
    said = client.post(address, typed).content.decode()
    assert "From the same second others learn whom it knows" in said and "Choose why" in said
    for half in ({"shown_because": "asked"}, {"shown": "on"}, {"shown": "on", "shown_because": "else"}):
        assert client.post(address, typed | half).status_code == 200
    assert agency_of("second_start").existence_protected
    assert client.post(address, typed | {"shown": "on", "shown_because": "asked"}).status_code == 302
    assert not agency_of("second_start").existence_protected
    assert owner_sql("select detail->>'because' from audit_event where kind = 'agency.changed'") == [("asked",)]


def test_s3_a_change_that_leaves_the_secret_asks_for_no_reason(county, client_for):
    typed = SECRET_UNTICKED | {"version": agency_of("second_start").version, "existence_protected": "on"}
    assert client_for("agreement_owner").post("/agencies/second_start/change", typed).status_code == 302


def test_s3_an_agency_of_a_kind_that_is_usually_secret_is_not_added_open_by_an_oversight(county, client_for):
    client, typed = client_for("agreement_owner"), {"name": "Haven", "code": "haven", "kind": "victims_service"}
    assert "others learn whom it knows" in client.post("/agencies/add", typed).content.decode()
    assert client.post("/agencies/add", typed | {"existence_protected": "on"}).status_code == 302
    by, held = sign_in_as("agreement_owner"), agency_of("haven")
    for change in ({"existence_protected": False}, {"existence_protected": False, "kind": "other"}):
        with pytest.raises(Refused, match="Say why"):
            change_agency(agency="haven", version=held.version, by=by, **change)
    with pytest.raises(Refused, match="Say why"):
        add_agency(by=by, code="haven2", name="Haven 2", kind="victims_service")
    courts = agency_of("courts")
    with pytest.raises(Refused, match="Say why"):
        change_agency(agency="courts", version=courts.version, kind="drug_service", by=by)


def test_s19_what_shares_under_part_3_stays_a_competent_authority(county):
    by = sign_in_as("agreement_owner")
    held = agency_of("courts")
    with pytest.raises(Refused, match="under Part 3"):
        change_agency(agency="courts", version=held.version, competent_authority=False, by=by)
    owner_sql("update partnership_agreementline set until_at = now() where regime = 'part_3'")
    assert not change_agency(
        agency="courts", version=held.version, competent_authority=False, by=by
    ).competent_authority


def test_a_successor_has_the_posts_lines_and_keys_and_the_past_stays(county, make_record):
    make_record("courts")
    holder = post_of("agreement_owner")
    by = speak_as(holder)
    assert moves_with(agency_of("unit")).posts >= 2
    made = replace_agency(agency="unit", code="mayor", name="Mayor's office", kind="commissioning", by=by)
    assert replace_agency(agency="unit", code="mayor", name="Mayor's office", kind="commissioning", by=viewer()) == made
    now = viewer()
    assert now is not None and (now.agency_code, now.holder) == ("mayor", by.holder), "the session goes on"
    assert County.objects.get().host_id == made.pk
    former = Agency.objects.get(code="unit")
    assert former.closed_on is not None and made.predecessor == former
    assert owner_sql(
        "select count(*) from partnership_post where agency_id = %s and until_at is null", [former.pk]
    ) == [(0,)]
    open_lines = (
        "select count(*) from partnership_agreementline where %s in (giver_id, receiver_id) "
        "and from_at is not null and until_at > clock_timestamp()"
    )
    assert owner_sql(open_lines, [former.pk]) == [(0,)] and owner_sql(open_lines, [made.pk])[0][0] > 0


def test_a_successor_of_an_agency_reads_what_its_predecessor_held_and_nobody_else_does(county, make_record):
    make_record("housing_colchester")
    replace_agency(
        agency="housing_colchester",
        code="north_homes",
        name="North Homes",
        kind="housing",
        by=sign_in_as("agreement_owner"),
    )
    found = {}
    for role in ("housing_officer", "iom_coordinator", "probation_officer", "data_steward"):
        post = owner_sql(
            "select id from partnership_post where role_class = %s and until_at is null order by from_at, id limit 1",
            [role],
        )[0][0]
        speak_as(type(post_of(role)).objects.using(OWNER).get(pk=post))
        found[role] = Record.objects.filter(agency__code="housing_colchester").count()
    assert found["housing_officer"] == 1 and found["iom_coordinator"] == 1, "by its line as before"
    assert found["probation_officer"] == 0


def test_a_successor_is_refused_in_words(county):
    by = sign_in_as("agreement_owner")
    with pytest.raises(Refused, match="has this code"):
        replace_agency(agency="unit", code="police", name="X", kind="other", by=by)
    with pytest.raises(Refused, match="scheme is no body"):
        replace_agency(agency="iom", code="new", name="X", kind="other", by=by)
    replace_agency(agency="courts", code="new", name="X", kind="court", by=by)
    with pytest.raises(Refused, match="successor already"):
        replace_agency(agency="courts", code="newer", name="Y", kind="court", by=by)


def test_an_administrator_keeps_contacts_and_teams_of_his_own_agency(county, client_for):
    client = client_for("agency_administrator", "police")
    contact = {"matter": "Warrants", "telephone": "01632 960 199"}
    for _ in range(2):
        assert client.post("/agencies/contacts/add", contact).status_code == 302
        assert client.post("/agencies/teams/add", {"name": "North"}).status_code == 302
    assert "nobody is reached" not in client.post("/agencies/contacts/add", {"matter": "x"}).content.decode()
    assert "telephone number or an e-mail" in client.post("/agencies/contacts/add", {"matter": "x"}).content.decode()
    said = client.get("/agencies/police").content.decode()
    assert said.count("01632 960 199") == 1 and "North" in said
    (identifier,) = owner_sql("select id from partnership_agencycontact")[0]
    other = client_for("agency_administrator", "housing_colchester")
    assert other.post(f"/agencies/contacts/{identifier}/end").status_code == 404
    assert client.post(f"/agencies/contacts/{identifier}/end").status_code == 302
    assert "01632 960 199" not in client.get("/agencies/police").content.decode()


def test_pages_of_agencies_answer(county, client_for):
    for address in (
        "/agencies",
        "/agencies?kind=police",
        "/agencies?replaced=yes",
        "/agencies/police",
        "/agencies/iom",
    ):
        assert client_for("housing_officer").get(address).status_code == 200, address
    for address in ("/agencies/add", "/agencies/police/change", "/agencies/police/successor"):
        assert client_for("agreement_owner").get(address).status_code == 200, address
        assert client_for("housing_officer").get(address).status_code == 403, address
    assert client_for("agreement_owner").get("/agencies/none/change").status_code == 404
    assert client_for("agreement_owner").get("/agencies/iom/successor").status_code == 404


def test_every_kind_has_a_title_and_roles_that_exist():
    assert all(kind.title for kind in kinds().values())
    assert "scheme" in kinds()
