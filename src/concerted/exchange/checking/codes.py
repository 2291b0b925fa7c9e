"""Values of a code list: forgiving of case and spaces, and naming the likely one where a value is not in the list."""

from collections.abc import Callable
from difflib import get_close_matches

from concerted.exchange.checking.faults import NEVER, Verdict
from concerted.kernel.feeds import Column, fold

_FEW = 8
_CLOSE = 0.75
_COMPARED = 500  # comparing takes 0.1 ms each: a file of nothing but unknown words must not hold the process

Read = tuple[str | None, Verdict | None]


def code_reader(column: Column) -> Callable[[str], Read]:
    """Return the function that reads one filled cell of a code column: the stored code, or the verdict on it."""
    stored = {fold(sent): code for sent, code in column.codes.items()}
    as_sent = {fold(sent): sent for sent in column.codes}
    never = {fold(sent): reason for sent, reason in column.never.items()}
    unknown: list[str] = []

    def read(text: str) -> Read:
        folded = fold(text)
        if folded in stored:
            return stored[folded], None
        refused = _refused(folded, never)
        if refused is not None:
            return None, Verdict(NEVER, never[refused], "Leave the row out")
        unknown.append(folded)
        return None, _unknown(text, folded, as_sent if len(unknown) <= _COMPARED else {}, column)

    return read


def _refused(folded: str, never: dict[str, str]) -> str | None:
    """Return the value that is never loaded and that a cell means, mistyped or among other words, or None."""
    for word in never:
        if word in folded:
            return word
    close = get_close_matches(folded, list(never), n=1, cutoff=_CLOSE) if never else []
    return close[0] if close else None


def yes_or_no(text: str) -> tuple[bool | None, Verdict | None]:
    """Read yes or no as people and systems write it."""
    folded = fold(text)
    if folded in ("yes", "y", "true", "1"):
        return True, None
    if folded in ("no", "n", "false", "0"):
        return False, None
    return None, Verdict("unknown_code", "Neither yes nor no", "Write yes or no")


def _unknown(text: str, folded: str, as_sent: dict[str, str], column: Column) -> Verdict:
    close = get_close_matches(folded, list(as_sent), n=1, cutoff=_CLOSE) or _begun(folded, as_sent)
    if close:
        likely = as_sent[close[0]]
        spaces = " (and a space at the end)" if text != text.rstrip() else ""
        return Verdict("unknown_code", f"Looks like {likely}{spaces}", f"Use {likely}", likely)
    listed = list(dict.fromkeys(column.codes))
    mend = f"Use one of: {', '.join(listed)}" if len(listed) <= _FEW else column.hint or "Use a value of the list"
    return Verdict("unknown_code", f"No {column.meaning} that we know", mend)


def _begun(folded: str, as_sent: dict[str, str]) -> list[str]:
    """Return the only value of which a cell holds the first word or words ('Southend' of 'Southend-on-Sea')."""
    begun = [value for value in as_sent if len(folded) > 3 and value.startswith((f"{folded} ", f"{folded}-"))]
    return begun if len(begun) == 1 else []
