"""Importer or database killed, or the disk full: nothing is half loaded, and the file is simply imported again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from concerted.exchange.finding import feeds

pytestmark = [pytest.mark.cluster, pytest.mark.slow]

FEED = feeds()["court_results"]
ROWS = 20_000
COUNT = "select (select count(*) from people_record), (select count(*) from people_event)"
IN_PROGRESS = "select count(*) from pg_stat_activity where datname = current_database() and usename = 'engine'"


@dataclass
class Installation:
    """A cluster of the test's own, set up, with one file to import."""

    home: Path
    file: Path

    def run(self, *command: str, role: str = "migrator", check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "concerted.cli", *command],
            env=self.environment(role), check=check, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def environment(self, role: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
        return {**kept, "CONCERTED_HOME": str(self.home), "CONCERTED_ROLE": role, "PYTHONUNBUFFERED": "1"}

    def psql(self, statement: str, *, role: str = "postgres") -> list[str]:
        done = self.run("database", "psql", "--role", role, "--", "-Atc", statement)
        return done.stdout.split()

    def loaded(self) -> tuple[int, int]:
        (line,) = self.psql(COUNT, role="migrator")
        records, events = line.split("|")
        return int(records), int(events)

    def begin(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "concerted.cli", "import", str(self.file)],
            env=self.environment("engine"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip


def wait_for(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if word in line:
            return
    raise AssertionError(f"The import ended before it said {word}.")


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="concerted-kill-"))
    folder.chmod(0o755)
    file = folder / "court_results.csv"
    with file.open("w") as out:
        out.write(",".join(FEED.names) + "\n")
        for n in range(ROWS):
            out.write(
                f"R{n},CP{n // 3},Alex,Wrenfield,1990-05-14,M,CO1 1AA,Colchester,04600,Theft,2026-01-05,2026-02-05,"
                "fine,\n"
            )
    made = Installation(folder, file)
    made.run("database", "start")
    made.run("manage", "migrate", "--database", "migrator", "-v0")
    made.run("manage", "set_up", "--as-at", "2027-03-03")
    yield made
    made.run("database", "stop", check=False)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty(installation: Installation) -> Installation:
    installation.psql("truncate people_record, exchange_sending cascade", role="migrator")
    return installation


@pytest.mark.parametrize(("word", "seconds"), [("checking", 0.0), ("loading", 0.0), ("loading", 0.3), ("loading", 0.7)])
def test_a_killed_importer_leaves_nothing_and_is_run_again(empty, word, seconds):
    process = empty.begin()
    wait_for(process, word)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until(lambda: empty.psql(IN_PROGRESS) == ["0"])
    assert empty.loaded() in ((0, 0), whole())
    assert set(empty.psql("select state from exchange_sending", role="migrator")) <= {"checking", "loading", "loaded"}
    empty.run("import", str(empty.file), role="engine")
    assert empty.loaded() == whole()


def test_the_engine_finishes_what_a_killed_import_left(empty):
    process = empty.begin()
    wait_for(process, "loading")
    process.kill()
    process.wait()
    wait_until(lambda: empty.psql(IN_PROGRESS) == ["0"])
    assert empty.loaded() == (0, 0)
    script = (
        "from concerted.web.engine.loop import work_queue\n"
        "assert work_queue() == 1\n"
        "from concerted.exchange.models import Sending\n"
        "print(Sending.objects.get().state)"
    )
    assert "loaded" in empty.run("manage", "shell", "-v0", "-c", script, role="engine").stdout
    assert empty.loaded() == whole()


def test_a_killed_database_leaves_nothing_half_loaded(empty):
    process = empty.begin()
    wait_for(process, "loading")
    time.sleep(0.2)
    postmaster = int((next(empty.home.glob("database/**/postmaster.pid"))).read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    assert process.wait() != 0
    time.sleep(0.5)
    empty.run("database", "start")
    assert empty.loaded() == (0, 0)
    empty.run("import", str(empty.file), role="engine")
    assert empty.loaded() == whole()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_full_disk_leaves_nothing_half_loaded(empty):
    """The files of the tables lie on a disk of 2 MB; what does not fit is refused, and the importer says so."""
    disk = empty.home / "small"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let a disk be mounted")
    try:
        owner = (next(empty.home.glob("database/**/PG_VERSION"))).stat()
        place = disk / "tables"
        place.mkdir()
        os.chown(place, owner.st_uid, owner.st_gid)
        empty.psql(f"create tablespace small location '{place}'")
        empty.psql("grant create on tablespace small to migrator")
        for table in ("people_record", "people_event"):
            empty.psql(f"alter table {table} set tablespace small")
        done = empty.run("import", str(empty.file), role="engine", check=False)
        assert done.returncode != 0
        assert empty.loaded() == (0, 0)
        assert empty.psql("select state from exchange_sending", role="migrator") == ["failed"]
    finally:
        for table in ("people_record", "people_event"):
            empty.psql(f"alter table {table} set tablespace pg_default")
        empty.psql("drop tablespace if exists small")
        subprocess.run(["umount", str(disk)], check=False)
    empty.run("import", str(empty.file), role="engine")
    assert empty.loaded() == whole()


def whole() -> tuple[int, int]:
    return (ROWS + 2) // 3, ROWS


def wait_until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)
