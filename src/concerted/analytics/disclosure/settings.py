"""The local settings of disclosure control, with where each default comes from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Settings that an area may change. Raises ValueError for those that would protect nobody or less than adults.

    threshold            a count of people below it is hidden, nought included (ONS research outputs: 10; UK LLC: any
                         count under 10, zero included)
    rate_hidden_under    a rate over fewer offenders is hidden: our choice, not a quoted rule
    rounding             counts are rounded to this number: ONS names 5 or 10, which of them is our choice
    secondary            other cells are hidden too, so that no hidden one can be worked out from totals
    children_threshold   the threshold of cells that hold children; None is "not configured": they are not released
    """

    threshold: int = 10
    rate_hidden_under: int = 30
    rounding: int = 5
    secondary: bool = True
    children_threshold: int | None = None

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.rounding < 1 or self.rate_hidden_under < self.threshold:
            raise ValueError("Threshold and rounding must be at least 1, and no rate may rest on a hidden count.")
        if self.children_threshold is not None and self.children_threshold <= self.threshold:
            raise ValueError("The threshold for children must be higher than that for adults.")

    def in_words(self) -> dict[str, str]:
        """Return each setting in words, for the page beside the figures."""
        children = "a threshold for children is not configured: no figure about them is released"
        if self.children_threshold is not None:
            children = f"a count of children under {self.children_threshold} is hidden"
        return {
            "threshold": f"a count of people under {self.threshold} is hidden, nought included",
            "rate_hidden_under": f"a rate over fewer than {self.rate_hidden_under} offenders is hidden (our choice)",
            "rounding": f"counts are rounded to the nearest {self.rounding} (our choice of the two usual ones), "
            "and rates are those of the rounded counts",
            "secondary": "further cells are hidden so that none can be worked out from a total"
            if self.secondary
            else "off: hidden cells can be worked out from totals",
            "children_threshold": children,
        }
