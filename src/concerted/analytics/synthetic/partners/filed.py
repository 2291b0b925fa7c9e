"""What a partner's file is made of: the register behind it, the rows in it, and the ids that the truth must name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import Texts
from concerted.analytics.synthetic.households import Ints

Columns = dict[str, list[object]]


@dataclass
class Filed:
    """A written file: its rows, and each id in it with the person whom it means."""

    name: str
    rows: int
    source: str = ""
    keys: Texts = field(default_factory=lambda: np.zeros(0, dtype=object))
    persons: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def columns_of(**columns: np.ndarray[tuple[int], np.dtype[np.object_]] | Sequence[object]) -> Columns:
    """Return columns as lists, ready to be spoilt and written."""
    return {name: each.tolist() if isinstance(each, np.ndarray) else list(each) for name, each in columns.items()}


def send_twice(rng: np.random.Generator, columns: Columns, share: float = 0.001) -> None:
    """Repeat some rows, one at least, a little further down in the file, in place."""
    many = len(next(iter(columns.values())))
    rows = rng.choice(many, max(1, round(share * many)), replace=False).tolist() if many else []
    for row in sorted(rows, reverse=True):
        to = min(many, row + 1 + row % 5)
        for column in columns.values():
            column.insert(to, column[row])


def blank(rng: np.random.Generator, texts: Texts, share: float) -> Texts:
    """Return texts of which some are empty."""
    return np.where(dirt.some(rng, len(texts), share), "", texts)
