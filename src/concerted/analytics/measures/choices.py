"""The choices that a declaration of a measure makes by name."""

from enum import StrEnum


class Cohort(StrEnum):
    """Who is counted, and when the follow-up of each begins (the index date)."""

    CASELOAD = "caseload"
    """Each person on each caseload snapshot, once; the index date is the day of the snapshot."""

    FIRST_START = "first start"
    """Each person once in a cohort's time, on the first day in it on which a start of risk falls."""


class Shows(StrEnum):
    """What is made of the whole numbers that are counted."""

    RATE = "rate"
    """Reoffenders over offenders."""

    FREQUENCY = "frequency"
    """Reoffences over reoffenders, and over offenders."""

    TIME = "time"
    """Days from the index date to the first reoffence, censored where the follow-up ends without one."""


class StartsFrom(StrEnum):
    """The column of events that holds the start of risk; the value is its name."""

    START = "start_on"
    """Release from custody, else the day of the sentence or caution, as the file has it."""

    PROVEN = "proven_on"
    """The day of the conviction or caution, even if custody follows."""


class Tie(StrEnum):
    """The area of a person whose index date has several; an area that is known stands before one that is not."""

    SMALLEST_AREA = "smallest area"
    LARGEST_AREA = "largest area"

    @property
    def aggregate(self) -> str:
        """The SQL aggregate that finds it."""
        return "min" if self is Tie.SMALLEST_AREA else "max"

    @property
    def order(self) -> str:
        """The SQL order that puts it first."""
        return "ASC" if self is Tie.SMALLEST_AREA else "DESC"
