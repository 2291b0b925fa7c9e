"""What the harm figures are called and where they are cut: for the run and for the pages, which load no engine."""

MEASURE = "harm"
MONTHS = 12
MARKS = (1, 2, 5, 10, 20, 50)
"""The shares of people, in per cent, that the table names; the curve has a point at every whole per cent."""
LIST_PERCENT = 5
"""The most harmful share of people whose turnover is told: a display choice, not a definition."""
YEARS = 6
"""Years whose lists are compared: the latest and five before it."""
