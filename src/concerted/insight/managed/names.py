"""What the run of the managed cohort is called, and why somebody is left out of it; the page loads no engine for it."""

MEASURE = "managed-"
"""How the measure's code begins; the programme's code follows."""
NOT_OVER = "people whose 12 months and 6 for proof are not over"
NOBODY_LIKE = "people with nobody like them on the list of the day"
WAITING = "people who wait until a whole wave is followed"
