"""`concerted audit consistency` answers from two files, without Django or a database."""

import subprocess
import sys

import pytest

from concerted.cli.guides.audit import KEY, TODAY, YESTERDAY

PROGRAM = """
import sys
sys.modules["django"] = sys.modules["psycopg"] = None
from concerted.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def asked(folder, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", PROGRAM, "audit", "consistency", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin"})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "old").write_text(YESTERDAY)
    (tmp_path / "new").write_text(TODAY)
    (tmp_path / "key").write_text(KEY)
    return tmp_path


def test_an_unchanged_history(folder):
    told = asked(folder, "old", "new", "--key", "key")
    assert told.stdout == "History is unchanged: the first 1,024 entries are the same, 76 were added since.\n"
    assert told.returncode == 0
    assert "signatures were not checked" in asked(folder, "old", "new").stdout


def test_a_changed_root_is_a_bad_signature_with_the_key_and_rewritten_without(folder):
    (folder / "old").write_text(YESTERDAY.replace("kORC", "kORD"))
    assert asked(folder, "old", "new", "--key", KEY).stdout.startswith("Bad signature: the older")
    told = asked(folder, "old", "new")
    assert told.stdout.startswith("History was rewritten")
    assert told.returncode == 1


@pytest.mark.parametrize("name", ["none", "binary", "cut"])
def test_a_file_that_cannot_be_read_is_refused_with_its_name(folder, name):
    (folder / "binary").write_bytes(b"\xff\xfe\x00")
    (folder / "cut").write_text(TODAY[:60])
    told = asked(folder, "old", name)
    assert told.returncode == 2
    assert f"concerted audit: {name}" in told.stderr


def test_the_order_turned_round(folder):
    told = asked(folder, "new", "old", "--key", KEY)
    assert told.returncode == 1
    assert "turn them round" in told.stdout
