"""Loaders of what partners send about people: one function a feed, set-based, inside the import's transaction."""

from concerted.kernel.loading import Loader
from concerted.people.loading import courts, existence_protected, housing, police, prisons, probation

LOADERS: dict[str, Loader] = {
    "people.police_events": police.events,
    "people.court_results": courts.results,
    "people.probation_caseload": probation.caseload,
    "people.probation_scores": probation.scores,
    "people.probation_contacts": probation.contacts,
    "people.prison_releases": prisons.releases,
    "people.housing_register": housing.register,
    "people.drug_attendance": existence_protected.attendance,
    "people.youth_children": existence_protected.children,
}
