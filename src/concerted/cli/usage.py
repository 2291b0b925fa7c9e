"""A parser in words: its usage and its arguments as Markdown, the same on every terminal and every Python."""

import argparse
import textwrap
from collections.abc import Iterator
from typing import Any

WIDTH = 88
WIDEST_CHOICES = 40
"""So many characters of choices stand in place of a word for the value."""


def section(parser: argparse.ArgumentParser) -> str:
    """Return usage and arguments of a parser; those of its acts follow, each under a heading of its own."""
    acts = dict(_acts(parser))
    if not acts:
        return f"{_usage(parser)}\n{_table(parser)}"
    parts = [_usage(parser)]
    for name, (act, says) in acts.items():
        parts.append(f"### {parser.prog} {name}\n\n{_sentence(says)}\n\n{_usage(act)}\n{_table(act)}")
    return "\n".join(parts)


def _acts(parser: argparse.ArgumentParser) -> Iterator[tuple[str, tuple[argparse.ArgumentParser, str]]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, act in action.choices.items():
                yield name, (act, told.get(name, ""))


def _usage(parser: argparse.ArgumentParser) -> str:
    words = [*_positional_words(parser), *_optional_words(parser)]
    lines = textwrap.wrap(
        " ".join(word.replace(" ", "\0") for word in words),
        WIDTH,
        initial_indent=f"{parser.prog} ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(["```", *(line.replace("\0", " ") for line in lines or [parser.prog]), "```", ""])


def _positional_words(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not action.option_strings:
            yield _with_repeats(action)


def _optional_words(parser: argparse.ArgumentParser) -> Iterator[str]:
    groups = [group._group_actions for group in parser._mutually_exclusive_groups]
    alone = [action for action in _options(parser) if not any(action in group for group in groups)]
    for action in sorted(alone, key=lambda action: not action.required):
        yield _option(action) if action.required else f"[{_option(action)}]"
    for group in groups:
        yield f"[{' | '.join(map(_option, group))}]"


def _options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    kept = [action for action in parser._actions if action.option_strings and action.dest != "help"]
    return [action for action in kept if action.help != argparse.SUPPRESS]


def _option(action: argparse.Action) -> str:
    name = action.option_strings[-1]
    return name if action.nargs == 0 else f"{name} {_with_repeats(action)}"


def _with_repeats(action: argparse.Action) -> str:
    word = _placeholder(action)
    repeats: dict[Any, str] = {"+": f"{word} ...", "*": f"[{word} ...]", "?": f"[{word}]", argparse.REMAINDER: "..."}
    return repeats.get(action.nargs, word)


def _placeholder(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    if action.option_strings and 0 < len(_choices(action)) <= WIDEST_CHOICES:
        return _choices(action)
    return action.dest.upper().replace("_", "-")


def _choices(action: argparse.Action) -> str:
    return "|".join(map(str, action.choices or ()))


def _table(parser: argparse.ArgumentParser) -> str:
    positional = [action for action in parser._actions if not action.option_strings]
    rows = [f"| `{_cell(_with_repeats(action))}` | {_meaning(action)} |" for action in positional]
    rows += [f"| `{_cell(_option(action))}` | {_meaning(action)} |" for action in _options(parser)]
    return "\n".join(["| argument | meaning |", "|---|---|", *rows, ""]) if rows else ""


def _meaning(action: argparse.Action) -> str:
    told = [_sentence((action.help or "") % {"default": action.default, "prog": "", "choices": ""})]
    if action.choices is not None and _placeholder(action) != _choices(action):
        told.append(f"One of {', '.join(f'`{choice}`' for choice in action.choices)}.")
    if action.option_strings and action.required:
        told.append("Required.")
    if _worth_telling(action):
        told.append(f"Without it: `{action.default}`.")
    return _cell(" ".join(told))


def _worth_telling(action: argparse.Action) -> bool:
    """A default that the help text does not name already, and that a reader can type."""
    plain = isinstance(action.default, str | int | float) and not isinstance(action.default, bool)
    return bool(action.option_strings) and plain and "default" not in (action.help or "")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
