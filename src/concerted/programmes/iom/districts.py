"""The county's districts as filters offer them."""

from concerted.places.district_codes import district_codes


def offered() -> list[tuple[str, str]]:
    """Return code and name of each district, by name."""
    named = district_codes()
    codes = set(named.values())
    return sorted(((code, name) for name, code in named.items() if name not in codes), key=lambda pair: pair[1])
