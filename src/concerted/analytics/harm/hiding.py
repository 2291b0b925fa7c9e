"""Which rows of a table beside its total are hidden, so that none is about few people, not even by difference."""

from collections.abc import Mapping

from concerted.analytics.harm.concentration import Sum


def hidden(rows: Mapping[str, Sum], threshold: int) -> frozenset[str]:
    """Return the labels of rows that are not shown: those of fewer people than the threshold, nought included, and
    with them the smallest other row.

    A person may stand in several rows, so that people of hidden rows do not add: the further row alone holds enough
    people, and what a reader can work out from the total is about it and the small ones together.
    """
    small = frozenset(label for label, row in rows.items() if row.people < threshold)
    large = sorted((row.people, label) for label, row in rows.items() if label not in small)
    return small | {large[0][1]} if small and large else small


def hidden_points(rows: Mapping[str, Sum], threshold: int) -> frozenset[str]:
    """Return the labels of rows whose points are not shown: the hidden ones, and those with few offences that have a
    weight, since the points of one offence tell which it was.

    With them goes a row whose points rest on enough offences, unless one is among them. A row without any such offence
    has no points, which says nothing about anybody.
    """
    gone = hidden(rows, threshold)
    small = gone | {label for label, row in rows.items() if 0 < row.weighed < threshold}
    large = sorted((row.weighed, label) for label, row in rows.items() if row.weighed >= threshold)
    covered = any(label in small for _, label in large)
    return small | {large[0][1]} if small and large and not covered else small
