from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as arrow_parquet
import pytest

from concerted.analytics.linkage import Evaluation, as_records, compare, evaluate, recognise_columns

from .people_for_tests import county

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent / "data"


def measured(table: pa.Table) -> Evaluation:
    rest = table.drop_columns(["cluster"])
    return evaluate(as_records(rest, recognise_columns(rest)), table.column("cluster").to_pylist())


def test_pairs_are_counted_after_clustering() -> None:
    result = compare([1, 1, 1, 2], ["a", "a", "b", "b"])
    assert (result.pairs_true, result.pairs_found, result.pairs_right) == (2, 3, 1)
    assert result.precision == pytest.approx(1 / 3)
    assert result.recall == pytest.approx(1 / 2)
    assert result.f1 == pytest.approx(0.4)
    assert (result.clusters, result.largest_cluster) == (2, 3)


def test_a_record_whose_truth_is_unknown_is_a_person_of_its_own() -> None:
    result = compare([1, 1], [None, None])
    assert (result.pairs_true, result.pairs_found, result.precision) == (0, 1, 0.0)


def test_the_whole_invented_file_is_linked_well() -> None:
    result = measured(arrow_csv.read_csv(DATA / "fake_1000.csv"))
    assert result.pairs_true == 2031
    assert result.precision > 0.99
    assert result.f1 > 0.90


def test_the_historical_sample_is_linked_well() -> None:
    result = measured(arrow_parquet.read_table(DATA / "historical_sample.parquet"))
    assert result.records == 5078
    assert result.precision > 0.985
    assert result.f1 > 0.92


def test_a_county_of_singles_and_repeats_is_linked_well() -> None:
    people, truth = county(2500)
    result = evaluate(people, truth)
    assert result.precision > 0.99
    assert result.f1 > 0.95


def test_truth_of_another_length_is_refused() -> None:
    people, truth = county(5)
    with pytest.raises(ValueError, match="true persons"):
        evaluate(people, truth[:-1])
