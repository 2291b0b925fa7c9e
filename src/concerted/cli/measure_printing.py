"""The answer of `concerted measure`, and its three forms: text to read, JSON and CSV to use."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concerted.analytics.measures.choices import Shows
from concerted.cli.measure_declared import family_in_words

MARKS = {f"{months} month{'s' * (months > 1)}": 365 * months // 12 for months in (1, 3, 6, 9, 12)}
"""Where text shows the share who reoffended, in days: a choice of what to show; JSON and CSV have every day."""
MEANS = ("per_reoffender", "per_offender")
COUNTS = ("offenders", "reoffenders", "reoffences")
SHOWN = "shown"
"""The state of a suppressed cell whose counts may be seen."""


@dataclass(frozen=True)
class Answer:
    """What is printed: the declaration, the data it was run on, one row a cell, and what was left out.

    `by` are the words that were asked for, `period` is quarter or year. With `suppressed` every cell has a `state`.
    """

    definition: dict[str, object]
    data: dict[str, Any]
    cells: list[dict[str, Any]]
    left_out: list[dict[str, object]]
    by: tuple[str, ...]
    period: str
    suppressed: bool = False

    @property
    def dimensions(self) -> list[str]:
        """The words that tell one cell from another, in order."""
        return [word for word in ("area", self.period, "age", "sex") if word == self.period or word in self.by]

    @property
    def shows(self) -> str:
        """Rate, frequency or time."""
        return str(self.definition["shows"])


def as_json(answer: Answer) -> str:
    """Return definition, data, cells and what was left out, and nothing else."""
    whole = {name: getattr(answer, name) for name in ("definition", "data", "cells", "left_out")}
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(answer: Answer) -> str:
    """Return one line a cell, or, of a time to reoffence, one line a day of a cell; intervals as low and high."""
    if answer.shows == Shows.TIME:
        columns = [*answer.dimensions, "days", "at_risk", "reoffended", "censored", "share", "low", "high"]
    else:
        columns = [*answer.dimensions, *COUNTS, "rate", "low", "high"]
        if answer.shows == Shows.FREQUENCY:
            columns += [f"{mean}{end}" for mean in MEANS for end in ("", "_low", "_high")]
    columns += ["provisional", *(["state"] if answer.suppressed else [])]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_lines(answer))
    return text.getvalue()


def _lines(answer: Answer) -> Iterator[dict[str, Any]]:
    for cell in map(_flat, answer.cells):
        if answer.shows == Shows.TIME:
            yield from (cell | _flat(row) for row in cell["times"])
        else:
            yield cell


def _flat(cell: Mapping[str, Any]) -> dict[str, Any]:
    flat = dict(cell)
    for name in ("interval", *(f"{mean}_interval" for mean in MEANS)):
        if name in flat:
            low, high = flat.pop(name) or (None, None)
            start = name.removesuffix("interval")
            flat |= {f"{start}low": low, f"{start}high": high}
    if "provisional" in flat:
        flat["provisional"] = "yes" if flat["provisional"] else "no"
    return flat


def as_text(answer: Answer) -> str:
    """Return the definition, a table of the cells, and the notes."""
    heads = {word: word for word in answer.dimensions} | {"offenders": "offenders"}
    if answer.shows == Shows.TIME:
        heads |= {mark: mark for mark in MARKS}
    else:
        heads |= {name: name for name in ("reoffenders", "reoffences", "rate", "low", "high")}
        if answer.shows == Shows.FREQUENCY:
            heads |= {mean: mean.replace("_", " ") for mean in MEANS}
    heads["mark"] = ""
    rows = [[_written(cell, name) for name in heads] for cell in map(_with_marks, map(_flat, answer.cells))]
    table = _set_out([list(heads.values()), *rows], left=len(answer.dimensions))
    lines = [str(answer.definition["sentence"]), "", *(table if rows else []), *([""] if rows else []), *notes(answer)]
    return "\n".join(lines) + "\n"


def _with_marks(cell: dict[str, Any]) -> dict[str, Any]:
    marked = cell | {"mark": "provisional" if cell["provisional"] == "yes" else ""}
    if "times" in cell:
        marked |= {mark: _share_after(days, cell["times"]) for mark, days in MARKS.items()}
    for mean in MEANS:
        if marked.get(f"{mean}_low") is not None:
            marked[mean] = f"{cell[mean]:.3f} ({cell[f'{mean}_low']:.3f} to {cell[f'{mean}_high']:.3f})"
    return marked


def _share_after(days: int, times: Sequence[Mapping[str, Any]]) -> float | None:
    """Return the share who reoffended within so many days; None when nobody was followed for as long.

    Where all who were left reoffended at once, the share is known for ever after.
    """
    if not times or (times[-1]["days"] < days and times[-1]["censored"]):
        return None
    return next((float(row["share"]) for row in reversed(times) if row["days"] <= days), 0.0)


def _written(cell: Mapping[str, Any], name: str) -> str:
    value = cell.get(name)
    if value is None:
        return _nothing(cell, name)
    return value if isinstance(value, str) else _FORMS[name](value)


def _nothing(cell: Mapping[str, Any], name: str) -> str:
    """Say why there is no number: hidden, not released, not followed for as long yet, or nobody to count."""
    if name in MARKS:
        return "not yet" if cell["provisional"] == "yes" else "not followed"
    state = str(cell.get("state", ""))
    if state == SHOWN:
        return "hidden" if cell["rate"] is None else "none"
    return state or "none"


def _per_cent(share: float) -> str:
    return f"{100 * share:.2f} %"


def _thousands(count: int) -> str:
    return f"{count:,}"


def _per_head(mean: float) -> str:
    return f"{mean:.3f}"


_FORMS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(COUNTS, _thousands),
    **dict.fromkeys(("rate", "low", "high", *MARKS), _per_cent),
    **dict.fromkeys(MEANS, _per_head),
}


def _set_out(rows: Sequence[Sequence[str]], *, left: int) -> list[str]:
    """Return lines in columns: the first `left` of them set to the left, and the last, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text.ljust(width) if number < left or number == len(row) - 1 else text.rjust(width)
            for number, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def notes(answer: Answer) -> Iterator[str]:
    """Yield what must be read beside the figures: as at when, which family, what is assumed, left out or odd."""
    if not answer.cells:
        yield "Nobody is in the cohort."
    yield f"As at {answer.data['as_at'] or 'no date'} ({answer.data['as_at_from']})."
    if any(cell["provisional"] for cell in answer.cells):
        yield "Provisional: the follow-up and the waiting time of the cohort are not over; the figure will change."
    yield family_in_words(answer.definition)
    if answer.shows != Shows.RATE or answer.suppressed:
        yield f"Figures: {answer.data['rate']}."
    if answer.shows == Shows.TIME:
        yield f"Shares are shown after {', '.join(map(str, MARKS.values()))} days: a choice; --csv and --json have all."
    yield "Assumed: " + " ".join(answer.definition["assumptions"])  # type: ignore[arg-type]  # a list of sentences
    yield f"Predicted rate: {answer.definition['predicted_rate']}."
    for setting in answer.data.get("suppressed", {}).values():
        yield f"Suppressed: {setting}."
    for name, file in answer.data["files"].items():
        if file.get("columns_not_read"):
            yield f"Not read: {name}, columns {', '.join(file['columns_not_read'])}."
    for title, found in (("Left out", answer.left_out), ("Noticed", answer.data["noticed"])):
        for one in found:
            number = f", {one['rows']:,}" if one["rows"] else ""
            yield f"{title}: {one['table']}{number}: {one['reason']}{_where(one)}."


def _where(found: Mapping[str, Any]) -> str:
    first = found.get("first_rows")
    if not first:
        return ""
    more = ", …" if len(first) < found["rows"] else ""
    return f" (row{'s' * (len(first) > 1)} {', '.join(map(str, first))}{more})"
