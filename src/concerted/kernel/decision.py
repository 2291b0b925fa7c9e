"""What a rule answers: yes or no, and a reason that the chair of a meeting can read aloud."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no with its reason; true in a condition when the answer is yes. Raises ValueError without a reason."""

    yes: bool
    because: str

    def __post_init__(self) -> None:
        if not self.because.strip():
            raise ValueError("A decision needs a reason that can be read aloud.")

    def __bool__(self) -> bool:
        return self.yes
