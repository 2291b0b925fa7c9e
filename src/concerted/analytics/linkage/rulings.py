"""People's decisions about pairs of records, which every later run obeys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .clusters import FORBIDDEN, FORCED, Ints, Pairs

Verdict = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision: the two records are the `same` person, or `different` people (never to be in one cluster)."""

    record_l: str
    record_r: str
    verdict: Verdict

    def __post_init__(self) -> None:
        if self.verdict not in ("same", "different"):
            raise ValueError(f"a ruling is 'same' or 'different', not {self.verdict!r}")
        if str(self.record_l) == str(self.record_r):
            raise ValueError("a ruling is about two records")


def _by_pair(rulings: Sequence[Ruling], number: dict[str, int]) -> dict[tuple[int, int], Verdict]:
    """Record numbers -> verdict; the later ruling on a pair stands; rulings on absent records are passed over."""
    found: dict[tuple[int, int], Verdict] = {}
    for ruling in rulings:
        left, right = number.get(str(ruling.record_l)), number.get(str(ruling.record_r))
        if left is not None and right is not None:
            found[min(left, right), max(left, right)] = ruling.verdict
    return found


def obey(pairs: Pairs, rulings: Sequence[Ruling], number: dict[str, int]) -> Pairs:
    """The pairs with ruled ones set to FORCED or FORBIDDEN, added where they were not scored."""
    ruled = _by_pair(rulings, number)
    if not ruled:
        return pairs
    keys = np.array(sorted(ruled), dtype=np.int64)
    size = int(max(keys.max(), pairs.right.max(initial=0), pairs.left.max(initial=0))) + 1
    kept = ~np.isin(pairs.left * size + pairs.right, keys[:, 0] * size + keys[:, 1])
    weight = np.array([FORCED if ruled[left, right] == "same" else FORBIDDEN for left, right in keys.tolist()])
    return Pairs(
        np.concatenate([pairs.left[kept], keys[:, 0]]),
        np.concatenate([pairs.right[kept], keys[:, 1]]),
        np.concatenate([pairs.weight[kept], weight]),
    )


def broken(rulings: Sequence[Ruling], number: dict[str, int], clusters: Ints) -> list[Ruling]:
    """Rulings that the clusters do not obey: only 'same' ones that 'different' ones stand against."""
    answer = []
    for (left, right), verdict in _by_pair(rulings, number).items():
        if (clusters[left] == clusters[right]) != (verdict == "same"):
            names = {left: "", right: ""}
            for name, place in number.items():
                if place in names:
                    names[place] = name
            answer.append(Ruling(names[left], names[right], verdict))
    return answer
