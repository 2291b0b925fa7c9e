"""One demonstration, started as a newcomer starts it, and a browser to walk through it."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CONCERTED = Path(sys.executable).with_name("concerted")
OURS = ("CONCERTED_", "DATABASE_URL", "DJANGO_", "PYTEST_")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@dataclass
class Town:
    """A demonstration that runs: its address, sign-ins by role, and what it answered while it was loading."""

    home: Path
    address: str
    while_loading: dict[str, Any]
    sign_ins: dict[str, dict[str, str]] = field(default_factory=dict)

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database as its superuser, past every policy."""
        kept = json.loads((self.home / "secrets.json").read_text())
        place = {"host": self.socket, "dbname": "concerted", "user": "postgres", "password": kept["postgres"]}
        with psycopg.connect(**place) as connection:
            return connection.execute(query, values or None).fetchall()

    @property
    def socket(self) -> str:
        """The folder of the database's socket."""
        return str(self.home / "run")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def answer_of(address: str) -> dict[str, Any]:
    """What the address answers: status, headers, body; an empty dict while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return {"status": answer.status, "headers": answer.headers, "body": answer.read().decode()}
    except urllib.error.HTTPError as error:
        return {"status": error.code, "headers": error.headers, "body": error.read().decode()}
    except OSError:
        return {}


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    """`concerted start` with a small county, in a state folder of its own; stopped at the end."""
    home = Path(tempfile.mkdtemp(prefix="concerted-town-"))
    home.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment["CONCERTED_HOME"] = str(home)
    port = free_port()
    typed = [CONCERTED, "start", "--port", str(port), "--people", "4000", "--as-at", "2026-11-24"]
    address = f"http://127.0.0.1:{port}"
    with (home / "start.log").open("w") as told:
        started = subprocess.Popen(typed, env=environment, stdout=told, stderr=subprocess.STDOUT)
        while_loading: dict[str, Any] = {}
        while started.poll() is None:
            answer = {} if while_loading.get("now") else answer_of(f"{address}/today")
            if answer.get("status") == 503:
                while_loading = answer | {"now": "app-steps" in answer["body"] or "Importing" in answer["body"]}
            time.sleep(0.1)
    try:
        assert started.returncode == 0, (home / "start.log").read_text()[-3000:]
        rows = json.loads((home / "sign_ins.json").read_text())
        yield Town(home, address, while_loading, {row["role"]: row for row in rows})
    finally:
        subprocess.run([CONCERTED, "start", "--stop"], env=environment, check=False, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def window(browser: Browser, town: Town) -> Iterator[Callable[..., BrowserContext]]:
    """A new window without cookies: `window(width=390, java_script_enabled=False)`; closed after the story."""
    opened: list[BrowserContext] = []

    def open_one(width: int = 1280, **options: Any) -> BrowserContext:
        size = {"width": width, "height": 800}
        opened.append(browser.new_context(viewport=size, base_url=town.address, **options))
        opened[-1].set_default_timeout(10_000)
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def open_as(window: Callable[..., BrowserContext], town: Town) -> Callable[..., Page]:
    """Sign in through the page as a role: `page = open_as("iom_coordinator", width=390)`."""

    def signed_in(role: str, **options: Any) -> Page:
        page = window(**options).new_page()
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(town.sign_ins[role]["address"])
        page.get_by_label("Password").fill(town.sign_ins[role]["password"])
        page.get_by_role("button", name="Sign in").click()
        return page

    return signed_in


@pytest.fixture(scope="session")
def faults() -> Callable[[Page], list[Any]]:
    """What axe finds wrong with a page: pairs of a rule and the places that break it."""
    source = (ROOT / "node_modules/axe-core/axe.min.js").read_text()

    def of(page: Page) -> list[Any]:
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(source)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found["violations"]]

    return of


@pytest.fixture(scope="session")
def a_plan(town: Town) -> Callable[..., str]:
    """The address of the plan of somebody in the cohort; `a_plan(1)` is another's."""

    def of(number: int = 0) -> str:
        rows = town.sql("select id from cases_case where stage = 'adopted' order by id")
        return f"/cases/{rows[number % len(rows)][0]}/plan"

    return of


@pytest.fixture(scope="session")
def every_page() -> Callable[..., Iterator[str]]:
    """Walk over every kind of page that links lead to, one address of each kind, and stop at each."""
    varying = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|C-[0-9A-Z]{6}|\d+")

    def kind(address: str) -> str:
        return varying.sub("*", urlsplit(address).path)

    def walk(page: Page, start: tuple[str, ...] = ("/today",), skip: tuple[str, ...] = ()) -> Iterator[str]:
        waiting, seen = list(start), set(map(kind, start))
        while waiting:
            address = waiting.pop(0)
            try:
                page.goto(address)
            except Error as download:
                assert "Download is starting" in str(download), address
                continue
            own = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
            for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
                found = link.removeprefix(own).split("#")[0] or "/"
                if link.startswith(own) and kind(found) not in seen and not found.startswith(skip or ("\0",)):
                    seen.add(kind(found))
                    waiting.append(found)
            yield address

    return walk
