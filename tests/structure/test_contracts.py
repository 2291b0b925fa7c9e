"""The contracts between folders are kept, and none of them forgets a folder that exists."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

PRIVACY_FROM = ("plan", "together", "prevention", "commissioning", "figures", "content", "places")
PRIVACY_TO = ("people", "sharing", "data_protection", "cases", "meetings", "programmes", "insight")


@pytest.fixture(scope="module")
def contracts(root: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(root / ".importlinter", encoding="utf-8")
    return parser


def modules(contracts: configparser.ConfigParser, name: str, key: str) -> set[str]:
    return set(contracts[f"importlinter:contract:{name}"][key].split())


def existing(root: Path, *names: str) -> set[str]:
    package = root / "src" / "concerted"
    return {f"concerted.{name}" for name in names if (package / name / "__init__.py").exists()}


def test_every_contract_is_kept(root: Path):
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-1000:]


def test_the_privacy_contract_names_every_folder_that_exists(root: Path, contracts: configparser.ConfigParser):
    assert modules(contracts, "privacy", "source_modules") == existing(root, *PRIVACY_FROM)
    assert modules(contracts, "privacy", "forbidden_modules") == existing(root, *PRIVACY_TO)


def test_what_must_stay_free_of_django_is_named(contracts: configparser.ConfigParser):
    assert modules(contracts, "pure", "source_modules") == {
        "concerted.kernel",
        "concerted.analytics",
        "concerted.**.rules",
        "concerted.**.measures",
    }


def test_the_analytics_and_their_command_line_load_without_django_installed():
    program = """
import importlib, pkgutil, sys
sys.modules["django"] = sys.modules["psycopg"] = None
import concerted.analytics, concerted.kernel
from concerted.kernel.errors import Refused
for package in (concerted.analytics, concerted.kernel):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".tests" in found.name:
            continue
        try:
            importlib.import_module(found.name)
        except Refused as refused:  # an engine whose extra is not installed
            assert "pip install 'concerted[" in str(refused), found.name
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr[-2000:]
