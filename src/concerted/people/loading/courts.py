"""Court results and cautions: all sanctions since the first, one row an offence."""

from concerted.kernel.loading import Loaded, Stage
from concerted.people.loading.events import load_events
from concerted.people.loading.records import Naming, load_records

NAMING = Naming(
    source="courts",
    key="court_person_id",
    given="given_name",
    family="family_name",
    postcode="postcode",
    district="district",
    latest="proven_on",
)


def results(stage: Stage) -> Loaded:
    """Load convictions and cautions; the event's day is the day on which the offence was proven."""
    load_records(stage, NAMING)
    return load_events(
        stage,
        "courts",
        "t.result_ref",
        record_key="court_person_id",
        kind="case when t.disposal = 'caution' then 'caution' else 'conviction' end",
        happened_on="t.proven_on",
        offence_code="t.offence_code",
        words="coalesce(t.offence, '')",
        committed_on="t.committed_on",
        proven_on="t.proven_on",
        until_on="t.order_ends_on",
        outcome="t.disposal",
        district="coalesce(t.district, '')",
    )
