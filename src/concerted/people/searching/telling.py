"""What a search without an answer says: what was tried, and what to leave out next."""

from concerted.kernel.days import in_words
from concerted.people.searching.asked import Asked
from concerted.people.wording import joined


def tried(asked: Asked) -> list[str]:
    """Return a sentence for each thing that was looked for, with the ways in which it was."""
    said = []
    if asked.names:
        words = joined([f"“{word.capitalize()}”" for word in asked.names])
        said.append(
            f"{words}: as first name, surname and former name, as it sounds, with one letter wrong, "
            "and as another form of a first name."
        )
    if asked.born:
        said.append(f"Born {in_words(asked.born)}: also with day and month swapped, and with one digit wrong.")
    if asked.year:
        said.append(f"Born in {asked.year}.")
    if asked.postcode:
        said.append(f"The postcode {spaced(asked.postcode)}, present or past, and as an agency’s number.")
    if asked.number:
        said.append(f"“{asked.number}” as an agency’s own number.")
    if asked.reference:
        said.append(f"The reference {asked.reference}.")
    return said


def spaced(postcode: str) -> str:
    """Return a postcode as it is written: co43ql -> CO4 3QL."""
    return f"{postcode[:-3]} {postcode[-3:]}".upper()


def without(asked: Asked) -> list[tuple[str, str]]:
    """Return what to ask next: each thing left out that is not the only one, in words, and the text without it."""
    parts = [(f"“{word.capitalize()}”", word) for word in asked.names]
    if asked.born:
        parts.append(("the birth date", asked.born.isoformat()))
        if asked.names:
            parts.append(("day and month of birth", ""))
    if asked.year:
        parts.append(("the year", str(asked.year)))
    if asked.postcode:
        parts.append(("the postcode", spaced(asked.postcode)))
    if asked.number:
        parts.append(("the number", asked.number))
    held = [text for _, text in parts if text]
    if len(held) < 2:
        return []
    found = []
    for words, left in parts:
        if left:
            found.append((words, " ".join(text for text in held if text != left)))
        elif asked.born:
            found.append((words, " ".join([*asked.names, str(asked.born.year)])))
    return found
