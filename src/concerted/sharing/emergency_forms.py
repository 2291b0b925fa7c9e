"""The forms of openings in an emergency."""

from typing import Any

from concerted.sharing.fields import Once, Versioned, choice, words

OUTCOMES = {
    "justified": "Justified: the danger was real, and what was opened was needed",
    "not_justified": "Not justified: it should have been asked for in another way",
    "breach": "A breach of personal data: it goes into the log of breaches",
}


class OpenForm(Once):
    """Why, and for how long; nothing is chosen beforehand."""

    because = words(
        "What is the danger, and to whom?",
        "Say what the danger is, and to whom. The review reads it.",
        "The agencies whose records are opened, and the review, read this.",
        most=500,
    )
    hours = choice("For how long?", "Choose for how long.", [])

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted({1, 2, most // 2, most} - {0})
        self.fields["hours"].choices = [  # type: ignore[attr-defined]
            (str(n), f"{n} hour{'' if n == 1 else 's'}") for n in choices if n <= most
        ]

    def clean_hours(self) -> int:
        """Return the number."""
        return int(self.cleaned_data["hours"])


class ReviewForm(Versioned):
    """What the review found."""

    outcome = choice("What did the review find?", "Choose what the review found.", list(OUTCOMES.items()))
    finding = words("Why?", "Say why.", "What was looked at, and what follows from it.", most=4000)
