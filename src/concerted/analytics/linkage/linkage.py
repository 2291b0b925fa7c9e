"""`link`: which records of several agencies are one person, with the evidence for each pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pyarrow as pa

from .against import NAMES_ALONE, weigh_against
from .blocking import rules_present, write_keys, write_pairs
from .clusters import Ints, Joining, Pairs, cluster
from .fields import IDENTIFYING, Field, fields_present
from .model import train
from .records import standardise
from .report import PAIR_COLUMNS, pairs_shown, score_shown
from .rulings import Ruling, broken, obey
from .scoring import Chances, model_json, score, write_frequencies
from .settings import DEFAULT, LinkageSettings, version_of, weight_of

Progress = Callable[[str], None]
_PRIOR = 1e-4


class NothingToCompare(ValueError):
    """The records hold no field that could tell two people apart."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """The result of a run.

    `clusters`: record_id (as in the input), cluster (int, the same for the records of one person; numbered by the
    smallest record_id in each, not stable between runs). `pairs`: record_l, record_r (text), probability (0 to 1,
    before people's rulings), weight (log2 odds), band ('link' or 'doubtful'), evidence (JSON text, levels and
    words only). `version`: settings, code, Splink and DuckDB in one hash. `unmet`: rulings 'same' that rulings
    'different' stand against. `model`: Splink's settings with the learnt chances.
    """

    clusters: pa.Table
    pairs: pa.Table
    version: str
    unmet: list[Ruling] = field(default_factory=list)
    model: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Run:
    con: duckdb.DuckDBPyConnection
    settings: LinkageSettings
    progress: Progress
    count: int
    fields: tuple[Field, ...] = ()
    chances: Chances = field(default_factory=dict)
    prior: float = _PRIOR


def link(
    records: pa.Table,
    *,
    decisions: Sequence[Ruling] = (),
    settings: LinkageSettings = DEFAULT,
    progress: Progress | None = None,
) -> Linkage:
    """Link records (columns: records.INPUT_COLUMNS, of which `record_id` must be there, unique and not null).

    The thresholds for joining and for asking a person are our choice (settings.py). Equal input gives equal
    output. Raises ValueError for a missing, null or repeated record_id, NothingToCompare where no name, birth
    date, address or email is known in two records or more.
    """
    _check(records)
    with duckdb.connect() as con:
        run = _Run(con, settings, progress or (lambda _: None), records.num_rows)
        clusters, unmet = _clusters(run, records, decisions)
        pairs = PAIR_COLUMNS.empty_table()
        if run.chances:
            score_shown(con, run.fields, run.chances, run.prior, settings)
            pairs = pairs_shown(con, run.fields, records, settings)
            run.progress(f"{pairs.num_rows:,} pairs with evidence")
        model = model_json(run.fields, run.chances, run.prior, detail=False) if run.fields else {}
    return Linkage(_cluster_table(records, clusters), pairs, version_of(settings), unmet, model)


def cluster_numbers(
    records: pa.Table, *, settings: LinkageSettings = DEFAULT, progress: Progress | None = None
) -> list[int]:
    """Only the clusters, as numbers in the order of `records`: what an evaluation needs. Errors as `link`."""
    _check(records)
    with duckdb.connect() as con:
        run = _Run(con, settings, progress or (lambda _: None), records.num_rows)
        clusters, _ = _clusters(run, records, ())
    return [int(number) for number in clusters]


def _check(records: pa.Table) -> None:
    if "record_id" not in records.column_names:
        raise ValueError("the records have no column record_id")
    ids = records.column("record_id").cast(pa.string())
    if ids.null_count:
        raise ValueError(f"{ids.null_count} records have no record_id")
    if len(ids.unique()) != len(ids):
        raise ValueError("a record_id is repeated; each record needs its own")


def _clusters(run: _Run, records: pa.Table, decisions: Sequence[Ruling]) -> tuple[Ints, list[Ruling]]:
    """Cluster numbers in the order of `records`; leaves tables `standard` and `scored` for the report."""
    con, settings = run.con, run.settings
    if settings.threads:
        con.execute(f"set threads = {settings.threads}")
    con.execute("set enable_progress_bar = false")
    standardise(con, records, settings)
    run.progress(f"{run.count:,} records read")
    order = np.array([row[0] for row in con.execute("select ordinal from standard order by rid").fetchall()], np.int64)
    ids = records.column("record_id").cast(pa.string()).to_pylist()
    number = {ids[row]: rid for rid, row in enumerate(order.tolist())}
    pairs = _scored_pairs(run)
    ruled = obey(pairs, decisions, number)
    run.progress("grouping records")
    how = Joining(weight_of(settings.link), settings.unscored, settings.cap_for, settings.cap_against)
    label = cluster(run.count, ruled, how)
    answer = np.empty(run.count, np.int64)
    answer[order] = label
    return answer, broken(decisions, number, label)


def _scored_pairs(run: _Run) -> Pairs:
    """Block, train, score, correct: table `scored`, and its pairs for clustering."""
    con, settings = run.con, run.settings
    run.fields = fields_present(con)
    if run.count >= 2 and not any(found.name in IDENTIFYING for found in run.fields):
        raise NothingToCompare("no name, birth date, address or email is known in two records or more")
    if run.count < 2:
        return Pairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    rules = rules_present(con)
    found = write_pairs(con, write_keys(con, rules, settings))
    run.progress(f"{found:,} pairs to compare")
    run.chances = train(con, run.fields, rules, settings)
    write_frequencies(con, run.fields, run.chances)
    run.progress("model learnt")
    score(con, run.fields, run.chances, _PRIOR, "candidates", "scored", detail=False)
    _set_prior(run)
    weigh_against(con, "scored", settings)
    table = con.execute(
        f"select rid_l, rid_r, case when rule is null or rule = '{NAMES_ALONE}' then weight"
        f" else {-settings.cap_against} end as weight"
        " from scored"
    ).fetchnumpy()
    run.progress("pairs scored")
    return Pairs(
        np.asarray(table["rid_l"], np.int64), np.asarray(table["rid_r"], np.int64), np.asarray(table["weight"], float)
    )


def _set_prior(run: _Run) -> None:
    """Find the share of true pairs among all that agrees with the scores themselves, and shift the weights to it."""
    con = run.con
    weight = np.sort(np.asarray(con.execute("select weight from scored").fetchnumpy()["weight"], float))
    possible = run.count * (run.count - 1) / 2
    if run.count < run.settings.train_from or not len(weight):
        return
    bare = weight - weight_of(_PRIOR)
    prior = _PRIOR
    for _ in range(20):
        expected = float((1 / (1 + np.exp2(-np.clip(bare + weight_of(prior), -100, 100)))).sum())
        prior = float(np.clip(expected / possible, 1 / possible, 0.5))
    run.prior = prior
    shift = round(weight_of(prior) - weight_of(_PRIOR), 6)
    con.execute(f"update scored set weight = weight + ({shift})")


def _cluster_table(records: pa.Table, clusters: Ints) -> pa.Table:
    return pa.table({"record_id": records.column("record_id"), "cluster": pa.array(clusters, pa.int64())})
