"""Files and functions stay short; what is longer stands here with the reason."""

import ast
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
HEAVIEST_FILE = 1_500_000

# path -> reason
LONGER_FILES: dict[str, str] = {}
# "path:function" -> reason
LONGER_FUNCTIONS: dict[str, str] = {}


def functions(tree: ast.Module):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_file_is_longer_than_400_lines(root: Path, trees: dict[str, ast.Module]):
    lengths = {name: len((root / name).read_text(encoding="utf-8").splitlines()) for name in trees}

    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE and name not in LONGER_FILES} == {}


def test_no_function_is_longer_than_60_lines(trees: dict[str, ast.Module]):
    longer = {}
    for name, tree in trees.items():
        for function in functions(tree):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > LONGEST_FUNCTION and f"{name}:{function.name}" not in LONGER_FUNCTIONS:
                longer[f"{name}:{function.name}"] = lines
    assert longer == {}


def test_an_exception_that_is_no_longer_needed_is_removed(root: Path, trees: dict[str, ast.Module]):
    gone = [name for name in LONGER_FILES if len((root / name).read_text().splitlines()) <= LONGEST_FILE]
    known = {
        f"{name}:{f.name}"
        for name, tree in trees.items()
        for f in functions(tree)
        if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION
    }
    assert gone + sorted(set(LONGER_FUNCTIONS) - known) == []


def test_no_file_weighs_more_than_a_megabyte_and_a_half(root: Path, files: list[Path]):
    weights = {path.relative_to(root).as_posix(): path.stat().st_size for path in files}

    assert {name: n for name, n in weights.items() if n > HEAVIEST_FILE} == {}
