"""Prison releases: what the prison said on which day; dates move, and are never calculated here (S16)."""

from concerted.kernel.loading import Loaded, Stage
from concerted.people.loading.events import load_events
from concerted.people.loading.records import Naming, load_records

NAMING = Naming(source="prisons", key="prison_no", given="forenames", family="surname", born="dob", latest="stated_on")


def releases(stage: Stage) -> Loaded:
    """Load releases, recalls and changed dates. A release after the day it was stated is planned until its day comes;
    whether a later statement replaced it is decided by readers, who take the newest of a spell."""
    load_records(stage, NAMING)
    return load_events(
        stage,
        "prisons",
        "t.prison_no || ' ' || t.received_on || ' ' || t.stated_on || ' ' || t.reason",
        record_key="prison_no",
        kind="case t.reason when 'recall' then 'recall' when 'changed date' then 'release moved' "
        "else case when t.release_on > t.stated_on then 'release planned' else 'release' end end",
        happened_on="case when t.reason = 'recall' then t.received_on else coalesce(t.release_on, t.stated_on) end",
        committed_on="t.received_on",
        until_on="t.licence_ends_on",
        stated_on="t.stated_on",
    )
