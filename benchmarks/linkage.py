"""Our linkage against plain Splink on the same blocking rules, in one process: F1 and the ratio of times.

    python benchmarks/linkage.py FILE --truth COLUMN [--repeat 3] [--json]

Plain Splink: the same standardised columns and the same pairs (our blocking tables), Splink's own comparisons with
term frequencies, its own training (random-sampling u, one expectation maximisation a teaching rule) and its own
clustering, at each threshold of a list: the best F1 of these is reported, so the comparison favours it. Exact
matching (forename, surname, birth date) is the floor. Each is timed from the table in memory to the clusters,
plain Splink with one clustering only. Medians of the repeats, taken in turn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as arrow_parquet
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from concerted.analytics.linkage import DEFAULT, as_records, cluster_numbers, compare, recognise_columns
from concerted.analytics.linkage.blocking import rules_present, write_keys
from concerted.analytics.linkage.records import standardise

THRESHOLDS = (0.5, 0.9, 0.95, 0.99, 0.999)
TEACH = (("given", "family"), ("born", "family"), ("born", "given"), ("postcode",), ("email",))


def comparisons(known: set[str]) -> list[Any]:
    """Splink's own comparisons for the columns that hold values."""
    made = {
        "given": cl.NameComparison("given").configure(term_frequency_adjustments=True),
        "family": cl.NameComparison("family").configure(term_frequency_adjustments=True),
        "born_text": cl.DateOfBirthComparison("born_text", input_is_string=True),
        "postcode": cl.LevenshteinAtThresholds("postcode", 2).configure(term_frequency_adjustments=True),
        "sex": cl.ExactMatch("sex"),
        "email": cl.JaroWinklerAtThresholds("email", [0.9]).configure(term_frequency_adjustments=True),
        "city": cl.JaroWinklerAtThresholds("city", [0.9]).configure(term_frequency_adjustments=True),
        "birth_place": cl.JaroWinklerAtThresholds("birth_place", [0.9]).configure(term_frequency_adjustments=True),
        "occupation": cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        "address": cl.JaroWinklerAtThresholds("address", [0.9]),
    }
    return [value for name, value in made.items() if name in known]


def plain_splink(records: pa.Table) -> tuple[dict[float, list[int]], float]:
    """Clusters by threshold, in the order of the records; seconds with one clustering."""
    began = time.perf_counter()
    seconds = 0.0
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        standardise(con, records, DEFAULT)
        conditions = write_keys(con, rules_present(con), DEFAULT)
        con.execute(
            "create table keyed as select s.*, k.* exclude (rid), strftime(born, '%Y-%m-%d') as born_text "
            "from standard s join keys k using (rid)"
        )
        names = (
            "given",
            "family",
            "born_text",
            "postcode",
            "sex",
            "email",
            "city",
            "birth_place",
            "occupation",
            "address",
        )
        counts = con.execute("select " + ", ".join(f"count({name})" for name in names) + " from keyed").fetchall()[0]
        known = {name for name, count in zip(names, counts, strict=True) if count}
        settings = SettingsCreator(
            link_type="dedupe_only",
            unique_id_column_name="rid",
            comparisons=comparisons(known),
            blocking_rules_to_generate_predictions=list(conditions),
            retain_matching_columns=False,
        )
        linker = Linker(DuckDBAPI(connection=con).register("keyed"), settings, log_level=None)
        columns = known | {"born"} if "born_text" in known else known
        teach = [rule for rule in TEACH if set(rule) <= columns]
        linker.training.estimate_probability_two_random_records_match(
            [block_on(*rule) for rule in teach if len(rule) > 1] or [block_on(*teach[0])], recall=0.8
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for rule in teach:
            parts = ["born_text" if part == "born" else part for part in rule]
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*parts))
        predicted = linker.inference.predict(threshold_match_probability=min(THRESHOLDS), warning_mode="never")
        answer = {}
        for threshold in THRESHOLDS:
            found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
            query = f"select cluster_id from {found.physical_name} order by ordinal"
            answer[threshold] = [int(row[0]) for row in con.execute(query).fetchall()]
            seconds = seconds or time.perf_counter() - began
        return answer, seconds


def exact(records: pa.Table) -> list[int]:
    """Clusters of records whose forename, surname and birth date are all known and equal."""
    names = [name for name in ("given_name", "family_name", "born_on") if name in records.column_names]
    groups: dict[object, int] = {}
    texts = [
        [None if value is None else str(value).strip().lower() for value in records.column(name).to_pylist()]
        for name in names
    ]
    rows = zip(*texts, strict=True)
    return [groups.setdefault(row if None not in row else number, number) for number, row in enumerate(rows)]


def main() -> None:
    """Run both, print the table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--truth", required=True)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    read = arrow_parquet.read_table if options.file.suffix == ".parquet" else arrow_csv.read_csv
    table = read(options.file)
    truth = table.column(options.truth).to_pylist()
    rest = table.drop_columns([options.truth])
    records = as_records(rest, recognise_columns(rest))
    times: dict[str, list[float]] = {"ours": [], "splink": []}
    for _ in range(options.repeat):
        began = time.perf_counter()
        ours = cluster_numbers(records)
        middle = time.perf_counter()
        plain, seconds = plain_splink(records)
        times["ours"].append(middle - began)
        times["splink"].append(seconds)
    scores = {threshold: compare(found, truth) for threshold, found in plain.items()}
    best = max(scores, key=lambda threshold: scores[threshold].f1)
    rows = {
        "exact": compare(exact(records), truth).as_dict(),
        "splink": {**scores[best].as_dict(), "threshold": best, "seconds": statistics.median(times["splink"])},
        "ours": {**compare(ours, truth).as_dict(), "seconds": statistics.median(times["ours"])},
    }
    ratio = rows["ours"]["seconds"] / rows["splink"]["seconds"]
    if options.json:
        print(json.dumps({"records": records.num_rows, "ratio": ratio, **rows}))
        return
    for name, row in rows.items():
        print(f"{name:8} P {row['precision']:.4f} R {row['recall']:.4f} F1 {row['f1']:.4f} {row['seconds']:.2f} s")
    print(f"plain Splink's best threshold {best}; our time is {ratio:.2f} of its time ({records.num_rows:,} records)")


if __name__ == "__main__":
    main()
