"""Who stood on probation's caseload at each quarter end, and under which order."""

from concerted.kernel.feeds import Column, Feed, InOrder
from concerted.people.feed_words import DISTRICT_HINT, SEXES
from concerted.places.district_codes import district_codes

FEED = Feed(
    code="probation_caseload",
    title="Probation caseload",
    agency="probation",
    category="supervision",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="probation_caseload*.xlsx",
    sheet="Caseload",
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    key=("crn", "snapshot_on"),
    load="people.probation_caseload",
    in_order=(
        InOrder(
            earlier="sentenced_on",
            later="order_ends_on",
            wrong="The order ends before the sentence",
            mend="Look up both days and write the right ones",
        ),
    ),
    columns=(
        Column(name="crn", required=True, meaning="case reference number", max_length=80),
        Column(name="given_name", meaning="given name", required=True, max_length=120),
        Column(name="family_name", meaning="family name", required=True, max_length=120),
        Column(name="birth_date", kind="date", birth=True, meaning="birth date"),
        Column(name="sex", kind="code", codes=SEXES, meaning="sex"),
        Column(name="address", meaning="address", max_length=200),
        Column(name="postcode", meaning="postcode", max_length=10),
        Column(name="district", kind="code", codes=district_codes(), meaning="district", hint=DISTRICT_HINT),
        Column(
            name="snapshot_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="quarter end",
        ),
        Column(name="order", meaning="order", max_length=60),
        Column(name="sentenced_on", kind="date", earliest="earliest_event", latest="today", meaning="day of sentence"),
        Column(name="order_ends_on", kind="date", earliest="earliest_event", latest="latest_end", meaning="end date"),
    ),
)
