"""Appointments kept and missed, recalls and breaches."""

from concerted.kernel.feeds import Column, Feed

KINDS = {word: word for word in ("kept appointment", "missed appointment", "recall", "breach")}

FEED = Feed(
    code="probation_contacts",
    title="Probation contacts",
    agency="probation",
    category="supervision",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="probation_caseload*.xlsx",
    sheet="Contacts",
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    key=("crn", "happened_on", "kind"),
    load="people.probation_contacts",
    columns=(
        Column(name="crn", required=True, meaning="case reference number", max_length=80),
        Column(
            name="happened_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="day it happened",
        ),
        Column(name="kind", kind="code", required=True, codes=KINDS, meaning="kind of contact"),
    ),
)
