"""The rows that a comparison is about: chosen with --where, of one measure, and said when added or left aside."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from concerted.analytics.comparison.one_axis import refuse_mixed_measures
from concerted.analytics.count_files import (
    Counted,
    CountFile,
    added,
    columns_of,
    read_counts,
    refuse_parts_above_wholes,
    rows_in_words,
)
from concerted.analytics.intervals import Count
from concerted.kernel.errors import Refused

MEASURE = "measure"
"""A column of this name says which measure a row is of; two kinds of measure are never compared."""

PROVISIONAL = "provisional"
"""A column of this name says with `yes` that a follow-up is not over, as the output of `concerted measure` does."""


@dataclass(frozen=True)
class Chosen:
    """The chosen rows of a file, words and numbers as asked for, with what is to be said about them."""

    file: CountFile
    notes: tuple[str, ...]

    def counts(self) -> tuple[dict[str, Count], list[str]]:
        """Return the first word's counts (events, size), added, without the empty ones, and what is to be said."""
        groups = {words[0]: counted for words, counted in added(self.file.rows).items()}
        notes = [*self.notes, *_added(groups)]
        nobody = [name for name, counted in groups.items() if not counted.numbers[1]]
        if nobody:
            notes.append(f"Nobody is counted in {', '.join(nobody[:10])}{' and more' * (len(nobody) > 10)}: left out.")
        counts = {
            name: Count(int(counted.numbers[0]), int(counted.numbers[1]))
            for name, counted in groups.items()
            if name not in nobody
        }
        return counts, notes


def chosen(
    asked: argparse.Namespace, *, words: Sequence[str], numbers: Sequence[str] = (), whole: bool = True
) -> Chosen:
    """Read the columns and choose the rows; provisional ones never. Raises BadFile, and Refused for mixed measures."""
    file: Path = asked.file
    wanted = [column for column, _ in asked.where]
    columns = columns_of(file)
    measured = [MEASURE] if MEASURE in columns else []
    marked = [PROVISIONAL] if PROVISIONAL in columns else []
    read = read_counts(file, words=[*words, *measured, *marked, *wanted], numbers=numbers, whole=whole)
    start = len(words) + len(measured) + len(marked)
    kept = [row for row in read.rows if all(row.words[start + n] == value for n, (_, value) in enumerate(asked.where))]
    if not kept:
        raise Refused(f"No row of {read.name} has {' and '.join('='.join(pair) for pair in asked.where)}.")
    notes = read.notes() + _aside(len(read.rows) - len(kept), "by --where")
    if marked:
        settled = [row for row in kept if row.words[start - 1].casefold() not in ("yes", "true", "1")]
        notes += _aside(len(kept) - len(settled), "since more may still be proven (provisional)")
        kept = settled
    if not kept:
        raise Refused(f"All rows of {read.name} that were chosen are provisional: more may still be proven.")
    if measured:
        refuse_mixed_measures(row.words[len(words)] for row in kept)
    rows = tuple(replace(row, words=row.words[: len(words)]) for row in kept)
    file_kept = replace(read, rows=rows)
    if len(numbers) == 2:
        refuse_parts_above_wholes(file_kept, *numbers)
    return Chosen(file_kept, tuple(notes))


def add_where(parser: argparse.ArgumentParser) -> None:
    """Add --where, which may be given several times."""
    parser.add_argument(
        "--where", type=_pair, action="append", default=[], metavar="COL=VALUE", help="only rows with this value"
    )


def add_counts(parser: argparse.ArgumentParser) -> None:
    """Add FILE, --events and --size."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or Parquet: counts, one row each")
    parser.add_argument("--events", required=True, metavar="COL", help="the column that counts events")
    parser.add_argument("--size", required=True, metavar="COL", help="the column that counts the people they are among")


def _aside(rows: int, why: str) -> list[str]:
    return [f"Rows left aside {why}: {rows:,}."] if rows else []


def _added(groups: dict[str, Counted]) -> list[str]:
    repeated = sorted(number for counted in groups.values() for number in counted.rows[1:])
    if not repeated:
        return []
    return [f"Rows added to an earlier one of the same name: {len(repeated):,} ({rows_in_words(repeated)})."]


def _pair(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not (column and equals):
        raise argparse.ArgumentTypeError(f"'{text}' is not COL=VALUE")
    return column, value
