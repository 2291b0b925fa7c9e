"""The words of a person's page: pronouns as recorded, counts, points, scores."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pronouns:
    """How a page speaks of a person: as recorded, else they."""

    they: str
    them: str
    their: str
    themself: str
    plural: bool

    @property
    def are(self) -> str:
        """ "he is" or "they are"."""
        return f"{self.they} {'are' if self.plural else 'is'}"

    @property
    def does(self) -> str:
        """ "does he" or "do they": the verb that goes with it."""
        return "do" if self.plural else "does"

    @property
    def own_words(self) -> str:
        """The heading over what the person says."""
        return f"{self.their.capitalize()} own words"


_RECORDED = {
    "M": Pronouns("he", "him", "his", "himself", False),
    "F": Pronouns("she", "her", "her", "herself", False),
}
_ELSE = Pronouns("they", "them", "their", "themself", True)
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def pronouns(sex: str) -> Pronouns:
    """Return the pronouns for a recorded sex: M, F; anything else is not known."""
    return _RECORDED.get(sex, _ELSE)


def count_in_words(count: int) -> str:
    """Return "three" for 3; numbers above nine in digits."""
    return _COUNTS[count] if count < len(_COUNTS) else f"{count:,}"


def ordinal(count: int) -> str:
    """Return "second" for 2; above nine "10th" and so on."""
    if count < len(_ORDINALS):
        return _ORDINALS[count]
    ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def joined(names: list[str]) -> str:
    """Return names as in a sentence: "a", "a and b", "a, b and c"; empty for none."""
    *most, last = names or [""]
    return f"{', '.join(most)} and {last}" if most else last


def lower_first(text: str) -> str:
    """Return a text to stand inside a sentence: "Robbery" -> "robbery", but "ABH" as it is."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def points_in_words(points: float) -> str:
    """Return harm points as pages write them: "403", "1,114", "2.5"."""
    return f"{points:,.2f}".rstrip("0").rstrip(".")


def points_counted(points: float) -> str:
    """Return harm points with their noun: "1 harm point", "403 harm points"."""
    return f"{points_in_words(points)} harm {'point' if points == 1 else 'points'}"


def per_cent(percent: float) -> str:
    """Return a score in per cent with one decimal at most: 84.0 -> "84%", 89.96 -> "89.9%": never up into a band."""
    tenths = int(float(percent) * 10 + 1e-9)
    return f"{tenths / 10:.1f}".removesuffix(".0") + "%"
