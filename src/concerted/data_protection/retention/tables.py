"""What each protected table holds, in words, and of which categories its rows may be: the schedule covers them all."""

TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "people.record": ("records of people", ("identity",)),
    "people.address": ("addresses", ("whereabouts", "protected_address")),
    "people.event": (
        "events",
        (
            "offending",
            "supervision",
            "custody",
            "housing",
            "drug_and_alcohol",
            "childrens_services",
            "mental_health",
            "sexual_health",
            "refuge",
            "sexual_violence",
            "intelligence",
            "covert",
        ),
    ),
    "people.score": ("scores that probation sent", ("score",)),
    "people.caseloadrow": ("places on the caseload", ("supervision",)),
    "people.searchtoken": ("words by which records are found", ("identity", "whereabouts")),
    "people.link": ("links between records", ("link",)),
    "people.harm": ("harm points", ("derived",)),
    "people.likelihood": ("likelihoods", ("derived",)),
    "sharing.consent": ("consents", ("consent",)),
    "sharing.enquiry": ("questions who else knows somebody", ("asking",)),
    "sharing.relay": ("copies of such questions", ("relayed", "relayed_to_nobody")),
    "sharing.enquiryanswer": ("answers to such questions", ("knows",)),
    "sharing.statement": ("statements that were disclosed", ("attends", "knows")),
    "sharing.notice": ("notices", ("notice",)),
    "sharing.victimrequest": ("requests for a victim's information", ("victim_request",)),
    "sharing.victimanswer": ("answers to such requests", ("victim_answer",)),
    "sharing.emergency": ("openings in an emergency", ("emergency",)),
    "data_protection.breach": ("breaches", ("breach",)),
    "data_protection.legalhold": ("legal holds", ("retention",)),
    "data_protection.retentionreview": ("decisions to keep or erase", ("retention",)),
    "data_protection.erasure": ("certificates of erasure", ("retention",)),
    "data_protection.subjectaccess": ("requests to see records", ("rights",)),
    "data_protection.disclosable": ("entries of answers", ("rights",)),
    "data_protection.rectification": ("requests to put records right", ("rights",)),
    "cases.case": ("cases", ("case", "marac", "victim_notes")),
    "cases.step": ("steps of cases", ("case", "marac")),
    "cases.need": ("needs", ("case",)),
    "cases.review": ("reviews of plans", ("case",)),
    "cases.action": ("actions that were asked for", ("action",)),
    "cases.question": ("questions to a service", ("question",)),
    "cases.answer": ("answers of a service", ("attends",)),
    "cases.cohortlock": ("locked cohorts", ("case",)),
    "cases.lockedmember": ("places in a locked cohort", ("case",)),
    "figures.cell": ("counts of measures", ("figures",)),
    "figures.times": ("counts of times until something happened", ("figures",)),
    "figures.repeats": ("counts of repeats", ("figures",)),
    "figures.beforeafter": ("counts beside a sham cohort", ("figures",)),
    "figures.harmcell": ("sums of harm", ("figures",)),
    "figures.harmturnover": ("counts of how lists change", ("figures",)),
    "iom.standing": ("how a case stands", ("case",)),
    "iom.listing": ("places on the list for selection", ("listing",)),
    "iom.listingsummary": ("what the list as a whole says", ("listing",)),
    "exchange.sending": ("files that were sent", ("sending",)),
    "exchange.fault": ("faults in files", ("quarantine",)),
    "exchange.waitingrow": ("rows that wait to be mended", ("quarantine",)),
}
"""By the model's label; a test holds that every protected model is here, each with categories of the register."""


def held_of(category: str) -> list[str]:
    """Return in words what is held of a category."""
    return [words for words, categories in TABLES.values() if category in categories] or ["nothing yet"]


def words_of(table: str) -> str:
    """Return what a database table holds, in words; the name without underscores where nothing is said."""
    by_table = {label.replace(".", "_"): words for label, (words, _) in TABLES.items()}
    return by_table.get(table, table.replace("_", " "))


LISTED = frozenset(
    category
    for label in ("people.record", "people.address", "people.event", "people.score", "people.caseloadrow")
    for category in TABLES[label][1]
)
"""The categories by whose periods records come to the list of what is due; all others go with the record."""
