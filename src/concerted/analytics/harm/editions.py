"""Loads an area's own edition of weights: a CSV or TOML file of codes, days and sources."""

import csv
import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from concerted.analytics.harm.offences import normalised
from concerted.analytics.harm.weights import Edition, Weight
from concerted.kernel.errors import BadFile

COLUMNS = ("code", "days", "source")
MOST_DAYS = Decimal(36500)
"""A hundred years: a larger value is a slip of the pen."""


def load_edition(path: Path) -> Edition:
    """Return the edition in a file; codes that it does not name are not weighted, and nothing is assumed.

    CSV: the columns `code`, `days`, `source`; the edition is named after the file. TOML: `name = "…"` and a list
    `[[weights]]` with the same three fields. Days have at most two decimals. Raises BadFile with the file, the row (the
    header of a CSV is row 1) and the column of the first thing that is wrong.
    """
    name, rows = _toml(path) if path.suffix == ".toml" else (path.stem, _csv(path))
    weights: dict[str, Weight] = {}
    for number, row in rows:
        weight = Weight(_days(row, path, number), "sourced", _text(row, "source", path, number), name)
        code = _code(row, path, number)
        if code in weights:
            raise _wrong(path, number, "code", f"{code} stands in the file twice")
        weights[code] = weight
    if not weights:
        raise BadFile(f"{path.name} holds no weights.")
    return Edition(name, weights)


def _csv(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name} cannot be read as text in UTF-8: {error}.") from error
    reader = csv.DictReader(lines)
    absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if absent:
        raise BadFile(f"{path.name}, row 1: the column {absent[0]} is missing; needed are {', '.join(COLUMNS)}.")
    for row in reader:
        yield reader.line_num, dict(row)


def _toml(path: Path) -> tuple[str, Iterator[tuple[int, dict[str, object]]]]:
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFile(f"{path.name} cannot be read as TOML: {error}.") from error
    name, weights = held.get("name"), held.get("weights")
    if not isinstance(name, str) or not name.strip():
        raise BadFile(f"{path.name}: the edition needs a name.")
    if not isinstance(weights, list) or not all(isinstance(row, dict) for row in weights):
        raise BadFile(f"{path.name}: the weights must be a list, each under [[weights]].")
    return name, iter(enumerate(weights, start=1))


def _code(row: dict[str, object], path: Path, number: int) -> str:
    text = _text(row, "code", path, number)
    code = normalised(text)
    if code is None:
        raise _wrong(path, number, "code", f"'{text}' is not a Home Office code of five digits")
    return code


def _days(row: dict[str, object], path: Path, number: int) -> float:
    text = _text(row, "days", path, number)
    try:
        days = Decimal(text)
    except InvalidOperation:
        raise _wrong(path, number, "days", f"'{text}' is not a number") from None
    if not days.is_finite() or not 0 <= days <= MOST_DAYS:
        raise _wrong(path, number, "days", f"'{text}' is not between 0 and {MOST_DAYS} days")
    if days != days.quantize(Decimal("0.01")):
        raise _wrong(path, number, "days", f"'{text}' has more than two decimals")
    return float(days)


def _text(row: dict[str, object], column: str, path: Path, number: int) -> str:
    value = row.get(column)
    text = "" if value is None else str(value).strip()
    if not text:
        raise _wrong(path, number, column, "is empty")
    return text


def _wrong(path: Path, number: int, column: str, what: str) -> BadFile:
    return BadFile(f"{path.name}, row {number}, column {column}: {what}.")
