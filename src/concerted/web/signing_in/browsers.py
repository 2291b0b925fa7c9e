"""A browser in words, for the list of where a person is signed in."""

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("CrOS", "a Chromebook"),
           ("Windows", "Windows"), ("Mac OS X", "a Mac"), ("Linux", "Linux"))  # fmt: skip


def in_words(agent: str) -> str:
    """Return "Firefox on Windows", or what of it is known. The agent is what the browser says of itself: a hint."""
    browser = next((word for mark, word in BROWSERS if mark in agent), "A browser")
    system = next((word for mark, word in SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser
