"""How modules are written: imports at the top, docstrings that promise, names that say something."""

import ast

MEANINGLESS = {"utils", "util", "helpers", "helper", "manager", "service", "services", "common", "base", "misc"}
NAMED_BY_OTHERS = {"src/concerted/access/backend/base.py": "Django looks for a database backend under this name"}
# "path:function" -> reason
DEFERRED_IMPORTS: dict[str, str] = {
    "src/concerted/cli/main.py:run": "the table of commands loads a command's module by its name",
}


def test_no_import_stands_inside_a_function(package: dict[str, ast.Module]):
    found = []
    for name, tree in package.items():
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)):
            inside = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
            if inside and f"{name}:{function.name}" not in DEFERRED_IMPORTS:
                found.append(f"{name}:{inside[0].lineno}")
    assert found == []


def test_every_module_says_what_it_is_for(package: dict[str, ast.Module]):
    written = {name: tree for name, tree in package.items() if tree.body}

    assert [name for name, tree in written.items() if not ast.get_docstring(tree)] == []


def test_public_functions_and_classes_say_what_they_promise(package: dict[str, ast.Module]):
    public = [
        (f"{name}:{node.name}", bool(ast.get_docstring(node)))
        for name, tree in package.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    silent = [name for name, said in public if not said]
    assert len(silent) <= 0.05 * len(public), silent


def test_no_module_has_a_name_that_says_nothing(package: dict[str, ast.Module]):
    ours = [name for name in package if name not in NAMED_BY_OTHERS]

    assert [name for name in ours if name.rsplit("/", 1)[-1].removesuffix(".py") in MEANINGLESS] == []


def test_a_deferred_import_that_is_gone_leaves_the_list(package: dict[str, ast.Module]):
    for entry in DEFERRED_IMPORTS:
        name, function = entry.rsplit(":", 1)
        assert any(isinstance(n, ast.FunctionDef) and n.name == function for n in ast.walk(package[name]))
