"""Safety sentences about victims and those who may not be known, each a test of its number: S2, S3, S4, S12, S15."""

import ast
import re
import uuid
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import concerted
from concerted.access.categories import CATEGORIES, shared_one_by_one
from concerted.access.models import BulkKey, Disclosure, SubjectKey
from concerted.access.permissions import ROLES
from concerted.access.tokens import set_token
from concerted.exchange.finding import feeds
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post
from concerted.people.models import Person, Record
from concerted.sharing.models import EnquiryAnswer, VictimRequest
from concerted.web.testing.county import client_as, owner_sql, post_of
from concerted.web.testing.leaks.sessions import like, secret_of
from concerted.web.testing.victims.models import MaracCase, ReleasedIntelligence, SafeAddress, VictimNote
from concerted.web.testing.victims.rows import marac_case, released_intelligence, safe_address, victim_note

VARYING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|C-[0-9A-Z]{6}|'
    r"\b\d{1,2}:\d\d(:\d\d)?\b|[A-Za-z0-9]{64}|\b[0-9a-f]{8}\b"
)
IMMIGRATION = re.compile(
    r"immigra|asylum|leave[ _]to[ _]remain|settled[ _]status|home[ _]office[ _]ref|recourse[ _]to[ _]public|\bvisa\b|"
    r"deport|refugee",
    re.IGNORECASE,
)


def plain(answer) -> tuple[int, str]:
    """The status and the bytes of an answer without what differs at each opening."""
    return answer.status_code, VARYING.sub("*", answer.content.decode()) + VARYING.sub("*", answer.get("Location", ""))


def queries(act) -> tuple[object, list[str]]:
    """What an act answers, and the statements that it ran, without their values."""
    with CaptureQueriesContext(connections["default"]) as ran:
        answer = act()
    return answer, [re.sub(r"'[^']*'|\bs?\d+(_x\d+)?\b", "?", query["sql"]) for query in ran.captured_queries]


def somebody(make_record) -> Person:
    """Somebody whom the police know, with the same name and birth date each time."""
    person = Person.objects.using("migrator").create()
    make_record("police", person=person)
    return person


def ask(client, person: Person):
    """Ask who else knows somebody, by the page."""
    typed = {
        "identifier": str(uuid.uuid4()),
        "given_name": "Kieran",
        "family_name": "Featherstonehaugh-Adeyemi",
        "born_on": "14/5/1999",
        "because": "He leaves prison.",
        "until_on": "31/3/2027",
    }
    return client.post(f"/people/{person.reference}/ask", typed)


def break_glass(client, person: Person):
    """Open a person's records in an emergency, by the page."""
    typed = {"identifier": str(uuid.uuid4()), "because": "He is missing.", "hours": "1"}
    return client.post(f"/people/{person.reference}/emergency", typed)


def walk(client, person: Person) -> list[tuple[tuple[int, str], list[str]]]:
    """All that a post does on somebody's pages: reading, asking, breaking the glass, and what stands there then."""
    tabs = [f"/people/{person.reference}{tab}" for tab in ("", "/records", "/who", "/ask", "/emergency", "/share")]
    asked: list[str] = []

    def remembered():
        answer = ask(client, person)
        asked.append(answer.url)
        return answer

    acts = [
        *(lambda tab=tab: client.get(tab) for tab in tabs),
        remembered,
        lambda: client.get(asked[0]),
        lambda: break_glass(client, person),
        *(lambda tab=tab: client.get(tab) for tab in tabs),
        lambda: client.get(f"/people/{person.reference}/nothing"),
        lambda: client.get(f"/find?q={person.reference}"),
    ]
    told = []
    for act in acts:
        answer, ran = queries(act)
        told.append((plain(answer), ran))
    return told


def hide(person: Person, make_record) -> None:
    """Let every service that must not be known know somebody, as a victim and as one who harms."""
    for agency in ("second_start", "youth"):
        make_record(agency, person=person)
    hers = make_record("lantern", person=person)
    victim_note(hers, "What she said.")
    safe_address(hers, "14 Withheld Close", "CO99 9ZZ")
    marac_case(somebody(make_record), person, "He is the one who harms.")
    marac_case(person, somebody(make_record), "He is the one who is harmed.")


def test_s2_an_offenders_pages_are_the_same_with_and_without_a_victims_case(client_for, make_record):
    with_case, without = somebody(make_record), somebody(make_record)
    hide(with_case, make_record)
    client = client_for("iom_coordinator")
    walk(client, somebody(make_record))
    owner_sql("delete from sharing_relay; delete from sharing_enquiry")
    one = walk(client, with_case)
    owner_sql("delete from sharing_relay; delete from sharing_enquiry")
    other = walk(client, without)
    for number, (first, second) in enumerate(zip(one, other, strict=True)):
        assert first[0][1].splitlines() == second[0][1].splitlines(), number
        assert first == second, number


