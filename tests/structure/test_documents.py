"""What the documents tell the reader to type exists."""

import re
from pathlib import Path

import pytest

from concerted.cli.main import COMMANDS, found

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_commands_of_a_document_exist(document: Path):
    text = document.read_text(encoding="utf-8")
    scripts = set(re.findall(r"(?<![\w/])(script/\w+)", text))
    commands = set(re.findall(r"(?:^|`)concerted ([a-z]+)", text, re.MULTILINE))

    assert [name for name in sorted(scripts) if not (ROOT / name).is_file()] == []
    assert [name for name in sorted(commands) if name not in COMMANDS or not found(COMMANDS[name].module)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_links_of_a_document_lead_somewhere(document: Path):
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]

    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_decision_has_a_number_of_its_own_and_fits_one_screen():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in decisions]

    assert len(set(numbers)) == len(numbers) > 0
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert re.match(rf"# {int(path.name[:4])}\. \S", text), path.name
        assert len(text.splitlines()) <= 60, path.name


def test_every_test_that_the_page_of_security_names_exists():
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))
    sources = [path for folder in ("src", "tests") for path in (ROOT / folder).rglob("test_*.py")]
    there = {name for path in sources for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))}

    assert len(named) > 60
    assert sorted(named - there) == []


def test_the_page_of_security_leaves_no_line_of_the_standard_without_a_word():
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    table = text.split("## OWASP ASVS")[1].split("\n## ")[0]
    lines = [line.strip("|").split("|") for line in table.splitlines() if re.match(r"\| [*\d]", line)]

    assert len(lines) > 80
    assert [line[0] for line in lines if len(line) != 3 or not line[1].strip()] == []
    assert {f"{chapter}." for chapter in range(1, 17)} - {"9."} <= set(re.findall(r"\b\d+\.", table))
