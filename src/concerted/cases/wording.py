"""The words of a case that more than one act or page needs, and the exact text told."""

from datetime import date

from concerted.kernel.days import in_words


def sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    text = text.strip()
    return text if not text or text[-1] in ".?!" else f"{text}."


def name_in(whom: str) -> str:
    """Return the name alone of what `about` made."""
    return whom.removesuffix(", birth date not known").rpartition(", born ")[0] or whom.partition(", birth date")[0]


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 action", "2 actions", "no actions": a number with its word."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def told_of_action(*, words: str, whom: str, due_on: date, note: str, asked_by: str) -> str:
    """Return the exact text that the agency reads: what, by when, for whom, what else it must know, whom to ask."""
    parts = [f"{words.strip().rstrip('.')} by {in_words(due_on)}.", f"For {whom}.", sentence(note), f"Ask: {asked_by}."]
    return " ".join(part for part in parts if part)


def told_of_question(*, words: str, whom: str, due_on: date, until_on: date, asked_by: str) -> str:
    """Return the exact text that a service reads: the question, about whom, who asks, by when, and until when."""
    return (
        f"{words.strip().rstrip('?.')}? About {whom}. Asked by {asked_by}. Answer by {in_words(due_on)}. "
        f"Your answer is used until {in_words(until_on)}."
    )
