"""The table of commands: help is fast and honest, refusals are messages, missing packages are named."""

import subprocess
import sys
import types

import pytest

from concerted.cli import main
from concerted.kernel.errors import ConcertedError, Refused


def test_help_loads_no_command_and_no_heavy_package():
    program = (
        "import sys; from concerted.cli.main import run; run(['--help']); "
        "print([m for m in ('django', 'duckdb', 'numpy', 'psycopg', 'splink') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"


def test_a_command_whose_module_does_not_exist_is_not_listed(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setitem(main.COMMANDS, "ghost", main.Command("concerted.cli.ghost", "not there yet"))

    assert "ghost" not in main.usage()
    assert main.run(["ghost"]) == 2
    assert "no command 'ghost'" in capsys.readouterr().err


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch):
    """A command `play` that does what the test says."""

    def plays(act, *, needs_web: bool = False) -> None:
        module = types.ModuleType("concerted.cli.play")
        module.__spec__ = types.SimpleNamespace(name="concerted.cli.play")
        module.run = act
        monkeypatch.setitem(sys.modules, "concerted.cli.play", module)
        monkeypatch.setitem(main.COMMANDS, "play", main.Command("concerted.cli.play", "plays", needs_web))

    return plays


def test_a_command_gets_its_arguments_and_gives_its_exit_code(command):
    given: list[str] = []
    command(lambda argv: given.extend(argv) or 3)

    assert main.run(["play", "--loud", "twice"]) == 3
    assert given == ["--loud", "twice"]


@pytest.mark.parametrize("error", [ConcertedError("mend it so"), Refused("mend it so")])
def test_a_refusal_is_its_message_and_exit_code_2(command, capsys, error):
    def refuse(argv):
        raise error

    command(refuse)
    assert main.run(["play"]) == 2
    assert capsys.readouterr().err == "concerted play: mend it so\n"


def test_a_missing_web_package_says_how_to_install_it(command, capsys):
    def lacks(argv):
        raise ModuleNotFoundError("No module named 'django'", name="django")

    command(lacks, needs_web=True)
    assert main.run(["play"]) == 2
    assert "pip install 'concerted[web]'" in capsys.readouterr().err


def test_a_defect_is_not_hidden_as_a_missing_package(command):
    def broken(argv):
        raise ModuleNotFoundError("No module named 'concerted.nothing'", name="concerted.nothing")

    command(broken, needs_web=True)
    with pytest.raises(ModuleNotFoundError):
        main.run(["play"])
