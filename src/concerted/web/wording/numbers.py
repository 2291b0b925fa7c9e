"""Numbers in words: one decimal, thousands with commas, counts beside rates. Halves are rounded away from zero.

A float is read by its shortest decimal writing, so that 0.0845 is 8.45 and not the binary number just below it.
"""

from decimal import ROUND_HALF_UP, Decimal

Number = int | float | Decimal
NOT_KNOWN = "not known"


def percent(share: Number | None, places: int | str = 1) -> str:
    """ "8.9%" for the share 0.0893; a quoted source keeps its own number of decimals by `places`."""
    return NOT_KNOWN if share is None else f"{_rounded(_exact(share) * 100, int(places)):f}%"


def points(difference: Number | None) -> str:
    """ "0.5 points" for a difference of two shares of 0.005, whichever is the larger."""
    if difference is None:
        return NOT_KNOWN
    size = _rounded(abs(_exact(difference)) * 100, 1)
    return f"{size:f} point{'' if size == 1 else 's'}"


def thousands(count: Number | None) -> str:
    """ "2,314"."""
    return NOT_KNOWN if count is None else f"{_rounded(_exact(count), 0):,f}"


def rate(part: int | None, whole: int | None) -> str:
    """ "8.9% (823 of 9,214)"; "none of 0" has no rate and says so."""
    if part is None or whole is None:
        return NOT_KNOWN
    if whole == 0:
        return "no rate (0 of 0)"
    return f"{percent(Decimal(part) / Decimal(whole))} ({thousands(part)} of {thousands(whole)})"


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 action", "2,314 actions", "no actions"; `many` where the plural does not end in s."""
    words = one if count == 1 else many or f"{one}s"
    return f"{thousands(count) if count else 'no'} {words}"


def _exact(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else value)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
