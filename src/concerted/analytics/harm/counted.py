"""Offences counted in words, as a reader would say them: "2 robberies", "1 burglary of a home"."""

HEADS = {
    "assault": "assaults", "burglary": "burglaries", "murder": "murders", "rape": "rapes", "robbery": "robberies",
    "theft": "thefts", "fraud": "frauds",
}  # fmt: skip
"""Nouns that are counted, by their plural; offences named after what somebody does are told by how many times."""


def counted(name: str, times: int) -> str:
    """Return an offence's name with how often: '3 shop thefts'; 'drink driving, twice' where no noun is counted."""
    words = name.split(" ")
    for place, word in enumerate(words):
        if word in HEADS:
            words[place] = word if times == 1 else HEADS[word]
            return f"{times} {' '.join(words)}"
    return name if times == 1 else f"{name}, twice" if times == 2 else f"{name}, {times} times"


def joined(parts: list[str]) -> str:
    """Return counted offences in a row; a semicolon parts them where one has a comma of its own."""
    return ("; " if any("," in part for part in parts) else ", ").join(parts)
