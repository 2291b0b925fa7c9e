"""A council's housing register."""

from concerted.kernel.loading import Loaded, Stage
from concerted.people.loading.events import load_events
from concerted.people.loading.records import Naming, load_records

NAMING = Naming(
    source="housing",
    key="application_no",
    given="left(trim(split_part(name, ',', 2)), 120)",
    family="left(initcap(trim(split_part(name, ',', 1))), 120)",
    born="dob",
    address="address",
    postcode="postcode",
    latest="coalesce(status_on, applied)",
)


def register(stage: Stage) -> Loaded:
    """Load applications with where each stands; names come as "SURNAME, Forename"."""
    load_records(stage, NAMING)
    return load_events(
        stage,
        "housing",
        "t.application_no",
        record_key="application_no",
        kind="'housing'",
        happened_on="coalesce(t.status_on, t.applied)",
        outcome="coalesce(t.status, '')",
    )
