"""A small feed with every kind of column, and ways to send it a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from concerted.exchange.checking import Checked, Fault, Limits, as_faults, check
from concerted.exchange.importing.receive import receive_path
from concerted.exchange.importing.run import import_sending
from concerted.exchange.models import Sending
from concerted.exchange.reading import Sent, read_file
from concerted.kernel.feeds import Column, Feed, InOrder
from concerted.places.shipped import load_districts

TODAY = date(2027, 3, 3)
HEADER = "crn,born_on,district,role,seen_at,sentenced_on,order_ends_on,score,visits,agreed,note"
GOOD = "X1,02/03/1990,Colchester,suspect,01/03/2027 14:30,05/01/2026,05/01/2028,12.5,3,yes,fine"
DISTRICTS = {
    "Colchester": "E07000071",
    "E07000071": "E07000071",
    "Basildon": "E07000066",
    "Castle Point": "E07000069",
}

CASELOAD = Feed(
    code="caseload",
    title="Probation caseload",
    agency="probation",
    category="supervision",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="caseload*.csv",
    encodings=("utf-8",),
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    key=("crn",),
    load="people.caseload",
    in_order=(
        InOrder(
            earlier="sentenced_on",
            later="order_ends_on",
            wrong="The order ends before the sentence",
            mend="Look up both days",
        ),
    ),
    columns=(
        Column(name="crn", required=True, meaning="case reference number", aliases=("Case ref",), max_length=20),
        Column(name="born_on", kind="date", birth=True, meaning="birth date"),
        Column(
            name="district",
            kind="code",
            codes={
                "Colchester": "E07000071",
                "E07000071": "E07000071",
                "Basildon": "E07000066",
                "Castle Point": "E07000069",
            },
            meaning="district",
            hint="Use the nine-character code or the name",
        ),
        Column(
            name="role",
            kind="code",
            required=True,
            codes={"suspect": "suspect"},
            never={"victim": "This feed takes suspects only; a victim is never loaded here"},
            meaning="role",
        ),
        Column(name="seen_at", kind="instant", earliest="earliest_event", latest="today", meaning="time seen"),
        Column(name="sentenced_on", kind="date", earliest="earliest_event", latest="today", meaning="day of sentence"),
        Column(name="order_ends_on", kind="date", latest="latest_end", meaning="end date"),
        Column(name="score", kind="decimal", meaning="score"),
        Column(name="visits", kind="integer", meaning="visits"),
        Column(name="agreed", kind="yes_no", meaning="whether they agreed"),
        Column(name="note", meaning="note", max_length=30),
    ),
)


@dataclass(frozen=True)
class Desk:
    """Sends bytes as a file, reads and checks them."""

    folder: Path
    feed: Feed = CASELOAD
    limits: Limits = Limits(today=TODAY)

    def changed(self, **changes: object) -> "Desk":
        """Return a desk for a feed declared a little differently."""
        return replace(self, feed=replace(self.feed, **changes))

    def file(self, data: bytes | str, name: str = "caseload.csv") -> Path:
        """Write a file and return its path."""
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def read(self, data: bytes | str, name: str = "caseload.csv") -> Sent:
        """Return the file as read."""
        return read_file(self.file(data, name), self.feed)

    def rows(self, *rows: str) -> Sent:
        """Return a CSV with these rows under the feed's header, as read."""
        return self.read("\n".join([HEADER, *rows]) + "\n")

    def check(self, *rows: str) -> Checked:
        """Return a CSV with these rows, as checked."""
        return check(self.rows(*rows), self.feed, self.limits)

    def with_cell(self, column: str, value: str) -> Checked:
        """Return one good row in which one cell is changed, as checked."""
        cells = GOOD.split(",")
        cells[HEADER.split(",").index(column)] = value
        return self.check(",".join(cells))

    def fault(self, column: str, value: str) -> Fault:
        """Return the only fault of a row with one cell changed."""
        (fault,) = (one for one in as_faults(self.with_cell(column, value).faults) if one.column == column)
        return fault


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk in a folder of its own."""
    return Desk(tmp_path)


@pytest.fixture
def good_file() -> str:
    """A CSV with one good row."""
    return f"{HEADER}\n{GOOD}\n"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., bytes]:
    """Makes a workbook of the rows given, with any cells set afterwards."""
    from openpyxl import Workbook

    def make(*rows: list[object], sheet: str = "Sheet1", more: tuple[str, ...] = (), **cells: object) -> bytes:
        book = Workbook()
        page = book.active
        page.title = sheet
        for row in (HEADER.split(","), *rows):
            page.append(row)
        for place, value in cells.items():
            page[place] = value
        for name in more:
            book.create_sheet(name)
        path = tmp_path / "made.xlsx"
        book.save(path)
        return path.read_bytes()

    return make


@dataclass(frozen=True)
class Importer:
    """Imports files as the engine does, into the test's database, with the files kept in a folder of the test's own."""

    folder: Path

    def send(self, data: bytes | str, name: str) -> list[Sending]:
        """Queue a file for its feeds and import it; return the sendings as they ended."""
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return self.send_path(path)

    def send_path(self, path: Path) -> list[Sending]:
        """Queue a file that lies somewhere and import it."""
        with as_engine():
            waiting = receive_path(path)
        return [self.run(sending) for sending in waiting]

    def run(self, sending: Sending) -> Sending:
        """Import what waits, and return it as it ended; a fault of ours is not raised again."""
        with as_engine():
            with suppress(Exception):
                import_sending(sending.pk)
            return Sending.objects.get(pk=sending.pk)


@contextmanager
def as_engine() -> Iterator[None]:
    """Let the default connection be the engine's, as it is in the engine's own process."""
    kept = connections["default"]
    connections["default"] = connections["engine"]
    try:
        yield
    finally:
        connections["default"] = kept


@pytest.fixture
def engine(county: None, tmp_path: Path, settings: Any) -> Iterator[Importer]:
    """An importer; outside its calls the default connection stays that of requests."""
    settings.STATE_DIR = tmp_path / "state"
    (tmp_path / "sent").mkdir()
    with as_engine():
        load_districts()
    yield Importer(tmp_path / "sent")
