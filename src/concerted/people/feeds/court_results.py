"""Every sanction since a person's first: what was proven, when, and with what disposal."""

from concerted.kernel.feeds import Column, Feed, InOrder
from concerted.people.feed_words import DISTRICT_HINT, OFFENCE_HINT, SEXES, five_digits
from concerted.places.district_codes import district_codes

DISPOSALS = {
    word: word
    for word in (
        "caution",
        "absolute discharge",
        "conditional discharge",
        "fine",
        "community order",
        "suspended sentence",
        "custody",
    )
}

FEED = Feed(
    code="court_results",
    title="Court results",
    agency="courts",
    category="offending",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="court_results*.csv",
    key=("result_ref",),
    load="people.court_results",
    in_order=(
        InOrder(
            earlier="committed_on",
            later="proven_on",
            wrong="Proven before it was committed",
            mend="Look up both days and write the right ones",
        ),
        InOrder(
            earlier="proven_on",
            later="order_ends_on",
            wrong="The order ends before it was made",
            mend="Look up both days and write the right ones",
        ),
    ),
    columns=(
        Column(name="result_ref", required=True, meaning="result reference", max_length=80),
        Column(name="court_person_id", required=True, meaning="court person number", max_length=80),
        Column(name="given_name", meaning="given name", required=True, max_length=120),
        Column(name="family_name", meaning="family name", required=True, max_length=120),
        Column(name="birth_date", kind="date", birth=True, meaning="birth date"),
        Column(name="sex", kind="code", codes=SEXES, meaning="sex"),
        Column(name="postcode", meaning="postcode", max_length=10),
        Column(name="district", kind="code", codes=district_codes(), meaning="district", hint=DISTRICT_HINT),
        Column(
            name="offence_code",
            required=True,
            check=five_digits,
            hint=OFFENCE_HINT,
            max_length=20,
            meaning="offence code",
        ),
        Column(name="offence", meaning="offence", max_length=200),
        Column(name="committed_on", kind="date", earliest="earliest_event", latest="today", meaning="offence day"),
        Column(
            name="proven_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="day it was proven",
        ),
        Column(name="disposal", kind="code", required=True, codes=DISPOSALS, meaning="disposal"),
        Column(name="order_ends_on", kind="date", earliest="earliest_event", latest="latest_end", meaning="end date"),
    ),
)
