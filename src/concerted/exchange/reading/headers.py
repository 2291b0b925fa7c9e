"""Finding a feed's columns in the headings of a file, in whatever order they come."""

from collections.abc import Sequence
from difflib import get_close_matches

from concerted.exchange.reading.sent import ADDED, FIRST_ROW, ROW, Most
from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import Feed, fold_header


class Headings:
    """The columns of one file: `names` as the table will have them, `sent` as they came, `mended` when it returns.

    A name of None stands for a column that is left out: a blank heading, or one that a file to mend added.
    """

    def __init__(self, sent: Sequence[str], feed: Feed, most: Most) -> None:
        """Match the headings; BadFile names what is missing, doubled or too much."""
        self.sent = tuple(text.strip() for text in sent)
        if len(self.sent) > most.columns:
            raise BadFile(
                f"This file has {len(self.sent):,} columns; {feed.title} has {len(feed.columns)} and at most "
                f"{most.columns} are read. Delete the columns that are not needed."
            )
        folded = [fold_header(text) for text in self.sent]
        self.mended = set(folded) >= ADDED
        self.names = _named(folded, feed, leave_out=ADDED if self.mended else frozenset())
        self._refuse_doubled(feed)
        self._refuse_missing(feed)

    @property
    def kept(self) -> dict[str, str]:
        """The names of the table's columns with the headings as sent."""
        pairs = zip(self.names, self.sent, strict=True)
        return {name: sent for name, sent in pairs if name is not None and name != FIRST_ROW}

    def notes(self, feed: Feed) -> list[str]:
        """Return what is worth saying about the columns though the file is read."""
        notes = []
        known = [name for name in self.names if name in feed.names]
        expected = [name for name in feed.names if name in known]
        moved = sum(a != b for a, b in zip(known, expected, strict=True))
        if moved:
            notes.append(f"{moved} columns in another order: recognised by name")
        unknown = [sent for name, sent in self.kept.items() if name not in feed.names]
        if unknown:
            notes.append(f"Not expected and not loaded: {', '.join(unknown)}")
        return notes

    def _refuse_doubled(self, feed: Feed) -> None:
        for name in feed.names:
            places = [index for index, other in enumerate(self.names) if other == name]
            if len(places) > 1:
                letters = " and ".join(column_letters(index) for index in places)
                raise BadFile(f"The column {name} is there twice (columns {letters}). Delete or rename one of them.")

    def _refuse_missing(self, feed: Feed) -> None:
        missing = [name for name in feed.names if name not in self.names]
        if not missing:
            return
        if len(missing) == len(feed.names):
            raise BadFile(
                f"No column of {feed.title} is in the first row. The first row must hold the names of the columns: "
                f"{', '.join(feed.names)}."
            )
        spare = {
            fold_header(text): text for name, text in zip(self.names, self.sent, strict=True) if name not in feed.names
        }
        said = []
        for name in missing:
            close = get_close_matches(name, list(spare), n=1, cutoff=0.75)
            said.append(f"{name} (is it '{spare[close[0]]}'?)" if close else name)
        one = len(missing) == 1
        raise BadFile(
            f"{'A column is' if one else f'{len(missing)} columns are'} missing: {', '.join(said)}. "
            f"Add {'it' if one else 'them'} to the first row; a column that is not known may be left empty below."
        )


def column_letters(index: int) -> str:
    """Return the letters by which a spreadsheet names the column at an index from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _named(folded: Sequence[str], feed: Feed, leave_out: frozenset[str]) -> tuple[str | None, ...]:
    by_heading = {heading: column.name for column in feed.columns for heading in column.headings}
    names: list[str | None] = []
    spare: set[str] = {ROW, FIRST_ROW, *feed.names}
    for index, heading in enumerate(folded):
        if not heading or heading in leave_out:
            names.append(None)
        elif leave_out and heading == FIRST_ROW and FIRST_ROW not in names:
            names.append(FIRST_ROW)
        elif heading in by_heading:
            names.append(by_heading[heading])
        else:
            name = f"other_{heading}"
            while name in spare:
                name = f"{name}_{column_letters(index).lower()}"
            spare.add(name)
            names.append(name)
    return tuple(names)
