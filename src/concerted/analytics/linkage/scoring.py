"""Splink put to work: comparison levels and match weights of given pairs of records.

Splink 5 on DuckDB does the comparing and scoring. It is given our own pairs (blocking.py) and our own chances
(model.py); what it returns is corrected by our rules (against.py) and clustered by us (clusters.py).
"""

from __future__ import annotations

import itertools
import logging
import math
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker

from .fields import Field, comparison

Chances = dict[str, dict[str, tuple[float, float]]]
"""By field code and level name: (how often one person's records, how often two people's fall there)."""

_ASSUMED = 1000.0
_numbers = itertools.count()


def starting_chances(fields: tuple[Field, ...]) -> Chances:
    """The chances written in fields.py."""
    return {f.code: {level.name: (level.same, level.chance) for level in f.levels} for f in fields}


def _distinct(field: Field, chances: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The chances with every level's weight made different from the others', by a hundred-thousandth at most."""
    nudged: dict[str, tuple[float, float]] = {}
    for number, level in enumerate(field.levels):
        same, chance = chances[level.name]
        nudged[level.name] = (same * (1 + 1e-6 * (number + 1)), chance)
    return nudged


def _level_sql(field: Field, chances: dict[str, tuple[float, float]]) -> str:
    """The level, read back from its weight. Splink hands out level numbers only with all compared values beside
    them, which for large files is a matter of gigabytes."""
    nudged = _distinct(field, chances)
    cases = [f"when mw_{field.code} = 0 then -1"]
    for number, level in enumerate(field.levels):
        same, chance = nudged[level.name]
        weight = math.log2(same / chance)
        cases.append(f"when abs(mw_{field.code} - ({weight!r})) < 2e-7 then {len(field.levels) - 1 - number}")
    return "case " + " ".join(cases) + " end"


def model_json(fields: tuple[Field, ...], chances: Chances, prior: float, *, detail: bool) -> dict[str, Any]:
    """The model as Splink's settings, fit to be saved as JSON. `detail` keeps level and weight of each field."""
    return {
        "link_type": "dedupe_only",
        "sql_dialect": "duckdb",
        "unique_id_column_name": "rid",
        "probability_two_random_records_match": prior,
        "comparisons": [comparison(field, _distinct(field, chances[field.code])) for field in fields],
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": detail,
    }


def write_frequencies(con: duckdb.DuckDBPyConnection, fields: tuple[Field, ...], chances: Chances) -> None:
    """Tables `frequency_<column>`: how common each value is among *other* people.

    The two records of a pair are not counted as proof that their own value is common (two are taken off), and the
    chance agreement of the field stands for `_ASSUMED` further records: so in a file of six records a shared
    birth date is still worth something, and in a large file the counts decide.
    """
    for field in fields:
        for level in field.levels:
            column = level.frequency_of
            if column is None or column != level.condition.split("_l = ")[0]:
                continue
            chance = chances[field.code][level.name][1]
            con.execute(
                f"create or replace table frequency_{column} as select {column}, "
                f"(greatest(count(*) - 2, 0) + {_ASSUMED * chance!r}) / (sum(count(*)) over () - 2 + {_ASSUMED}) "
                f"as tf_{column} from standard where {column} is not null group by {column}"
            )


def score(
    con: duckdb.DuckDBPyConnection,
    fields: tuple[Field, ...],
    chances: Chances,
    prior: float,
    pairs: str,
    into: str,
    *,
    detail: bool,
) -> None:
    """Score the pairs of table `pairs` (match_key, join_key_l, join_key_r) into table `into`.

    Columns: rid_l < rid_r, weight (log2 odds), and with `detail` for each field `gamma_<code>` (-1 missing, 0 the
    last level, counting up to the first) and `mw_<code>` (its weight, term frequency included).
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=con)
    name = f"standard_{next(_numbers)}"
    con.execute(f"create or replace temp view {name} as select * from standard")
    linker = Linker(
        api.register(name), model_json(fields, chances, prior, detail=detail), log_level=None, validate_settings=False
    )
    for column in sorted({level.frequency_of for field in fields for level in field.levels if level.frequency_of}):
        linker.table_management.register_term_frequency_lookup(api.register(f"frequency_{column}"), column)
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    result = linker.inference.predict(warning_mode="never")
    columns = ["least(rid_l, rid_r) as rid_l", "greatest(rid_l, rid_r) as rid_r", "match_weight as weight"]
    if detail:
        present = {row[0] for row in con.execute(f"describe {result.physical_name}").fetchall()}
        for field in fields:
            columns.append(f"{_level_sql(field, chances[field.code])} as gamma_{field.code}")
            frequency = f" + mw_tf_adj_{field.code}" if f"mw_tf_adj_{field.code}" in present else ""
            columns.append(f"mw_{field.code}{frequency} as mw_{field.code}")
    con.execute(f"create or replace table {into} as select {', '.join(columns)} from {result.physical_name}")
    linker.table_management.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]
    con.execute(f"drop view if exists {name}")
