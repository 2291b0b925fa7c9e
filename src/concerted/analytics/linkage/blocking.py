"""Which pairs of records are compared at all.

Each rule names expressions over table `standard`; two records meet when every part is known and equal. The parts
are hashed into one column a rule (`key_0` ..), which is null when a part is missing, when nobody else has the
value, or when more records than the rule allows have it. So missing values never meet each other, and no common
value brings a crowd together: that is what keeps a linkage within memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from .settings import LinkageSettings


@dataclass(frozen=True, slots=True)
class BlockingRule:
    """`parts` must all agree; `other` are the parts on the second record when they differ (swaps).

    `explains` names the fields (codes) that agree by this rule, so cannot be learnt from its pairs; a rule with
    none is not learnt from. `most` is the largest block, where smaller than the setting's.
    """

    parts: tuple[str, ...]
    explains: tuple[str, ...] = ()
    other: tuple[str, ...] | None = None
    most: int | None = None

    def columns(self) -> set[str]:
        """The columns of `standard` that the rule reads."""
        words = re.findall(r"[a-z_]+", " ".join(self.parts + (self.other or ())))
        return {word for word in words if word not in ("left", "right", "substr")}

    def largest(self, settings: LinkageSettings) -> int:
        """The most records that may share one value of this rule."""
        return min(self.most or settings.most_in_block, settings.most_in_block)


_YEAR = "left(born_digits, 4)"
_SWAPPED_DAY = "left(born_digits, 4) || right(born_digits, 2) || substr(born_digits, 5, 2)"
_SMALL = 50
RULES = (
    BlockingRule(("given_class", "family"), ("given", "family")),
    BlockingRule(("born_digits", "family"), ("born", "family")),
    BlockingRule(("born_digits", "given_class"), ("born", "given")),
    BlockingRule(("postcode",), ("address",), most=_SMALL),
    BlockingRule(("postcode", "given_class")),
    BlockingRule(("postcode", "family")),
    BlockingRule(("email",), ("email",)),
    BlockingRule(("mailbox",)),
    BlockingRule(("born_digits", "initial", "left(family, 2)")),
    BlockingRule(("initial", "family", _YEAR)),
    BlockingRule(("given_class", "left(family, 4)", _YEAR)),
    BlockingRule(("given_class", "left(family, 3)", "right(born_digits, 4)")),
    BlockingRule(("sector", "initial"), most=_SMALL),
    BlockingRule(("sector", "left(family, 3)"), most=_SMALL),
    BlockingRule(("family",), most=_SMALL),
    BlockingRule(("birth_place", "family"), ("birth_place", "family")),
    BlockingRule(("birth_place", "given_class"), most=_SMALL),
    BlockingRule(("birth_place", "born_digits")),
    BlockingRule(("city", "born_digits")),
    BlockingRule(("city", "family")),
    BlockingRule(("former", "given_class"), other=("family", "given_class")),
    BlockingRule(("given", "family"), other=("family", "given")),
    BlockingRule(("born_digits", "given"), other=("born_digits", "family")),
    BlockingRule(("given_class", "family", _SWAPPED_DAY), other=("given_class", "family", "born_digits")),
)


def rules_present(con: duckdb.DuckDBPyConnection) -> tuple[BlockingRule, ...]:
    """The rules whose every column has known values in table `standard`."""
    columns = sorted({column for rule in RULES for column in rule.columns()})
    row = con.execute("select " + ", ".join(f"count({column})" for column in columns) + " from standard").fetchall()[0]
    known = {column for column, count in zip(columns, row, strict=True) if count}
    return tuple(rule for rule in RULES if rule.columns() <= known)


def _hash(parts: tuple[str, ...]) -> str:
    missing = " or ".join(f"({part}) is null" for part in parts)
    return f"case when {missing} then null else hash({', '.join(parts)}) end"


def _selection(number: int, rule: BlockingRule, settings: LinkageSettings) -> tuple[list[str], list[str], list[str]]:
    """Key columns, the joins that leave out crowds, and join conditions of one rule.

    A swap needs two conditions: a join on "or" cannot be hashed.
    """
    largest = rule.largest(settings)
    if rule.other is None:
        sides = [("raw", "key", f"between 2 and {largest}")]
        conditions = [f"l.key_{number} = r.key_{number}"]
    else:
        sides = [("raw", "key", f"<= {largest}"), ("against", "other", f"<= {largest}")]
        conditions = [f"l.key_{number} = r.other_{number}", f"l.other_{number} = r.key_{number}"]
    columns = [f"{key}s_{number}.v as {key}_{number}" for _, key, _ in sides]
    joins = [
        f"left join (select {raw}_{number} as v from raw_keys where {raw}_{number} is not null"
        f" group by 1 having count(*) {size}) {key}s_{number} on k.{raw}_{number} = {key}s_{number}.v"
        for raw, key, size in sides
    ]
    return columns, joins, conditions


def write_keys(
    con: duckdb.DuckDBPyConnection, rules: tuple[BlockingRule, ...], settings: LinkageSettings
) -> tuple[str, ...]:
    """Write table `keys` (rid and the key columns of each rule); return the join conditions, rule by rule."""
    raw: list[str] = ["rid"]
    columns: list[str] = ["k.rid"]
    joins: list[str] = []
    conditions: list[str] = []
    for number, rule in enumerate(rules):
        raw.append(f"{_hash(rule.parts)} as raw_{number}")
        if rule.other is not None:
            raw.append(f"{_hash(rule.other)} as against_{number}")
        more_columns, more_joins, more_conditions = _selection(number, rule, settings)
        columns += more_columns
        joins += more_joins
        conditions += more_conditions
    con.execute(f"create or replace temp table raw_keys as select {', '.join(raw)} from standard")
    con.execute(f"create or replace table keys as select {', '.join(columns)} from raw_keys k {' '.join(joins)}")
    con.execute("drop table raw_keys")
    return tuple(conditions)


def write_pairs(con: duckdb.DuckDBPyConnection, conditions: tuple[str, ...]) -> int:
    """Write table `candidates` (join_key_l < join_key_r, match_key), each pair once; return their number."""
    parts = [f"select l.rid as a, r.rid as b from keys l join keys r on {c} and l.rid <> r.rid" for c in conditions]
    union = " union all ".join(parts) or "select 0::bigint as a, 0::bigint as b where false"
    con.execute(
        "create or replace table candidates as select distinct '0' as match_key, "
        f"least(a, b) as join_key_l, greatest(a, b) as join_key_r from ({union})"
    )
    return int(con.execute("select count(*) from candidates").fetchall()[0][0])
