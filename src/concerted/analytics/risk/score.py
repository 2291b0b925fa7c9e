"""What a predictor answers: a probability with its parts, or no score and the reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the sum: the coefficient's name, the factor it belongs to, in words, and what it adds (log odds)."""

    name: str
    factor: str
    words: str
    contribution: float


@dataclass(frozen=True, slots=True)
class Score:
    """A probability in per cent with its band, or none of both and why.

    `percent` has two decimals. `missing` names the mandatory inputs that were absent or impossible. When there is no
    score, `because` is a sentence for the page and `terms` is empty.
    """

    percent: float | None
    band: str | None
    terms: tuple[Term, ...]
    missing: tuple[str, ...]
    because: str
    predictor: str
    version: str

    def __bool__(self) -> bool:
        return self.percent is not None

    @property
    def total(self) -> float | None:
        """The sum of the terms (log odds), or None without a score."""
        return sum(term.contribution for term in self.terms) if self.terms else None


def no_score(*, missing: tuple[str, ...], because: str, predictor: str, version: str) -> Score:
    """Return the answer of a predictor that lacks what it must know: never a guess."""
    return Score(None, None, (), missing, because, predictor, version)


def in_a_row(names: tuple[str, ...]) -> str:
    """Return names joined as in a sentence: 'a', 'a and b', 'a, b and c'."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
