"""`concerted rules`: which rules decide, where each stands and what it rests on."""

import argparse
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import concerted
from concerted.kernel.errors import Refused
from concerted.kernel.rules import Rule, find_rules

HEADING = """# The rules

Every decision that Concerted makes about a person or a promise, what it rests on, and what is assumed because no
source gives it. Each rule is one module with one function of the same name; its worked cases lie beside it.

This page is generated: `concerted rules --write`. Do not edit it by hand.
"""


def run(argv: Sequence[str]) -> int:
    """Print the rules that hold every given word, or write the register; return 0, or 1 when no rule was found."""
    chosen = arguments().parse_args(argv)
    if chosen.write:
        path = register_path()
        path.write_text(register_text(), encoding="utf-8")
        print(f"Written: {path}")
        return 0
    found = matching(chosen.words)
    print("\n\n".join(_in_full(rule) for rule in found) or "No rule holds these words.")
    return 0 if found else 1


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted rules", description=__doc__)
    parser.add_argument("words", nargs="*", help="words that the rule's id, title, source or text must hold")
    parser.add_argument("--write", action="store_true", help="regenerate docs/register.md")
    return parser


def matching(words: Sequence[str]) -> list[Rule]:
    """Return the rules whose id, title, source, assumption or docstring hold every word, upper or lower case."""

    def text(rule: Rule) -> str:
        parts = (rule.id, rule.title, rule.source, rule.assumed or "", rule.docstring)
        return " ".join(parts).lower()

    return [rule for rule in find_rules() if all(word.lower() in text(rule) for word in words)]


def register_path() -> Path:
    """Return where the register lies in the working copy. Raises Refused when Concerted was installed without one."""
    root = _working_copy()
    if not (root / "docs").is_dir():
        raise Refused("The register is part of the working copy; this Concerted was installed without one.")
    return root / "docs" / "register.md"


def register_text() -> str:
    """Return the register of all rules as Markdown, by room, in a stable order and without line numbers."""
    parts = [HEADING]
    for room, rules in groupby(find_rules(), key=lambda rule: rule.id.partition(".")[0]):
        parts.append(f"\n## {room}\n")
        parts.extend(_entry(rule) for rule in rules)
    return "".join(parts)


def _entry(rule: Rule) -> str:
    where = rule.file.relative_to(_working_copy()).as_posix()
    cases = Path(where).with_suffix(".cases.yaml").as_posix()
    first = " ".join(rule.docstring.partition("\n\n")[0].split())
    lines = [
        f"\n### {rule.title}",
        f"`{rule.id}` · [rule](../{where}) · [worked cases](../{cases})\n",
        f"{first}\n",
        f"- Source: {rule.source}",
    ]
    if rule.assumed:
        lines.append(f"- **Assumed:** {rule.assumed}")
    return "\n".join(lines) + "\n"


def _in_full(rule: Rule) -> str:
    where, cases = _from_here(rule.file), _from_here(rule.cases)
    lines = [f"{where}:{rule.line}  {rule.id}", rule.title, f"Source: {rule.source}"]
    if rule.assumed:
        lines.append(f"Assumed: {rule.assumed}")
    return "\n".join([*lines, f"Worked cases: {cases}", "", rule.docstring])


def _from_here(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _working_copy() -> Path:
    return Path(concerted.__file__).parents[2]
