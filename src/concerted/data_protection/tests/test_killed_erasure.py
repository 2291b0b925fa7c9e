"""The engine killed in the middle of an erasure: nothing is half erased, and the erasure is simply done again."""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from concerted.exchange.tests.test_killed_imports import FEED, Installation, wait_until

pytestmark = [pytest.mark.cluster, pytest.mark.slow]

PEOPLE = 1_500
AT_WORK = "select count(*) from pg_stat_activity where usename = 'engine' and backend_xid is not null"
ASK = """
  insert into data_protection_erasure (id, reference, scope_id, subjects, because, rests_on, state, asked_at,
    asked_by_id, counts, files_left, seal, stopped_because, version)
  select gen_random_uuid(), 'C-KILLED', s.id, (select array_agg(id) from people_record), 'killed', 'order', 'confirmed',
    now(), p.id, '{}', '{}', '', '', 1
  from access.access_scope s join partnership_agency a on a.id = s.agency_id and a.code = 'courts'
  join partnership_post p on true where s.category = 'retention' order by p.id limit 1"""
STANDS = """select (select count(*) from people_record), (select count(*) from people_searchtoken),
  (select count(*) from people_erasedkey), (select state from data_protection_erasure)"""
ERASE = "from concerted.data_protection.retention.erasing import erase_what_waits; erase_what_waits()"


@pytest.fixture
def installation() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="concerted-erase-"))
    folder.chmod(0o755)
    file = folder / "court_results.csv"
    with file.open("w") as out:
        out.write(",".join(FEED.names) + "\n")
        for n in range(PEOPLE):
            out.write(
                f"R{n},CP{n},Alex,Wrenfield,1990-05-14,M,CO1 1AA,Colchester,04600,Theft,2026-01-05,2026-02-05,fine,\n"
            )
    made = Installation(folder, file)
    made.run("database", "start")
    made.run("manage", "migrate", "--database", "migrator", "-v0")
    made.run("manage", "set_up", "--as-at", "2027-03-03")
    made.run("import", str(file), role="engine")
    made.psql(ASK, role="migrator")
    yield made
    made.run("database", "stop", check=False)
    shutil.rmtree(folder, ignore_errors=True)


def stands(made: Installation) -> tuple[int, bool, int, str]:
    (line,) = made.psql(STANDS, role="migrator")
    records, tokens, keys, state = line.split("|")
    return int(records), int(tokens) > 0, int(keys), state


def test_a_killed_engine_leaves_nothing_half_erased_and_does_it_again(installation):
    for seconds in (0.0, 0.4):
        process = subprocess.Popen(
            [sys.executable, "-m", "concerted.cli", "manage", "shell", "-v0", "-c", ERASE],
            env=installation.environment("engine"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: installation.psql(AT_WORK) != ["0"], 60)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_until(lambda: installation.psql(AT_WORK) == ["0"])
        whole, gone = (PEOPLE, True, 0, "confirmed"), (0, False, PEOPLE)
        assert stands(installation) == whole or stands(installation)[:3] == gone
    installation.run("manage", "shell", "-v0", "-c", ERASE, role="engine")
    assert stands(installation) == (0, False, PEOPLE, "done")
    assert not list((installation.home / "files").glob("*"))
