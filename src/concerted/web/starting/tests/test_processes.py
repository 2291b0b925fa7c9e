"""Background processes: detached, found again, never mistaken for another, and given only their own roles."""

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from concerted.web.embedded import passwords
from concerted.web.starting import processes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONCERTED_HOME", str(tmp_path))
    monkeypatch.delenv("CONCERTED_CONNECTIONS", raising=False)
    passwords.make()
    return tmp_path


def sleeper(program: str = "import time; time.sleep(60)", roles: tuple[str, ...] = ("app",)) -> processes.Process:
    return processes.Process("sleeper", ("-c", program), roles)


def wait_for(true) -> None:
    deadline = time.monotonic() + 10
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert true()


def test_a_launched_process_is_found_and_stopped(home: Path):
    process = sleeper()
    pid = processes.launch(process, "v1")

    assert processes.alive(process) == pid
    assert os.getsid(pid) == pid
    assert processes.runs(process, "v1")
    assert not processes.runs(process, "v2")
    assert processes.stop(process) is True
    assert processes.alive(process) is None
    assert processes.stop(process) is False


def test_workers_that_outlive_their_killed_parent_are_ended_too(home: Path):
    program = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    process = sleeper(program)
    pid = processes.launch(process, "v1")
    wait_for(lambda: processes.end_of_log(process).strip())
    worker = int(processes.end_of_log(process))
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: processes.alive(process) is None)
    assert processes._began(worker)

    assert processes.stop(process) is False
    wait_for(lambda: not processes._began(worker))


def test_a_number_that_another_process_has_now_is_not_taken_for_ours(home: Path):
    process = sleeper()
    process.pid_file.write_text(json.dumps({"pid": os.getpid(), "began": "12", "runs": ""}))

    assert processes.alive(process) is None
    assert processes.stop(process) is False


def test_a_process_that_ends_leaves_its_last_words(home: Path):
    process = sleeper("print('no more room'); raise SystemExit(1)")
    processes.launch(process, "v1")
    wait_for(lambda: processes.alive(process) is None)

    assert "no more room" in str(processes.died(process, "It ended"))


@pytest.mark.parametrize("process", [processes.web(8000), processes.engine()], ids=lambda p: p.name)
def test_a_process_never_holds_the_password_of_a_role_that_is_not_its_own(
    home: Path, monkeypatch: pytest.MonkeyPatch, process: processes.Process
):
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:the-boss-word@db.example/concerted")
    monkeypatch.setenv("DATABASE_URL_ENGINE", "postgresql://engine:engine-word@db.example/concerted")
    environment = " ".join(f"{name}={value}" for name, value in processes.environment(*process.roles).items())
    secrets = passwords.stored()

    assert "migrator" not in process.roles
    assert "the-boss-word" not in environment
    assert ("engine-word" in environment) == ("engine" in process.roles)
    for role in set(passwords.LOGIN_ROLES) - set(process.roles):
        assert secrets[role] not in environment
    assert secrets["postgres"] not in environment


def test_the_web_process_is_given_neither_engine_nor_worker():
    assert set(processes.web(8000).roles) == {"app", "gate", "front"}


def test_the_output_of_a_background_process_does_not_hold_the_callers_output_open(home: Path):
    process = sleeper("import os, sys; print(os.fstat(1).st_ino, sys.stdin.read())")
    processes.launch(process, "v1")
    wait_for(lambda: processes.alive(process) is None)

    assert process.log.read_text().split()[0] == str(process.log.stat().st_ino)
    assert sys.stdout is not None


def test_what_a_process_writes_is_readable_by_its_owner_alone(home: Path):
    process = sleeper("open('left', 'w').write('a name')")
    processes.launch(process, "v1")
    wait_for(lambda: (home / "left").exists() and processes.alive(process) is None)

    assert {path.name: path.stat().st_mode & 0o077 for path in (home / "left", process.log)} == {
        "left": 0,
        process.log.name: 0,
    }
