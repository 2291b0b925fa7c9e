"""The project's own files as git sees them: committed ones and new ones that no rule ignores."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def listed() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted({ROOT / name for name in names if name and (ROOT / name).is_file()})


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def files() -> list[Path]:
    return listed()


@pytest.fixture(scope="session")
def trees(files: list[Path]) -> dict[str, ast.Module]:
    """Every Python file of the project, parsed, by its path from the root; migrations are generated and left out."""
    ours = [path for path in files if path.suffix == ".py" and "migrations" not in path.parts]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in ours}


@pytest.fixture(scope="session")
def package(trees: dict[str, ast.Module]) -> dict[str, ast.Module]:
    """The package without its tests and their fixtures."""
    ours = [name for name in trees if name.startswith("src/") and "/tests/" not in name]
    return {name: trees[name] for name in ours if not name.endswith("conftest.py")}
