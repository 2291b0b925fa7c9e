"""Every feed of people, from a tiny file: it loads, loads again without a trace, and a change keeps what was before."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connections
from openpyxl import Workbook

from concerted.exchange.finding import feeds
from concerted.kernel.feeds import Column, Feed

FILES = {
    "police_events.csv": ("police_events",),
    "court_results.csv": ("court_results",),
    "probation_caseload.xlsx": ("probation_caseload", "probation_contacts", "probation_scores"),
    "prison_releases.csv": ("prison_releases",),
    "housing_register.csv": ("housing_register",),
    "drug_alcohol_attendance.csv": ("drug_attendance",),
    "youth_service.xlsx": ("youth_children",),
}
OFFENCE = "04600"
TABLES = ("record", "address", "event", "score", "caseloadrow", "searchtoken")
NAMES = {"police_events": "family_name", "housing_register": "name", "prison_releases": "surname"}


def cell(feed: Feed, column: Column, number: int, *, longest: bool = False) -> str:
    """Return a right cell: dates run forward with the number and in the order of the columns."""
    place = feed.names.index(column.name)
    match column.kind:
        case "date":
            day = date(1990, 1 + place % 12, 1 + number) if column.birth else date(2026, 1, 1 + place + number)
            return day.strftime(feed.date_formats[0])
        case "instant":
            return f"{date(2026, 1, 1 + number).strftime(feed.date_formats[0])} 14:30"
        case "code":
            return next(iter(column.codes))
        case "yes_no":
            return "yes"
        case "decimal" | "integer":
            return str(number)
        case _:
            return text(column, number, longest=longest)


def text(column: Column, number: int, *, longest: bool) -> str:
    if "offence_code" in column.name:
        return OFFENCE
    if column.name == "name":
        plain = f"WRENFIELD{'ABCDEFG'[number]}, Alex"
        return plain + " Jo" * ((column.max_length - len(plain)) // 3) if longest else plain
    plain = f"{column.name[:6].title()}{number}"
    return plain.ljust(column.max_length, "x") if longest else plain


def rows_of(feed: Feed, count: int = 3, **options: Any) -> list[list[str]]:
    return [[cell(feed, column, number, **options) for column in feed.columns] for number in range(1, count + 1)]


def written(name: str, tables: dict[str, list[list[str]]]) -> bytes:
    """Write the rows of the feeds of a file in the form that it has."""
    if name.endswith("xlsx"):
        book = Workbook()
        book.remove(book.active)
        for code, rows in tables.items():
            sheet = book.create_sheet(feeds()[code].sheet)
            for row in (list(feeds()[code].names), *rows):
                sheet.append(row)
        sink = io.BytesIO()
        book.save(sink)
        return sink.getvalue()
    ((code, rows),) = tables.items()
    out = io.StringIO()
    csv.writer(out, delimiter=feeds()[code].delimiter).writerows([feeds()[code].names, *rows])
    return out.getvalue().encode(feeds()[code].encodings[0])


def counts(suffix: str = "") -> dict[str, int]:
    with connections["migrator"].cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"select count(*) from people_{table}{suffix}")
            (found[table],) = cursor.fetchone()
    return found


def file_of(name: str, **options: Any) -> bytes:
    return written(name, {code: rows_of(feeds()[code], **options) for code in FILES[name]})


@pytest.mark.parametrize("name", FILES)
def test_a_feed_loads_every_right_row(engine, name):
    for sending in engine.send(file_of(name), name):
        assert (sending.state, sending.message) == ("loaded", "")
        assert (sending.rows_sent, sending.rows_new, sending.rows_waiting) == (3, 3, 0), sending.kinds
    assert counts()["record"] == 3


@pytest.mark.parametrize("name", FILES)
def test_sending_a_file_twice_changes_nothing(engine, name):
    engine.send(file_of(name), name)
    before = counts()
    for sending in engine.send(file_of(name), name):
        assert (sending.rows_new, sending.rows_changed, sending.rows_same) == (0, 0, 3)
    assert counts() == before
    assert set(counts("_history").values()) == {0}


@pytest.mark.parametrize("name", FILES)
def test_the_longest_texts_that_a_feed_accepts_are_loaded(engine, name):
    for sending in engine.send(file_of(name, longest=True), name):
        assert (sending.state, sending.rows_new) == ("loaded", 3), sending.message


@pytest.mark.parametrize("code", ["court_results", "police_events", "prison_releases", "housing_register"])
def test_a_changed_record_keeps_what_it_was(engine, code):
    feed = feeds()[code]
    name = next(file for file, codes in FILES.items() if code in codes)
    rows = rows_of(feed)
    engine.send(written(name, {code: rows}), name)
    place = feed.names.index(NAMES.get(code, "family_name"))
    before = rows[0][place]
    rows[0][place] = "HOLMWOOD, Alex" if code == "housing_register" else "Holmwood"
    engine.send(written(name, {code: rows}), name)
    with connections["migrator"].cursor() as cursor:
        cursor.execute("select family_name, former_family_name from people_record where family_name = 'Holmwood'")
        ((_, former),) = cursor.fetchall()
        cursor.execute("select family_name from people_record_history")
        ((was,),) = cursor.fetchall()
    assert former == was
    assert was.casefold() == before.split(",")[0].casefold()
    assert counts()["record"] == 3


def test_a_changed_event_keeps_what_it_was(engine):
    feed = feeds()["court_results"]
    rows = rows_of(feed)
    engine.send(written("court_results.csv", {feed.code: rows}), "court_results.csv")
    rows[1][feed.names.index("disposal")] = "custody"
    (sending,) = engine.send(written("court_results.csv", {feed.code: rows}), "court_results.csv")
    assert (sending.rows_new, sending.rows_changed, sending.rows_same) == (0, 1, 2)
    assert counts("_history")["event"] == 1


def test_a_row_about_somebody_not_on_the_caseload_is_counted_and_not_in(engine):
    tables = {code: rows_of(feeds()[code]) for code in FILES["probation_caseload.xlsx"]}
    tables["probation_contacts"][0][0] = "Nobody9"
    done = engine.send(written("probation_caseload.xlsx", tables), "probation_caseload.xlsx")
    contacts = next(sending for sending in done if sending.feed == "probation_contacts")
    assert (contacts.rows_sent, contacts.rows_loaded) == (3, 2)
    assert [look["code"] for look in contacts.look] == ["nobody_yet"]


def test_feeds_whose_presence_is_a_secret_are_never_linkable(engine):
    engine.send(file_of("drug_alcohol_attendance.csv"), "drug_alcohol_attendance.csv")
    engine.send(file_of("youth_service.xlsx"), "youth_service.xlsx")
    engine.send(file_of("court_results.csv"), "court_results.csv")
    with connections["migrator"].cursor() as cursor:
        cursor.execute("select source, bool_or(linkable) from people_record group by 1 order by 1")
        assert cursor.fetchall() == [("courts", True), ("drugs", False), ("youth", False)]
