"""From scored pairs to clusters: records of one person, joined on the weight of all the evidence between them.

Connected components alone let one wrong pair fuse two people. Here a component whose pairs do not contradict each
other is taken as it is; any other is built up from its strongest pair, and two groups join only while the *mean*
weight between their records stays positive (average linkage), so a weak bridge carries nobody across.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
FORBIDDEN = -1e9
"""Weight between two records that a person ruled to be different people: no mean recovers from it."""
FORCED = 1e6
"""Weight between two records that a person ruled to be the same person."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scored pairs, each once: left and right are record numbers 0..n-1, weight is log2 odds."""

    left: Ints
    right: Ints
    weight: Floats


def components(count: int, left: Ints, right: Ints) -> Ints:
    """For each of `count` records the smallest record number reachable over the given pairs."""
    label = np.arange(count, dtype=np.int64)
    while True:
        low = np.minimum(label[left], label[right])
        after = label.copy()
        np.minimum.at(after, label[left], low)
        np.minimum.at(after, label[right], low)
        while True:
            jumped = after[after]
            if np.array_equal(jumped, after):
                break
            after = jumped
        if np.array_equal(after, label):
            return label
        label = after


def _group(weights: Floats, threshold: float) -> Ints:
    """Average linkage within one component: `weights` is square and symmetric; returns a group number a record.

    Ties go to the lowest record numbers. A forced pair joins whatever the mean, unless a forbidden pair stands
    between the two groups.
    """
    size = len(weights)
    total = weights.copy()
    members = np.ones(size)
    group = np.arange(size)
    mean = weights.copy()
    np.fill_diagonal(mean, -np.inf)
    while True:
        place = int(np.argmax(mean))
        first, second = sorted(divmod(place, size))
        if mean[first, second] < threshold:
            return group
        total[first] += total[second]
        total[:, first] += total[:, second]
        members[first] += members[second]
        group[group == second] = first
        mean[second, :] = -np.inf
        mean[:, second] = -np.inf
        members[second] = 0
        row = _means(total[first], members, members[first])
        row[first] = -np.inf
        row[members == 0] = -np.inf
        mean[first, :] = row
        mean[:, first] = row


def _means(total: Floats, members: Floats, size: float) -> Floats:
    """Mean weight between one group and every other; forced and forbidden pairs keep their force."""
    mean = total / np.maximum(members * size, 1)
    mean = np.where(total >= FORCED / 2, FORCED, mean)
    return np.where(total <= FORBIDDEN / 2, FORBIDDEN, mean)


@dataclass(frozen=True, slots=True)
class Joining:
    """How pairs are judged: join at `link` or more; unscored pairs count as `unscored`; weights are capped."""

    link: float
    unscored: float
    cap_for: float
    cap_against: float
    largest: int = 3000


def _capped(weight: Floats, how: Joining) -> Floats:
    """Weights within the caps, people's rulings untouched."""
    return np.where(np.abs(weight) >= FORCED / 2, weight, np.clip(weight, -how.cap_against, how.cap_for))


def cluster(count: int, pairs: Pairs, how: Joining) -> Ints:
    """A cluster number for each of `count` records: the smallest record number in its cluster."""
    strong = pairs.weight >= how.link
    label = components(count, pairs.left[strong], pairs.right[strong])
    inside = label[pairs.left] == label[pairs.right]
    left, right = pairs.left[inside], pairs.right[inside]
    weight = _capped(pairs.weight[inside], how)
    sizes = np.bincount(label, minlength=count)
    agreeing = np.bincount(label[left[weight >= 0]], minlength=count)
    refused = np.bincount(label[left[weight < 0]], minlength=count)
    possible = sizes * (sizes - 1) // 2
    doubtful = (sizes > 2) & ((refused > 0) | (agreeing * 2 < possible))
    order = np.argsort(label[left], kind="stable")
    left, right, weight = left[order], right[order], weight[order]
    of_pair = label[left]
    by_label = np.argsort(label, kind="stable")
    answer = label.copy()
    for root in np.flatnonzero(doubtful):
        first, last = np.searchsorted(label[by_label], [root, root + 1])
        members = by_label[first:last]
        begin, end = np.searchsorted(of_pair, [root, root + 1])
        answer[members] = _split(members, left[begin:end], right[begin:end], weight[begin:end], how)
    return answer


def _split(members: Ints, left: Ints, right: Ints, weight: Floats, how: Joining) -> Ints:
    """Cluster numbers for the members of one doubtful component."""
    size = len(members)
    if size > how.largest:
        return _split_large(members, left, right, weight, how)
    square = np.full((size, size), float(how.unscored))
    a, b = np.searchsorted(members, left), np.searchsorted(members, right)
    square[a, b] = weight
    square[b, a] = weight
    return np.asarray(members[_group(square, 0.0)])


def _split_large(members: Ints, left: Ints, right: Ints, weight: Floats, how: Joining) -> Ints:
    """A component too large for a square: keep only surer pairs and try again, until it falls apart."""
    place = np.searchsorted(members, left), np.searchsorted(members, right)
    surer = float(np.median(weight[weight > 0])) + 1.0
    again = cluster(
        len(members),
        Pairs(place[0], place[1], weight),
        Joining(surer, how.unscored, how.cap_for + 1.0, how.cap_against),
    )
    return np.asarray(members[again])
