"""Learning, without labels, how often one person's records and two people's records fall in each level.

Chance agreement is counted on random pairs. Agreement within one person is learnt by expectation maximisation on
pairs that a blocking rule brought together, each rule teaching only the fields it does not itself require. The
starting chances of fields.py enter as if a few hundred pairs had been seen, so few records change them little,
and a field that the data cannot teach keeps them. Everything is ordered and drawn by hash: the same records give
the same model.
"""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt

from .blocking import BlockingRule
from .fields import Field
from .scoring import Chances, score, starting_chances, write_frequencies
from .settings import LinkageSettings

_STARTING_PRIOR = 1e-4
_SEEN_SAME = 200.0
_SEEN_CHANCE = 2000.0
_ROUNDS = 30
Floats = npt.NDArray[np.float64]


def _write_training_pairs(
    con: duckdb.DuckDBPyConnection,
    rules: tuple[BlockingRule, ...],
    settings: LinkageSettings,
) -> None:
    """Tables `teaching` (rule, a, b; rule -1 = random pairs) and `teaching_pairs` (each pair once)."""
    parts = ["select -1 as rule, l.rid as a, r.rid as b from drawn l join drawn r on l.rid < r.rid"]
    for number, rule in enumerate(rules):
        if rule.explains:
            parts.append(
                f"(select {number} as rule, l.rid as a, r.rid as b from keys l join keys r"
                f" on l.key_{number} = r.key_{number} and l.rid < r.rid"
                f" order by hash(l.rid, r.rid) limit {settings.training_pairs})"
            )
    con.execute(
        "create or replace temp table drawn as select rid from standard "
        f"order by hash(rid + 1000003) limit {settings.sample}"
    )
    con.execute("create or replace temp table teaching as " + " union all ".join(parts))
    con.execute(
        "create or replace table teaching_pairs as "
        "select distinct '0' as match_key, a as join_key_l, b as join_key_r from teaching"
    )


class _Patterns:
    """How many pairs of one rule show each pattern of levels: `levels` (patterns x fields), `counts`."""

    def __init__(self, rule: int, levels: npt.NDArray[np.int64], counts: Floats) -> None:
        self.rule = rule
        self.levels = levels
        self.counts = counts


def _patterns(con: duckdb.DuckDBPyConnection, fields: tuple[Field, ...]) -> list[_Patterns]:
    columns = ", ".join(f"gamma_{field.code}" for field in fields)
    rows = con.execute(
        f"select rule, {columns}, count(*) as n from teaching join taught on a = rid_l and b = rid_r"
        f" group by all order by rule, {columns}"
    ).fetchall()
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(fields) + 2)
    return [
        _Patterns(int(rule), table[table[:, 0] == rule, 1:-1], table[table[:, 0] == rule, -1].astype(np.float64))
        for rule in np.unique(table[:, 0])
    ]


def _counted(patterns: _Patterns, weights: Floats, field: int, size: int) -> Floats:
    """Weighted number of pairs in each level of a field, last level first (Splink's numbering)."""
    known = patterns.levels[:, field] >= 0
    return np.bincount(patterns.levels[known, field], weights=weights[known], minlength=size).astype(np.float64)


def _log_ratio(patterns: _Patterns, same: list[Floats], chance: list[Floats], active: list[int]) -> Floats:
    total = np.zeros(len(patterns.counts))
    for field in active:
        level = patterns.levels[:, field]
        known = level >= 0
        total[known] += np.log(same[field][level[known]] / chance[field][level[known]])
    return total


def _learn(
    taught: list[_Patterns], active: dict[int, list[int]], same: list[Floats], chance: list[Floats]
) -> list[Floats]:
    """Expectation maximisation over all rules at once: one share of true pairs a rule, one set of chances."""
    start = [values.copy() for values in same]
    shares = {patterns.rule: 0.5 for patterns in taught}
    for _ in range(_ROUNDS):
        seen = [_SEEN_SAME * values for values in start]
        for patterns in taught:
            share = shares[patterns.rule]
            odds = np.log(share / (1 - share)) + _log_ratio(patterns, same, chance, active[patterns.rule])
            likely = patterns.counts / (1 + np.exp(-np.clip(odds, -500, 500)))
            shares[patterns.rule] = float(np.clip(likely.sum() / patterns.counts.sum(), 1e-4, 1 - 1e-4))
            for field in active[patterns.rule]:
                seen[field] += _counted(patterns, likely, field, len(same[field]))
        same = [np.round(values / values.sum(), 9) for values in seen]
    return same


def train(
    con: duckdb.DuckDBPyConnection,
    fields: tuple[Field, ...],
    rules: tuple[BlockingRule, ...],
    settings: LinkageSettings,
) -> Chances:
    """Chances learnt from tables `standard` and `keys`; the starting ones when there are too few records."""
    chances = starting_chances(fields)
    count = int(con.execute("select count(*) from standard").fetchall()[0][0])
    if count < settings.train_from:
        return chances
    _write_training_pairs(con, rules, settings)
    write_frequencies(con, fields, chances)
    score(con, fields, chances, _STARTING_PRIOR, "teaching_pairs", "taught", detail=True)
    patterns = _patterns(con, fields)
    con.execute("drop table teaching; drop table teaching_pairs; drop table taught")
    same = [np.array([level.same for level in reversed(field.levels)]) for field in fields]
    start = [np.array([level.chance for level in reversed(field.levels)]) for field in fields]
    drawn = next(found for found in patterns if found.rule == -1)
    taught = [found for found in patterns if found.rule >= 0]
    active = {
        found.rule: [i for i, field in enumerate(fields) if field.code not in rules[found.rule].explains]
        for found in taught
    }
    different = drawn.counts / (1 + np.exp(np.clip(_start_odds(drawn, same, start), -500, 500)))
    chance = []
    for number, values in enumerate(start):
        seen = _SEEN_CHANCE * values + _counted(drawn, different, number, len(values))
        chance.append(np.round(seen / seen.sum(), 9))
    same = _learn(taught, active, same, chance)
    return {
        field.code: {
            level.name: (float(max(m, 1e-9)), float(max(u, 1e-9)))
            for level, m, u in zip(reversed(field.levels), same[number], chance[number], strict=True)
        }
        for number, field in enumerate(fields)
    }


def _start_odds(drawn: _Patterns, same: list[Floats], chance: list[Floats]) -> Floats:
    """Log odds that a random pair is one person, by the starting chances: such pairs must not count as chance."""
    return float(np.log(_STARTING_PRIOR)) + _log_ratio(drawn, same, chance, list(range(drawn.levels.shape[1])))
