"""One transaction a request under the viewer's token: what fails leaves nothing, what is read is written down."""

import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path

from concerted.audit.record import record
from concerted.kernel.pages import page
from concerted.web.testing.county import client_as, owner_sql

SHOWN = uuid.UUID("0190a0a0-0000-7000-8000-000000000001")


def write() -> None:
    record("test.act", about=[SHOWN])


@page("Writes", "today")
def writes(request):
    write()
    return HttpResponse("written")


@page("Answers 500", "today")
def answers_500(request):
    write()
    return HttpResponse("broken", status=500)


@page("Raises", "today")
def raises(request):
    write()
    raise ZeroDivisionError


@page("Breaks the transaction", "today")
def breaks(request):
    write()
    with connection.cursor() as cursor:
        cursor.execute("select 1 / 0")
    return HttpResponse("never")


@page("Is refused", "people.read", personal=True)
def is_refused(request):
    write()
    with connection.cursor() as cursor:
        cursor.execute("delete from people_record")
    return HttpResponse("never")


@page("Echoes", "today")
def echoes(request):
    return HttpResponse(request.GET.get("view", ""))


@page("Personal", "people.read", personal=True)
def personal(request):
    request.shown += [SHOWN, SHOWN]
    if request.GET.get("missing"):
        raise Http404
    return HttpResponse("Kieran Featherstonehaugh-Adeyemi")


@page("Reads only", "people.read", personal=True)
def reads_only(request):
    with connection.cursor() as cursor:
        cursor.execute("set transaction read only")
    request.shown.append(SHOWN)
    return HttpResponse("shown")


@page("Isolation", "today")
def isolation(request):
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('transaction_isolation'), current_user::text")
        return HttpResponse(", ".join(cursor.fetchone()))


@page("Streams", "today")
def streams(request):
    return StreamingHttpResponse(iter([b"x"]))


def undeclared(request):
    return HttpResponse("open to all")


urlpatterns = [path(view.__name__, view) for view in (
    writes, answers_500, raises, breaks, is_refused, echoes, personal, reads_only, isolation, streams, undeclared,
)]  # fmt: skip
handler404 = "concerted.web.pages.refusals.nothing_here"
handler500 = "concerted.web.pages.refusals.fault"


@pytest.fixture
def ask(county):
    with override_settings(ROOT_URLCONF=urls_of_this_module()):

        def get(address, role="iom_coordinator"):
            client = client_as(role)
            client.raise_request_exception = False
            return client.get(address)

        yield get


def urls_of_this_module():
    class Urls:
        pass

    Urls.urlpatterns, Urls.handler404, Urls.handler500 = urlpatterns, handler404, handler500
    return Urls


def events(kind: str) -> list[tuple]:
    return owner_sql("select about, detail::text, post_id is not null from audit_event where kind = %s", [kind])


def test_what_a_view_writes_is_kept_when_it_answers(ask):
    assert ask("/writes").status_code == 200
    assert len(events("test.act")) == 1


@pytest.mark.parametrize("address", ["/answers_500", "/raises"])
def test_a_view_that_answers_500_leaves_nothing_behind(ask, address):
    assert ask(address).status_code == 500
    assert events("test.act") == []
    assert events("page.opened") == []


def test_a_statement_that_fails_leaves_nothing_behind(ask):
    assert ask("/breaks").status_code == 500
    assert events("test.act") == []


def test_what_the_database_refuses_answers_as_what_is_missing_and_is_written_down(ask):
    refused, missing = ask("/is_refused"), ask("/personal?missing=1")
    assert (refused.status_code, refused.content) == (404, missing.content)
    assert events("test.act") == []
    assert events("page.opened") == []
    assert events("request.refused") == [([], '{"page": "Is refused", "method": "GET"}', True)]


def test_what_the_database_cannot_hold_is_dropped_from_an_address(ask):
    assert ask("/echoes?view=a%00b").content == b"ab"
    assert ask("/ech%00oes").status_code == 404


def test_a_personal_page_leaves_exactly_one_event_with_opaque_ids_only(ask):
    assert ask("/personal?q=Featherstonehaugh").status_code == 200
    assert events("page.opened") == [
        ([SHOWN], '{"page": "Personal", "method": "GET", "permission": "people.read"}', True)
    ]


def test_a_page_that_shows_nobody_leaves_no_event(ask):
    assert ask("/writes").status_code == 200
    assert ask("/personal?missing=1").status_code == 404
    assert events("page.opened") == []


@pytest.mark.parametrize("role", ["analyst", "investigator"])
def test_a_refused_page_leaves_no_event(ask, role):
    assert ask("/personal", role).status_code == 403
    assert events("page.opened") == []


def test_the_reading_is_kept_though_the_page_only_reads(ask):
    assert ask("/reads_only").status_code == 200
    assert [about for about, *_ in events("page.opened")] == [[SHOWN]]


def test_requests_run_as_app_at_read_committed(ask):
    assert ask("/isolation").content == b"read committed, app"


def test_a_streamed_answer_and_a_view_without_a_page_are_refused(ask, county):
    with override_settings(ROOT_URLCONF=urls_of_this_module()):
        for address in ("/streams", "/undeclared"):
            client = client_as("iom_coordinator")
            with pytest.raises(ImproperlyConfigured):
                client.get(address)
