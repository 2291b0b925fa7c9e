"""Arrests and crimes with a named suspect."""

from concerted.kernel.loading import Loaded, Stage
from concerted.people.loading.events import load_events
from concerted.people.loading.records import Naming, load_records

NAMING = Naming(
    source="police",
    key="police_id",
    given="given_name",
    family="family_name",
    address="address",
    postcode="postcode",
    district="district",
    latest="(happened_at at time zone 'Europe/London')::date",
)


def events(stage: Stage) -> Loaded:
    """Load police events: one row an event, personal columns as they were on that day."""
    load_records(stage, NAMING)
    return load_events(
        stage,
        "police",
        "t.event_ref",
        record_key="police_id",
        kind="t.kind",
        happened_on="(t.happened_at at time zone 'Europe/London')::date",
        happened_at="t.happened_at",
        offence_code="coalesce(t.offence_code, '')",
        words="coalesce(t.offence, '')",
        outcome="coalesce(t.outcome, '')",
        district="coalesce(t.district, '')",
    )
