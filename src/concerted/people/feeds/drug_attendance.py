"""Attendance at a drug and alcohol service. Not linked in bulk: people are asked about one at a time (S18)."""

from concerted.kernel.feeds import Column, Feed
from concerted.people.feed_words import SEXES

FEED = Feed(
    code="drug_attendance",
    title="Drug and alcohol attendance",
    agency="second_start",
    category="drug_and_alcohol",
    file_pattern="drug_alcohol_attendance*.csv",
    key=("client_ref", "attended_on"),
    load="people.drug_attendance",
    columns=(
        Column(name="client_ref", required=True, meaning="client reference", max_length=80),
        Column(name="given_name", meaning="given name", required=True, max_length=120),
        Column(name="family_name", meaning="family name", required=True, max_length=120),
        Column(name="birth_date", kind="date", birth=True, meaning="birth date"),
        Column(name="sex", kind="code", codes=SEXES, meaning="sex"),
        Column(
            name="attended_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="day of the appointment",
        ),
        Column(name="attended", kind="yes_no", required=True, meaning="attendance"),
    ),
)
