"""The errors whose messages are written for the person who reads them."""


class ConcertedError(Exception):
    """Something went wrong that the message explains, with the way to mend it."""


class Refused(ConcertedError):
    """A rule refuses an act; the message is the reason that the user is shown."""


class BadFile(ConcertedError):
    """A file that cannot be read at all; the message says where and how to mend it."""
