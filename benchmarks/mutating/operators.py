"""Small wrong changes to a module's syntax tree, one at a time, each with a name that later edits do not move.

Left alone: docstrings, annotations, imports, what makes a class (frozen or not), and prose that nothing computes with
(`PROSE`).
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from mutating.sql import wrong_sql

PROSE = {"source", "assumed", "assumptions", "not_certain", "used_for", "title", "declared_on", "help", "__all__"}
COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
CALCULATED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """A changed tree of one module: its name, the line it stands on, and what was changed into what."""

    name: str
    line: int
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module whose compiled code differs from that of the module."""
    original = ast.parse(source)
    plain = compile(original, "m", "exec")
    seen: dict[str, int] = {}
    for place, node, inside in list(_places(original)):
        for was, becomes, changed in _changes(node):
            tree = copy.deepcopy(original)
            _put(tree, place, changed)
            ast.fix_missing_locations(tree)
            if compile(tree, "m", "exec") == plain:
                continue
            name = f"{inside}: {was} -> {becomes}"
            seen[name] = seen.get(name, 0) + 1
            again = f" #{seen[name]}" if seen[name] > 1 else ""
            yield Mutant(name + again, getattr(node, "lineno", 0), tree)


def _places(tree: ast.Module) -> Iterator[tuple[tuple, ast.AST, str]]:
    """Every node that may change, with the way to it and the function or name that it stands in."""
    stack = [((), tree, "module")]
    while stack:
        place, node, inside = stack.pop()
        if not isinstance(node, ast.Module):
            yield place, node, inside
        below = []
        for field, value in ast.iter_fields(node):
            if _left_alone(node, field):
                continue
            for step, child in _children(field, value):
                if not _is_docstring(child):
                    below.append(((*place, step), child, _inside(child, inside)))
        stack.extend(reversed(below))


def _children(field: str, value: object) -> Iterator[tuple[tuple[str, int | None], ast.AST]]:
    if isinstance(value, ast.AST):
        yield (field, None), value
    elif isinstance(value, list):
        for number, child in enumerate(value):
            if isinstance(child, ast.AST):
                yield (field, number), child


def _left_alone(node: ast.AST, field: str) -> bool:
    if field in ("annotation", "returns", "type_params") or isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if field == "decorator_list" and isinstance(node, ast.ClassDef):
        return True
    if isinstance(node, ast.keyword) and node.arg in PROSE:
        return True
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in PROSE


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _inside(node: ast.AST, outer: str) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name if outer == "module" else f"{outer}.{node.name}"
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    if outer == "module" and isinstance(target, ast.Name):
        return target.id
    return outer


def _put(tree: ast.Module, place: tuple, changed: ast.AST) -> None:
    node: object = tree
    for field, number in place[:-1]:
        node = getattr(node, field) if number is None else getattr(node, field)[number]
    field, number = place[-1]
    if number is None:
        setattr(node, field, changed)
    else:
        getattr(node, field)[number] = changed


def _changes(node: ast.AST) -> Iterator[tuple[str, str, ast.AST]]:
    """What a node may wrongly become: (how it reads now, how it would read, the new node)."""
    if isinstance(node, ast.Compare):
        yield from _compared(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield _told(node, ast.BoolOp(other, node.values))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield _told(node, node.operand)
    elif isinstance(node, ast.BinOp) and type(node.op) in CALCULATED:
        yield _told(node, ast.BinOp(node.left, CALCULATED[type(node.op)](), node.right))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Name) and node.id in NAMED:
        yield _told(node, ast.Name(NAMED[node.id], node.ctx))
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        turned = copy.copy(node)
        turned.test = ast.UnaryOp(ast.Not(), node.test)
        yield f"if {_short(node.test)}", f"if not ({_short(node.test)})", turned
    elif isinstance(node, ast.comprehension):
        for number in range(len(node.ifs)):
            fewer = copy.copy(node)
            fewer.ifs = [*node.ifs[:number], *node.ifs[number + 1 :]]
            yield f"for ... if {_short(node.ifs[number])}", "no condition", fewer
    else:
        yield from _statements(node)


def _statements(node: ast.AST) -> Iterator[tuple[str, str, ast.AST]]:
    if isinstance(node, ast.Return) and node.value is not None:
        yield _told(node, ast.Return(ast.Constant(None)))
    elif isinstance(node, ast.Raise):
        yield _told(node, ast.Pass())
    elif isinstance(node, ast.AugAssign):
        yield _told(node, ast.Assign([node.target], node.value, lineno=node.lineno))
    elif isinstance(node, ast.Continue):
        yield _told(node, ast.Break())


def _compared(node: ast.Compare) -> Iterator[tuple[str, str, ast.AST]]:
    for number, operator in enumerate(node.ops):
        for other in COMPARED[type(operator)]:
            operators = [*node.ops[:number], other(), *node.ops[number + 1 :]]
            yield _told(node, ast.Compare(node.left, operators, node.comparators))


def _constants(node: ast.Constant) -> Iterator[tuple[str, str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield _told(node, ast.Constant(not value))
    elif isinstance(value, int | float):
        yield _told(node, ast.Constant(value + 1))
    elif isinstance(value, str):
        wrong = list(wrong_sql(value))
        for was, becomes, text in wrong:
            yield f"SQL {was}", becomes, ast.Constant(text)
        if not wrong and value.strip():
            yield _told(node, ast.Constant(""))


def _told(was: ast.AST, becomes: ast.AST) -> tuple[str, str, ast.AST]:
    return _short(was), _short(becomes), becomes


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 70 else f"{text[:67]}..."
