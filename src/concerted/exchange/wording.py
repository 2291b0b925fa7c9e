"""The words in which pages say what became of a file."""

from typing import Final

STATES: Final[dict[str, tuple[str, str]]] = {
    "waiting": ("neutral", "Waits its turn"),
    "checking": ("moving", "Being checked"),
    "loading": ("moving", "Being loaded"),
    "loaded": ("done", "Nothing to mend"),
    "refused": ("overdue", "Not taken"),
    "failed": ("overdue", "Stopped"),
}
"""State of a sending -> kind of tag and its words."""

STEPS: Final[dict[str, tuple[str, str]]] = {
    "waiting": ("It waits its turn.", "The file is kept. Nothing of it can be lost."),
    "checking": ("It is being checked.", "Each cell is compared with what the feed expects."),
    "loading": ("It is being loaded.", "All rows that are right go in together, or none."),
}

SAID: Final[dict[str, str]] = {
    "received": "The file is here. It is checked and loaded now.",
    "mended": "The mended rows are here. They are checked and loaded now.",
    "bulk": "The rows are mended and checked again now.",
    "left_out": "The rows are left out. You can take that back.",
    "taken_back": "The rows wait to be mended again.",
}
"""What a page says, once, after an act."""

FORMS: Final[dict[str, str]] = {"csv": "CSV", "xlsx": "XLSX", "parquet": "Parquet"}
"""How a file's form is written."""


def size_in_words(size: int) -> str:
    """Return a file's size as pages say it: "0.4 MB", "2 KB"."""
    if size >= 100_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 row", "2,314 rows", "no rows"."""
    if count == 1:
        return f"1 {one}"
    return f"{count:,} {many or one + 's'}" if count else f"no {many or one + 's'}"
