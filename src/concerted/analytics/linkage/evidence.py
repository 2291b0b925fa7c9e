"""Why two records are believed to be one person, field by field, in levels and words.

Evidence is shown under another scope than the records, so it never holds a value of either of them.
"""

from __future__ import annotations

import json
from typing import Any

from .against import WORDS
from .fields import Field


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _opening(field: str, level: str, words: str) -> str:
    return _text(json.dumps({"field": field, "level": level, "words": words})[:-1])


def _closing(weight: str) -> str:
    return "', \"weight\": ' || printf('%.1f', " + weight + ") || '}'"


def evidence_sql(fields: tuple[Field, ...]) -> str:
    """SQL for the JSON text of a pair's evidence, over columns gamma_<code>, mw_<code>, rule and taken_off."""
    entries: list[str] = []
    for field in fields:
        cases = []
        for number, level in enumerate(reversed(field.levels)):
            cases.append(f"when {number} then {_opening(field.name, level.name, level.words)}")
        entries.append(f"case gamma_{field.code} {' '.join(cases)} end || {_closing(f'mw_{field.code}')}")
    for name, words in WORDS.items():
        opening = _opening("rule", name, words)
        entries.append(f"case when rule = {_text(name)} then {opening} end || {_closing('-taken_off')}")
    return "'[' || concat_ws(', ', " + ", ".join(entries) + ") || ']'"


def evidence_in_words(evidence: str | list[dict[str, Any]]) -> list[str]:
    """The evidence (JSON text, or the list it holds) as sentences, the weightiest first, whichever way it points."""
    entries = json.loads(evidence) if isinstance(evidence, str) else evidence
    ordered = sorted(entries, key=lambda entry: -abs(float(entry["weight"])))
    return [str(entry["words"]) for entry in ordered]
