"""A newcomer on a fresh clone types what the README says, and nothing else."""

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
from collections.abc import Iterator
from pathlib import Path

import pytest

from concerted.access.permissions import ROLES

ROOT = Path(__file__).resolve().parents[2]
OURS = ("CONCERTED_", "DATABASE_URL", "DJANGO_", "VIRTUAL_ENV", "PYTEST_")

pytestmark = [pytest.mark.slow, pytest.mark.cluster]


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="concerted-clone-"))
    folder.chmod(0o755)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "concerted")], check=True)
    yield folder / "concerted"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def environment(clone: Path) -> Iterator[dict[str, str]]:
    """The newcomer's environment: nothing of the tests' own, a state folder beside the clone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    kept |= {"CONCERTED_HOME": str(clone.parent / "state"), "CONCERTED_PYTHON": sys.executable}
    yield kept
    if (clone / ".venv").exists():
        subprocess.run(["script/start", "--stop"], cwd=clone, env=kept, check=False)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_demonstration_starts_prints_its_sign_ins_and_starts_again_fast(clone: Path, environment: dict[str, str]):
    assert "\nscript/start\n" in (clone / "README.md").read_text()
    port = str(free_port())
    typed = ["script/start", "--port", port, "--people", "2000"]
    told = subprocess.run(typed, cwd=clone, env=environment, capture_output=True, text=True, check=False, timeout=900)

    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-3000:]
    address = re.search(r"ready .*(http://127\.0\.0\.1:\d+)", told.stdout)
    assert address is not None
    assert status_of(f"{address[1]}/") == 200
    assert status_of(f"{address[1]}/sign-in") == 200

    asked = ["script/start", "--sign-ins"]
    sign_ins = json.loads(subprocess.run(asked, cwd=clone, env=environment, capture_output=True, check=True).stdout)
    assert {line["role"] for line in sign_ins} == set(ROLES)
    assert all(set(line) >= {"role", "name", "address", "password"} for line in sign_ins)
    assert all(line["password"] in told.stdout for line in sign_ins)

    subprocess.run(["script/start", "--stop"], cwd=clone, env=environment, check=True)
    began = time.monotonic()
    subprocess.run(typed, cwd=clone, env=environment, check=True, timeout=120)
    assert time.monotonic() - began < 30  # 10 on a machine that does nothing else
    again = json.loads(subprocess.run(asked, cwd=clone, env=environment, capture_output=True, check=True).stdout)
    assert again == sign_ins


def test_the_base_install_has_the_command_line_and_asks_for_the_rest_by_name(tmp_path: Path):
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    uv = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet", "--python", str(python)]
    subprocess.run([*uv, "--require-hashes", "-r", str(ROOT / "requirements" / "base.txt")], check=True)
    subprocess.run([*uv, "--no-deps", str(ROOT)], check=True)
    concerted = str(python.with_name("concerted"))

    help_ = subprocess.run([concerted, "--help"], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert "measure" in help_
    start = subprocess.run([concerted, "start"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert start.returncode == 2
    assert "pip install 'concerted[web]'" in start.stderr