def test_s3_asking_tells_nothing_of_who_knows_somebody(client_for, make_record):
    client = client_for("iom_coordinator")
    known, unknown = somebody(make_record), somebody(make_record)
    for agency in ("probation", "housing_colchester", "lantern", "second_start", "youth"):
        make_record(agency, person=known)
    owner_sql("update people_record set scope_id = scope_id")
    ask(client, somebody(make_record))
    answers = [queries(lambda person=person: ask(client, person)) for person in (known, unknown)]
    assert plain(answers[0][0]) == plain(answers[1][0]) and answers[0][1] == answers[1][1]
    shown = [queries(lambda answer=answer: client.get(answer.url)) for answer, _ in answers]
    assert plain(shown[0][0]) == plain(shown[1][0]) and shown[0][1] == shown[1][1]
    assert "Your question is passed on. No answer means nothing." in shown[0][0].content.decode()
    events = owner_sql("select array_length(about, 1), detail::text from audit_event where kind = 'enquiry.asked'")
    assert len(set(events)) == 1


def test_s3_services_that_must_not_be_known_are_asked_each_time_and_decide(client_for, as_role, make_record):
    asked = ask(client_for("iom_coordinator"), somebody(make_record))
    reached = owner_sql(
        "select g.code from sharing_relay r join access.access_scope c on c.id = r.scope_id "
        "join partnership_agency g on g.id = c.agency_id where c.category = 'relayed' order by 1"
    )
    assert [code for (code,) in reached] == ["lantern", "second_start", "youth"]
    service = client_for("victim_caseworker")
    (relay,) = owner_sql(
        "select r.id from sharing_relay r join access.access_scope c on c.id = r.scope_id join partnership_agency g "
        "on g.id = c.agency_id where g.code = 'lantern' and c.category = 'relayed'"
    )[0]
    assert "He leaves prison." in service.get(f"/who-knows/{relay}").content.decode()
    before = plain(client_for("iom_coordinator").get(asked.url))
    assert service.post(f"/who-knows/{relay}/silent").status_code == 302
    assert plain(client_for("iom_coordinator").get(asked.url)) == before


def test_s3_what_a_service_says_stands_on_the_question_and_not_on_the_persons_page(client_for, make_record):
    person = somebody(make_record)
    police, service = client_for("iom_coordinator"), client_for("victim_caseworker")
    asked = ask(police, person)
    before = plain(police.get(f"/people/{person.reference}"))
    (relay,) = owner_sql(
        "select r.id from sharing_relay r join access.access_scope c on c.id = r.scope_id join partnership_agency g "
        "on g.id = c.agency_id where g.code = 'lantern' and c.category = 'relayed'"
    )[0]
    given = {"identifier": str(uuid.uuid4()), "version": 1, "words": "We know him.", "contact": "01632 960 105"}
    assert service.post(f"/who-knows/{relay}", given).status_code == 302
    assert "Lantern" in police.get(asked.url).content.decode()
    assert plain(police.get(f"/people/{person.reference}")) == before


def every_post() -> list[Post]:
    """Every post of the demonstration, and one of each role at the victims' service itself."""
    posts = list(Post.objects.using("migrator").select_related("agency"))
    lantern = Agency.objects.using("migrator").get(code="lantern")
    return posts + [
        like(post_of(role), agency_id=lantern.pk, role_class=role, purpose=ROLES[role].purpose)
        for role in ROLES
        if role != "victim_caseworker"
    ]


def test_s4_the_notes_of_a_victims_service_are_read_by_nobody_else(as_role, make_record):
    person = somebody(make_record)
    victim_note(make_record("lantern", person=person), "What she said.")
    victim_note(make_record("police", person=person), "What she said to the service.", service="lantern")
    looked = 0
    for post in every_post():
        sign_in(post)
        own = post.role_class == "victim_caseworker" and post.agency.code == "lantern"
        assert VictimNote.objects.count() == (2 if own else 0), (post.agency.code, post.role_class)
        looked += 1
    assert looked > len(ROLES)


def sign_in(post: Post) -> None:
    """Take on a post, whichever it is."""
    set_token(secret_of(post))


def test_s4_breaking_the_glass_opens_no_note_no_address_and_no_case(client_for, as_role, make_record):
    person = somebody(make_record)
    make_record("probation", person=person)
    hide(person, make_record)
    police = make_record("police", person=person)
    victim_note(police, "Noted on the police's own record.")
    safe_address(police, "14 Withheld Close", "CO99 9ZZ", custodian="police")
    for role in ("probation_officer", "iom_coordinator"):
        assert break_glass(client_for(role), person).status_code == 302
        as_role(role)
        for model in (VictimNote, SafeAddress, MaracCase):
            assert not model.objects.exists(), (role, model)
        codes = set(Record.objects.filter(person=person).values_list("agency__code", flat=True))
        assert codes == {"police", "probation"}, role


