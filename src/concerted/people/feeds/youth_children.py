"""Children known to the youth service. Not linked in bulk: they join one by one (S18)."""

from concerted.kernel.feeds import Column, Feed, InOrder
from concerted.people.feed_words import SEXES

FEED = Feed(
    code="youth_children",
    title="Youth service",
    agency="youth",
    category="childrens_services",
    file_pattern="youth_service*.xlsx",
    sheet="Children",
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    key=("child_ref", "started_on"),
    load="people.youth_children",
    in_order=(
        InOrder(
            earlier="started_on",
            later="ended_on",
            wrong="Ended before it started",
            mend="Look up both days and write the right ones",
        ),
    ),
    columns=(
        Column(name="child_ref", required=True, meaning="child reference", max_length=80),
        Column(name="given_name", meaning="given name", required=True, max_length=120),
        Column(name="family_name", meaning="family name", required=True, max_length=120),
        Column(name="birth_date", kind="date", birth=True, meaning="birth date"),
        Column(name="sex", kind="code", codes=SEXES, meaning="sex"),
        Column(
            name="started_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="start",
        ),
        Column(name="ended_on", kind="date", earliest="earliest_event", latest="latest_end", meaning="end"),
        Column(name="reason", meaning="reason", max_length=200),
    ),
)
