"""What is committed works on any machine: it names no package registry's address and no path of one machine."""

import re
from pathlib import Path

import pytest

# Each pattern is written so that this file does not hold what it looks for.
FORBIDDEN = {
    "the address of a package registry": r"py[p]i\.org|python[h]osted\.org|npm[j]s\.(org|com)|deb\.de[b]ian\.org",
    "a path of one machine": r"(?<![\w.])/(wo[r]k|roo[t]|far[m])/|\.\./shar[e]d\b",
    "how the work is organised": r"\bissue [#]?\d+\b|\bC[E]O\b|\bClau[d]e\b",
}
TEXT = {".py", ".md", ".txt", ".toml", ".json", ".yaml", ".yml", ".html", ".css", ".js", ".sql", ".in", ".csv", ""}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str, root: Path, files: list[Path]):
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in (path for path in files if path.suffix in TEXT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_every_requirement_is_pinned_with_its_hash(root: Path):
    for file in (root / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=\S)", file.read_text(encoding="utf-8").strip())
        assert entries
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_front_end_lock_has_hashes_and_no_addresses(root: Path):
    lock = (root / "package-lock.json").read_text(encoding="utf-8")

    assert "integrity" in lock
    assert '"resolved"' not in lock


def test_every_script_can_be_run_and_stops_at_its_first_error(root: Path):
    scripts = [path for path in [*(root / "script").iterdir(), root / ".ci" / "run"] if path.is_file()]

    assert scripts
    for path in scripts:
        assert path.stat().st_mode & 0o111, path
        text = path.read_text(encoding="utf-8")
        assert not text.startswith("#!/usr/bin/env bash") or "set -euo pipefail" in text, path
