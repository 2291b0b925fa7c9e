"""Writes a declaration as the TOML file of a local measure: to start from, or to keep beside the figures."""

import json
from collections.abc import Iterator
from typing import Any

from concerted.analytics.measures.choices import Cohort
from concerted.analytics.measures.local_keys import ALL, DIMENSIONS, KEYS, TABLES
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Specification

HEAD = (
    "A measure for `concerted measure FILE.toml`, written from '{code}'.",
    "Give a local one a code of its own, and change its words together with its numbers.",
)


def as_toml(spec: Specification) -> str:
    """Return the declaration as TOML that reads back as the same specification, with what each key takes above it."""
    values = _values(spec)
    lines = [f"# {line.format(code=spec.code)}" for line in HEAD]
    for table, says in TABLES.items():
        keys = [key for key in KEYS if key.table == table and values.get(key.path) is not None]
        if table and keys:
            lines += ["", f"[{table}]  # {says}"]
        for key in keys:
            lines += [f"# {key.means}: {key.takes}", f"{key.name} = {_toml(values[key.path])}"]
    return "\n".join(lines) + "\n"


def _values(spec: Specification) -> dict[str, Any]:
    """Return what stands under each key; None leaves it out."""
    starts = spec.cohort is Cohort.FIRST_START
    return {
        "code": spec.code,
        "title": spec.title,
        "edition": spec.edition,
        "declared_on": spec.declared_on,
        "used_for": spec.used_for or None,
        "shows": spec.shows,
        "source": spec.source,
        "assumptions": spec.assumptions,
        "not_certain": spec.not_certain,
        "breakdowns": tuple(word for word, dimension in DIMENSIONS.items() if dimension in spec.breakdowns),
        "cohort.kind": spec.cohort,
        "cohort.rule": spec.cohort_rule,
        "cohort.quarters": spec.cohort_quarters if starts else None,
        "cohort.disposals": _all_or_some(spec.cohort_disposals) if starts else None,
        "start_of_risk.from": spec.starts_from if starts else None,
        "start_of_risk.words": spec.start_of_risk,
        **dict(_span("follow_up", spec.follow_up)),
        **dict(_span("waiting", spec.waiting)),
        "reoffence.offences": _all_or_some(spec.counted_offences),
        "reoffence.disposals": _all_or_some(spec.counted_disposals),
        "tie.area": spec.tie,
        "tie.words": spec.tie_rule,
        "ages.youngest": spec.ages.youngest,
        "ages.oldest": spec.ages.oldest,
        "ages.bands": tuple(str(band) for band in spec.age_bands),
    }


def _span(name: str, span: Span) -> Iterator[tuple[str, int]]:
    if span.months or not span.days:
        yield f"{name}.months", span.months
    if span.days:
        yield f"{name}.days", span.days


def _all_or_some(words: frozenset[str] | None) -> str | tuple[str, ...]:
    return ALL if words is None else tuple(sorted(words))


def _toml(value: Any) -> str:
    if isinstance(value, str):
        # a basic string of TOML escapes what JSON does, and DEL too
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        inside = [_toml(one) for one in value]
        short = f"[{', '.join(inside)}]"
        return short if len(short) <= 100 else "[\n" + "".join(f"    {one},\n" for one in inside) + "]"
    return str(value)
