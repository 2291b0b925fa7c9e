"""When people come out of prison; a later row states a changed date."""

from concerted.kernel.feeds import Column, Feed, InOrder
from concerted.people.feed_words import SEXES

REASONS = {word: word for word in ("release", "recall", "changed date")}

FEED = Feed(
    code="prison_releases",
    title="Prison releases",
    agency="prisons",
    category="custody",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="prison_releases*.csv",
    date_formats=("%d-%b-%Y",),
    key=("prison_no", "received_on", "stated_on", "reason"),
    load="people.prison_releases",
    in_order=(
        InOrder(
            earlier="received_on",
            later="release_on",
            wrong="Released before received into prison",
            mend="Look up both days and write the right ones",
        ),
        InOrder(
            earlier="release_on",
            later="licence_ends_on",
            wrong="The licence ends before the release",
            mend="Look up both days and write the right ones",
        ),
    ),
    columns=(
        Column(name="prison_no", required=True, meaning="prison number", max_length=80),
        Column(name="surname", required=True, meaning="surname", max_length=120),
        Column(name="forenames", required=True, meaning="forenames", max_length=120),
        Column(name="dob", kind="date", birth=True, meaning="birth date"),
        Column(name="sex", kind="code", codes=SEXES, meaning="sex"),
        Column(
            name="received_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="day received",
        ),
        Column(name="release_on", kind="date", earliest="earliest_event", latest="latest_end", meaning="release date"),
        Column(
            name="licence_ends_on", kind="date", earliest="earliest_event", latest="latest_end", meaning="licence end"
        ),
        Column(
            name="stated_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="day it was stated",
        ),
        Column(name="reason", kind="code", required=True, codes=REASONS, meaning="reason"),
    ),
)
