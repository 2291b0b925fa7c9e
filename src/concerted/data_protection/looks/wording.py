"""What stands on the trail as a reader says it."""

KINDS = {
    "page.opened": "Opened a page",
    "looks.exported": "Took a copy of the trail away",
    "disclosure": "Disclosure",
    "consent": "Consent",
    "emergency": "Opening in an emergency",
    "action": "Action",
    "question": "Question to a service",
    "case": "Case",
    "cohort": "Cohort",
    "link": "Whether records are one person",
    "sending": "File",
    "need": "What somebody needs",
    "breach": "Breach",
    "figures": "Figures",
    "list": "List",
    "enquiry": "Who else knows somebody",
    "victim_request": "Request for a victim's information",
    "retention": "Keeping and erasing",
    "erasure": "Erasure",
    "agreement": "Agreement",
    "post": "Post",
    "iom": "Integrated offender management",
}
"""Kinds of events by their whole name or by what stands before the dot."""

PURPOSES = {
    "iom": "integrated offender management",
    "measure": "measuring",
    "data_quality": "data quality",
    "victims": "support of victims",
    "investigation": "investigation",
    "governance": "governance",
    "data_protection": "data protection",
}
"""Purposes of posts."""

ACTS = {
    "": "Everything that was done",
    "disclosure": "Disclosures",
    "emergency": "Openings in an emergency",
    "consent": "Consent",
    "enquiry": "Who else knows somebody",
    "victim_request": "Requests for a victim's information",
    "action": "Actions",
    "case": "Cases",
    "link": "Links of records",
    "sending": "Files",
    "looks": "Copies of the trail",
    "breach": "Breaches",
}
"""What the page of acts may be narrowed to: what stands before the dot of a kind."""


def kind_in_words(kind: str) -> str:
    """Return a kind of event in words: `action.accepted` is "Action: accepted"."""
    if kind in KINDS:
        return KINDS[kind]
    room, _, verb = kind.partition(".")
    said = KINDS.get(room, room.replace("_", " ").capitalize())
    return f"{said}: {verb.replace('_', ' ')}" if verb else said


def purpose_in_words(purpose: str | None) -> str:
    """Return the purpose of a post in words."""
    if not purpose:
        return "no purpose: nobody was signed in"
    return PURPOSES.get(purpose, purpose.replace("_", " "))
