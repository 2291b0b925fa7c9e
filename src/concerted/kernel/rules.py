"""The register of rules: one module a rule, one function of the same name, with its source and worked cases.

A rule lies in a folder `rules/` of the room that owns it, or in `analytics/harm` or `analytics/risk`. Its id is the
room and the file: `concerted/programmes/iom/rules/what_counts.py` holds `iom.what_counts`.
"""

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ROOMS_OF_RULES = ("analytics.harm", "analytics.risk")
"""Packages whose own modules may hold rules, besides every folder named `rules`."""


@dataclass(frozen=True)
class Rule:
    """One registered rule: what it is called, where it stands, what it rests on."""

    id: str
    title: str
    source: str
    assumed: str | None
    module: str
    file: Path
    line: int
    docstring: str
    function: Callable[..., object]

    @property
    def cases(self) -> Path:
        """Where the worked cases lie: beside the module, `<rule>.cases.yaml`."""
        return self.file.with_suffix(".cases.yaml")


_REGISTERED: dict[str, Rule] = {}


def rule(*, title: str, source: str, assumed: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as the rule of its module and return it unchanged.

    `source` names what the rule rests on; `assumed` says in one sentence what no source gives, and is shown wherever
    the rule is. Raises TypeError when the module or the name is wrong, or title, source or docstring is missing, and
    ValueError when another module holds the same id.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        registered = _described(function, title=title, source=source, assumed=assumed)
        held = _REGISTERED.get(registered.id)
        if held is not None and held.module != registered.module:
            raise ValueError(f"Two rules share the id {registered.id}: {held.module} and {registered.module}.")
        _REGISTERED[registered.id] = registered
        return function

    return register


def _described(function: Callable[..., object], *, title: str, source: str, assumed: str | None) -> Rule:
    module = function.__module__
    docstring = inspect.getdoc(function) or ""
    for what, text in {"title": title, "source": source, "docstring": docstring}.items():
        if not text.strip():
            raise TypeError(f"The rule {module}.{function.__name__} needs a {what}.")
    if assumed is not None and not assumed.strip():
        raise TypeError(f"The rule {module} says that something is assumed but not what.")
    return Rule(
        id=_id_of_module(module, function.__name__),
        title=title,
        source=source,
        assumed=assumed,
        module=module,
        file=Path(inspect.getfile(function)),
        line=function.__code__.co_firstlineno,
        docstring=docstring,
        function=function,
    )


def _id_of_module(module: str, name: str) -> str:
    """Return room and file of a rule's module. Raises TypeError when a rule may not stand there."""
    package, _, file = module.rpartition(".")
    if name != file:
        raise TypeError(f"The rule {name} must stand in a module of its own name, not in {module}.")
    if package.endswith(".rules"):
        return f"{package.split('.')[-2]}.{file}"
    if package.endswith(ROOMS_OF_RULES):
        return f"{package.split('.')[-1]}.{file}"
    raise TypeError(f"The rule {name} must stand in a folder named rules, not in {module}.")


def find_rules(package: str = "concerted") -> list[Rule]:
    """Import every module of a package that may hold a rule, found by looking; return its rules in order of id.

    Needs no Django and no list kept by hand: a new rule is a new file.
    """
    found = importlib.import_module(package)
    root = Path(next(iter(found.__path__)))
    for path in sorted(root.rglob("*.py")):
        room = ".".join(path.parent.relative_to(root).parts)
        may_hold_rules = path.parent.name == "rules" or room in ROOMS_OF_RULES
        if may_hold_rules and not path.name.startswith("_"):
            importlib.import_module(f"{package}.{room}.{path.stem}")
    return sorted((r for r in _REGISTERED.values() if r.module.startswith(f"{package}.")), key=lambda r: r.id)


def rule_of(function: Callable[..., object]) -> Rule:
    """Return the registered rule of a function, for the 'why?' beside a decision. Raises LookupError if it is none."""
    for registered in _REGISTERED.values():
        if registered.function is function:
            return registered
    raise LookupError(f"{function.__module__}.{function.__name__} is not a registered rule.")
