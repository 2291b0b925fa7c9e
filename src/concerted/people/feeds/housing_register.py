"""Who applied to Colchester's housing register, and what became of it."""

from concerted.kernel.feeds import Column, Feed, InOrder
from concerted.people.feed_words import SEXES

STATUSES = {word: word for word in ("waiting", "offered", "housed", "closed")}
NAME_HINT = "Write it as SURNAME, Forename"


def surname_first(text: str) -> str | None:
    """Return what is wrong with a name in the form 'SURNAME, Forename Middle', None when it has that form."""
    family, comma, given = text.partition(",")
    return None if comma and family.strip() and given.strip() else "No comma between surname and forename"


FEED = Feed(
    code="housing_register",
    title="Housing register",
    agency="housing_colchester",
    category="housing",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="housing_register*.csv",
    encodings=("latin-1", "cp1252"),
    delimiter=";",
    date_formats=("%d.%m.%Y",),
    key=("application_no",),
    load="people.housing_register",
    in_order=(
        InOrder(
            earlier="applied",
            later="status_on",
            wrong="The status is older than the application",
            mend="Look up both days and write the right ones",
        ),
    ),
    columns=(
        Column(name="application_no", required=True, meaning="application number", max_length=80),
        Column(name="name", required=True, check=surname_first, hint=NAME_HINT, meaning="name", max_length=240),
        Column(name="dob", kind="date", birth=True, meaning="birth date"),
        Column(name="sex", kind="code", codes=SEXES, meaning="sex"),
        Column(name="address", meaning="address", max_length=200),
        Column(name="postcode", meaning="postcode", max_length=10),
        Column(
            name="applied",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="day of application",
        ),
        Column(name="status", kind="code", required=True, codes=STATUSES, meaning="status"),
        Column(name="status_on", kind="date", earliest="earliest_event", latest="today", meaning="day of the status"),
    ),
)
