"""Days as sheets hold them: real dates, some typed as text, empty where unknown."""

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import MISSING, Days, written
from concerted.analytics.synthetic.workbook import DayCell


def day_cells(rng: np.random.Generator, days: Days, *, as_text: float) -> list[object]:
    """Return cells of days; about `as_text` of them as text like 03/02/2027."""
    typed = dirt.some(rng, len(days), as_text).tolist()
    texts = written(days, "%d/%m/%Y").tolist()
    return [
        None if day == MISSING else text if is_text else DayCell(day)
        for day, text, is_text in zip(days.tolist(), texts, typed, strict=True)
    ]
