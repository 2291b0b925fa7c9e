"""Whom the scheme managed before, from its old spreadsheet."""

from concerted.kernel.feeds import Column, Feed, InOrder

FEED = Feed(
    code="iom_cohort",
    title="IOM cohort",
    agency="iom",
    category="cohort",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="iom_cohort*.csv",
    key=("police_id", "adopted_on"),
    load="iom.cohort",
    in_order=(
        InOrder(
            earlier="adopted_on",
            later="left_on",
            wrong="Left before being adopted",
            mend="Look up both days and write the right ones",
        ),
    ),
    columns=(
        Column(name="police_id", required=True, meaning="police person number", max_length=80),
        Column(
            name="adopted_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="day of adoption",
        ),
        Column(name="kind", kind="code", codes={word: word for word in ("Fixed", "Flex", "Free")}, meaning="kind"),
        Column(name="colour", kind="code", codes={word: word for word in ("red", "amber", "green")}, meaning="colour"),
        Column(name="left_on", kind="date", earliest="earliest_event", latest="today", meaning="day of leaving"),
    ),
)
