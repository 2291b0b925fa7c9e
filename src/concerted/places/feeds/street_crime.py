"""Street-level crime as data.police.uk publishes it. Rows have no key: a force and month are replaced as a whole."""

from datetime import date

from concerted.kernel.feeds import Column, Feed

FIRST_MONTH = date(2010, 12, 1)
"""The first month that data.police.uk published."""


FEED = Feed(
    code="street_crime",
    title="Street-level crime",
    agency="police",
    category="published",
    source="data.police.uk, Open Government Licence v3.0",
    file_pattern="essex-????-??.csv.gz",
    date_formats=("%Y-%m",),
    rows_are="replace_whole",
    replace_by=("falls_within", "month"),
    load="places.street_crime",
    columns=(
        Column(name="crime_id", meaning="crime ID", max_length=64),
        Column(name="month", kind="date", required=True, earliest=FIRST_MONTH, latest="today", meaning="month"),
        Column(name="reported_by", meaning="force that reported", max_length=100),
        Column(name="falls_within", required=True, meaning="force", max_length=100),
        Column(name="longitude", kind="decimal", meaning="longitude"),
        Column(name="latitude", kind="decimal", meaning="latitude"),
        Column(name="location", meaning="location", max_length=200),
        Column(name="lsoa_code", meaning="LSOA code", max_length=9),
        Column(name="lsoa_name", meaning="LSOA name", max_length=80),
        Column(name="crime_type", required=True, meaning="crime type", max_length=60),
        Column(name="last_outcome_category", meaning="outcome", max_length=120),
        Column(name="context", meaning="context"),
    ),
)
