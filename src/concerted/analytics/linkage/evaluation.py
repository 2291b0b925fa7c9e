"""How good a linkage is, measured over pairs of records after clustering."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from .linkage import cluster_numbers
from .settings import DEFAULT, LinkageSettings


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Precision, recall and F1 (0 to 1) over pairs; pairs that are true, found, both; clusters; seconds taken."""

    precision: float
    recall: float
    f1: float
    pairs_true: int
    pairs_found: int
    pairs_right: int
    records: int
    clusters: int
    largest_cluster: int
    seconds: float

    def as_dict(self) -> dict[str, float | int]:
        """For JSON."""
        return asdict(self)


def _pairs(numbers: np.ndarray[Any, np.dtype[np.int64]]) -> tuple[int, int, int]:
    """Pairs within groups, number of groups, size of the largest."""
    sizes = np.unique(numbers, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum()), len(sizes), int(sizes.max(initial=0))


def compare(found: Sequence[int], truth: Sequence[object], seconds: float = 0.0) -> Evaluation:
    """Compare two groupings of the same records in the same order. A null in `truth` is a person of its own."""
    codes: dict[object, int] = {}
    people = np.array(
        [
            codes.setdefault(("alone", row) if person is None else ("known", person), len(codes))
            for row, person in enumerate(truth)
        ],
        dtype=np.int64,
    )
    groups = np.unique(np.asarray(found, dtype=np.int64), return_inverse=True)[1].astype(np.int64)
    both = _pairs(groups * (len(codes) + 1) + people)[0]
    found_pairs, clusters, largest = _pairs(groups)
    true_pairs = _pairs(people)[0]
    precision = both / found_pairs if found_pairs else 1.0
    recall = both / true_pairs if true_pairs else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Evaluation(
        precision, recall, f1, true_pairs, found_pairs, both, len(people), clusters, largest, round(seconds, 3)
    )


def evaluate(records: pa.Table, truth: Sequence[object], *, settings: LinkageSettings = DEFAULT) -> Evaluation:
    """Link `records` (as `link` takes them) and compare with `truth`, the person of each in the same order.

    Raises what `link` raises, and ValueError where the two differ in length.
    """
    if len(truth) != records.num_rows:
        raise ValueError(f"{records.num_rows} records but {len(truth)} true persons")
    began = time.perf_counter()
    found = cluster_numbers(records, settings=settings)
    return compare(found, truth, time.perf_counter() - began)
