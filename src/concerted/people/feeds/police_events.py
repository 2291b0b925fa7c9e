"""Arrests and crimes with a named suspect, from police custody and crime records."""

from concerted.kernel.feeds import Column, Feed
from concerted.people.feed_words import DISTRICT_HINT, OFFENCE_HINT, SEXES, five_digits
from concerted.places.district_codes import district_codes

OUTCOMES = {
    word: word
    for word in (
        "charged",
        "no further action",
        "released under investigation",
        "bailed",
        "cautioned",
        "community resolution",
    )
}
NEVER = {
    "victim": "This feed takes suspects only; a victim is never loaded here",
    "witness": "This feed takes suspects only; a witness is never loaded here",
}

FEED = Feed(
    code="police_events",
    title="Police events",
    agency="police",
    category="offending",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="police_events*.csv",
    date_formats=("%d/%m/%Y",),
    key=("event_ref",),
    load="people.police_events",
    columns=(
        Column(name="event_ref", required=True, meaning="event reference", max_length=80),
        Column(name="police_id", required=True, meaning="police person number", max_length=80),
        Column(name="role", kind="code", required=True, codes={"suspect": "suspect"}, never=NEVER, meaning="role"),
        Column(name="given_name", meaning="given name", required=True, max_length=120),
        Column(name="family_name", meaning="family name", required=True, max_length=120),
        Column(name="birth_date", kind="date", birth=True, meaning="birth date"),
        Column(name="sex", kind="code", codes=SEXES, meaning="sex"),
        Column(name="address", meaning="address", max_length=200),
        Column(name="postcode", meaning="postcode", max_length=10),
        Column(name="district", kind="code", codes=district_codes(), meaning="district", hint=DISTRICT_HINT),
        Column(
            name="happened_at",
            kind="instant",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="time it happened",
        ),
        Column(name="kind", kind="code", required=True, codes={"arrest": "arrest", "crime": "crime"}, meaning="kind"),
        Column(
            name="offence_code",
            check=five_digits,
            hint=OFFENCE_HINT,
            max_length=20,
            meaning="offence code",
        ),
        Column(name="offence", meaning="offence", max_length=200),
        Column(name="outcome", kind="code", codes=OUTCOMES, meaning="outcome"),
    ),
)
