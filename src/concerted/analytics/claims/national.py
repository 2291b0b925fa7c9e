"""How many people the national measure counted, against which an implied cohort is held.

Dated constants with their source. They apply to the local adult measure of England and Wales (adults on the probation
caseload, four quarter-end counts added, three months to reoffend) and to no other.
"""

from datetime import date
from typing import NamedTuple

from concerted.analytics.claims.figures import Written


class National(NamedTuple):
    """Everybody counted in England and Wales over the four quarters of a period, [from_on, until_on)."""

    counted: int
    from_on: date
    until_on: date
    source: str

    @property
    def period(self) -> str:
        """The period in words, by its first and last month."""
        last = date(self.until_on.year, self.until_on.month - 1, 1)
        return f"{self.from_on:%B %Y} to {last:%B %Y}"


LATEST = National(
    605_966,
    date(2012, 7, 1),
    date(2013, 7, 1),
    "Ministry of Justice, Local Adult Reoffending, as reported by russellwebster.com",
)
CEILING = 645_384
"""The highest number that is known: the 616,252 of April 2012 to March 2013 and the 29,132 by which they had fallen."""


class KnownClaim(NamedTuple):
    """A printed claim whose meaning was worked out from its source: its rates and counts, the earlier first."""

    figures: tuple[tuple[str, int], tuple[str, int]]
    said: str
    why_local_adult: str
    yardstick: str


STATEMENT_2013 = KnownClaim(
    figures=(("9.42", 12_818), ("8.45", 11_617)),
    said="the county's statement on its conference of 29 November 2013, which calls the counts repeat offenders",
    why_local_adult=(
        "In the Ministry of Justice's local adult measure the number of offenders beside a rate is four quarter-end "
        "caseloads added; 11,617 is 1.9% and 12,818 is 2.0% of those of England and Wales, which one county may well be"
    ),
    yardstick="The county had 1,621 reoffenders in the whole of the 2021 cohort of the proven measure.",
)


def is_the_2013_statement(sides: tuple[Written, ...]) -> bool:
    """Whether two sides are the rates and counts of the statement of 2013, however they were put."""
    return tuple((side.rate.text if side.rate else "", _count(side)) for side in sides) == STATEMENT_2013.figures


def _count(side: Written) -> int:
    return side.count or side.whole or side.part or 0
