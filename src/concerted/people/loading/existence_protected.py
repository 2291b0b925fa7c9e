"""Feeds whose agency's name is the secret: loaded for the sending agency alone, never linked in bulk (S18)."""

from concerted.kernel.loading import Loaded, Stage
from concerted.people.loading.events import load_events
from concerted.people.loading.records import Naming, load_records


def attendance(stage: Stage) -> Loaded:
    """Load a drug and alcohol service's attendances."""
    load_records(
        stage,
        Naming(source="drugs", key="client_ref", given="given_name", family="family_name", latest="attended_on"),
    )
    return load_events(
        stage,
        "drugs",
        "t.client_ref || ' ' || t.attended_on",
        record_key="client_ref",
        kind="'attendance'",
        happened_on="t.attended_on",
        outcome="case when t.attended then 'attended' else 'did not attend' end",
    )


def children(stage: Stage) -> Loaded:
    """Load a youth service's children with the work that is done with them."""
    load_records(
        stage,
        Naming(source="youth", key="child_ref", given="given_name", family="family_name", latest="started_on"),
    )
    return load_events(
        stage,
        "youth",
        "t.child_ref || ' ' || t.started_on",
        record_key="child_ref",
        kind="'youth work'",
        happened_on="t.started_on",
        until_on="t.ended_on",
        words="coalesce(t.reason, '')",
    )
