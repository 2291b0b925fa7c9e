"""What `concerted start` says and prints, without a database."""

import json
import socket
from pathlib import Path

import pytest

from concerted.kernel.errors import ConcertedError
from concerted.web.starting import command, progress, sign_ins


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONCERTED_HOME", str(tmp_path))
    return tmp_path


PEOPLE = [{"role": "analyst", "name": "Zoë Invented", "address": "zoe@example.org", "password": "four random words"}]


def test_sign_ins_are_the_only_thing_on_standard_output(capsys):
    sign_ins.file().write_text(json.dumps(PEOPLE))

    assert command.run(["--sign-ins"]) == 0
    assert json.loads(capsys.readouterr().out) == PEOPLE


def test_asking_for_sign_ins_before_the_county_is_loaded_says_so():
    with pytest.raises(ConcertedError, match="county is not loaded"):
        command.run(["--sign-ins"])


def test_a_port_in_use_is_named_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConcertedError, match=rf"Port {port} .* in use .*--port"):
            command.run(["--port", str(port)])


def test_each_step_is_said_once_for_each_state_until_ready(home: Path):
    said: list[str] = []
    states = iter(["now", "now", "done"])

    def engine_works() -> None:
        state = next(states)
        steps = [{"name": "Police events", "state": state, "detail": "9 rows"}, {"name": "Links", "state": "waiting"}]
        progress.file().write_text(json.dumps({"steps": steps, "ready": state == "done"}))

    progress.follow(said.append, engine_works, pause=0)
    assert [line.split()[0] for line in said] == ["...", "done"]
    assert "Police events: 9 rows" in said[-1]


def test_a_terminal_sees_the_running_step_move():
    passing: list[str] = []
    details = iter(["10 rows", "20 rows", "30 rows"])

    def engine_works() -> None:
        detail = next(details)
        state = "done" if detail == "30 rows" else "now"
        steps = [{"name": "Police events", "state": state, "detail": detail}]
        progress.file().write_text(json.dumps({"steps": steps, "ready": state == "done"}))

    said: list[str] = []
    progress.follow(said.append, engine_works, passing=passing.append, pause=0)
    assert [line.rsplit(": ")[-1] for line in passing] == ["10 rows", "20 rows"]
    assert said == ["  done    Police events: 30 rows"]


def test_a_half_written_progress_file_is_no_end(home: Path):
    progress.file().write_text('{"steps": [{"na')

    assert progress.read() == ([], False)


def test_an_engine_that_dies_ends_the_wait_with_its_reason():
    def died() -> None:
        raise ConcertedError("the engine has ended")

    with pytest.raises(ConcertedError, match="engine has ended"):
        progress.follow(lambda line: None, died, pause=0)


def test_fresh_asks_first_and_drops_nothing_without_a_yes(home: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    (home / "county").mkdir()
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115

    assert command.run(["--fresh"]) == 1
    assert (home / "county").exists()
    assert "Nothing was dropped" in capsys.readouterr().out
