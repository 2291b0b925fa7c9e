"""An answer of the command line in its three forms: text to read, JSON and CSV to use, and pictures to keep."""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concerted.kernel.errors import Refused


@dataclass(frozen=True)
class Column:
    """A column of the printed table: the key of a cell, its head, and how a value is written."""

    key: str
    head: str
    written: Callable[[Any], str] = str


@dataclass(frozen=True)
class Answer:
    """What a command found: `says` answers in plain words, `cells` are the rows, the rest makes them checkable."""

    says: Sequence[str]
    definition: Mapping[str, object]
    data: Mapping[str, object]
    cells: Sequence[Mapping[str, Any]]
    columns: Sequence[Column]
    results: Mapping[str, object] = field(default_factory=dict)
    """Further keys of the JSON, between `data` and `cells`."""
    notes: Sequence[str] = ()
    """What is assumed, left out, odd, or not said by these figures."""


def add_forms(parser: argparse.ArgumentParser, *, picture: str | None = None) -> None:
    """Add --json and --csv, and --picture with what it shows."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON: answer, definition, data, cells, notes")
    form.add_argument("--csv", action="store_true", help="print the cells as CSV; the words go to standard error")
    if picture:
        parser.add_argument("--picture", type=Path, metavar="FILE.svg", help=f"write {picture} as SVG")


def print_answer(answer: Answer, *, as_json: bool, as_csv: bool) -> None:
    """Print the answer to standard output; with CSV the words go to standard error."""
    if as_json:
        whole = {
            "answer": " ".join(answer.says),
            "definition": answer.definition,
            "data": answer.data,
            **answer.results,
            "cells": answer.cells,
            "notes": answer.notes,
        }
        print(json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False))
    elif as_csv:
        _print_csv(answer.cells)
        print("\n".join([*answer.says, *answer.notes]), file=sys.stderr)
    else:
        print("\n".join(answer.says) + "\n")
        if answer.cells:
            print("\n".join(table(answer.cells, answer.columns)) + "\n")
        if answer.notes:
            print("\n".join(answer.notes))


def table(cells: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> list[str]:
    """Return the lines of a table: words to the left, numbers to the right."""
    rows = [["none" if cell[c.key] is None else c.written(cell[c.key]) for c in columns] for cell in cells]
    left = [all(isinstance(cell[c.key], str | Mapping) for cell in cells) for c in columns]
    heads = [column.head for column in columns]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return ["  ".join(_set(*each) for each in zip(row, widths, left, strict=True)).rstrip() for row in [heads, *rows]]


def write_picture(path: Path, drawing: str) -> None:
    """Write an SVG. Raises Refused when the name ends otherwise or the file cannot be written."""
    if path.suffix.lower() != ".svg":
        raise Refused(f"A picture is written as SVG; call it {path.stem}.svg.")
    try:
        path.write_text(drawing, "utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None


def per_cent(places: int = 2) -> Callable[[float], str]:
    """Return how a share is written as per cent."""
    return lambda share: f"{100 * share:.{places}f} %"


def thousands(value: float) -> str:
    """Write a count with commas."""
    return f"{value:,}"


def named(column: str, value: str) -> str:
    """Name a group by its value, with its column before a value that is a bare number."""
    return f"{column} {value}" if value.replace(".", "", 1).isdigit() else value


def in_cases(p: float) -> str:
    """Say how often something happens by chance, from its probability."""
    return "less than once in 10,000 times" if p < 0.0001 else f"in {100 * p:.2g} of 100 cases"


def signed(points: float) -> str:
    """Write percentage points with their sign."""
    return f"{points:+.3f}"


def _set(text: str, width: int, left: bool) -> str:
    return text.ljust(width) if left else text.rjust(width)


def _print_csv(cells: Sequence[Mapping[str, Any]]) -> None:
    flat = [_flat(cell) for cell in cells]
    writer = csv.DictWriter(sys.stdout, list(flat[0]) if flat else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)


def _flat(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Spread an interval over `low` and `high`, groups over columns; yes and no for a truth value."""
    flat: dict[str, Any] = {}
    for key, value in cell.items():
        if key == "interval":
            flat |= {"low": value[0], "high": value[1]}
        elif isinstance(value, Mapping):
            flat |= value
        else:
            flat[key] = ("yes" if value else "no") if isinstance(value, bool) else value
    return flat
