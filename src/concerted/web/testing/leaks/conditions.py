"""Every single condition in the text of a function or view, and the text with that one condition made true or false."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(r"'(?:[^']|'')*'|\$\$|[a-z_][a-z_0-9.]*|::|<=|>=|<>|[^\s]", re.IGNORECASE)
OPENS = {"where", "on", "if"}
ENDS = {
    "join", "left", "cross", "group", "order", "limit", "union", "then", "returning", "for", ";", "$$", "where", "on",
    "set", "from", "skip",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One condition of a text, what stands in its place, and the text that comes of it."""

    condition: str
    becomes: str
    text: str

    @property
    def name(self) -> str:
        """A name that a reader finds in the text."""
        return f"{' '.join(self.condition.split())} -> {self.becomes}"


def mutants(text: str) -> Iterator[Mutant]:
    """Yield a text for each condition between `and`, `or` and brackets: made true; false where one of several.

    The first is what removing one of conditions that all must hold comes to, the second what removing an alternative.
    """
    bare = re.sub(r"--[^\n]*", lambda m: " " * len(m.group()), text)
    spans = dict.fromkeys(span for start in _starts(bare) for span in _terms(bare, start))
    for start, end in spans:
        one_of_several = re.search(r"\bor\s+(not\s+)?$", bare[:start]) or re.match(r"\s*or\b", bare[end:])
        for value in ("true", "false") if one_of_several else ("true",):
            yield Mutant(text[start:end], value, f"{text[:start]}{value}{text[end:]}")


def statements(text: str) -> dict[str, str]:
    """Return the statements that create functions and views, by the name of what they create."""
    found = {}
    for part in re.split(r"(?m)^(?=create or replace )", text):
        named = re.match(r"create or replace (?:function|view) ([a-z_.]+)", part)
        if named:
            end = part.rfind("$$;") + 3 if "$$" in part else part.find(";\n") + 1
            found[named.group(1)] = part[: end or None]
    return found


def _tokens(text: str, start: int = 0) -> list[re.Match[str]]:
    return list(TOKEN.finditer(text, start))


def _starts(text: str) -> Iterator[int]:
    """Where conditions begin."""
    previous = ""
    for token in _tokens(text):
        word = token.group().lower()
        if (
            word in OPENS
            and not (word == "on" and previous in ("conflict",))
            and not (word == "if" and previous == "end")
        ):
            yield token.end()
        previous = word


def _terms(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of all terms of the condition that begins at a place, those within its brackets as well."""
    depth, begun, last, between = 0, None, start, False
    for token in _tokens(text, start):
        word = token.group().lower()
        if word == "(":
            if begun is None:
                begun = token.start()
                yield from _terms(text, token.end())
            depth += 1
        elif word == ")":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and word == "between":
            between = True
        elif depth == 0 and word == "and" and between:
            between = False
        elif depth == 0 and word in ("and", "or"):
            if begun is not None:
                yield begun, last
            begun = None
            last = token.end()
            continue
        elif depth == 0 and word == "not" and begun is None:
            continue
        elif (
            depth == 0
            and word in ENDS
            and not (word == "from" and begun and text[last - 8 : last].endswith("distinct"))
        ):
            break
        if begun is None:
            begun = token.start()
        last = token.end()
    if begun is not None and last > begun:
        yield begun, last