def test_s4_a_request_brings_an_answer_and_never_a_note(client_for, as_role, make_record):
    victim_note(make_record("lantern"), "What she said.")
    police, service = client_for("investigator"), client_for("victim_caseworker")
    asked = {
        "identifier": str(uuid.uuid4()), "to_agency": str(Agency.objects.using("migrator").get(code="lantern").pk),
        "about": "Ama Wrenfield", "reference": "CR/1", "asked": "The diary of 3 February.", "period": "3 February",
        "grounds": "Where she was.", "elsewhere": "Nobody else knows.", "counselling": "yes",
        "counselling_because": "", "authorised_by": "Inspector K. Oyelaran", "victim_told_on": "1/3/2027",
    }  # fmt: skip
    assert "presumed not to be necessary" in police.post("/victim-requests/new", asked).content.decode()
    as_role("investigator")
    assert not VictimRequest.objects.exists()
    asked["counselling_because"] = "She asks for it herself, and it names the day."
    assert police.post("/victim-requests/new", asked).status_code == 302
    answer = {
        "identifier": str(uuid.uuid4()),
        "decision": "provided",
        "words": "By hand.",
        "not_told_because": "Not safe yet.",
    }
    assert service.post(f"/victim-requests/asked/{asked['identifier']}", answer).status_code == 302
    page = police.get(f"/victim-requests/{asked['identifier']}").content.decode()
    assert "By hand." in page and "What she said." not in page
    as_role("investigator")
    assert not VictimNote.objects.exists() and not Record.objects.exists()
    log = client_for("data_protection_officer", "police").get("/victim-requests/log").content.decode()
    assert "CR/1" in log and "it names the day" in log and "Ama Wrenfield" not in log


def strings_of(path: Path) -> list[str]:
    """The texts in a module that are not its documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


def test_s12_no_feed_field_category_or_export_holds_immigration_status():
    words = [code + " " + category.title for code, category in CATEGORIES.items()]
    words += [f"{m._meta.db_table}.{f.name}" for m in apps.get_models() for f in m._meta.get_fields()]
    for feed in feeds().values():
        for column in feed.columns:
            words += [column.name, column.meaning, *column.aliases, *column.codes, *column.codes.values()]
    assert len(words) > 500
    assert [word for word in words if IMMIGRATION.search(word)] == []


def test_s12_no_text_of_the_product_names_it():
    source = Path(concerted.__file__).parent
    found = []
    for path in sorted(source.rglob("*.py")):
        if "tests" not in path.parts and "testing" not in path.parts:
            found += [f"{path.name}: {text[:80]}" for text in strings_of(path) if IMMIGRATION.search(text)]
    for suffix in ("*.html", "*.sql", "*.toml"):
        for path in sorted(source.rglob(suffix)):
            found += [f"{path.name}: {m[0]}" for m in IMMIGRATION.finditer(path.read_text(encoding="utf-8"))]
    assert found == []


def test_s15_intelligence_reaches_named_posts_alone_with_its_handling_conditions(as_role, client_for, make_record):
    person = somebody(make_record)
    record = make_record("police", person=person)
    line = released_intelligence(record, "Seen near the yard.", "Handling code: no further sharing.")
    named, same_role = post_of("probation_officer"), like(post_of("probation_officer"))
    make_record("probation", person=person)
    assert not BulkKey.objects.using("migrator").filter(scope__category="intelligence").exists()
    assert "intelligence" not in {category.code for category in shared_one_by_one()}
    open_to(named, record, line.scope_id)
    for post in every_post() + [same_role]:
        sign_in(post)
        seen = list(ReleasedIntelligence.objects.values_list("words", "handling"))
        wanted = [("Seen near the yard.", "Handling code: no further sharing.")] if post.pk == named.pk else []
        assert seen == wanted, (post.agency.code, post.role_class)
    break_glass(client_for("iom_coordinator"), person)
    as_role("iom_coordinator")
    assert not ReleasedIntelligence.objects.exists()


def open_to(post: Post, record: Record, scope: int) -> None:
    """Open one record's rows of a scope to one post, as the force's own act will."""
    now = timezone.now()
    given = {"subject_id": record.pk, "scope_id": scope, "purpose": post.purpose, "from_at": now - timedelta(hours=1)}
    disclosure = Disclosure.objects.using("migrator").create(
        id=new_id(), from_agency_id=record.agency_id, to_agency_id=post.agency_id, gateway_id="cda-1998-s115",
        rests_on="agreement", **given,
    )  # fmt: skip
    SubjectKey.objects.using("migrator").create(
        agency_id=post.agency_id, post_id=post.pk, role_class=post.role_class, disclosure=disclosure, **given
    )


def test_s3_an_answer_is_closed_when_its_time_is_over(client_for, as_role, make_record):
    person = somebody(make_record)
    make_record("probation", person=person)
    ask(client_for("iom_coordinator"), person)
    other = client_as("probation_officer")
    (relay,) = owner_sql(
        "select r.id from sharing_relay r join access.access_scope c on c.id = r.scope_id join partnership_agency g "
        "on g.id = c.agency_id where g.code = 'probation' and c.category = 'relayed'"
    )[0]
    given = {"identifier": str(uuid.uuid4()), "version": 1, "words": "We know him.", "contact": "01632 960 102"}
    assert other.post(f"/who-knows/{relay}", given).status_code == 302
    as_role("iom_coordinator")
    assert EnquiryAnswer.objects.exists()
    owner_sql("update access.access_subjectkey set until_at = now() - interval '1 second'")
    assert not EnquiryAnswer.objects.exists()
