"""Where the answer of `concerted measure` goes: a pipe, a full disk, a file that is whole or not there at all."""

import errno
import os
import subprocess
import sys

import pytest

from concerted.cli import written
from concerted.cli.main import run
from concerted.cli.written import print_whole, write_whole
from concerted.kernel.errors import Refused


def test_out_writes_a_file_and_prints_nothing(measured, tmp_path):
    path = tmp_path / "figures.csv"
    code, out, err = measured("--csv", "--out", str(path))
    assert (code, out) == (0, "")
    assert "As at" in err
    assert path.read_text("utf-8").startswith("quarter,offenders,")
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "caseload.csv",
        "events.csv",
        "figures.csv",
        "persons.csv",
    ]


def test_what_stood_there_stays_when_the_files_are_refused(measured, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("of last month", "utf-8")
    assert measured("--csv", "--out", str(path), events="")[0] == 2
    assert path.read_text("utf-8") == "of last month"


@pytest.mark.parametrize("name", ["events.csv", "persons.csv"])
def test_a_file_that_is_read_is_never_written_over(measured, tmp_path, name):
    code, _, err = measured("--csv", "--out", str(tmp_path / name))
    assert code == 2
    assert f"{name} is a file that is read: writing there would destroy it." in err
    assert (tmp_path / name).read_text("utf-8").startswith("person_id,")


def test_a_disk_that_fails_in_the_middle_leaves_what_stood_there_and_no_half_file(tmp_path, monkeypatch):
    path = tmp_path / "figures.csv"
    path.write_text("of last month", "utf-8")

    def fails(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(written.os, "fsync", fails)
    with pytest.raises(Refused, match=r"figures.csv cannot be written: No space left on device\."):
        write_whole(path, "half")
    assert [one.name for one in tmp_path.iterdir()] == ["figures.csv"]
    assert path.read_text("utf-8") == "of last month"


def test_a_declaration_may_be_written_to_a_file_too(tmp_path):
    path = tmp_path / "ours.toml"
    assert run(["measure", "youth", "--define", "--toml", "--out", str(path)]) == 0
    assert 'code = "youth"' in path.read_text("utf-8")


def listed(**streams):
    return subprocess.Popen(
        [sys.executable, "-m", "concerted.cli", "measure", "--list"], stderr=subprocess.PIPE, text=True, **streams
    )


def test_a_pipe_whose_reader_has_gone_ends_in_silence():
    reading, writing = os.pipe()
    os.close(reading)
    process = listed(stdout=writing)
    os.close(writing)
    assert process.communicate()[1] == ""
    assert process.returncode == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full disk to write to")
def test_a_full_disk_behind_standard_output_is_said():
    with open("/dev/full", "w") as full:
        process = listed(stdout=full)
        said = process.communicate()[1]
    assert process.returncode == 2
    assert said == ("concerted measure: The answer cannot be written to standard output: No space left on device.\n")


def test_a_run_that_is_stopped_leaves_neither_copies_of_the_files_nor_half_an_answer(tmp_path):
    temporary, out = tmp_path / "temporary", tmp_path / "figures.csv"
    temporary.mkdir()
    pipe = tmp_path / "events"
    os.mkfifo(pipe)
    (tmp_path / "persons.csv").write_text("person_id,born_on,sex\n", "utf-8")
    files = ["--events", str(pipe), "--persons", str(tmp_path / "persons.csv"), "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "concerted.cli", "measure", "proven", *files],
        env=os.environ | {"TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
    )
    with pipe.open("wb") as writer:  # it waits here until the command reads
        writer.write(b"person_id,")
        assert list(temporary.iterdir())
        process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 128 + 15
    assert list(temporary.iterdir()) == []
    assert not out.exists()


def test_text_goes_out_as_it_is(capsys):
    print_whole("one\ntwo\n")
    assert capsys.readouterr().out == "one\ntwo\n"


def test_help_loads_neither_the_database_engine_nor_numbers():
    program = (
        "import sys; from concerted.cli.main import run\n"
        "try: run(['measure', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('duckdb', 'numpy', 'pyarrow') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"
