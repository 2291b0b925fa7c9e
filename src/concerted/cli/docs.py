"""`concerted docs [--write | --check]`: the pages of all commands, written from their parsers and their guides."""

import argparse
import shlex
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import concerted
from concerted.cli.examples import folder_of, output, shown
from concerted.cli.guide import Guide, InputFile, guides
from concerted.cli.main import COMMANDS, Command, found
from concerted.cli.usage import section
from concerted.kernel.errors import Refused

FOOT = "*This page is written by `concerted docs --write` from the command's own parser; its examples were run.*\n"
INDEX = """# The commands

{count} commands, each on a page of its own with examples that the tests run. `concerted --help` lists them in the
terminal and `concerted COMMAND --help` tells the arguments of one. New here? The [tutorial](../tutorial.md) uses most
of the first group in fifteen minutes.
"""


def run(argv: list[str]) -> int:
    """Print the index, write all pages, or name those that are stale; 1 when `--check` finds any."""
    asked = arguments().parse_args(argv)
    if not (asked.write or asked.check):
        print(index())
        return 0
    folder = pages_folder()
    wanted, there = pages(), {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    stale = sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))
    if asked.check:
        print("\n".join(f"stale: {name}" for name in stale) or "Every page of a command is as the code is.")
        return 1 if stale else 0
    folder.mkdir(exist_ok=True)
    for name in stale:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    print(f"{len(wanted)} pages in {folder}; written anew: {', '.join(stale) or 'none'}")
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted docs", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write docs/commands anew; runs every example")
    what.add_argument("--check", action="store_true", help="name the pages that differ from the code")
    return parser


def pages_folder() -> Path:
    """Return where the pages lie in the working copy. Raises Refused when Concerted was installed without one."""
    docs = Path(concerted.__file__).parents[2] / "docs"
    if not docs.is_dir():
        raise Refused("The pages are part of the working copy; this Concerted was installed without one.")
    return docs / "commands"


def pages() -> dict[str, str]:
    """Return the text of every page by its file's name; runs the examples of all guides."""
    written = guides()
    return {"index.md": index()} | {f"{name}.md": page(written.get(name) or bare(name)) for name in installed()}


def installed() -> Mapping[str, Command]:
    """Return the commands that this installation has, as `concerted --help` lists them."""
    return {name: command for name, command in COMMANDS.items() if found(command.module)}


def bare(name: str) -> Guide:
    """Return a guide for a command that has none yet: its module's first words, no examples."""
    return Guide(command=name, says=import_module(COMMANDS[name].module).__doc__ or "", examples=())


def index() -> str:
    """Return the index: the commands that need no site first, as the table of commands has them."""
    parts = [INDEX.format(count=len(installed()))]
    for title, web in (("Files in, figures out", False), ("The site, and these pages", True)):
        rows = [
            f"| [{name}]({name}.md) | {_sentence(command.help)} |"
            for name, command in installed().items()
            if command.needs_web is web
        ]
        needs = "Need `pip install 'concerted[web]'`." if web else "Need neither web server nor database."
        parts.append("\n".join([f"## {title}\n", f"{needs}\n", "| command | what it does |", "|---|---|", *rows, ""]))
    return "\n".join(parts)


def parser_of(name: str) -> argparse.ArgumentParser:
    """Return the parser of a command, by whose module it is declared."""
    parser: argparse.ArgumentParser = import_module(COMMANDS[name].module).arguments()
    return parser


def page(guide: Guide) -> str:
    """Return the page of one command; runs its examples."""
    parts = [
        f"# concerted {guide.command}\n",
        f"**{_sentence(COMMANDS[guide.command].help)}**\n",
        f"{guide.says.strip()}\n",
        *_examples(guide),
        "## Usage\n",
        section(parser_of(guide.command)),
        *_files(guide.reads),
        *_answers(guide.answers),
        "## Exit status\n",
        _table(("status", "meaning"), {str(status): _sentence(says) for status, says in guide.exits.items()}),
        FOOT,
    ]
    return "\n".join(parts)


def _examples(guide: Guide) -> Iterator[str]:
    if not guide.examples:
        return
    yield "## Examples\n"
    if guide.files:
        yield "With these files:\n"
        for name, text in guide.files.items():
            yield f"`{name}`\n\n```{name.rpartition('.')[2]}\n{text.rstrip()}\n```\n"
    with folder_of(guide):
        for example in guide.examples:
            lines = [f"$ {example.command}"]
            if example.runs:
                lines += [line for line in [shown(example, output(example))] if line]
            else:
                parser_of(guide.command).parse_args(shlex.split(example.command)[2:])
            yield "\n".join([f"{example.says}\n", "```console", *lines, "```", ""])


def _files(reads: tuple[InputFile, ...]) -> Iterator[str]:
    if reads:
        yield "## Files\n"
    for file in reads:
        yield f"### {file.argument}\n\n{file.says}\n"
        if file.table is None:
            yield _table(("column", "meaning"), {f"`{name}`": says for name, says in file.columns.items()})
            continue
        lines = [
            f"| `{column.name}` | {column.kind} | {'always' if column.required else 'may be empty'} | "
            f"{file.columns[column.name]} |"
            for column in file.table.columns
        ]
        yield "\n".join(["| column | holds | filled | meaning |", "|---|---|---|---|", *lines, ""])


def _answers(answers: Mapping[str, str]) -> Iterator[str]:
    if answers:
        yield "## What `--json` prints\n"
        yield _table(("key", "holds"), {f"`{key}`": says for key, says in answers.items()})


def _table(heads: tuple[str, str], rows: Mapping[str, str]) -> str:
    lines = [f"| {left} | {right} |" for left, right in rows.items()]
    return "\n".join([f"| {heads[0]} | {heads[1]} |", "|---|---|", *lines, ""])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
