"""Local measures: declarations in TOML, read into the same specification as the package's own.

A file is either read whole or refused with everything that is wrong in it: the key, what it takes, and an example.
"""

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from concerted.analytics.measures.choices import Cohort
from concerted.analytics.measures.local_keys import KEYS, TABLES, Key
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Ages, Specification
from concerted.kernel.errors import BadFile

SUFFIX = ".toml"
ALL_COUNT = "All offences count."
"""The assumption of the package's own measures; it may not stand beside a list of offences."""


def declared(word: str) -> Specification:
    """Return a measure by its code, or the local one of a TOML file by its path.

    Raises LookupError for an unknown code, BadFile for a file that cannot be read or does not declare a measure.
    """
    return local_measure(Path(word)) if word.lower().endswith(SUFFIX) else measure(word)


def local_measure(path: Path) -> Specification:
    """Read a local measure. Raises BadFile naming file and key; its code may not be that of a built-in measure."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be opened: {error.strerror}.") from None
    spec = read_toml(content, path.name)
    if spec.code in measures():
        raise BadFile(
            f"{path.name}, key code: '{spec.code}' is a measure of this package and keeps its meaning; "
            f"give yours a code of its own, such as '{spec.code}-local'."
        )
    return spec


def read_toml(content: bytes, name: str) -> Specification:
    """Read the declaration that a file of this name holds. Raises BadFile listing every key that is wrong."""
    data = _parsed(content, name)
    values: dict[str, Any] = {}
    problems = [*_unknown(data), *_read_into(values, data), *_without_span(data)]
    if not problems:
        problems = list(_contradictions(values))
    if problems:
        raise BadFile("\n".join(f"{name}, {problem}" for problem in problems))
    return _specification(values)


def _read_into(values: dict[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    """Put the value of each key under its path; yield what is wrong with those that cannot be read, or are missing."""
    for key in KEYS:
        table = data.get(key.table, {}) if key.table else data
        if not isinstance(table, dict):
            continue
        if key.name in table:
            try:
                values[key.path] = key.read(table[key.name])
            except (ValueError, TypeError) as error:
                yield f"key {key.path}: {_why(key, table[key.name], error)}"
        elif key.required:
            yield f"key {key.path} is missing: {key.means}. It takes {key.takes}, such as: {key.line}"


def _without_span(data: Mapping[str, Any]) -> Iterator[str]:
    for name in ("follow_up", "waiting"):
        if not data.get(name):
            yield f"table [{name}] is missing or empty: {TABLES[name]}. It takes months or days, such as: months = 6"


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise BadFile(f"{name}, row {row}: the text is not UTF-8; save the file as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f'{name} is not TOML: {error}. Write text in quotes, such as: title = "Our measure"') from None


def _unknown(data: Mapping[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        if name in TABLES:
            if isinstance(value, dict):
                for inner in value:
                    yield from _unknown_key(name, inner)
            else:
                yield f"key {name} must be a table: write [{name}] on a line of its own and its keys below."
        else:
            yield from _unknown_key("", name)


def _unknown_key(table: str, name: str) -> Iterator[str]:
    known = [key.name for key in KEYS if key.table == table]
    if name in known:
        return
    known += [f"[{other}]" for other in TABLES if other and not table]
    near = get_close_matches(name, [word.strip("[]") for word in known], n=1)
    elsewhere = [key.table for key in KEYS if key.name == name and key.table != table]
    where = f"under [{table}]" if table else "at the top"
    hint = f" (did you mean {near[0]}?)" if near else ""
    if elsewhere:
        hint = f" (it belongs {'at the top' if not elsewhere[0] else f'under [{elsewhere[0]}]'})"
    yield f"key {f'{table}.{name}' if table else name} is not known{hint}; {where} there may be {', '.join(known)}."


def _why(key: Key, value: object, error: Exception) -> str:
    shown = repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
    more = str(error) if isinstance(error, ValueError) and key.name in ("bands", "disposals", "offences") else ""
    reason = f" ({more.rstrip('.')})" if more else ""
    return f"{shown} is not allowed{reason}; it takes {key.takes}, such as: {key.line}"


def _contradictions(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what no single key shows."""
    if _span(values, "follow_up") == Span():
        yield "table [follow_up]: it must last at least a day, such as: months = 12"
    if values["cohort.kind"] is Cohort.CASELOAD:
        for path in ("cohort.quarters", "cohort.disposals", "start_of_risk.from"):
            if path in values:
                yield f'key {path} has no meaning where cohort.kind is "caseload": take the line out.'
    youngest, oldest = values.get("ages.youngest"), values.get("ages.oldest")
    if youngest is not None and oldest is not None and youngest > oldest:
        yield f"key ages.youngest: {youngest} is above ages.oldest, {oldest}; nobody would be counted."
    if values["reoffence.offences"] is not None and ALL_COUNT in values["assumptions"]:
        yield f"key assumptions says '{ALL_COUNT}' while reoffence.offences lists some: say which and why instead."


def _span(values: Mapping[str, Any], name: str) -> Span:
    return Span(months=values.get(f"{name}.months", 0), days=values.get(f"{name}.days", 0))


def _specification(values: Mapping[str, Any]) -> Specification:
    """Return the specification; what the file leaves out keeps the specification's own default."""
    optional = {
        "shows": "shows",
        "breakdowns": "breakdowns",
        "cohort.quarters": "cohort_quarters",
        "cohort.disposals": "cohort_disposals",
        "start_of_risk.from": "starts_from",
        "ages.bands": "age_bands",
    }
    return Specification(
        code=values["code"],
        title=values["title"],
        edition=values["edition"],
        used_for=values.get("used_for", ""),
        declared_on=values["declared_on"],
        cohort=values["cohort.kind"],
        cohort_rule=values["cohort.rule"],
        start_of_risk=values["start_of_risk.words"],
        follow_up=_span(values, "follow_up"),
        waiting=_span(values, "waiting"),
        tie=values["tie.area"],
        tie_rule=values["tie.words"],
        ages=Ages(values.get("ages.youngest"), values.get("ages.oldest")),
        counted_offences=values["reoffence.offences"],
        counted_disposals=values["reoffence.disposals"],
        source=values["source"],
        assumptions=values["assumptions"],
        not_certain=values["not_certain"],
        **{field: values[path] for path, field in optional.items() if path in values},
    )
